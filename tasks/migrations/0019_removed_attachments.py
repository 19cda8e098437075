from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tasks", "0018_order_of_subtasks")]

    operations = [
        migrations.AddField(
            model_name="attachment",
            name="deleted_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
