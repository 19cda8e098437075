"""Time that people spent."""

from django.conf import settings
from django.db import models

from tasks.models.task import Task
from teamflow.common.models import TimestampedModel


class TimeEntry(TimestampedModel):
    """Time of one person on one task; without `ended_at` the timer runs."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="time_entries")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="time_entries"
    )
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-started_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(ended_at=None), name="timer_one_a_person"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None) | models.Q(ended_at__gte=models.F("started_at")),
                name="time_entry_forward",
            ),
        ]
        indexes = [models.Index(fields=["user", "-started_at"], name="time_entry_person")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.started_at}"
