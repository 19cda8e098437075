"""What reaches people, and what reaches projects from outside."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Workspace
from tasks.models.project import Project
from tasks.models.task import Task
from teamflow.common.models import TimestampedModel


class NotificationKind(models.TextChoices):
    """Why somebody is told."""

    ASSIGNED = "assigned", _("Assigned")
    CREATED = "created", _("New task")
    MENTIONED = "mentioned", _("Mentioned")
    REPLIED = "replied", _("Replied")
    COMMENTED = "commented", _("Commented")
    STATUS = "status", _("Status changed")
    REVIEW = "review", _("Review asked")
    APPROVAL = "approval", _("Approval asked")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Approval refused")
    UNBLOCKED = "unblocked", _("Unblocked")
    DUE_SOON = "due_soon", _("Due soon")
    OVERDUE = "overdue", _("Overdue")
    AUTOMATION = "automation", _("Automation")
    BREACHED = "breached", _("Service target missed")


class Notification(TimestampedModel):
    """Something that one person should know; `event` (of the log) makes it come once a task."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications"
    )
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    task = models.ForeignKey(
        Task, on_delete=models.CASCADE, null=True, blank=True, related_name="notifications"
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    event = models.BigIntegerField(null=True, blank=True)
    data = models.JSONField(default=dict, blank=True)
    # Somebody may want a mail of it and no line in the inbox.
    is_in_inbox = models.BooleanField(default=True, db_default=True)
    read_at = models.DateTimeField(null=True, blank=True)
    snoozed_until = models.DateTimeField(null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            # One event may tell of several tasks: what is done may unblock two.
            models.UniqueConstraint(
                fields=["recipient", "kind", "event", "task"],
                condition=models.Q(event__isnull=False),
                name="notification_once_a_task",
            )
        ]
        indexes = [
            models.Index(
                fields=["recipient", "-created_at", "-id"],
                condition=models.Q(archived_at=None),
                name="notification_inbox",
            )
        ]

    def __str__(self) -> str:
        return f"{self.recipient_id} {self.kind}"


class IntakeForm(TimestampedModel):
    """A public form: what people outside send in waits in the project's triage."""

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="intake_form")
    token = models.CharField(max_length=43, unique=True)
    title = models.CharField(max_length=100)
    introduction = models.TextField(blank=True, max_length=2000)
    is_open = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.title


class IntakeItem(TimestampedModel):
    """A request that waits to be accepted (it becomes `task`), declined or looked at later."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        DUPLICATE = "duplicate", _("Duplicate")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="intake_items")
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    sender_name = models.CharField(max_length=100, blank=True)
    sender_email = models.EmailField(blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    reason = models.CharField(max_length=500, blank=True)
    snoozed_until = models.DateTimeField(null=True, blank=True)
    task = models.ForeignKey(
        Task, on_delete=models.SET_NULL, null=True, blank=True, related_name="intake_items"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["project", "status", "-created_at"], name="intake_queue"),
        ]

    def __str__(self) -> str:
        return self.title
