"""What AI calls cost."""

from django.conf import settings
from django.db import models

from accounts.models import Workspace
from ai.models.run import Run
from teamflow.common.models import TimestampedModel


class Usage(TimestampedModel):
    """One answered call, or one answer from the cache (`cached`, at no cost)."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    run = models.ForeignKey(Run, on_delete=models.SET_NULL, null=True, related_name="usages")
    operation = models.CharField(max_length=40)
    provider = models.CharField(max_length=40)
    model = models.CharField(max_length=100)
    tokens_in = models.PositiveIntegerField(default=0)
    tokens_out = models.PositiveIntegerField(default=0)
    cost = models.DecimalField(max_digits=12, decimal_places=6, default=0)
    duration_ms = models.PositiveIntegerField(default=0)
    cached = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["workspace", "-created_at"], name="ai_usage_workspace")]

    def __str__(self) -> str:
        return f"{self.operation} {self.provider} {self.cost}"
