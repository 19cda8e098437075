"""What the API takes and answers about sprints."""

from typing import Any

from rest_framework import serializers

from tasks.api.outputs import ActorOutput, SprintOutput, page_of
from tasks.services.sprints.planning import MAX_PEOPLE, MAX_POINTS
from tasks.services.sprints.writing import MAX_CAPACITY


class SprintChangeInput(serializers.Serializer[Any]):
    """A change of a sprint."""

    name = serializers.CharField(required=False, max_length=100)
    goal = serializers.CharField(required=False, allow_blank=True, max_length=2000)
    start_date = serializers.DateField(required=False, allow_null=True)
    end_date = serializers.DateField(required=False, allow_null=True)
    capacity = serializers.IntegerField(
        required=False, allow_null=True, min_value=0, max_value=MAX_CAPACITY
    )


class SprintInput(SprintChangeInput):
    """A new sprint; without `name` it continues the numbers."""

    name = serializers.CharField(required=False, allow_blank=True, max_length=100)


class StartInput(serializers.Serializer[Any]):
    """When it starts and ends, where the sprint does not say so itself."""

    start_date = serializers.DateField(required=False, allow_null=True)
    end_date = serializers.DateField(required=False, allow_null=True)


class CompleteInput(serializers.Serializer[Any]):
    """Where unfinished tasks go: `next`, `new`, `backlog`, or a planned sprint's id."""

    carry_over = serializers.CharField(required=False, default="backlog", max_length=36)


class TaskIdsInput(serializers.Serializer[Any]):
    """Some tasks of the project."""

    ids = serializers.ListField(child=serializers.UUIDField(), max_length=500)


class PlanInput(TaskIdsInput):
    """The same, with the neighbour beside which they go."""

    before = serializers.UUIDField(required=False, allow_null=True)
    after = serializers.UUIDField(required=False, allow_null=True)


class PersonPointsInput(serializers.Serializer[Any]):
    """How much somebody can take."""

    user = serializers.UUIDField()
    points = serializers.IntegerField(allow_null=True, min_value=0, max_value=MAX_POINTS)


class CapacityInput(serializers.Serializer[Any]):
    """The people whose points change."""

    people = serializers.ListField(child=PersonPointsInput(), max_length=MAX_PEOPLE)


class ProgressOutput(serializers.Serializer[Any]):
    """How far a sprint is; `unestimated` tasks have no points."""

    tasks = serializers.IntegerField()
    tasks_done = serializers.IntegerField()
    points = serializers.IntegerField()
    points_done = serializers.IntegerField()
    unestimated = serializers.IntegerField()


class CommittedOutput(serializers.Serializer[Any]):
    """What was in it when it started."""

    tasks = serializers.IntegerField()
    points = serializers.IntegerField()


class PersonPointsOutput(serializers.Serializer[Any]):
    """How much somebody can take."""

    user = serializers.UUIDField()
    points = serializers.IntegerField()


class SprintDetailOutput(SprintOutput):
    """A sprint with how far it is."""

    project = serializers.UUIDField()
    started_at = serializers.DateTimeField(allow_null=True)
    completed_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()
    progress = ProgressOutput()
    committed = CommittedOutput()
    people = PersonPointsOutput(many=True)


class SprintProjectOutput(serializers.Serializer[Any]):
    """What a sprint's project is called."""

    id = serializers.UUIDField()
    key = serializers.CharField()
    name = serializers.CharField()


class SparkOutput(serializers.Serializer[Any]):
    """A day's end in a small burndown: in points, or in tasks where there are none."""

    day = serializers.DateField(allow_null=True)
    remaining = serializers.IntegerField(allow_null=True)
    ideal = serializers.FloatField(allow_null=True)


class WorkspaceSprintOutput(SprintDetailOutput):
    """A sprint among those of other projects; the burndown is empty unless it runs."""

    project = SprintProjectOutput()  # type: ignore[assignment]
    burndown = SparkOutput(many=True)


class PastSprintOutput(serializers.Serializer[Any]):
    """What a completed sprint brought to an end."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    points = serializers.IntegerField()


class VelocityOutput(serializers.Serializer[Any]):
    """The last sprints, newest first, and their mean; null where there were none."""

    sprints = PastSprintOutput(many=True)
    points = serializers.IntegerField(allow_null=True)


class CapacityOutput(serializers.Serializer[Any]):
    """Who can take how much."""

    capacity = serializers.IntegerField(allow_null=True)
    people = PersonPointsOutput(many=True)
    velocity = VelocityOutput()


class ScopeTaskOutput(serializers.Serializer[Any]):
    """The task that came or went."""

    id = serializers.UUIDField()
    key = serializers.CharField()
    title = serializers.CharField()


class ScopeChangeOutput(serializers.Serializer[Any]):
    """A change of a running sprint's scope; `points` before and after."""

    at = serializers.DateTimeField()
    kind = serializers.ChoiceField(choices=["added", "removed", "estimated"])
    task = ScopeTaskOutput()
    points = serializers.ListField(child=serializers.IntegerField(allow_null=True))
    actor = ActorOutput(allow_null=True)


SprintPage = page_of("SprintPage", SprintDetailOutput)
WorkspaceSprintPage = page_of("WorkspaceSprintPage", WorkspaceSprintOutput)
ScopePage = page_of("ScopePage", ScopeChangeOutput)
