"""One task's change in the making."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from accounts.models import User
from tasks.markdown import mentioned_users
from tasks.merging import merge_texts
from tasks.models import Column, ItemType, Milestone, Project, State, Task
from tasks.models.task import DESCRIPTION_LIMIT
from tasks.selectors.payloads import task_detail
from tasks.services.recording import Changes
from tasks.services.tasks.creating import ranks_in_line, with_last_rank
from tasks.services.tasks.field_values import FieldValue, held_values, write_values
from tasks.services.tasks.hierarchy import check_level, parent_for, parents_touched, standing_of
from tasks.services.tasks.passage import enforce_move
from tasks.services.tasks.texts import follow_description, keep_description
from tasks.services.tasks.values import (
    TaskValues,
    column_by_id,
    column_for_status,
    labels_for,
    milestone_by_id,
    people_for,
    sprint_by_id,
    type_by_id,
)
from tasks.services.tasks.watching import let_watch, set_watchers
from tasks.services.tasks.writing import put_in_column, save_changes, words
from teamflow.common.errors import Conflict


class Edit:
    """One task's change in the making: decided field by field, then written at once."""

    def __init__(self, actor: User, task: Task) -> None:
        self.actor = actor
        self.task = task
        self.changes: Changes = {}
        self._fields: dict[str, Any] = {}
        self._says_who_watches = False
        self._sets: dict[str, list[Any]] = {}
        self._custom: list[FieldValue] = []
        self._column: Column | None = None
        self._archived: bool | None = None
        self._standing = standing_of(task)

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
        if {"parent", "type"} & set(self._fields):
            kind = self._fields.get("type", task.type)
            field = "parent" if "parent" in self._fields else "type"
            check_level(kind, self._fields.get("parent", task.parent), field=field)
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
            self._says_who_watches = True
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
        source, was_archived = task.column, task.archived_at is not None
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
            set_watchers(task, rows) if name == "watchers" else getattr(task, name).set(rows)
        let_watch(task, self._newly_concerned())
        write_values([(task, value) for value in self._custom])
        if self._column is not None:
            self._pass(source, was_archived)

    def _newly_concerned(self) -> set[UUID]:
        """Who works on it or is named in it since this change: they watch it, unless it is said
        who does."""
        if self._says_who_watches:
            return set()
        concerned = {person.pk for person in self._sets.get("assignees", ())}
        return concerned | set(mentioned_users(self._fields.get("description", "")))

    def parents_touched(self) -> set[UUID]:
        """The parents whose progress this change touched."""
        return parents_touched([self._standing], [standing_of(self.task)])

    def _pass(self, source: Column, was_archived: bool) -> None:
        task = self.task
        counts = task.archived_at is None and (was_archived or source.pk != task.column_id)
        enforce_move(actor=self.actor, task=task, source=source, target=task.column, counts=counts)

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
