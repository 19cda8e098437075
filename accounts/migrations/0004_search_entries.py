"""Triggers that keep which people can be found, and entries of those who are here."""

from django.db import migrations

from accounts.search_sources import FOLLOW, FOLLOW_BACK, PERSON

FILL = "SELECT search_note_person((SELECT array_agg(id) FROM accounts_membership))"


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_people_without_an_account"), ("common", "0002_search_entries")]

    operations = [
        migrations.RunSQL(PERSON.sql, PERSON.back),
        migrations.RunSQL(FOLLOW, FOLLOW_BACK),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
