"""Descriptions that several people write in at once.

A change is durable before it is acknowledged or shown to others. The task's description, its
version and its history are written from the shared text: while people type every few seconds,
at once when somebody leaves. Locks are taken project first, then text.
"""

import base64
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from tasks.merging import merge_texts
from tasks.models import DescriptionRevision, Task, TaskText, TaskTextUpdate
from tasks.models.task import DESCRIPTION_LIMIT
from tasks.services.tasks.writing import lock_task, save_changes, tell
from tasks.shared_text import SharedText
from teamflow.common import rooms

WRITE_EVERY = timedelta(seconds=4)
LEFT_BEHIND = timedelta(seconds=20)
SITTING_ENDS = timedelta(minutes=10)
PASSING_KEPT = timedelta(days=1)
ROWS_KEPT = 100


@dataclass(frozen=True, slots=True)
class TextAnswer:
    """Where the shared text stands; `update` is what the asker lacks, when they said."""

    seq: int
    update: bytes
    state_vector: bytes


@transaction.atomic
def write_text(
    *,
    actor: User,
    task: Task,
    update: bytes | None = None,
    state_vector: bytes | None = None,
    settle: bool = False,
) -> TextAnswer:
    """Take `update` into the shared text of the description, and give what the asker lacks.

    Raises Refused for what is no edit of a text, Incomplete for one that builds upon another that
    is not here. An update that came before changes nothing.
    """
    if settle or _is_due(task):
        task = lock_task(task)
        settle = True
    row, text = _opened(task)
    seq_before = row.seq
    if update is not None and text.take(update):
        _append(row, text, update, actor)
    if settle:
        _settle(row, text, task, actor)
    if row.seq != seq_before or settle:
        row.save()
    lacking = text.since(state_vector) if state_vector is not None else b""
    return TextAnswer(row.seq, lacking, text.state_vector())


@transaction.atomic
def settle_text(*, task: Task) -> None:
    """Write the description from its shared text, in the name of whoever wrote last."""
    task = lock_task(task)
    settle_locked(task)


def settle_locked(task: Task) -> None:
    """The same for writers that hold the project's lock; `task` then is what it became."""
    row = TaskText.objects.select_for_update().filter(task=task).first()
    if row is None or row.unwritten_since is None:
        return
    _settle(row, load_text(row), task, row.last_writer)
    row.save()


def follow_description(task: Task, actor: User | None) -> None:
    """Bring a description that a door wrote into the text that people may have open.

    For writers that hold the project's lock; nothing happens where no such text was begun.
    """
    row = TaskText.objects.select_for_update().filter(task=task).first()
    if row is None or row.written == task.description:
        return
    text = load_text(row)
    _bring_in(row, text, task, actor)
    row.save()


def settle_left_behind() -> int:
    """Write what nobody asked to be written: a browser died, a network never came back."""
    before = timezone.now() - LEFT_BEHIND
    rows = TaskText.objects.filter(unwritten_since__lt=before, task__deleted_at=None)
    for row in rows.select_related("task__project")[:200]:
        settle_text(task=row.task)
    DescriptionRevision.objects.filter(
        is_passing=True, at__lt=timezone.now() - PASSING_KEPT
    ).delete()
    return len(rows)


def load_text(row: TaskText) -> SharedText:
    """The document as its rows say."""
    updates = row.updates.filter(seq__gt=row.state_seq).order_by("seq")
    return SharedText(
        [bytes(row.state), *(bytes(each) for each in updates.values_list("update", flat=True))]
    )


def keep_description(task: Task, author: User | None, *, is_passing: bool = False) -> None:
    """Remember the text that is about to be replaced under the version that brought it."""
    writers, written_at = writers_of_current(task)
    DescriptionRevision.objects.get_or_create(
        task=task,
        version=task.field_versions.get("description", 1),
        defaults={
            "text": task.description,
            "author": author,
            "writers": writers,
            "written_at": written_at,
            "is_passing": is_passing,
        },
    )


def writers_of_current(task: Task) -> tuple[list[UUID], datetime]:
    """Who brought the description as it stands, and when."""
    last = task.description_revisions.order_by("-version").first()
    row = TaskText.objects.filter(task=task).first()
    if row is not None and _is_of_sitting(row, task):
        return list(row.writers), row.written_at
    if last is not None:
        return ([last.author_id] if last.author_id else []), last.at
    return ([task.created_by_id] if task.created_by_id else []), task.created_at


def _is_of_sitting(row: TaskText, task: Task) -> bool:
    """Whether the sitting that goes on has brought the description that stands."""
    return row.written_at > row.began_at and row.written == task.description


def _is_due(task: Task) -> bool:
    since = TaskText.objects.filter(task=task).values_list("unwritten_since", flat=True).first()
    return since is not None and since < timezone.now() - WRITE_EVERY


def _opened(task: Task) -> tuple[TaskText, SharedText]:
    """The text, locked; begun from the description when this is the first time."""
    row = TaskText.objects.select_for_update().filter(task=task).first()
    if row is None:
        description = Task.objects.values_list("description", flat=True).get(pk=task.pk)
        begun = SharedText()
        begun.replace(description.replace("\r", ""))
        # Whoever comes second takes what the first began: two beginnings would double the text.
        now = timezone.now()
        defaults: dict[str, object] = {"state": begun.state(), "written": description}
        defaults |= {"written_at": now, "began_at": now, "edited_at": now}
        TaskText.objects.get_or_create(task_id=task.pk, defaults=defaults)
        row = TaskText.objects.select_for_update().get(task=task)
    text = load_text(row)
    if row.unwritten_since is None:
        current = Task.objects.values_list("description", flat=True).get(pk=task.pk)
        if current != row.written:
            task.description = current
            _bring_in(row, text, task, None)
    return row, text


def _bring_in(row: TaskText, text: SharedText, task: Task, actor: User | None) -> None:
    """Make the shared text say what a door wrote, and keep what was typed meanwhile."""
    merged = merge_texts(row.written, str(text), task.description)
    if merged is None or len(merged) > DESCRIPTION_LIMIT:
        merged = task.description
    update = text.replace(merged.replace("\r", ""))
    if update is not None:
        _append(row, text, update, actor)
    # What a door wrote is an entry of the history by itself.
    row.writers = []
    row.written = task.description
    row.written_at = row.began_at = timezone.now()
    row.unwritten_since = None if merged == task.description else timezone.now()


def _append(row: TaskText, text: SharedText, update: bytes, actor: User | None) -> None:
    now = timezone.now()
    row.seq += 1
    TaskTextUpdate.objects.create(text=row, seq=row.seq, update=update)
    if row.seq - row.state_seq >= ROWS_KEPT:
        row.state = text.state()
        row.state_seq = row.seq
        row.updates.filter(seq__lte=row.seq).delete()
    if row.edited_at < now - SITTING_ENDS:
        row.writers = []
        row.began_at = now
    row.edited_at = now
    row.unwritten_since = row.unwritten_since or now
    if actor is not None:
        row.last_writer = actor
        if actor.pk not in row.writers:
            row.writers = [*row.writers, actor.pk]
    _tell(row, update)


def _settle(row: TaskText, text: SharedText, task: Task, actor: User | None) -> None:
    if task.description != row.written:
        _bring_in(row, text, task, None)
    value = str(text)
    row.unwritten_since = None
    if value == task.description:
        row.written = value
        return
    # Between two writings of one sitting a text was only passed through.
    keep_description(task, actor, is_passing=_is_of_sitting(row, task))
    task.description = value
    row.written = value
    row.written_at = timezone.now()
    changes = {"description": [None, None]}
    save_changes(task, changes, {"description"})
    tell(row.last_writer or actor, task.project, "task.updated", [task], {task.pk: changes})


def _tell(row: TaskText, update: bytes) -> None:
    """Show the change to those who have the text open; whoever misses it sees a gap and asks."""
    room = f"task:{row.task_id}"
    message = {
        "type": "text.update",
        "room": room,
        "data": {"seq": row.seq, "update": base64.b64encode(update).decode()},
    }
    transaction.on_commit(lambda: rooms.send_to_room(room, message), robust=True)
