"""What the API answers about tasks: these describe the shapes that `selectors/` write."""

from typing import Any

from rest_framework import serializers

from tasks.models import (
    AttachmentStatus,
    FieldKind,
    Health,
    ItemLevel,
    Priority,
    SprintStatus,
    Stage,
    State,
    TaskLink,
)
from teamflow.common.job_views import JobOutput
from teamflow.common.search.entries import ALL_KINDS


class PersonOutput(serializers.Serializer[Any]):
    """Somebody, as they stand beside a task."""

    id = serializers.UUIDField()
    email = serializers.EmailField(required=False)
    name = serializers.CharField()
    avatar = serializers.CharField(allow_null=True)


class ProjectOutput(serializers.Serializer[Any]):
    """A project."""

    id = serializers.UUIDField()
    key = serializers.CharField()
    former_keys = serializers.ListField(child=serializers.CharField())
    name = serializers.CharField()
    description = serializers.CharField(allow_blank=True)
    icon = serializers.CharField(allow_blank=True)
    color = serializers.CharField(allow_blank=True)
    lead = serializers.UUIDField(allow_null=True)
    start_date = serializers.DateField(allow_null=True)
    target_date = serializers.DateField(allow_null=True)
    stage = serializers.ChoiceField(choices=Stage.choices)
    health = serializers.ChoiceField(choices=Health.choices, allow_blank=True)
    template = serializers.CharField()
    default_type = serializers.UUIDField(allow_null=True)
    workspace = serializers.UUIDField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    archived_at = serializers.DateTimeField(allow_null=True)


class ColumnOutput(serializers.Serializer[Any]):
    """A column; `state` is the status of the tasks in it."""

    id = serializers.UUIDField()
    project = serializers.UUIDField(required=False)
    name = serializers.CharField()
    state = serializers.ChoiceField(choices=State.choices)
    rank = serializers.CharField()
    wip_limit = serializers.IntegerField(allow_null=True)
    task_count = serializers.IntegerField(required=False)


class LabelOutput(serializers.Serializer[Any]):
    """A label."""

    id = serializers.UUIDField()
    project = serializers.UUIDField(required=False)
    name = serializers.CharField()
    color = serializers.CharField()


class TaskColumnOutput(serializers.Serializer[Any]):
    """The column that a task stands in."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    state = serializers.ChoiceField(choices=State.choices)


class ItemOutput(serializers.Serializer[Any]):
    """One small step."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    done = serializers.BooleanField()
    checklist = serializers.UUIDField(required=False)


class SubtaskCountOutput(serializers.Serializer[Any]):
    """How many subtasks there are, and how many of them are done."""

    total = serializers.IntegerField()
    done = serializers.IntegerField()


class ItemTypeOutput(serializers.Serializer[Any]):
    """A kind of work that a project knows."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    icon = serializers.CharField()
    color = serializers.CharField()
    level = serializers.ChoiceField(choices=ItemLevel.choices)


class OptionOutput(serializers.Serializer[Any]):
    """One choice of a select."""

    id = serializers.CharField()
    name = serializers.CharField()
    color = serializers.CharField()


class CustomFieldOutput(serializers.Serializer[Any]):
    """A field that a project adds to its tasks."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=FieldKind.choices)
    description = serializers.CharField(allow_blank=True)
    options = OptionOutput(many=True)


class MilestoneOutput(serializers.Serializer[Any]):
    """A point that a project wants to reach."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    due_date = serializers.DateField(allow_null=True)
    reached_at = serializers.DateTimeField(allow_null=True)


class SprintOutput(serializers.Serializer[Any]):
    """A time box; `capacity` in story points."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    goal = serializers.CharField(allow_blank=True)
    start_date = serializers.DateField(allow_null=True)
    end_date = serializers.DateField(allow_null=True)
    status = serializers.ChoiceField(choices=SprintStatus.choices)
    capacity = serializers.IntegerField(allow_null=True)


class TaskRowOutput(serializers.Serializer[Any]):
    """A task as lists, boards and events carry it."""

    id = serializers.UUIDField()
    key = serializers.CharField()
    number = serializers.IntegerField()
    project = serializers.UUIDField()
    title = serializers.CharField()
    column = TaskColumnOutput()
    status = serializers.ChoiceField(choices=State.choices)
    priority = serializers.ChoiceField(choices=Priority.choices)
    story_points = serializers.IntegerField(allow_null=True)
    start_date = serializers.DateField(allow_null=True)
    due_date = serializers.DateField(allow_null=True)
    assignees = PersonOutput(many=True)
    labels = LabelOutput(many=True)
    parent = serializers.UUIDField(allow_null=True)  # type: ignore[assignment]
    checklist = ItemOutput(many=True)
    comment_count = serializers.IntegerField()
    rank = serializers.CharField()
    version = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    completed_at = serializers.DateTimeField(allow_null=True)
    # What lists leave out where a task does not have it.
    type = serializers.UUIDField(required=False, allow_null=True)
    sprint = serializers.UUIDField(required=False, allow_null=True)
    milestone = serializers.UUIDField(required=False, allow_null=True)
    estimate_minutes = serializers.IntegerField(required=False, allow_null=True)
    subtasks = SubtaskCountOutput(required=False, allow_null=True)
    fields = serializers.DictField(  # type: ignore[assignment]
        child=serializers.JSONField(), required=False, allow_null=True
    )


class ChecklistOutput(serializers.Serializer[Any]):
    """A named list of steps."""

    id = serializers.UUIDField()
    name = serializers.CharField(allow_blank=True)
    items = ItemOutput(many=True)


class AttachmentOutput(serializers.Serializer[Any]):
    """An address or a file kept with a task; the `url` of a file is on this server."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    url = serializers.CharField(allow_blank=True)
    created_at = serializers.DateTimeField()
    status = serializers.ChoiceField(choices=AttachmentStatus.choices)
    media_type = serializers.CharField(allow_blank=True)
    size = serializers.IntegerField(allow_null=True)
    sha256 = serializers.CharField(allow_blank=True)
    width = serializers.IntegerField(allow_null=True)
    height = serializers.IntegerField(allow_null=True)
    verdict = serializers.CharField(allow_blank=True)
    thumbnail_url = serializers.CharField(allow_null=True)
    preview_url = serializers.CharField(allow_null=True)


class ChildOutput(serializers.Serializer[Any]):
    """A subtask, in short."""

    id = serializers.UUIDField()
    key = serializers.CharField()
    title = serializers.CharField()
    status = serializers.ChoiceField(choices=State.choices)


class TaskOutput(TaskRowOutput):
    """One task with everything about it."""

    description = serializers.CharField(allow_blank=True)
    description_html = serializers.CharField(allow_blank=True)
    created_by = PersonOutput(allow_null=True)
    archived_at = serializers.DateTimeField(allow_null=True)
    checklists = ChecklistOutput(many=True)
    attachments = AttachmentOutput(many=True)
    children = ChildOutput(many=True)
    watchers = serializers.ListField(child=serializers.UUIDField())


class LinkOutput(serializers.Serializer[Any]):
    """How the task relates to another; `direction` says which way `kind` reads."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=TaskLink.Kind.choices)
    direction = serializers.ChoiceField(choices=["outward", "inward"])
    task = ChildOutput()


class ReactionOutput(serializers.Serializer[Any]):
    """An emoji, and who answered with it."""

    emoji = serializers.CharField()
    users = serializers.ListField(child=serializers.UUIDField())


class CommentOutput(serializers.Serializer[Any]):
    """What somebody said."""

    id = serializers.UUIDField()
    task = serializers.UUIDField()
    author = PersonOutput(allow_null=True)
    body = serializers.CharField()
    body_html = serializers.CharField()
    parent = serializers.UUIDField(allow_null=True)  # type: ignore[assignment]
    reactions = ReactionOutput(many=True)
    created_at = serializers.DateTimeField()
    edited_at = serializers.DateTimeField(allow_null=True)


class BoardColumnOutput(ColumnOutput):
    """A column with its first tasks; `next` is the page of tasks that follows them."""

    tasks = TaskRowOutput(many=True)
    next = serializers.CharField(allow_null=True)


class KanbanOutput(serializers.Serializer[Any]):
    """A project's kanban; `seq` is the log's number to resume from."""

    project = ProjectOutput()
    seq = serializers.IntegerField()
    labels = LabelOutput(many=True)
    types = ItemTypeOutput(many=True)
    fields = CustomFieldOutput(many=True)  # type: ignore[assignment]
    milestones = MilestoneOutput(many=True)
    sprints = SprintOutput(many=True)
    columns = BoardColumnOutput(many=True)


class TargetOutput(serializers.Serializer[Any]):
    """What an event is about."""

    kind = serializers.CharField()
    id = serializers.UUIDField()


class ActorOutput(serializers.Serializer[Any]):
    """Who did it; without an id it was TeamFlow itself."""

    id = serializers.UUIDField(allow_null=True)
    name = serializers.CharField(allow_blank=True)


class EventOutput(serializers.Serializer[Any]):
    """One fact of the log."""

    id = serializers.IntegerField()
    seq = serializers.IntegerField()
    type = serializers.CharField()
    actor = ActorOutput()
    target = TargetOutput()
    changes = serializers.DictField(child=serializers.JSONField())
    data = serializers.DictField(  # type: ignore[assignment]
        child=serializers.JSONField(), required=False
    )
    at = serializers.DateTimeField()


class EventsOutput(serializers.Serializer[Any]):
    """What happened after a number; `seq` is the newest there is."""

    results = EventOutput(many=True)
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    seq = serializers.IntegerField()


class JobStartedOutput(serializers.Serializer[Any]):
    """The job that was started."""

    job = JobOutput()


class FoundOutput(serializers.Serializer[Any]):
    """Something that a search found; `snippet_html` marks the words."""

    kind = serializers.ChoiceField(choices=list(ALL_KINDS))
    id = serializers.UUIDField()
    key = serializers.CharField(allow_blank=True)
    title = serializers.CharField()
    title_html = serializers.CharField()
    snippet_html = serializers.CharField(allow_blank=True)
    about = serializers.CharField(allow_blank=True)
    project = serializers.UUIDField(allow_null=True)
    workspace = serializers.CharField()
    status = serializers.CharField(allow_null=True)
    url = serializers.CharField()


class FoundPageOutput(serializers.Serializer[Any]):
    """The best of what was found; `counts` by kind where asked for, 100 meaning that or more.

    `instead` is what was looked for where nothing has what was asked for: one slip away from it.
    """

    results = FoundOutput(many=True)
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    counts = serializers.DictField(child=serializers.IntegerField())
    problem = serializers.CharField(allow_blank=True)
    instead = serializers.CharField(allow_blank=True)


def page_of(name: str, row: type[serializers.Serializer[Any]]) -> type[serializers.Serializer[Any]]:
    """The schema of a keyset page of `row`."""
    fields = {
        "results": row(many=True),
        "next": serializers.CharField(allow_null=True),
        "previous": serializers.CharField(allow_null=True),
    }
    return type(name, (serializers.Serializer,), fields)


TaskPage = page_of("TaskPage", TaskRowOutput)


class BulkConflictOutput(serializers.Serializer[Any]):
    """A task that was left alone: somebody changed these fields since, or what `message` says."""

    id = serializers.UUIDField()
    fields = serializers.ListField(child=serializers.CharField())  # type: ignore[assignment]
    message = serializers.CharField(allow_blank=True)


class BulkOutput(TaskPage):  # type: ignore[misc, valid-type]
    """The tasks as they are now, and those that were left alone."""

    conflicts = BulkConflictOutput(many=True, required=False)


ProjectPage = page_of("ProjectPage", ProjectOutput)
ColumnPage = page_of("ColumnPage", ColumnOutput)
LabelPage = page_of("LabelPage", LabelOutput)
CommentPage = page_of("CommentPage", CommentOutput)
ItemPage = page_of("ChecklistItemPage", ItemOutput)
LinkPage = page_of("TaskLinkPage", LinkOutput)
AttachmentPage = page_of("AttachmentPage", AttachmentOutput)
ActivityPage = page_of("ActivityPage", EventOutput)
