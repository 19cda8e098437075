"""Making tasks, one or many."""

import json
from collections.abc import Callable, Collection, Sequence
from typing import Literal, TypeVar, Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Model, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from tasks.markdown import mentioned_users
from tasks.models import Checklist, ChecklistItem, Column, ItemType, Project, State, Task
from tasks.selectors.payloads import task_details
from tasks.services.recording import announce_tasks
from tasks.services.tasks.field_values import FieldReader, write_values
from tasks.services.tasks.hierarchy import check_level, parent_for, refresh_parents
from tasks.services.tasks.passage import enforce_creation
from tasks.services.tasks.values import (
    MAX_CHECKLIST,
    TaskValues,
    clean_plain,
    labels_for,
    milestone_by_id,
    people_for,
    sprint_by_id,
    type_by_id,
)
from teamflow.common.errors import NotFound
from teamflow.common.ranks import rank_between, ranks_between

BULK_LIMIT = 500

M = TypeVar("M", bound=Model)

_TAKE_NUMBERS = """
    UPDATE tasks_project SET next_number = next_number + %s
    WHERE id = %s AND deleted_at IS NULL RETURNING next_number, settings, workspace_id
"""
# The foreign keys of watchers are checked at the commit, when the tasks are there.
_TAKE = f"""
    WITH taken AS ({_TAKE_NUMBERS}), watching AS (
        INSERT INTO tasks_task_watchers (task_id, user_id)
        SELECT pair.task_id, pair.user_id
        FROM unnest(%s::uuid[], %s::uuid[]) AS pair (task_id, user_id)
        JOIN taken ON TRUE JOIN accounts_membership AS member
            ON member.workspace_id = taken.workspace_id AND member.user_id = pair.user_id)
    SELECT next_number, settings FROM taken
"""  # noqa: S608 - only a constant of this file is joined


def create_task(*, actor: User, project: Project, **values: Unpack[TaskValues]) -> Task:
    """A new task at the end of its column (the first one, unless `column` or `status` says)."""
    return create_tasks(actor=actor, project=project, tasks=[values])[0]


@transaction.atomic
def create_tasks(*, actor: User, project: Project, tasks: Sequence[TaskValues]) -> list[Task]:
    """Up to 500 new tasks in one batch, in the order given."""
    if len(tasks) > BULK_LIMIT:
        raise ValidationError({"tasks": _("At most 500 tasks in one call.")})
    if not tasks:
        return []
    rows = [_new_row(actor, project, values) for values in tasks]
    number = take_numbers(project, len(rows), _watching(actor, project, rows, tasks))
    _refer(project, rows, tasks)
    for offset, row in enumerate(rows):
        row.number = number + offset
    _place(project, rows, tasks)
    Task.objects.bulk_create(rows) if len(rows) > 1 else rows[0].save(force_insert=True)
    _attach(project, rows, tasks)
    enforce_creation(actor=actor, project=project, rows=rows)
    _tell(actor, project, rows)
    return rows


def _watching(
    actor: User, project: Project, rows: Sequence[Task], tasks: Sequence[TaskValues]
) -> set[tuple[UUID, UUID]]:
    """Who will watch which: whoever makes it, works on it, is named in it or was asked for."""
    asked = {user_id for values in tasks for user_id in values.get("watcher_ids", [])}
    people_for(project, asked, "watcher_ids")
    return {
        (row.pk, user_id)
        for row, values in zip(rows, tasks, strict=True)
        for user_id in (
            actor.pk,
            *values.get("assignee_ids", []),
            *values.get("watcher_ids", []),
            *mentioned_users(row.description),
        )
    }


def take_numbers(project: Project, count: int, watching: Collection[tuple[UUID, UUID]] = ()) -> int:
    """The first of `count` numbers never given before; leaves the project's row locked.

    `watching`: pairs of a task that will be made and who watches it, written by the same
    statement, for making a task is what people wait for most. Only members are taken.
    """
    people = [list(each) for each in zip(*watching, strict=True)] or [[], []]
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [count, project.pk, *people])
        row = cursor.fetchone()
    if row is None:
        raise NotFound
    # The caller's copy may be older than the lock: its rules are read again with it.
    project.settings = json.loads(row[1])
    return int(row[0]) - count


def with_last_rank(columns: QuerySet[Column]) -> QuerySet[Column]:
    """Columns with `last_rank`, that of their last task."""
    last = Task.objects.filter(column=OuterRef("pk"), deleted_at=None).order_by("-rank", "-pk")
    return columns.annotate(last_rank=Subquery(last.values("rank")[:1]))


def _new_row(actor: User, project: Project, values: TaskValues) -> Task:
    if "title" not in values:
        raise ValidationError({"title": _("A task needs a title.")})
    row = Task(project=project, created_by=actor, **clean_plain(values))
    parent_id = values.get("parent")
    if parent_id is not None:
        row.parent = parent_for(project, parent_id)
    return row


def _place(project: Project, rows: Sequence[Task], tasks: Sequence[TaskValues]) -> None:
    """Put each row at the end of its column, in order, after those that stand there."""
    columns = list(with_last_rank(project.columns.all()))
    placed: dict[UUID, list[Task]] = {}
    for row, values in zip(rows, tasks, strict=True):
        column = _choose(columns, values)
        row.column = column
        row.completed_at = timezone.now() if column.state == State.DONE else None
        is_archived = column.state == State.ARCHIVED or values.get("status") == State.ARCHIVED
        row.archived_at = timezone.now() if is_archived else None
        placed.setdefault(column.pk, []).append(row)
    for column in columns:
        waiting = placed.get(column.pk, [])
        last = column.last_rank  # type: ignore[attr-defined]
        ranks = ranks_in_line(last, len(waiting))
        for row, rank in zip(waiting, ranks, strict=True):
            row.rank = rank


def _refer(project: Project, rows: Sequence[Task], tasks: Sequence[TaskValues]) -> None:
    """Give each row its sprint, type and milestone; the project's lock keeps them standing."""
    sprints = _each(project, tasks, "sprint", sprint_by_id)
    types = _each(project, tasks, "type", type_by_id)
    default = _default_type(project, tasks)
    milestones = _each(project, tasks, "milestone", milestone_by_id)
    for row, values in zip(rows, tasks, strict=True):
        row.sprint = sprints.get(values.get("sprint"))
        is_open = "type" not in values and row.parent is None
        row.type = default if is_open else types.get(values.get("type"))
        row.milestone = milestones.get(values.get("milestone"))
        check_level(row.type, row.parent)


def _default_type(project: Project, tasks: Sequence[TaskValues]) -> ItemType | None:
    """What tasks become that name no type; the project's settings were read under its lock."""
    held = project.settings.get("default_type")
    if held is None or all("type" in values for values in tasks):
        return None
    return project.item_types.filter(pk=held).first()


def _each(
    project: Project,
    tasks: Sequence[TaskValues],
    name: Literal["sprint", "type", "milestone"],
    find: Callable[[Project, UUID | None], M | None],
) -> dict[UUID | None, M | None]:
    wanted = {values.get(name) for values in tasks} - {None}
    return {pk: find(project, pk) for pk in wanted}


def ranks_in_line(last: str | None, count: int) -> list[str]:
    """`count` ranks after `last`, short for one as for many."""
    if count == 1:
        return [rank_between(last, None)]
    return ranks_between(last, None, count)


def _choose(columns: Sequence[Column], values: TaskValues) -> Column:
    column_id, status = values.get("column"), values.get("status")
    if column_id is not None:
        fitting = [column for column in columns if column.pk == column_id]
        problem = {"column": _("This column belongs to another project.")}
    elif status is None or status == State.ARCHIVED:
        fitting = [column for column in columns if column.state == status] or list(columns)
        problem = {"column": _("This project has no columns.")}
    else:
        fitting = [column for column in columns if column.state == status]
        problem = {"status": _("No column of this project has this status.")}
    if not fitting:
        raise ValidationError(problem)
    return fitting[0]


def _attach(project: Project, rows: Sequence[Task], tasks: Sequence[TaskValues]) -> None:
    """Assignees, labels and checklists: a constant number of queries, and none for nothing."""
    _attach_people(project, rows, tasks)
    _attach_labels(project, rows, tasks)
    _attach_fields(project, rows, tasks)
    lists, items = [], []
    for row, values in zip(rows, tasks, strict=True):
        cleaned = [title.replace("\x00", "").strip() for title in values.get("checklist", [])]
        titles = [title[:500] for title in cleaned if title]
        if len(titles) > MAX_CHECKLIST:
            raise ValidationError({"checklist": _("At most 200 items.")})
        if titles:
            checklist = Checklist(task=row, rank=rank_between(None, None))
            lists.append(checklist)
            items += [
                ChecklistItem(checklist=checklist, title=title, rank=rank)
                for title, rank in zip(titles, ranks_in_line(None, len(titles)), strict=True)
            ]
    if lists:
        Checklist.objects.bulk_create(lists)
        ChecklistItem.objects.bulk_create(items)


def _attach_people(project: Project, rows: Sequence[Task], tasks: Sequence[TaskValues]) -> None:
    wanted = {user_id for values in tasks for user_id in values.get("assignee_ids", [])}
    if not wanted:
        return
    people_for(project, wanted)
    through = Task.assignees.through
    through.objects.bulk_create(
        [
            through(task_id=row.pk, user_id=user_id)
            for row, values in zip(rows, tasks, strict=True)
            for user_id in dict.fromkeys(values.get("assignee_ids", []))
        ]
    )


def _attach_labels(project: Project, rows: Sequence[Task], tasks: Sequence[TaskValues]) -> None:
    wanted = {label_id for values in tasks for label_id in values.get("label_ids", [])}
    if not wanted:
        return
    labels_for(project, wanted)
    through = Task.labels.through
    through.objects.bulk_create(
        [
            through(task_id=row.pk, label_id=label_id)
            for row, values in zip(rows, tasks, strict=True)
            for label_id in dict.fromkeys(values.get("label_ids", []))
        ]
    )


def _attach_fields(project: Project, rows: Sequence[Task], tasks: Sequence[TaskValues]) -> None:
    reader = FieldReader(project)
    write_values(
        [
            (row, value)
            for row, values in zip(rows, tasks, strict=True)
            for value in reader.read(values.get("fields", {}))
            if value.stored is not None
        ]
    )


def _tell(actor: User, project: Project, rows: Sequence[Task]) -> None:
    payloads = task_details([row.pk for row in rows])
    for row, payload in zip(rows, payloads, strict=True):
        row.payload = payload
    announce_tasks(actor=actor, project=project, verb="task.created", tasks=rows)
    parents = {row.parent_id for row in rows if row.parent_id}
    refresh_parents(actor=actor, project=project, parent_ids=parents)
