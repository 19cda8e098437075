"""The shared text behind a description while people write in it."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from tasks.models.task import Task


class TaskText(models.Model):
    """A description as a Yjs text: the state up to `state_seq`, and rows up to `seq` after it.

    `written` is the description that was last equal to it; where a task says something else, the
    task was changed by a door that knows nothing of shared texts.
    """

    task = models.OneToOneField(
        Task, on_delete=models.CASCADE, primary_key=True, related_name="shared_text"
    )
    state = models.BinaryField()
    state_seq = models.PositiveIntegerField(default=0)
    seq = models.PositiveIntegerField(default=0)
    written = models.TextField(blank=True)
    written_at = models.DateTimeField(default=timezone.now)
    # Set by a change that the task's description does not show yet.
    unwritten_since = models.DateTimeField(null=True, blank=True)
    edited_at = models.DateTimeField(default=timezone.now)
    last_writer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    # A sitting ends when nobody writes for a while, or when a door writes the description.
    began_at = models.DateTimeField(default=timezone.now)
    # Who wrote in this sitting, which is one entry of the history.
    writers = ArrayField(models.UUIDField(), default=list, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["unwritten_since"],
                condition=models.Q(unwritten_since__isnull=False),
                name="task_text_unwritten",
            )
        ]

    def __str__(self) -> str:
        return f"{self.task_id} at {self.seq}"


class TaskTextUpdate(models.Model):
    """One change of a shared text, durable before anybody else sees it."""

    text = models.ForeignKey(TaskText, on_delete=models.CASCADE, related_name="updates")
    seq = models.PositiveIntegerField()
    update = models.BinaryField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["text", "seq"], name="task_text_update_once")
        ]

    def __str__(self) -> str:
        return f"{self.text_id} #{self.seq}"
