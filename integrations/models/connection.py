"""A workspace's tie to one outside service."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User, Workspace
from integrations.crypto import EncryptedTextField
from teamflow.common.models import TimestampedModel


class Vendor(models.TextChoices):
    """Services that TeamFlow can talk with."""

    GITHUB = "github", "GitHub"


class Connection(TimestampedModel):
    """One service, connected. `settings` differ by vendor; the secret signs its webhooks."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting for the first delivery")
        ACTIVE = "active", _("Active")
        FAILING = "failing", _("Failing")

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="connections")
    vendor = models.CharField(max_length=20, choices=Vendor)
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    settings = models.JSONField(default=dict, blank=True)
    secret = EncryptedTextField()
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    last_delivery_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(vendor__in=Vendor.values), name="connection_vendor_known"
            )
        ]
        indexes = [models.Index(fields=["workspace", "-created_at"], name="connection_workspace")]

    def __str__(self) -> str:
        return f"{self.vendor} of {self.workspace_id}"
