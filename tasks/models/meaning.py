"""What a task's title means, so that one can find those that mean alike."""

from django.db import models

from tasks.models.task import Task


class TaskMeaning(models.Model):
    """One task's vector; `is_waiting` until a job has read its title.

    PostgreSQL's triggers make the row and have it wait again when the title changes. Where the
    extension vector is to be had the vector stands in a column `near` that only SQL knows, and
    `vector` stays empty.
    """

    task = models.OneToOneField(
        Task, on_delete=models.CASCADE, primary_key=True, related_name="meaning"
    )
    project_id = models.UUIDField(db_index=True)
    is_waiting = models.BooleanField(default=True, db_default=True)
    vector = models.BinaryField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["task"], condition=models.Q(is_waiting=True), name="meaning_waiting"
            )
        ]

    def __str__(self) -> str:
        return str(self.task_id)
