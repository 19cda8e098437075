"""What the API takes about tasks: types only; what is allowed is the services' question."""

from typing import Any

from rest_framework import serializers

from tasks.models import Health, Priority, Stage, State, TaskLink
from tasks.services.imports.starting import FORMATS

MAX_PEOPLE = 50


class ProjectInput(serializers.Serializer[Any]):
    """A new project; without `key` its name gives one."""

    name = serializers.CharField(max_length=100)
    key = serializers.CharField(required=False, allow_blank=True, default="", max_length=6)
    description = serializers.CharField(
        required=False, allow_blank=True, default="", max_length=5000
    )
    template = serializers.CharField(
        required=False,
        default="software",
        max_length=36,
        help_text="software, marketing, operations, blank, or the id of a project template.",
    )


class ProjectChangeInput(serializers.Serializer[Any]):
    """A change of a project; `archived` puts it aside or takes it back.

    Its old keys still lead to it. `default_type`: what a task made without a type becomes.
    """

    name = serializers.CharField(required=False, max_length=100)
    key = serializers.CharField(required=False, max_length=6)
    default_type = serializers.UUIDField(required=False, allow_null=True)
    description = serializers.CharField(required=False, allow_blank=True, max_length=5000)
    icon = serializers.CharField(required=False, allow_blank=True, max_length=40)
    color = serializers.CharField(required=False, allow_blank=True, max_length=20)
    lead = serializers.UUIDField(required=False, allow_null=True)
    start_date = serializers.DateField(required=False, allow_null=True)
    target_date = serializers.DateField(required=False, allow_null=True)
    stage = serializers.ChoiceField(choices=Stage.choices, required=False)
    health = serializers.ChoiceField(choices=Health.choices, allow_blank=True, required=False)
    archived = serializers.BooleanField(required=False)


class ColumnInput(serializers.Serializer[Any]):
    """A new column."""

    name = serializers.CharField(max_length=60)
    state = serializers.ChoiceField(choices=State.choices, default=State.TODO)
    wip_limit = serializers.IntegerField(
        required=False, allow_null=True, min_value=1, max_value=1000
    )


class ColumnChangeInput(serializers.Serializer[Any]):
    """A change of a column; `before` or `after` name a neighbour."""

    name = serializers.CharField(required=False, max_length=60)
    state = serializers.ChoiceField(choices=State.choices, required=False)
    wip_limit = serializers.IntegerField(
        required=False, allow_null=True, min_value=1, max_value=1000
    )
    before = serializers.UUIDField(required=False, allow_null=True)
    after = serializers.UUIDField(required=False, allow_null=True)


class LabelInput(serializers.Serializer[Any]):
    """A new label."""

    name = serializers.CharField(max_length=50)
    color = serializers.CharField(required=False, default="grey", max_length=20)


class LabelChangeInput(serializers.Serializer[Any]):
    """A change of a label."""

    name = serializers.CharField(required=False, max_length=50)
    color = serializers.CharField(required=False, max_length=20)


class TaskChangeInput(serializers.Serializer[Any]):
    """A change of a task; `version` is the one that the writer saw."""

    title = serializers.CharField(required=False, max_length=1000)
    description = serializers.CharField(
        required=False, allow_blank=True, trim_whitespace=False, max_length=60_000
    )
    priority = serializers.ChoiceField(choices=Priority.choices, required=False)
    story_points = serializers.IntegerField(
        required=False, allow_null=True, min_value=1, max_value=21
    )
    start_date = serializers.DateField(required=False, allow_null=True)
    due_date = serializers.DateField(required=False, allow_null=True)
    parent = serializers.UUIDField(required=False, allow_null=True)  # type: ignore[assignment]
    sprint = serializers.UUIDField(required=False, allow_null=True)
    type = serializers.UUIDField(required=False, allow_null=True)
    milestone = serializers.UUIDField(required=False, allow_null=True)
    estimate_minutes = serializers.IntegerField(
        required=False, allow_null=True, min_value=1, max_value=600_000
    )
    fields = serializers.DictField(  # type: ignore[assignment]
        child=serializers.JSONField(allow_null=True),
        required=False,
        help_text="Values of custom fields by the field's id; null clears.",
    )
    assignee_ids = serializers.ListField(
        child=serializers.UUIDField(), required=False, max_length=MAX_PEOPLE
    )
    label_ids = serializers.ListField(
        child=serializers.UUIDField(), required=False, max_length=MAX_PEOPLE
    )
    watcher_ids = serializers.ListField(
        child=serializers.UUIDField(), required=False, max_length=MAX_PEOPLE
    )
    column = serializers.UUIDField(required=False)
    status = serializers.ChoiceField(choices=State.choices, required=False)


class TaskVersionedInput(TaskChangeInput):
    """A change of one task, with the `version` that the writer saw."""

    version = serializers.IntegerField(required=False, min_value=1, max_value=2**31 - 1)


class TaskInput(TaskChangeInput):
    """A new task."""

    title = serializers.CharField(max_length=1000)
    checklist = serializers.ListField(
        child=serializers.CharField(max_length=500), required=False, max_length=200
    )


class MoveTaskInput(serializers.Serializer[Any]):
    """Where a task goes: `before` names the one that will follow, `after` the one before it."""

    column = serializers.UUIDField(required=False)
    status = serializers.ChoiceField(choices=State.choices, required=False)
    before = serializers.UUIDField(required=False, allow_null=True)
    after = serializers.UUIDField(required=False, allow_null=True)
    version = serializers.IntegerField(required=False, min_value=1, max_value=2**31 - 1)


class TaskEditInput(TaskVersionedInput):
    """What becomes of one of many tasks; `rank` is its place among the others of its column."""

    id = serializers.UUIDField()
    rank = serializers.CharField(required=False, max_length=200)


class BulkInput(serializers.Serializer[Any]):
    """Up to 500 tasks of one project: changed, deleted, brought back; or made (`tasks`).

    `changes` is the same for all `ids`; `updates` has one for each task.
    """

    action = serializers.ChoiceField(
        choices=["update", "delete", "restore", "create"], default="update"
    )
    ids = serializers.ListField(child=serializers.UUIDField(), required=False, max_length=500)
    changes = TaskChangeInput(required=False)
    updates = serializers.ListField(child=TaskEditInput(), required=False, max_length=500)
    project = serializers.UUIDField(required=False)
    tasks = TaskInput(many=True, required=False)


class CommentInput(serializers.Serializer[Any]):
    """Something to say; `parent` makes it an answer."""

    body = serializers.CharField(trim_whitespace=False, max_length=60_000)
    parent = serializers.UUIDField(required=False, allow_null=True)  # type: ignore[assignment]


class CommentChangeInput(serializers.Serializer[Any]):
    """Other words."""

    body = serializers.CharField(trim_whitespace=False, max_length=60_000)


class ItemInput(serializers.Serializer[Any]):
    """A new step."""

    title = serializers.CharField(max_length=500)
    checklist = serializers.UUIDField(required=False, allow_null=True)


class ItemChangeInput(serializers.Serializer[Any]):
    """A change of a step."""

    title = serializers.CharField(required=False, max_length=500)
    done = serializers.BooleanField(required=False)
    before = serializers.UUIDField(required=False, allow_null=True)
    after = serializers.UUIDField(required=False, allow_null=True)


class SubtaskPlaceInput(serializers.Serializer[Any]):
    """Beside which other subtask one goes."""

    subtask = serializers.UUIDField()
    before = serializers.UUIDField(required=False, allow_null=True)
    after = serializers.UUIDField(required=False, allow_null=True)


class LinkInput(serializers.Serializer[Any]):
    """A relation to another task."""

    kind = serializers.ChoiceField(choices=TaskLink.Kind.choices)
    target = serializers.UUIDField()
    close = serializers.BooleanField(
        required=False, default=False, help_text="Of a duplicate: close it as well."
    )


class AttachmentInput(serializers.Serializer[Any]):
    """An address to keep."""

    url = serializers.CharField(max_length=2000)
    name = serializers.CharField(required=False, allow_blank=True, default="", max_length=300)


class ImportInput(serializers.Serializer[Any]):
    """A file from another tool; `dry_run` only looks."""

    file = serializers.FileField()
    format = serializers.ChoiceField(choices=FORMATS, default="auto")
    dry_run = serializers.BooleanField(default=False)
    options = serializers.CharField(required=False, allow_blank=True, default="", max_length=50_000)
