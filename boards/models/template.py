"""Boards that a workspace keeps to begin others from."""

from django.conf import settings
from django.db import models

from accounts.models import Workspace
from teamflow.common.models import TimestampedModel


class BoardTemplate(TimestampedModel):
    """A board's document as it was when somebody kept it."""

    workspace = models.ForeignKey(
        Workspace, on_delete=models.CASCADE, related_name="board_templates"
    )
    name = models.CharField(max_length=120)
    about = models.CharField(max_length=300, blank=True)
    state = models.BinaryField()
    element_count = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "name"], name="board_template_name")
        ]

    def __str__(self) -> str:
        return self.name
