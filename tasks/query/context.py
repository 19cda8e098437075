"""What a query's names mean: who asks, what day it is, what the projects know.

Names are looked up here, in few reads and only those that a query needs, so that the SQL compares
ids alone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, tzinfo
from typing import Any, Protocol
from uuid import UUID

from accounts.selectors import people_in
from tasks.models import Column, CustomField, ItemType, Label, Milestone, Project, Sprint
from tasks.query.grammar import Word
from tasks.query.words import slug


class Named(Protocol):
    """Something with an id and a name."""

    @property
    def pk(self) -> UUID: ...

    name: str


@dataclass(slots=True)
class QueryContext:
    """The projects that are asked, and who asks them; nobody, on a published page."""

    projects: Sequence[Project]
    me: UUID | None
    today: date
    zone: tzinfo = UTC
    _known: dict[str, list[Any]] = field(default_factory=dict)

    @property
    def project_ids(self) -> list[UUID]:
        """The projects' ids."""
        return [project.pk for project in self.projects]

    def named(self, kind: str) -> list[Any]:
        """Every label, column, type … of the projects, in its order; read once."""
        if kind not in self._known:
            self._known[kind] = _READERS[kind](self)
        return self._known[kind]

    def ids(self, kind: str, text: str) -> list[UUID]:
        """Which of them are called so, or have that id."""
        wanted = slug(text)
        return [
            row.pk for row in self.named(kind) if str(row.pk) == text or slug(row.name) == wanted
        ]

    def people(self, value: Word) -> list[UUID]:
        """The people of that name, address or id; `me` unless quoted."""
        text = value.text.removeprefix("@")
        if text.lower() == "me" and not value.is_quoted:
            return [self.me] if self.me else []
        wanted = slug(text)
        return [
            user.pk
            for user in self.named("people")
            if str(user.pk) == text
            or slug(user.name) == wanted
            or wanted in slug(user.name).split("-")
            or user.email.lower() == text.lower()
        ]


def _of_projects(model: Any, *order: str) -> Callable[[QueryContext], list[Any]]:
    def read(context: QueryContext) -> list[Any]:
        return list(model.objects.filter(project_id__in=context.project_ids).order_by(*order))

    return read


def _people(context: QueryContext) -> list[Any]:
    workspaces = {project.workspace_id for project in context.projects}
    return [user for pk in sorted(workspaces) for user in people_in(workspace_id=pk)]


_READERS: dict[str, Callable[[QueryContext], list[Any]]] = {
    "label": _of_projects(Label, "name", "id"),
    "column": _of_projects(Column, "rank", "id"),
    "type": _of_projects(ItemType, "rank", "id"),
    "field": _of_projects(CustomField, "rank", "id"),
    "milestone": _of_projects(Milestone, "rank", "id"),
    "sprint": _of_projects(Sprint, "start_date", "created_at", "id"),
    "people": _people,
    "project": lambda context: list(context.projects),
}
