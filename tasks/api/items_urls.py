"""API routes of what tasks are made of: types, fields, milestones, workflow, templates, links."""

from django.urls import path

from tasks.api import custom_fields, item_types, milestones, parts

urlpatterns = [
    path(
        "projects/<uuid:project_id>/types",
        item_types.ItemTypesView.as_view(),
        name="item-type-list",
    ),
    path("item-types/<uuid:type_id>", item_types.ItemTypeView.as_view(), name="item-type-detail"),
    path(
        "projects/<uuid:project_id>/fields",
        custom_fields.CustomFieldsView.as_view(),
        name="custom-field-list",
    ),
    path(
        "custom-fields/<uuid:field_id>",
        custom_fields.CustomFieldView.as_view(),
        name="custom-field-detail",
    ),
    path(
        "projects/<uuid:project_id>/milestones",
        milestones.MilestonesView.as_view(),
        name="milestone-list",
    ),
    path(
        "milestones/<uuid:milestone_id>",
        milestones.MilestoneView.as_view(),
        name="milestone-detail",
    ),
    path(
        "checklist-items/<uuid:item_id>/promote",
        parts.PromoteItemView.as_view(),
        name="checklist-item-promote",
    ),
]
