"""How notifications leave the product: by mail, by push, and what comes back."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tasks.models.inbox import Notification
from tasks.models.project import Project
from tasks.models.task import Comment, Task
from teamflow.common.models import TimestampedModel


class NoticeLevel(models.TextChoices):
    """How much of a project somebody wants to hear; none of these is the default."""

    ALL = "all", _("Everything")
    MINE = "mine", _("Only what is mine")
    MUTED = "muted", _("Nothing")


class ProjectNotices(TimestampedModel):
    """What a person chose for one project."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="project_notices"
    )
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="notice_levels")
    level = models.CharField(max_length=6, choices=NoticeLevel)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "user"], name="project_notices_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.level}"


class NoticeDelivery(models.Model):
    """What has yet to happen with a notification: a mail, a push, the end of its snooze.

    Gone once that is a job, or done.
    """

    class Channel(models.TextChoices):
        EMAIL = "email"
        PUSH = "push"
        WAKE = "wake"

    notification = models.ForeignKey(
        Notification, on_delete=models.CASCADE, related_name="deliveries"
    )
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    channel = models.CharField(max_length=5, choices=Channel)
    is_urgent = models.BooleanField(default=False)
    due_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["due_at"], name="notice_due")]

    def __str__(self) -> str:
        return f"{self.channel} {self.due_at:%Y-%m-%d %H:%M}"


class ReplyAddress(models.Model):
    """What a person answers to by mail; its number and a signature make the address."""

    id = models.BigAutoField(primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "user"], name="reply_address_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.task_id}"


class InboundMail(TimestampedModel):
    """A mail that came in, known by its Message-ID so that it counts once; wiped when done."""

    class Status(models.TextChoices):
        WAITING = "waiting"
        TAKEN = "taken"
        REFUSED = "refused"
        IGNORED = "ignored"

    message_id = models.CharField(max_length=64, unique=True)
    raw = models.BinaryField(default=b"")
    recipient = models.CharField(max_length=254, blank=True)
    status = models.CharField(max_length=8, choices=Status, default=Status.WAITING)
    reason = models.CharField(max_length=300, blank=True)
    comment = models.ForeignKey(Comment, on_delete=models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.status} {self.reason}"


class PushSubscription(TimestampedModel):
    """A browser that agreed to be woken."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="push_subscriptions"
    )
    endpoint = models.CharField(max_length=1000)
    endpoint_hash = models.CharField(max_length=64, unique=True)
    p256dh = models.CharField(max_length=120)
    auth = models.CharField(max_length=60)
    device = models.CharField(max_length=200, blank=True)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.device
