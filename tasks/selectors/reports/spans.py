"""What every report reads: the spans of some projects' tasks, with the meaning that counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Workspace
from tasks.models import Project, Task
from tasks.query.context import QueryContext
from tasks.reports.asked import Asked
from tasks.reports.days import zone_of
from tasks.selectors.querying import bounded_time, fitting_tasks

# An archived task that was done stays done; one that was not is dropped.
_SPANS = """
    SELECT span.task_id, span.started_at, span.ended_at, span.column_id, span.sprint_id,
        COALESCE(span.points, 0) AS points,
        CASE WHEN span.status = 'archived' AND col.state = 'done' THEN 'done'
            ELSE span.status END AS state
    FROM tasks_taskspan AS span LEFT JOIN tasks_column AS col ON col.id = span.column_id
    WHERE span.project_id = ANY(%(projects)s)
"""
_ONLY = " AND span.task_id = ANY(%(tasks)s)"
# What was finished since then has a span that began as done since then: all others are left out
# before anything is counted, and of two years of tasks a quarter's remain.
_SINCE = """ AND span.task_id IN (
    SELECT late.task_id FROM tasks_taskspan AS late
    WHERE late.project_id = ANY(%(projects)s) AND late.status IN ('done', 'archived')
        AND late.started_at >= %(start)s)"""
_IN_SPRINT = " AND span.sprint_id = %(sprint)s"

# One row a task that lives: when it was made, begun and (if it is done) finished.
_PAST = """
    SELECT task_id, min(started_at) AS made,
        min(started_at) FILTER (WHERE state IN ('in_progress', 'in_review', 'blocked')) AS begun,
        COALESCE(max(ended_at) FILTER (WHERE state <> 'done'), min(started_at)) AS finished,
        max(state) FILTER (WHERE ended_at IS NULL) AS state,
        max(points) FILTER (WHERE ended_at IS NULL) AS points
    FROM span GROUP BY task_id HAVING bool_or(ended_at IS NULL)
"""


@dataclass(frozen=True, slots=True)
class Place:
    """Whose tasks a report counts: one project's, or a whole workspace's."""

    workspace: Workspace
    project_ids: Sequence[UUID]
    project: Project | None = None

    @classmethod
    def of_project(cls, project: Project) -> "Place":
        """One project."""
        return cls(project.workspace, [project.pk], project)

    @classmethod
    def of_workspace(cls, workspace: Workspace) -> "Place":
        """Every project that is in use."""
        rows = Project.objects.filter(workspace=workspace, deleted_at=None, archived_at=None)
        return cls(workspace, list(rows.values_list("pk", flat=True)))

    def zone(self, *others: str) -> str:
        """The workspace's time zone; where it has none, the first of `others` that is one."""
        return zone_of(self.workspace.settings.get("timezone"), *others)


@dataclass(frozen=True, slots=True)
class Scope:
    """A place with a filter; `tasks` is None where there is none."""

    place: Place
    tasks: list[UUID] | None = None

    def params(self, **more: Any) -> dict[str, Any]:
        """What the SQL of this scope needs."""
        return {"projects": list(self.place.project_ids), "tasks": self.tasks, **more}

    def spans(self, *, in_sprint: bool = False, is_finished: bool = False) -> str:
        """The `WITH` of a query over the spans."""
        only = _ONLY if self.tasks is not None else ""
        since = _SINCE if is_finished else ""
        return f"WITH span AS ({_SPANS}{only}{since}{_IN_SPRINT if in_sprint else ''})"

    def past(self, *, is_finished: bool = False) -> str:
        """The same, with `past`: one row a task that lives (`is_finished`: since `start`)."""
        return f"{self.spans(is_finished=is_finished)}, past AS ({_PAST})"

    def live(self, alias: str = "task") -> str:
        """A condition on tasks of this scope that nobody deleted."""
        only = f" AND {alias}.id = ANY(%(tasks)s)" if self.tasks is not None else ""
        return f"{alias}.project_id = ANY(%(projects)s) AND {alias}.deleted_at IS NULL{only}"


def scope_for(place: Place, asked: Asked) -> Scope:
    """The tasks that the question's filters leave."""
    tasks = Task.objects.filter(project_id__in=place.project_ids)
    narrowed = _narrowed(tasks, place, asked)
    if narrowed is tasks:
        return Scope(place)
    with bounded_time():
        return Scope(place, list(narrowed.order_by().values_list("pk", flat=True).distinct()))


def _narrowed(tasks: QuerySet[Task], place: Place, asked: Asked) -> QuerySet[Task]:
    if asked.query:
        context = QueryContext(
            projects=list(Project.objects.filter(pk__in=place.project_ids)),
            me=UUID(asked.me) if asked.me else None,
            today=asked.today,
            zone=ZoneInfo(asked.zone),
        )
        tasks = fitting_tasks(query=asked.query, context=context, with_archived=True)
    if asked.person == "none":
        tasks = tasks.filter(assignees=None)
    elif asked.person:
        tasks = tasks.filter(assignees=UUID(asked.person))
    if asked.type:
        tasks = tasks.filter(type_id=UUID(asked.type))
    return tasks


def rows_of(sql: str, params: dict[str, Any]) -> list[tuple[Any, ...]]:
    """What the query gives."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def now() -> Any:
    """This instant; its own function so that every report asks the same clock."""
    return timezone.now()
