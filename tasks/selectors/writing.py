"""Reads of what is written: versions of a description, and what texts point to."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from accounts.models import User, Workspace
from tasks.models import DescriptionRevision, Task
from tasks.selectors.access import TASK_KEY
from teamflow.common.errors import NotFound


def shown_versions(task: Task) -> QuerySet[DescriptionRevision]:
    """The descriptions that stood before the present one, without those of the way."""
    return DescriptionRevision.objects.filter(
        task=task, is_passing=False, version__lt=task.field_versions.get("description", 1)
    )


def version_payloads(rows: Iterable[DescriptionRevision]) -> list[dict[str, Any]]:
    """Versions with who wrote them, without their texts."""
    rows = list(rows)
    people = people_by_id({pk for row in rows for pk in row.writers})
    return [
        {
            "version": row.version,
            "at": row.written_at or row.at,
            "authors": [people[pk] for pk in row.writers if pk in people],
            "length": len(row.text),
        }
        for row in rows
    ]


def description_version(task: Task, version: int) -> str:
    """The text of that version; NotFound when it is not kept."""
    if version == task.field_versions.get("description", 1):
        return task.description
    text = task.description_revisions.filter(version=version).values_list("text", flat=True)
    found = text.first()
    if found is None:
        raise NotFound
    return found


def people_by_id(ids: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    """Names for ids."""
    people = User.objects.filter(pk__in=list(ids)).values("id", "name")
    return {person["id"]: dict(person) for person in people}


def tasks_by_keys(*, workspace: Workspace, keys: Sequence[str]) -> list[dict[str, Any]]:
    """Title and state of these tasks of the workspace, for one of its members; one query."""
    wanted = Q(pk__in=[])
    for key in keys:
        found = TASK_KEY.match(key)
        if found:
            wanted |= Q(project__key=found[1].upper(), number=int(found[2]))
    rows = Task.objects.filter(
        wanted, project__workspace=workspace, deleted_at=None, project__deleted_at=None
    ).values(
        "id", "title", "number", "archived_at", "project_id", state=F("column__state"),
        project_key=F("project__key"),
    )  # fmt: skip
    return [
        {
            "id": row["id"],
            "key": f"{row['project_key']}-{row['number']}",
            "title": row["title"],
            "status": "archived" if row["archived_at"] else row["state"],
            "project": row["project_id"],
        }
        for row in rows
    ]
