"""What strangers see of a published view: titles and where they stand, nobody's address."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tasks.models import SavedView, Task
from tasks.selectors.querying import fitting_tasks, ordered, query_context, workspace_context

MOST = 500


@dataclass(frozen=True, slots=True)
class PublicTask:
    """A task as a published page shows it."""

    key: str
    title: str
    status: str
    status_name: str
    priority: str
    priority_name: str
    due: date | None
    points: int | None
    labels: list[Any]
    people: list[str]


@dataclass(frozen=True, slots=True)
class PublicGroup:
    """A column of the page, or its one list."""

    name: str
    state: str
    tasks: list[PublicTask]


def public_rows(*, view: SavedView) -> list[PublicGroup]:
    """The view's tasks by column; `me` in its query is nobody here."""
    if view.project is None:
        context = workspace_context(user=None, workspace=view.workspace)
    else:
        context = query_context(user=None, projects=[view.project])
    tasks = fitting_tasks(
        query=view.query, context=context, with_archived=bool(view.display.get("archived"))
    )
    if view.display.get("done") is False:
        tasks = tasks.exclude(column__state="done")
    sort = ",".join(view.display.get("sort") or []) or "rank"
    tasks, order = ordered(tasks, sort=sort, context=context)
    rows = list(
        tasks.select_related("column", "project")
        .prefetch_related("labels", "assignees")
        .order_by(*order)[:MOST]
    )
    groups: dict[tuple[str, str], list[PublicTask]] = {}
    for task in rows:
        place = (task.column.name, task.column.state)
        groups.setdefault(place, []).append(_public(task))
    return [PublicGroup(name, state, found) for (name, state), found in groups.items()]


def _public(task: Task) -> PublicTask:
    status = "archived" if task.archived_at else task.column.state
    return PublicTask(
        key=task.key,
        title=task.title,
        status=status,
        status_name=task.column.name,
        priority=task.priority,
        priority_name=task.get_priority_display(),
        due=task.due_date,
        points=task.story_points,
        labels=list(task.labels.all()),
        people=[person.name for person in task.assignees.all()],
    )
