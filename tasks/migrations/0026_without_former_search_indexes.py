"""The former indexes of words, each write to a task paid for; the entries have their own."""

from django.contrib.postgres.operations import RemoveIndexConcurrently
from django.db import migrations


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("tasks", "0025_fill_search_entries")]

    operations = [
        RemoveIndexConcurrently(model_name="task", name="task_words"),
        RemoveIndexConcurrently(model_name="comment", name="comment_words"),
    ]
