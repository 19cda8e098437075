"""API routes of what tasks are made of: types, fields, milestones, workflow, templates, links."""

from django.urls import path

from tasks.api import (
    custom_fields,
    item_types,
    milestones,
    parts,
    reactions,
    settings,
    tasks,
    templates,
    transfers,
    workflow,
)

urlpatterns = [
    path("projects/<uuid:project_id>/usage", settings.UsageView.as_view(), name="project-usage"),
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
        "projects/<uuid:project_id>/workflow",
        workflow.WorkflowView.as_view(),
        name="project-workflow",
    ),
    path("tasks/<uuid:task_id>/approvals", workflow.ApprovalsView.as_view(), name="approval-list"),
    path(
        "tasks/<uuid:task_id>/approvals/ask",
        workflow.AskApprovalView.as_view(),
        name="approval-ask",
    ),
    path("approvals/<uuid:approval_id>", workflow.ApprovalView.as_view(), name="approval-detail"),
    path(
        "projects/<uuid:project_id>/templates",
        templates.TaskTemplatesView.as_view(),
        name="task-template-list",
    ),
    path(
        "task-templates/<uuid:template_id>",
        templates.TaskTemplateView.as_view(),
        name="task-template-detail",
    ),
    path(
        "task-templates/<uuid:template_id>/tasks",
        templates.TaskFromTemplateView.as_view(),
        name="task-template-use",
    ),
    path(
        "workspaces/<slug:slug>/project-templates",
        templates.ProjectTemplatesView.as_view(),
        name="project-template-list",
    ),
    path(
        "project-templates/<uuid:template_id>",
        templates.ProjectTemplateView.as_view(),
        name="project-template-detail",
    ),
    path("tasks/transfer", transfers.TransferTasksView.as_view(), name="task-transfer"),
    path(
        "tasks/<uuid:task_id>/duplicate",
        transfers.DuplicateTaskView.as_view(),
        name="task-duplicate",
    ),
    path(
        "tasks/<uuid:task_id>/subtasks/order",
        tasks.SubtaskOrderView.as_view(),
        name="subtask-order",
    ),
    path("tasks/<uuid:task_id>/watch", reactions.WatchView.as_view(), name="task-watch"),
    path(
        "comments/<uuid:comment_id>/reactions",
        reactions.ReactionsView.as_view(),
        name="comment-reactions",
    ),
    path(
        "checklist-items/<uuid:item_id>/promote",
        parts.PromoteItemView.as_view(),
        name="checklist-item-promote",
    ),
]
