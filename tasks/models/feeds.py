"""Addresses by which other programs read what one person may see."""

from django.conf import settings
from django.db import models

from accounts.models import Workspace
from tasks.models.project import Project
from teamflow.common.models import TimestampedModel


class CalendarFeed(TimestampedModel):
    """A secret address of dated tasks: of one project, or without one what its owner has to do."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="feeds")
    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, null=True, blank=True, related_name="feeds"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feeds"
    )
    token = models.CharField(max_length=43, unique=True)
    # When a program last asked, to the hour: that its owner sees whether anybody uses it.
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "user", "project"],
                name="calendar_feed_once",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"feed of {self.user_id}"
