import django.db.models.deletion
import django.utils.timezone
import integrations.crypto
import teamflow.common.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("accounts", "__first__"),
        ("tasks", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Connection",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=teamflow.common.ids.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("vendor", models.CharField(choices=[("github", "GitHub")], max_length=20)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting for the first delivery"),
                            ("active", "Active"),
                            ("failing", "Failing"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("settings", models.JSONField(blank=True, default=dict)),
                ("secret", integrations.crypto.EncryptedTextField()),
                ("last_delivery_at", models.DateTimeField(blank=True, null=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="connections",
                        to="accounts.workspace",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["workspace", "-created_at"], name="connection_workspace")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("vendor__in", ["github"])),
                        name="connection_vendor_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PullRequest",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=teamflow.common.ids.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("repository", models.CharField(max_length=200)),
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=500)),
                ("url", models.URLField(max_length=1000)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("draft", "Draft"),
                            ("closed", "Closed"),
                            ("merged", "Merged"),
                        ],
                        max_length=6,
                    ),
                ),
                ("branch", models.CharField(blank=True, max_length=255)),
                ("author", models.CharField(blank=True, max_length=100)),
                ("remote_updated_at", models.DateTimeField()),
                ("merged_at", models.DateTimeField(blank=True, null=True)),
                (
                    "connection",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="pull_requests",
                        to="integrations.connection",
                    ),
                ),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.workspace",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PullRequestTask",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=teamflow.common.ids.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "pull_request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="integrations.pullrequest",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pull_request_links",
                        to="tasks.task",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("pull_request", "task"), name="pull_request_task_once"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="pullrequest",
            name="tasks",
            field=models.ManyToManyField(
                related_name="pull_requests",
                through="integrations.PullRequestTask",
                to="tasks.task",
            ),
        ),
        migrations.CreateModel(
            name="WebhookDelivery",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=teamflow.common.ids.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("delivery_id", models.CharField(max_length=100)),
                ("event", models.CharField(max_length=60)),
                ("headers", models.JSONField(default=dict)),
                ("body", models.TextField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("received", "Received"),
                            ("done", "Done"),
                            ("ignored", "Nothing to do"),
                            ("failed", "Failed"),
                        ],
                        default="received",
                        max_length=10,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("error", models.TextField(blank=True)),
                ("received_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("processed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "connection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="integrations.connection",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["connection", "-received_at", "-id"], name="webhook_newest"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("connection", "delivery_id"), name="webhook_delivery_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BranchMention",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=teamflow.common.ids.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("repository", models.CharField(max_length=200)),
                ("branch", models.CharField(max_length=255)),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="tasks.task",
                    ),
                ),
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.workspace",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("workspace", "repository", "branch", "task"),
                        name="branch_mention_once",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="pullrequest",
            constraint=models.UniqueConstraint(
                fields=("workspace", "repository", "number"), name="pull_request_once"
            ),
        ),
    ]
