"""What the projects of a workspace call things: for pages over all of them, in six reads."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from tasks.models import (
    Column,
    CustomField,
    ItemType,
    Label,
    Milestone,
    Project,
    Sprint,
    SprintStatus,
)

Rows = dict[UUID, list[dict[str, Any]]]
RECENT = timedelta(days=60)
ALL = Q()


def names_of(projects: Sequence[Project]) -> list[dict[str, Any]]:
    """The projects, each with its columns, labels, types, fields, milestones and sprints.

    Of sprints that ended long ago there are many: who meets one of them asks for it by itself.
    """
    ids = [project.pk for project in projects]
    parts = {
        "columns": _rows(Column, ids, ("id", "name", "state", "rank", "wip_limit"), "rank"),
        "labels": _rows(Label, ids, ("id", "name", "color"), "name"),
        "types": _rows(ItemType, ids, ("id", "name", "icon", "color", "level"), "rank"),
        "fields": _rows(CustomField, ids, ("id", "name", "kind", "description", "options"), "rank"),
        "milestones": _rows(Milestone, ids, ("id", "name", "due_date", "reached_at"), "rank"),
        "sprints": _rows(
            Sprint,
            ids,
            ("id", "name", "goal", "start_date", "end_date", "status", "capacity"),
            "start_date",
            Q(end_date__gte=timezone.localdate() - RECENT) | ~Q(status=SprintStatus.COMPLETED),
        ),
    }
    return [
        {
            "id": project.pk,
            "key": project.key,
            "name": project.name,
            **{name: rows[project.pk] for name, rows in parts.items()},
        }
        for project in projects
    ]


def _rows(
    model: Any, ids: Sequence[UUID], fields: tuple[str, ...], order: str, which: Q = ALL
) -> Rows:
    found: Rows = defaultdict(list)
    rows = model.objects.filter(which, project_id__in=ids).order_by(order, "id")
    for row in rows.values("project_id", *fields):
        found[row.pop("project_id")].append(row)
    return found
