"""What stands on a board, as text, and triggers that let it be found."""

import django.db.models.deletion
from django.db import migrations, models

from boards.search_sources import BOARD, FOLLOW, FOLLOW_BACK

FILL = "SELECT search_note_board((SELECT array_agg(id) FROM boards_board))"


class Migration(migrations.Migration):
    dependencies = [("boards", "0002_ticket_proof"), ("common", "0002_search_entries")]

    operations = [
        migrations.CreateModel(
            name="BoardText",
            fields=[
                (
                    "board",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="written",
                        serialize=False,
                        to="boards.board",
                    ),
                ),
                ("text", models.TextField()),
            ],
        ),
        migrations.RunSQL(BOARD.sql, BOARD.back),
        migrations.RunSQL(FOLLOW, FOLLOW_BACK),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
