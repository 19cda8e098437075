"""What the lead of a project says about how it goes."""

from django.conf import settings
from django.db import models

from tasks.models.project import Health, Project
from teamflow.common.models import TimestampedModel

UPDATE_LIMIT = 2000


class ProjectUpdate(TimestampedModel):
    """A short word about a project's health, from one moment; the newest is what counts."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="updates")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    health = models.CharField(max_length=10, choices=Health)
    body = models.TextField(blank=True, max_length=UPDATE_LIMIT)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(health__in=Health.values), name="project_update_health_known"
            )
        ]
        indexes = [
            models.Index(fields=["project", "-created_at", "-id"], name="project_updates_newest")
        ]

    def __str__(self) -> str:
        return self.health
