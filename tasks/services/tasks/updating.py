"""Changing fields of tasks, with merges of what people did at the same time."""

from collections.abc import Callable, Sequence
from typing import Any, Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from tasks.merging import merge_texts
from tasks.models import Column, ItemType, Milestone, Project, State, Task
from tasks.models.task import DESCRIPTION_LIMIT
from tasks.selectors.payloads import task_detail
from tasks.services.recording import Changes
from tasks.services.tasks.creating import BULK_LIMIT, ranks_in_line, with_last_rank
from tasks.services.tasks.field_values import (
    FieldReader,
    FieldValue,
    held_values,
    write_values,
)
from tasks.services.tasks.texts import follow_description, keep_description, settle_locked
from tasks.services.tasks.values import (
    TaskValues,
    clean_plain,
    column_by_id,
    column_for_status,
    labels_for,
    milestone_by_id,
    parent_for,
    people_for,
    sprint_by_id,
    type_by_id,
)
from tasks.services.tasks.writing import (
    lock_task,
    lock_tasks,
    put_in_column,
    save_changes,
    tell,
    words,
)
from teamflow.common.errors import Conflict


@transaction.atomic
def update_task(
    *, actor: User, task: Task, version: int | None = None, **values: Unpack[TaskValues]
) -> Task:
    """Change what `values` names; what already is so changes nothing.

    With the `version` that the writer saw: fields that others changed since raise Conflict,
    unless both wanted the same; descriptions merge as text. Without it, the last writer wins.
    """
    task = lock_task(task)
    if version is not None and version > task.version:
        raise ValidationError({"version": _("This version does not exist yet.")})
    custom = FieldReader(task.project).read(values.get("fields", {}))
    changes = _write(actor, task, values, custom, version)
    if changes:
        tell(actor, task.project, "task.updated", [task], {task.pk: changes})
    return task


@transaction.atomic
def update_tasks(*, actor: User, tasks: Sequence[Task], **values: Unpack[TaskValues]) -> list[Task]:
    """The same change for up to 500 tasks of one project, in one batch."""
    if len(tasks) > BULK_LIMIT:
        raise ValidationError({"ids": _("At most 500 tasks in one call.")})
    if not tasks:
        return []
    rows = lock_tasks(tasks[0].project_id, [task.pk for task in tasks])
    custom = FieldReader(rows[0].project).read(values.get("fields", {}))
    changes = {row.pk: _write(actor, row, values, custom, None) for row in rows}
    changed = [row for row in rows if changes[row.pk]]
    if changed:
        tell(actor, rows[0].project, "task.updated", changed, changes)
    return rows


def archive_task(*, actor: User, task: Task) -> Task:
    """Take it off the board; doing it twice changes nothing."""
    return update_task(actor=actor, task=task, status=State.ARCHIVED)


def _write(
    actor: User,
    task: Task,
    values: TaskValues,
    custom: Sequence[FieldValue],
    version: int | None,
) -> Changes:
    """Apply what differs; gives `{field: [from, to]}`, empty when all was so already."""
    if "description" in values:
        settle_locked(task)
    edit = _Edit(actor, task)
    edit.plain(clean_plain(values))
    edit.related(values)
    edit.custom(custom)
    edit.place(values)
    if version is not None:
        edit.reconcile(version)
    edit.save()
    return edit.changes


class _Edit:
    """One task's change in the making: decided field by field, then written at once."""

    def __init__(self, actor: User, task: Task) -> None:
        self.actor = actor
        self.task = task
        self.changes: Changes = {}
        self._fields: dict[str, Any] = {}
        self._sets: dict[str, list[Any]] = {}
        self._custom: list[FieldValue] = []
        self._column: Column | None = None
        self._archived: bool | None = None

    def plain(self, cleaned: dict[str, Any]) -> None:
        """Take the plain fields that differ from what stands."""
        for name, value in cleaned.items():
            old = getattr(self.task, name)
            if old != value:
                self._fields[name] = value
                # Texts are kept by DescriptionRevision, not a second time by the log.
                self.changes[name] = (
                    [None, None] if name == "description" else [words(old), words(value)]
                )

    def related(self, values: TaskValues) -> None:
        """Take parent, sprint, type, milestone and people and labels where they differ."""
        task = self.task
        self._refer("type", values, type_by_id)
        self._refer("milestone", values, milestone_by_id)
        if "parent" in values and values["parent"] != task.parent_id:
            parent_id = values["parent"]
            parent = parent_for(task.project, parent_id, task) if parent_id else None
            self._fields["parent"] = parent
            self.changes["parent"] = [_key(task.parent), _key(parent)]
        if "sprint" in values and values["sprint"] != task.sprint_id:
            sprint = sprint_by_id(task.project, values["sprint"])
            self._fields["sprint"] = sprint
            self.changes["sprint"] = [task.sprint and task.sprint.name, sprint and sprint.name]
            task.former_sprint_id = task.sprint_id
        if "assignee_ids" in values:
            self._set("assignees", people_for(task.project, set(values["assignee_ids"])))
        if "label_ids" in values:
            self._set("labels", labels_for(task.project, set(values["label_ids"])))
        if "watcher_ids" in values:
            people = people_for(task.project, set(values["watcher_ids"]), "watcher_ids")
            self._set("watchers", people)

    def _refer(
        self,
        name: str,
        values: TaskValues,
        find: Callable[[Project, UUID | None], ItemType | Milestone | None],
    ) -> None:
        wanted: dict[str, Any] = dict(values)
        if name in wanted and wanted[name] != getattr(self.task, f"{name}_id"):
            old, new = getattr(self.task, name), find(self.task.project, wanted[name])
            self._fields[name] = new
            self.changes[name] = [old and old.name, new and new.name]

    def custom(self, values: Sequence[FieldValue]) -> None:
        """Take the values of custom fields that differ from what is held."""
        if not values:
            return
        held = held_values([self.task.pk])
        for value in values:
            old = held.get((self.task.pk, value.field.pk))
            if value.stored != (old.stored if old else None):
                self._custom.append(value)
                self.changes[value.name] = [old.words if old else None, value.words]

    def _set(self, name: str, rows: list[Any]) -> None:
        old = list(getattr(self.task, name).all())
        if {row.pk for row in old} != {row.pk for row in rows}:
            self._sets[name] = rows
            self.changes[name] = [sorted(row.name for row in old), sorted(row.name for row in rows)]

    def place(self, values: TaskValues) -> None:
        """Take another column or status."""
        project, task = self.task.project, self.task
        status = values.get("status")
        if values.get("column"):
            column: Column | None = column_by_id(project, values["column"])
        elif status and status != _status(task):
            column = column_for_status(project, status)
        else:
            return
        self._archived = True if status == State.ARCHIVED else None
        column = column or task.column
        will_be_archived = self._archived or column.state == State.ARCHIVED
        if column.pk == task.column_id and will_be_archived == (task.archived_at is not None):
            return
        self._column = column
        new_status = State.ARCHIVED if will_be_archived else column.state
        if column.pk != task.column_id:
            self.changes["column"] = [task.column.name, column.name]
        if new_status != _status(task):
            self.changes["status"] = [_status(task), new_status]

    def reconcile(self, version: int) -> None:
        """Raise Conflict for what others changed after `version`; merge descriptions."""
        seen = self.task.field_versions
        clashes = [name for name in self.changes if seen.get(name, 1) > version]
        if "description" in clashes and self._merge_description(version):
            clashes.remove("description")
        if "status" in clashes and "column" in clashes:
            clashes.remove("status")
        if clashes:
            raise Conflict(current=task_detail(self.task.pk), conflicts=clashes)

    def _merge_description(self, version: int) -> bool:
        base = description_at(self.task, version)
        if base is None:
            return False
        merged = merge_texts(base, self.task.description, self._fields["description"])
        if merged is None or len(merged) > DESCRIPTION_LIMIT:
            return False
        self._fields["description"] = merged
        if merged == self.task.description:
            del self._fields["description"], self.changes["description"]
        return True

    def save(self) -> None:
        """Write it all with the next version."""
        if not self.changes:
            return
        task, names = self.task, set(self._fields)
        if "description" in names:
            keep_description(task, self.actor)
        for name, value in self._fields.items():
            setattr(task, name, value)
        if self._column is not None:
            names |= self._move(self._column)
        save_changes(task, self.changes, names)
        if "description" in names:
            follow_description(task, self.actor)
        for name, rows in self._sets.items():
            getattr(task, name).set(rows)
        write_values([(task, value) for value in self._custom])

    def _move(self, column: Column) -> set[str]:
        if column.pk == self.task.column_id:
            return put_in_column(self.task, column, archived=self._archived)
        target = with_last_rank(Column.objects.filter(pk=column.pk)).get()
        [self.task.rank] = ranks_in_line(target.last_rank, 1)  # type: ignore[attr-defined]
        return put_in_column(self.task, column, archived=self._archived) | {"rank"}


def description_at(task: Task, version: int) -> str | None:
    """The description as somebody saw it who had `version`; None when that is not known."""
    if task.field_versions.get("description", 1) <= version:
        return task.description
    revisions = task.description_revisions.filter(version__lte=version).order_by("-version")
    return revisions.values_list("text", flat=True).first()


def _status(task: Task) -> str:
    return State.ARCHIVED if task.archived_at else task.column.state


def _key(task: Task | None) -> str | None:
    return f"{task.project.key}-{task.number}" if task else None
