"""A report can be of a whole workspace. What was kept is dropped: it is computed again."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tasks", "0007_shared_texts_and_files")]

    operations = [
        migrations.RunSQL("DELETE FROM tasks_report", migrations.RunSQL.noop),
        migrations.RemoveConstraint(model_name="report", name="report_once"),
        migrations.AddField(
            model_name="report",
            name="workspace",
            field=models.ForeignKey(
                default=None,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reports",
                to="accounts.workspace",
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="report",
            name="project",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reports",
                to="tasks.project",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                fields=("workspace", "project", "kind", "arguments"),
                name="report_once",
                nulls_distinct=False,
            ),
        ),
    ]
