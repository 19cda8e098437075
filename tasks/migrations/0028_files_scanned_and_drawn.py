"""What was found in a file, its small pictures, and uploads that come in parts.

The status gets longer words; PostgreSQL widens a varchar without touching the table.
"""

from django.db import migrations, models

STATUSES = [
    ("link", "Link"),
    ("arriving", "On its way"),
    ("pending", "Being scanned"),
    ("clean", "Scanned"),
    ("unscanned", "Not scanned"),
    ("infected", "Infected and deleted"),
    ("refused", "Could not be scanned, and deleted"),
]


def _text(name, length):
    field = models.CharField(blank=True, db_default="", default="", max_length=length)
    return migrations.AddField(model_name="attachment", name=name, field=field)


class Migration(migrations.Migration):
    dependencies = [("tasks", "0027_task_meanings")]

    operations = [
        migrations.AlterField(
            model_name="attachment",
            name="status",
            field=models.CharField(choices=STATUSES, default="link", max_length=12),
        ),
        _text("verdict", 200),
        _text("upload_id", 1024),
        _text("thumbnail_key", 220),
        _text("preview_key", 220),
    ]
