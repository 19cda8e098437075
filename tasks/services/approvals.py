"""Agreeing to a task's next move: asking people, their answers, taking them back."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Membership, User
from accounts.permissions import WRITERS
from tasks.models import Approval, Column, NotificationKind, Task
from tasks.services.notifications import Told, notify
from tasks.services.recording import Changes
from tasks.services.tasks.writing import lock_task, save_changes, tell
from tasks.services.values import one_line
from teamflow.common.errors import NotFound

Status = Approval.Status
Kind = NotificationKind
MAX_ASKED = 50


@transaction.atomic
def ask_for_approval(
    *, actor: User, task: Task, column: Column, people: Collection[UUID]
) -> list[Approval]:
    """Ask `people` to agree to the task's next move into `column`; the newly asked are told.

    Who was asked or agreed already is left in peace; who refused may think again.
    """
    task = lock_task(task)
    _check_target(task, column)
    wanted = _askable(actor, task, people)
    standing = {
        row.user_id: row
        for row in Approval.objects.filter(
            task=task, column=column, used_at=None, user_id__in=wanted
        )
    }
    asked = []
    for user_id in wanted:
        held = standing.get(user_id)
        if held is not None and held.status != Status.REFUSED:
            continue
        row = held or Approval(task=task, column=column, user_id=user_id)
        row.status, row.note, row.asked_by = Status.ASKED, "", actor
        row.save()
        asked.append(row)
    if asked:
        names = ", ".join(wanted[row.user_id] for row in asked)
        _tell(actor, task, [None, _fact(names, column, Status.ASKED)], _to_asked(column, asked))
    return asked


@transaction.atomic
def decide_move(
    *, actor: User, task: Task, column: Column, status: str = Status.GIVEN, note: str = ""
) -> Approval:
    """Agree to the task's next move into `column`, or refuse it; saying so twice is nothing new.

    Whoever asked hears of it.
    """
    task = lock_task(task)
    _check_target(task, column)
    if status not in {Status.GIVEN, Status.REFUSED}:
        raise ValidationError({"status": _("An approval is given or refused.")})
    note = one_line(note, field="note", limit=500) if note.strip() else ""
    row, is_new = Approval.objects.get_or_create(
        task=task,
        column=column,
        user=actor,
        used_at=None,
        defaults={"status": status, "note": note},
    )
    before = None if is_new else row.status
    if not is_new and (row.status, row.note) == (status, note):
        return row
    row.status, row.note = status, note
    row.save(update_fields=["status", "note", "updated_at"])
    old = _fact(actor.name, column, before) if before and before != Status.ASKED else None
    _tell(actor, task, [old, _fact(actor.name, column, status)], _to_asker(column, row))
    return row


@transaction.atomic
def withdraw_approval(*, actor: User, approval: Approval) -> None:
    """Take back what was not used yet: an answer, or the question."""
    task = lock_task(approval.task)
    standing = Approval.objects.filter(pk=approval.pk, used_at=None)
    held = standing.select_related("user", "column").first()
    if held is None:
        raise NotFound
    held.delete()
    _tell(actor, task, [_fact(held.user.name, held.column, held.status), None])


def _check_target(task: Task, column: Column) -> None:
    if column.project_id != task.project_id:
        raise ValidationError({"column": _("This column belongs to another project.")})
    if column.pk == task.column_id:
        raise ValidationError({"column": _("The task is in this column already.")})


def _askable(actor: User, task: Task, people: Collection[UUID]) -> dict[UUID, str]:
    """The names of those asked, all of whom could answer."""
    wanted = set(people)
    if not wanted or len(wanted) > MAX_ASKED:
        raise ValidationError({"people": _("Ask one to fifty people.")})
    if actor.pk in wanted:
        raise ValidationError({"people": _("Ask somebody else than yourself.")})
    members = Membership.objects.filter(
        workspace_id=task.project.workspace_id,
        user_id__in=wanted,
        user__is_active=True,
        role__in=WRITERS,
    )
    found = dict(members.order_by("user__name", "user_id").values_list("user_id", "user__name"))
    if found.keys() != wanted:
        raise ValidationError({"people": _("Only members who may change tasks can approve.")})
    return found


def _fact(name: str, column: Column, status: str) -> dict[str, str]:
    return {"name": f"{name} → {column.name}", "status": status}


def _to_asked(column: Column, rows: Collection[Approval]) -> tuple[Mapping[UUID, Kind], str, str]:
    return {row.user_id: Kind.APPROVAL for row in rows}, column.name, ""


def _to_asker(column: Column, row: Approval) -> tuple[Mapping[UUID, Kind], str, str]:
    kind = Kind.APPROVED if row.status == Status.GIVEN else Kind.REFUSED
    people = {row.asked_by_id: kind} if row.asked_by_id else {}
    return people, column.name, row.note


def _tell(
    actor: User,
    task: Task,
    change: list[dict[str, str] | None],
    hearers: tuple[Mapping[UUID, Kind], str, str] | None = None,
) -> None:
    changes: Changes = {"approvals": change}
    save_changes(task, changes, set())
    [entry] = tell(actor, task.project, "task.updated", [task], {task.pk: changes})
    if hearers is None:
        return
    people, column, note = hearers
    told = Told(
        workspace_id=task.project.workspace_id,
        task_id=task.pk,
        entry=entry,
        data={"column": column, "words": note},
    )
    notify(told=told, people=people)
