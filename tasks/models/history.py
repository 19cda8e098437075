"""How tasks came to be as they are: what every report is counted from."""

from django.db import models

from tasks.models.planning import Sprint
from tasks.models.project import Column, Project, State
from tasks.models.task import Task


class TaskSpan(models.Model):
    """What a task was from `started_at` until `ended_at` (now, while that is null).

    A new span begins whenever status, column, points, sprint or existence change; a deleted task
    has no open span. The spans of a task never overlap and, while it lives, leave no gap.
    PostgreSQL writes them by a trigger (migration 0005), so that no writer can forget to; nobody
    else does, but for those who bring a history from elsewhere.
    """

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="spans")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="spans")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    status = models.CharField(max_length=12, choices=State)
    column = models.ForeignKey(
        Column, on_delete=models.SET_NULL, null=True, db_index=False, related_name="+"
    )
    points = models.PositiveSmallIntegerField(null=True, blank=True)
    sprint = models.ForeignKey(
        Sprint, on_delete=models.SET_NULL, null=True, blank=True, related_name="spans"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["task"], condition=models.Q(ended_at=None), name="task_span_open_once"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None) | models.Q(ended_at__gte=models.F("started_at")),
                name="task_span_forward",
            ),
        ]
        indexes = [
            models.Index(fields=["project", "started_at"], name="task_span_project"),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.status}"
