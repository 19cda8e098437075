"""Addresses that mail must not go to any more."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from teamflow.common.models import TimestampedModel


class StoppedAddress(TimestampedModel):
    """An address that sent mail back, or whose owner called it spam; kept in lower case."""

    class Reason(models.TextChoices):
        BOUNCED = "bounced", _("Mail came back")
        COMPLAINED = "complained", _("Reported as spam")

    email = models.CharField(max_length=254, unique=True)
    reason = models.CharField(max_length=10, choices=Reason)
    detail = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return f"{self.email} {self.reason}"
