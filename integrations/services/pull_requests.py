"""Pull requests and the tasks that they are about."""

from typing import TYPE_CHECKING

from django.db import transaction

from accounts.models import User
from accounts.services.activity import record
from integrations.events import PullRequestChanged
from integrations.models import BranchMention, Connection, PullRequest, PullRequestTask
from integrations.selectors import pull_request_payload
from integrations.services.actors import service_actor
from tasks.models import State, Task
from tasks.selectors.access import tasks_by_key
from tasks.services.tasks import move_task
from teamflow.common.events import publish

if TYPE_CHECKING:
    from integrations.providers.github.messages import PullRequestMessage, PushMessage

MAX_KEYS = 20
# A pull request only ever moves a task on, never back.
_BEFORE_REVIEW = {State.TODO, State.IN_PROGRESS, State.BLOCKED}
_BEFORE_DONE = _BEFORE_REVIEW | {State.IN_REVIEW}


@transaction.atomic
def apply_pull_request(*, connection: Connection, message: "PullRequestMessage") -> bool:
    """Keep what the service says, link the tasks that it names, move them as the rules say.

    A delivery that is older than what is known changes no state, and one that says what is known
    moves nothing: people may have moved the task since.
    """
    pull_request, state_changed = _keep(connection, message)
    linked = set(pull_request.tasks.values_list("pk", flat=True))
    named = _tasks_named(connection, message.keys) + _tasks_of_branch(connection, pull_request)
    new = [task for task in named if task.pk not in linked]
    for task in {task.pk: task for task in new}.values():
        PullRequestTask.objects.get_or_create(pull_request=pull_request, task=task)
    new_ids = {task.pk for task in new}
    actor = service_actor(connection.vendor)
    for task in _live(pull_request):
        if state_changed or task.pk in new_ids:
            _announce(actor, task, pull_request)
            _move(actor, connection, task, pull_request)
    return bool(linked or new)


@transaction.atomic
def note_push(*, connection: Connection, message: "PushMessage") -> bool:
    """Remember which tasks a branch is about, for its pull request, open already or to come."""
    tasks = _tasks_named(connection, message.keys)
    for task in tasks:
        BranchMention.objects.get_or_create(
            workspace_id=connection.workspace_id,
            repository=message.repository,
            branch=message.branch,
            task=task,
        )
    open_ones = PullRequest.objects.filter(
        workspace_id=connection.workspace_id,
        repository=message.repository,
        branch=message.branch,
        state__in=[PullRequest.State.OPEN, PullRequest.State.DRAFT],
    )
    actor = service_actor(connection.vendor)
    for pull_request in open_ones:
        for task in tasks:
            _row, is_new = PullRequestTask.objects.get_or_create(
                pull_request=pull_request, task=task
            )
            if is_new:
                _announce(actor, task, pull_request)
                _move(actor, connection, task, pull_request)
    return bool(tasks)


def _keep(connection: Connection, message: "PullRequestMessage") -> tuple[PullRequest, bool]:
    """The stored pull request, and whether its state is news."""
    values = {
        "connection": connection,
        "title": message.title,
        "url": message.url,
        "state": message.state,
        "branch": message.branch,
        "author": message.author,
        "remote_updated_at": message.updated_at,
        "merged_at": message.merged_at,
    }
    known, is_new = PullRequest.objects.select_for_update().get_or_create(
        workspace_id=connection.workspace_id,
        repository=message.repository,
        number=message.number,
        defaults=values,
    )
    was_merged = known.state == PullRequest.State.MERGED
    is_old = message.updated_at < known.remote_updated_at
    if is_new or is_old or (was_merged and message.state != PullRequest.State.MERGED):
        return known, is_new
    state_changed = known.state != message.state
    for name, value in values.items():
        setattr(known, name, value)
    known.save(update_fields=[*values, "updated_at"])
    return known, state_changed


def _tasks_named(connection: Connection, keys: tuple[str, ...]) -> list[Task]:
    """The tasks of the connection's own workspace among `keys`."""
    found = (
        tasks_by_key(workspace=connection.workspace, key=key).first() for key in keys[:MAX_KEYS]
    )
    return [task for task in found if task is not None]


def _tasks_of_branch(connection: Connection, pull_request: PullRequest) -> list[Task]:
    mentions = BranchMention.objects.filter(
        workspace_id=connection.workspace_id,
        repository=pull_request.repository,
        branch=pull_request.branch,
        task__deleted_at=None,
    )
    return [mention.task for mention in mentions.select_related("task__project", "task__column")]


def _live(pull_request: PullRequest) -> list[Task]:
    """In the order of their projects, so that two deliveries lock them alike."""
    return list(
        pull_request.tasks.filter(deleted_at=None, project__deleted_at=None)
        .select_related("project", "column")
        .order_by("project_id", "number")
    )


def _announce(actor: User, task: Task, pull_request: PullRequest) -> None:
    entry = record(
        actor=actor,
        log=task.project.log,
        verb="task.pull_request_changed",
        target_kind="task",
        target_id=task.pk,
        rooms=[task.project.log, task.room],
        data={"task": str(task.pk), "pull_request": pull_request_payload(pull_request)},
    )
    publish(
        PullRequestChanged(entry=entry, workspace_id=task.project.workspace_id, task_id=task.pk)
    )


def _move(actor: User, connection: Connection, task: Task, pull_request: PullRequest) -> None:
    target = _target(connection, pull_request)
    if target is None or task.archived_at is not None:
        return
    waiting = _BEFORE_DONE if target == State.DONE else _BEFORE_REVIEW
    has_column = task.project.columns.filter(state=target).exists()
    if task.column.state in waiting and has_column:
        move_task(actor=actor, task=task, status=target)


def _target(connection: Connection, pull_request: PullRequest) -> State | None:
    if pull_request.state == PullRequest.State.OPEN:
        return State.IN_REVIEW if connection.settings.get("move_on_open", True) else None
    if pull_request.state == PullRequest.State.MERGED:
        return State.DONE if connection.settings.get("move_on_merge", True) else None
    return None
