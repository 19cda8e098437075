"""Indexes for the newest tasks over all projects and for due days, done or not; made while people
go on writing."""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("tasks", "0015_deleted_views")]

    operations = [
        AddIndexConcurrently(
            model_name="task",
            index=models.Index(
                condition=models.Q(("archived_at", None), ("deleted_at", None)),
                fields=["-created_at", "id"],
                name="task_newest",
            ),
        ),
        AddIndexConcurrently(
            model_name="task",
            index=models.Index(
                condition=models.Q(("deleted_at", None), ("due_date__isnull", False)),
                fields=["due_date"],
                name="task_due_day",
            ),
        ),
        RemoveIndexConcurrently(model_name="task", name="task_due"),
    ]
