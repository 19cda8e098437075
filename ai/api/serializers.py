"""What comes in and goes out at the AI's doors."""

from typing import Any

from rest_framework import serializers

from ai.models import Operation
from ai.services.breakdown import MAX_ACCEPTED
from ai.services.generation import PROMPT_LIMIT, SELECTION_LIMIT
from tasks.models.task import DESCRIPTION_LIMIT, TITLE_LIMITS
from teamflow.common.job_views import JobOutput


class JobStarted(serializers.Serializer[Any]):
    """The job to follow, and whom it will ask, in order."""

    job = JobOutput()
    providers = serializers.ListField(child=serializers.CharField())


class SubtaskChoice(serializers.Serializer[Any]):
    """One subtask as somebody wants it."""

    title = serializers.CharField(min_length=TITLE_LIMITS[0], max_length=TITLE_LIMITS[1])
    description = serializers.CharField(
        max_length=DESCRIPTION_LIMIT - 100, allow_blank=True, default=""
    )
    estimated_hours = serializers.FloatField(
        min_value=0, max_value=1000, allow_null=True, default=None
    )


class AcceptInput(serializers.Serializer[Any]):
    """The edited choice among the subtasks of a breakdown."""

    subtasks = serializers.ListField(
        child=SubtaskChoice(), allow_empty=False, max_length=MAX_ACCEPTED
    )


class CreatedTasks(serializers.Serializer[Any]):
    """The tasks that stand for what was accepted."""

    results = serializers.ListField(child=serializers.JSONField())


class GenerateInput(serializers.Serializer[Any]):
    """What to draw, and around which point of the board."""

    kind = serializers.ChoiceField(choices=[Operation.MINDMAP.value, Operation.FLOWCHART.value])
    prompt = serializers.CharField(max_length=PROMPT_LIMIT, allow_blank=True, default="")
    elements = serializers.ListField(
        child=serializers.CharField(max_length=40), max_length=SELECTION_LIMIT, default=list
    )
    x = serializers.FloatField(min_value=-1e7, max_value=1e7, default=0.0)
    y = serializers.FloatField(min_value=-1e7, max_value=1e7, default=0.0)


class UsageRow(serializers.Serializer[Any]):
    """One operation at one model, this month."""

    operation = serializers.CharField()
    provider = serializers.CharField()
    model = serializers.CharField()
    requests = serializers.IntegerField()
    cached = serializers.IntegerField()
    tokens_in = serializers.IntegerField()
    tokens_out = serializers.IntegerField()
    cost = serializers.DecimalField(max_digits=12, decimal_places=6)


class UsageOutput(serializers.Serializer[Any]):
    """What the workspace asked and spent this month."""

    budget = serializers.DecimalField(max_digits=10, decimal_places=2)
    spent = serializers.DecimalField(max_digits=12, decimal_places=6)
    resets_at = serializers.DateTimeField()
    providers = serializers.ListField(child=serializers.CharField())
    usage = UsageRow(many=True)
