"""One event may tell somebody of several tasks; the index changes while people go on writing."""

from django.db import migrations, models

OLD, NEW = "notification_once", "notification_once_a_task"


def _once(*columns):
    return f"ON tasks_notification ({', '.join(columns)}) WHERE event IS NOT NULL"


def _made(name, where):
    """A build that was cut off leaves an index that is not valid: it goes before the next."""
    return [
        f"DROP INDEX CONCURRENTLY IF EXISTS {name}",
        f"CREATE UNIQUE INDEX CONCURRENTLY {name} {where}",
    ]


def _gone(name):
    return [f"DROP INDEX CONCURRENTLY IF EXISTS {name}"]


BY_EVENT = _once("recipient_id", "kind", "event")
BY_TASK = _once("recipient_id", "kind", "event", "task_id")


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("tasks", "0030_attachment_indexes")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(_made(NEW, BY_TASK), _gone(NEW)),
                migrations.RunSQL(_gone(OLD), _made(OLD, BY_EVENT)),
            ],
            state_operations=[
                migrations.RemoveConstraint(model_name="notification", name=OLD),
                migrations.AddConstraint(
                    model_name="notification",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("event__isnull", False)),
                        fields=("recipient", "kind", "event", "task"),
                        name=NEW,
                    ),
                ),
            ],
        ),
    ]
