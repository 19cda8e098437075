"""Triggers that keep what of tasks can be found."""

from django.db import migrations

from tasks.search_sources import FOLLOW, FOLLOW_BACK, SOURCES


class Migration(migrations.Migration):
    dependencies = [("tasks", "0023_removed_parts"), ("common", "0002_search_entries")]

    operations = [
        *[migrations.RunSQL(source.sql, source.back) for source in SOURCES],
        migrations.RunSQL(FOLLOW, FOLLOW_BACK),
    ]
