"""What stays behind: the keys that a task had, and that somebody wanted to hear no more of it."""

from django.conf import settings
from django.db import models

from accounts.models import Workspace
from tasks.models.task import Task


class FormerKey(models.Model):
    """A key that a task had in another project; it still leads to it."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    prefix = models.CharField(max_length=6)
    number = models.PositiveIntegerField()
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="former_keys")
    left_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["workspace", "prefix", "number"], name="former_key_of"),
        ]

    def __str__(self) -> str:
        return f"{self.prefix}-{self.number}"


class Unwatching(models.Model):
    """That somebody stopped watching a task: what they do there does not bring them back."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="unwatchings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "user"], name="unwatching_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.task_id}"
