"""One request to an AI."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Workspace
from teamflow.common.models import Job, TimestampedModel


class Operation(models.TextChoices):
    """What an AI can be asked for."""

    TASK_BREAKDOWN = "task_breakdown", _("Break a task down")
    MINDMAP = "mindmap", _("Mind map")
    FLOWCHART = "flowchart", _("Flowchart")


class Run(TimestampedModel):
    """What a job asked and got.

    `calling_since` marks the one run that is asking on behalf of all with the same `input_hash`;
    `reserved_cost` is held against the month's budget meanwhile.
    """

    job = models.OneToOneField(Job, on_delete=models.CASCADE, related_name="ai_run")
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    operation = models.CharField(max_length=40, choices=Operation)
    input = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    input_hash = models.CharField(max_length=64)
    prompt_version = models.CharField(max_length=20)
    provider = models.CharField(max_length=40, blank=True)
    model = models.CharField(max_length=100, blank=True)
    attempts = models.JSONField(default=list)
    result = models.JSONField(null=True)
    calling_since = models.DateTimeField(null=True)
    reserved_cost = models.DecimalField(max_digits=12, decimal_places=6, default=0)
    answered_at = models.DateTimeField(null=True)
    # The tasks that an accept created, so that accepting again creates none.
    accepted = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(operation__in=Operation.values), name="ai_run_operation_known"
            )
        ]
        indexes = [
            models.Index(fields=["workspace", "-created_at"], name="ai_run_workspace"),
            models.Index(fields=["workspace", "input_hash", "-created_at"], name="ai_run_input"),
        ]

    def __str__(self) -> str:
        return f"{self.operation} by {self.provider or 'nobody yet'}"
