"""Names that came with an imported workspace, of people who have no account here."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_stopped_addresses")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="stands_for",
            field=models.EmailField(blank=True, db_default="", default="", max_length=254),
        ),
    ]
