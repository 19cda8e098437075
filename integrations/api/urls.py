"""API routes of integrations, under /api/v1/."""

from django.urls import path

from integrations.api.views import (
    ConnectionsView,
    ConnectionView,
    DeliveriesView,
    HookView,
    RedeliverView,
    TaskPullRequestsView,
)

urlpatterns = [
    path("workspaces/<slug:slug>/integrations", ConnectionsView.as_view(), name="integration-list"),
    path("integrations/<uuid:connection_id>", ConnectionView.as_view(), name="integration-detail"),
    path(
        "integrations/<uuid:connection_id>/deliveries",
        DeliveriesView.as_view(),
        name="integration-deliveries",
    ),
    path(
        "integrations/<uuid:connection_id>/deliveries/<uuid:delivery_id>/redeliver",
        RedeliverView.as_view(),
        name="integration-redeliver",
    ),
    path(
        "tasks/<uuid:task_id>/pull-requests",
        TaskPullRequestsView.as_view(),
        name="task-pull-requests",
    ),
    path("hooks/<slug:vendor>/<uuid:connection_id>", HookView.as_view(), name="hook"),
]
