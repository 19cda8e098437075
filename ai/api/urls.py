"""API routes of the AI, under /api/v1/."""

from django.urls import path

from ai.api.views import (
    AcceptSubtasksView,
    AiUsageView,
    BreakDownTaskView,
    GenerateOnBoardView,
)

urlpatterns = [
    path(
        "tasks/<uuid:task_id>/ai-breakdown", BreakDownTaskView.as_view(), name="task-ai-breakdown"
    ),
    path("jobs/<uuid:job_id>/accept", AcceptSubtasksView.as_view(), name="job-accept"),
    path("boards/<uuid:board_id>/generate", GenerateOnBoardView.as_view(), name="board-generate"),
    path("workspaces/<slug:slug>/ai-usage", AiUsageView.as_view(), name="workspace-ai-usage"),
]
