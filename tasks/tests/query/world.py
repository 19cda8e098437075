"""The world of the fixtures in the database."""

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from accounts.models import Role, User
from accounts.tests.factories import MembershipFactory, UserFactory, WorkspaceFactory
from tasks.models import (
    Column,
    Comment,
    CustomField,
    CustomFieldValue,
    ItemType,
    Label,
    Milestone,
    Project,
    Sprint,
    Task,
    TaskLink,
)
from tasks.query.context import QueryContext
from teamflow.common.ranks import ranks_between

FIXTURES: dict[str, Any] = json.loads((Path(__file__).parent / "fixtures.json").read_text())
TODAY = date.fromisoformat(FIXTURES["today"])


def option_id(name: str) -> str:
    """The id of an option, made of its name."""
    return f"o{abs(hash(name)) % 10**9}"


class World:
    """People, a project and its tasks, as the fixtures describe them."""

    def __init__(self, fixtures: dict[str, Any] = FIXTURES) -> None:
        shape = fixtures["project"]
        self.people: dict[str, User] = {
            row["name"]: UserFactory.create(**row) for row in fixtures["members"]
        }
        first = next(iter(self.people.values()))
        self.workspace = WorkspaceFactory.create(name="World", slug="world", created_by=first)
        for person in self.people.values():
            if person != first:
                MembershipFactory(user=person, workspace=self.workspace, role=Role.MEMBER)
        self.project = Project.objects.create(
            workspace=self.workspace, key=shape["key"], name=shape["name"]
        )
        self._shape(shape)
        self.tasks: dict[int, Task] = {}
        for row in fixtures["tasks"]:
            self.add(row)
        for row in fixtures["tasks"]:
            self._join(row)
        self.context = QueryContext(
            projects=[self.project],
            me=self.people[fixtures["me"]].pk,
            today=date.fromisoformat(fixtures["today"]),
        )

    def _shape(self, shape: dict[str, Any]) -> None:
        ranks = ranks_between(None, None, 10)
        here = {"project": self.project}
        self.columns = {
            row["name"]: Column.objects.create(**here, **row, rank=rank)
            for row, rank in zip(shape["columns"], ranks, strict=False)
        }
        self.labels = {name: Label.objects.create(**here, name=name) for name in shape["labels"]}
        self.types = {
            row["name"]: ItemType.objects.create(**here, **row, rank=rank)
            for row, rank in zip(shape["types"], ranks, strict=False)
        }
        self.milestones = {
            name: Milestone.objects.create(**here, name=name, rank=rank)
            for name, rank in zip(shape["milestones"], ranks, strict=False)
        }
        self.sprints = {
            row["name"]: Sprint.objects.create(
                **here, name=row["name"], status=row["status"], start_date=row["start"]
            )
            for row in shape["sprints"]
        }
        self.fields = {
            row["name"]: CustomField.objects.create(
                **here,
                name=row["name"],
                kind=row["kind"],
                rank=rank,
                options=[
                    {"id": option_id(name), "name": name, "color": "grey"}
                    for name in row.get("options", [])
                ],
            )
            for row, rank in zip(shape["fields"], ranks, strict=False)
        }

    def add(self, row: dict[str, Any]) -> Task:
        """A task as the fixtures write one."""
        task = Task.objects.create(
            project=self.project,
            number=row["number"],
            title=row["title"],
            column=self.columns[row["column"]],
            priority=row["priority"],
            story_points=row.get("points"),
            estimate_minutes=row.get("estimate"),
            start_date=row.get("start"),
            due_date=row.get("due"),
            completed_at=_moment(row.get("completed")),
            archived_at=_moment(row.get("archived")),
            type=self.types.get(row.get("type", "")),
            sprint=self.sprints.get(row.get("sprint", "")),
            milestone=self.milestones.get(row.get("milestone", "")),
            created_by=self.people[row["creator"]],
            rank="a",
        )
        Task.objects.filter(pk=task.pk).update(
            created_at=_moment(row["created"]), updated_at=_moment(row["updated"])
        )
        task.assignees.set([self.people[name] for name in row["assignees"]])
        task.watchers.set([self.people[name] for name in row.get("watchers", [])])
        task.labels.set([self.labels[name] for name in row["labels"]])
        for _ in range(row.get("comments", 0)):
            Comment.objects.create(task=task, body="Word")
        for name, value in row.get("fields", {}).items():
            self._value(task, self.fields[name], value)
        self.tasks[row["number"]] = task
        return task

    def _value(self, task: Task, field: CustomField, value: Any) -> None:
        column = {
            "text": "text",
            "url": "text",
            "number": "number",
            "date": "date",
            "checkbox": "boolean",
            "person": "person",
        }.get(field.kind, "options")
        held: dict[str, Callable[[], object]] = {
            "options": lambda: [option_id(name) for name in _list(value)]
        }
        held["person"] = lambda: self.people[value]
        CustomFieldValue.objects.create(
            task=task, field=field, **{column: held.get(column, lambda: value)()}
        )

    def _join(self, row: dict[str, Any]) -> None:
        task = self.tasks[row["number"]]
        if "parent" in row:
            Task.objects.filter(pk=task.pk).update(parent=self.tasks[row["parent"]])
        for number in row.get("blocked_by", []):
            TaskLink.objects.create(source=self.tasks[number], target=task, kind="blocks")


def _list(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
