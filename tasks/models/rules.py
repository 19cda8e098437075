"""What a project does by itself, and what it allows."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Workspace
from tasks.models.project import Column, Project
from tasks.models.task import Task
from teamflow.common.models import TimestampedModel


class Transition(models.Model):
    """A move between columns that a project with a restricted workflow allows.

    `source` null: from anywhere. `roles` empty: everybody who may edit. `needs` names fields that
    must be filled ("assignees", "story_points", …); `approvals` how many other people must agree.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="transitions")
    source = models.ForeignKey(
        Column, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    target = models.ForeignKey(Column, on_delete=models.CASCADE, related_name="+")
    roles = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    needs = ArrayField(models.CharField(max_length=50), default=list, blank=True)
    approvals = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "source", "target"],
                nulls_distinct=False,
                name="transition_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.source_id} → {self.target_id}"


class Approval(TimestampedModel):
    """What somebody says to a task's next move into `column`, or that they were asked to.

    Only what was given counts; the move uses up all that stands.
    """

    class Status(models.TextChoices):
        ASKED = "asked", _("Asked")
        GIVEN = "given", _("Given")
        REFUSED = "refused", _("Refused")

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="approvals")
    column = models.ForeignKey(Column, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    status = models.CharField(
        max_length=7, choices=Status, default=Status.GIVEN, db_default=Status.GIVEN
    )
    # Why it was refused.
    note = models.CharField(max_length=500, blank=True, default="", db_default="")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["task", "column", "user"],
                condition=models.Q(used_at=None),
                name="approval_once",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["asked", "given", "refused"]),
                name="approval_status_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.task_id}"


class Automation(TimestampedModel):
    """When → if → then. Shapes of `trigger`, `condition`, `actions`: tasks/automation/rules.py."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="automations")
    name = models.CharField(max_length=100)
    is_enabled = models.BooleanField(default=True)
    trigger = models.JSONField(default=dict)
    condition = models.JSONField(default=dict, blank=True)
    actions = models.JSONField(default=list)
    # Of scheduled ones only: when it runs next.
    next_at = models.DateTimeField(null=True, blank=True, db_index=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return self.name


class AutomationRun(models.Model):
    """What one automation did about one event; `seq` (of the project's log) makes it run once."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        DONE = "done", _("Done")
        SKIPPED = "skipped", _("Condition not met")
        FAILED = "failed", _("Failed")
        STOPPED = "stopped", _("Stopped: it would go round in circles")

    automation = models.ForeignKey(Automation, on_delete=models.CASCADE, related_name="runs")
    task = models.ForeignKey(Task, on_delete=models.SET_NULL, null=True, blank=True)
    seq = models.BigIntegerField(null=True, blank=True)
    depth = models.PositiveSmallIntegerField(default=0)
    status = models.CharField(max_length=8, choices=Status, default=Status.WAITING)
    outcome = models.JSONField(default=dict, blank=True)
    # What it wrote into the project's log, so that what follows from it is known to follow.
    cause = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="effects"
    )
    caused_from = models.BigIntegerField(null=True, blank=True)
    caused_to = models.BigIntegerField(null=True, blank=True)
    # Of runs that no event began ("due:<task>:<day>"): the same one is not made twice.
    key = models.CharField(max_length=100, null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["automation", "seq"],
                condition=models.Q(seq__isnull=False),
                name="automation_run_once",
            ),
            models.UniqueConstraint(
                fields=["automation", "key"],
                condition=models.Q(key__isnull=False),
                name="automation_run_key_once",
            ),
        ]
        indexes = [
            models.Index(fields=["automation", "-created_at"], name="automation_run_log"),
            models.Index(
                fields=["created_at"],
                condition=models.Q(status="waiting"),
                name="automation_run_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.automation_id} {self.status}"


class AutomationCursor(models.Model):
    """Up to which number of its log a project's automations were asked."""

    project = models.OneToOneField(
        Project, on_delete=models.CASCADE, primary_key=True, related_name="automation_cursor"
    )
    seq = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.project_id} {self.seq}"


class Recurrence(TimestampedModel):
    """A task that comes again: `values` as TaskTemplate's, by `rule` (RFC 5545 RRULE)."""

    class Mode(models.TextChoices):
        SCHEDULE = "schedule", _("On schedule")
        COMPLETION = "completion", _("When the last one is done")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="recurrences")
    rule = models.CharField(max_length=500)
    timezone = models.CharField(max_length=64, default="UTC")
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.SCHEDULE)
    values = models.JSONField(default=dict)
    # The day that the series counts from, and how long before its date a task is made.
    starts_on = models.DateField()
    lead_days = models.PositiveSmallIntegerField(default=0)
    next_on = models.DateField(null=True, blank=True)
    next_at = models.DateTimeField(null=True, blank=True, db_index=True)
    is_active = models.BooleanField(default=True)
    # Why it stopped by itself, in words.
    stopped_because = models.CharField(max_length=300, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    def __str__(self) -> str:
        return self.rule


class RecurrenceTask(models.Model):
    """Which task stands for which day of a series: each day gives one, whatever is killed."""

    recurrence = models.ForeignKey(Recurrence, on_delete=models.CASCADE, related_name="made")
    task = models.OneToOneField(Task, on_delete=models.CASCADE, related_name="recurrence_entry")
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recurrence", "on"], name="recurrence_day_once")
        ]

    def __str__(self) -> str:
        return f"{self.recurrence_id} {self.on}"


class TaskTemplate(TimestampedModel):
    """What a new task starts with: `values` has the writable fields by their names on the wire."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="task_templates")
    name = models.CharField(max_length=100)
    values = models.JSONField(default=dict)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class ProjectTemplate(TimestampedModel):
    """What a new project starts with: columns, labels, types, fields, rules and tasks."""

    workspace = models.ForeignKey(
        Workspace, on_delete=models.CASCADE, related_name="project_templates"
    )
    name = models.CharField(max_length=100)
    description = models.CharField(max_length=300, blank=True)
    content = models.JSONField(default=dict)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class ServiceTarget(TimestampedModel):
    """A promise about time: tasks that fit `query` are done within `hours` of being made."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="service_targets")
    name = models.CharField(max_length=100)
    query = models.CharField(max_length=2000, blank=True)
    hours = models.PositiveIntegerField()
    is_enabled = models.BooleanField(default=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ["hours", "id"]

    def __str__(self) -> str:
        return self.name


class ServiceBreach(models.Model):
    """That a task was not done within a target's time; noticed once."""

    target = models.ForeignKey(ServiceTarget, on_delete=models.CASCADE, related_name="breaches")
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="service_breaches")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["target", "task"], name="service_breach_once")
        ]

    def __str__(self) -> str:
        return f"{self.target_id} {self.task_id}"
