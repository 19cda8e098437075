"""The columns of a project."""

from collections.abc import Sequence
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from tasks.models import Column, PartKind, Project, State, Task
from tasks.selectors.projects import project_payload, shape_payload
from tasks.services.ordering import last_rank, still_standing
from tasks.services.parts import differing, place_among, put_values
from tasks.services.recording import announce_project, lock_project
from tasks.services.removals.keeping import keep_part
from tasks.services.tasks.hierarchy import parents_touched, refresh_parents, standing_of
from tasks.services.tasks.writing import put_in_column, save_changes, tell
from tasks.services.values import one_line
from teamflow.common.errors import Conflict
from teamflow.common.ranks import ranks_between

MAX_COLUMNS = 100


class ColumnValues(TypedDict, total=False):
    """What people change of a column; `before` and `after` name its neighbours."""

    name: str
    state: str
    wip_limit: int | None
    before: UUID | None
    after: UUID | None


@transaction.atomic
def add_column(
    *, actor: User, project: Project, name: str, state: str, wip_limit: int | None = None
) -> Column:
    """A column after the others."""
    project = lock_project(project.pk)
    standing = list(project.columns.all())
    if len(standing) >= MAX_COLUMNS:
        raise ValidationError({"name": _("A project has at most 100 columns.")})
    column = Column.objects.create(
        project=project,
        name=one_line(name, field="name", limit=60),
        state=_known_state(state),
        rank=last_rank(standing),
        wip_limit=wip_limit,
    )
    announce_shape(actor, project, {"columns": [None, column.name]})
    return column


@transaction.atomic
def update_column(*, actor: User, column: Column, **values: Unpack[ColumnValues]) -> Column:
    """Rename it, give it a limit, another state or another place.

    A new state is the new status of its tasks.
    """
    project = lock_project(column.project_id)
    standing = list(project.columns.all())
    column = still_standing(standing, column)
    changed = differing(column, _cleaned(column, standing, values))
    if not changed:
        return column
    changes = {f"columns.{name}": [getattr(column, name), changed[name]] for name in changed}
    put_values(column, changed)
    if "columns.state" in changes:
        _retime(actor, project, column, changes["columns.state"][0])
    announce_shape(actor, project, changes)
    return column


@transaction.atomic
def delete_column(*, actor: User, column: Column, move_to: UUID | None = None) -> None:
    """Remove a column, its tasks gone to the end of `move_to`; the last one is kept.

    Without `move_to` one that holds tasks is kept. The workflow is not asked: whoever removes a
    column decides where its tasks go.
    """
    project = lock_project(column.project_id)
    standing = list(project.columns.all())
    column = still_standing(standing, column)
    others = [each for each in standing if each.pk != column.pk]
    if not others:
        raise Conflict(_("A project keeps at least one column."))
    target = next((each for each in others if each.pk == move_to), None)
    if move_to is not None and target is None:
        raise ValidationError({"move_to": _("No such column.")})
    held = list(column.tasks.filter(deleted_at=None).order_by("rank", "pk"))
    if held and target is None:
        raise Conflict(_("Move its tasks to another column first."))
    ranks = {str(pk): rank for pk, rank in column.tasks.values_list("pk", "rank")}
    target = target or others[0]
    if held:
        _empty_into(actor, project, column, target, held)
    # Deleted tasks may come back: they will where the others went, or in the first column left.
    column.tasks.update(column=target)
    keep_part(
        kind=PartKind.COLUMN,
        thing=column,
        project=project,
        more={"ranks": ranks, "target": str(target.pk)},
    )
    column.delete()
    announce_shape(actor, project, {"columns": [column.name, None]})


def _empty_into(
    actor: User, project: Project, column: Column, target: Column, tasks: list[Task]
) -> None:
    """Put all of them at the end of `target`, in their order, and tell."""
    last = target.tasks.filter(deleted_at=None).order_by("-rank").values_list("rank", flat=True)
    _move_all(actor, (column, target), tasks, ranks_between(last.first(), None, len(tasks)))


def bring_back_into(actor: User, column: Column, source_id: str, ranks: dict[str, str]) -> None:
    """Put back into `column` what left it with these ranks and still is where it went; tell."""
    source = column.project.columns.filter(pk=source_id).first()
    if source is None:
        return
    gone = source.tasks.filter(pk__in=list(ranks))
    gone.exclude(deleted_at=None).update(column=column)
    tasks = list(gone.filter(deleted_at=None).order_by("pk"))
    if tasks:
        _move_all(actor, (source, column), tasks, [ranks[str(task.pk)] for task in tasks])


def _move_all(
    actor: User, way: tuple[Column, Column], tasks: list[Task], ranks: Sequence[str]
) -> None:
    column, target = way
    project = target.project
    before = [standing_of(task) for task in tasks]
    told = {}
    for task, rank in zip(tasks, ranks, strict=True):
        task.project, task.rank = project, rank
        changes = {"column": [column.name, target.name]}
        if column.state != target.state:
            changes["status"] = [column.state, target.state]
        archived = target.state == State.ARCHIVED or (
            column.state != State.ARCHIVED and task.archived_at is not None
        )
        fields = put_in_column(task, target, archived=archived) | {"rank"}
        save_changes(task, {**changes, "rank": None}, fields)
        told[task.pk] = changes
    tell(actor, project, "task.moved", tasks, told)
    parents = parents_touched(before, [standing_of(task) for task in tasks])
    refresh_parents(actor=actor, project=project, parent_ids=parents, rows=tasks)


def announce_shape(actor: User | None, project: Project, changes: dict[str, Any]) -> None:
    """Tell a project's columns and labels as a whole: they are few, and order is part of them."""
    data = {**project_payload(project), **shape_payload(project)}
    announce_project(
        actor=actor, project=project, verb="project.updated", changes=changes, data=data
    )


def _cleaned(column: Column, standing: list[Column], values: ColumnValues) -> dict[str, Any]:
    cleaned: dict[str, Any] = {}
    if "name" in values:
        cleaned["name"] = one_line(values["name"], field="name", limit=60)
    if "state" in values:
        cleaned["state"] = _known_state(values["state"])
    if "wip_limit" in values:
        cleaned["wip_limit"] = values["wip_limit"]
    return cleaned | place_among(column, standing, values)


def _known_state(state: str) -> str:
    if state not in State.values:
        raise ValidationError({"state": _("No such status.")})
    return state


def _retime(actor: User, project: Project, column: Column, old: str) -> None:
    """Done and archived are times of a task as well: they follow the column's new state.

    Each task that this touches is told, and so is the progress of those above it. What the column
    archived comes back with it; what was archived by itself stays so.
    """
    if not {old, column.state} & {State.DONE, State.ARCHIVED}:
        return
    tasks = list(column.tasks.filter(deleted_at=None).order_by("pk"))
    before = [standing_of(task) for task in tasks]
    touched = []
    for task in tasks:
        task.project = project
        alone = old != State.ARCHIVED and task.archived_at is not None
        archived = alone or column.state == State.ARCHIVED
        if fields := put_in_column(task, column, archived=archived):
            save_changes(task, {"status": None}, fields)
            touched.append(task)
    if not touched:
        return
    told = {task.pk: {"status": [old, column.state]} for task in touched}
    tell(actor, project, "task.updated", touched, told)
    parents = parents_touched(before, [standing_of(task) for task in tasks])
    refresh_parents(actor=actor, project=project, parent_ids=parents, rows=tasks)
