"""Burndown, burnup and velocity."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tasks.models import Sprint, SprintStatus
from tasks.reports.asked import Asked, Kind
from tasks.reports.burn import DONE, DROPPED, Move, Window, burn_content, burn_rows
from tasks.reports.content import Content, Field, Figure, tidy
from tasks.reports.days import day_of, days_between, midnight
from tasks.selectors.reports.spans import Place, Scope, now, rows_of
from teamflow.common.errors import NotFound

LONGEST_SPRINT = timedelta(days=400)

_MOVES = """
    SELECT CASE WHEN at <= %(start)s THEN NULL
        ELSE (at AT TIME ZONE %(zone)s)::date END AS day,
        state, sum(sign)::int, sum(sign * points)::int
    FROM (
        SELECT started_at AS at, state, 1 AS sign, points FROM span
        UNION ALL
        SELECT ended_at, state, -1, points FROM span WHERE ended_at IS NOT NULL
    ) AS move
    WHERE at < %(until)s GROUP BY 1, 2
"""
# What came in, went out or was estimated anew after the start, one line each.
_CHANGES = """
    SELECT change.at, project.key || '-' || task.number, task.title, change.was, change.points
    FROM (
        SELECT task_id, started_at AS at,
            lag(points) OVER past AS was, points,
            lag(ended_at) OVER past IS NOT DISTINCT FROM started_at AS goes_on
        FROM span WHERE state <> 'archived'
        WINDOW past AS (PARTITION BY task_id ORDER BY started_at)
        UNION ALL
        SELECT task_id, ended_at, points, NULL, false FROM (
            SELECT *, lead(started_at) OVER (PARTITION BY task_id ORDER BY started_at) AS after
            FROM span WHERE state <> 'archived') AS gone
        WHERE ended_at IS NOT NULL AND after IS DISTINCT FROM ended_at
    ) AS change
    JOIN tasks_task AS task ON task.id = change.task_id
    JOIN tasks_project AS project ON project.id = task.project_id
    WHERE change.at > %(start)s AND change.at < %(until)s
        AND NOT (change.goes_on AND change.was = change.points)
    ORDER BY change.at, 2 LIMIT 200
"""


def sprint_of(place: Place, asked: Asked) -> Sprint | None:
    """The sprint that was asked for; unnamed: the active one, or the newest that began."""
    if asked.sprint == "none" or place.project is None:
        return None
    sprints = Sprint.objects.filter(project=place.project)
    if asked.sprint not in {"", "active"}:
        sprint = sprints.filter(pk=asked.sprint).first()
        if sprint is None:
            raise NotFound
        return sprint
    active = sprints.filter(status=SprintStatus.ACTIVE).first()
    if active is not None or asked.sprint == "active" or asked.has_range:
        return active
    return sprints.filter(status=SprintStatus.COMPLETED).order_by("-completed_at").first()


def burn(scope: Scope, asked: Asked) -> Content:
    """Of a sprint, or of the whole project where there is none."""
    sprint = None if asked.has_range and not asked.sprint else sprint_of(scope.place, asked)
    moment = now()
    if sprint is not None:
        start, until, window = sprint_window(
            sprint, moment, zone=asked.zone, today=asked.today, weekends=asked.weekends
        )
    else:
        start, until, window = _range_window(asked, moment)
    params = scope.params(
        start=start, until=until, zone=asked.zone, sprint=sprint.pk if sprint else None
    )
    spans = scope.spans(in_sprint=sprint is not None)
    moves = [Move(*row) for row in rows_of(spans + _MOVES, params)]
    rows = burn_rows(moves, window, points=asked.counts_points)
    changes = rows_of(spans + _CHANGES, params) if sprint else []
    content = burn_content(
        rows,
        is_up=asked.kind == Kind.BURNUP,
        has_ideal=window.has_ideal,
        extra={"sprint": _sprint_data(sprint), "changes": [_change(row) for row in changes]},
    )
    content.note = _note(sprint, rows, asked)
    return content


def sprint_window(
    sprint: Sprint, moment: datetime, *, zone: str, today: date, weekends: bool = True
) -> tuple[datetime, datetime, Window]:
    """From its start to its end (later, when it runs over); a completed one stands still."""
    first = sprint.start_date or day_of(sprint.created_at, zone)
    start = sprint.started_at or midnight(first, zone)
    if sprint.started_at is not None:
        first = day_of(sprint.started_at, zone)
    until = sprint.completed_at or moment
    last = sprint.end_date or first + timedelta(days=13)
    if sprint.status == SprintStatus.ACTIVE:
        last = max(last, today)
    last = min(max(last, first), first + LONGEST_SPRINT)
    if sprint.completed_at is not None:
        last = max(last, min(day_of(until, zone), first + LONGEST_SPRINT))
    known = day_of(until, zone)
    if sprint.started_at is None:
        # What is planned counts as it stands now.
        start, known = max(start, moment), min(known, first - timedelta(days=1))
    window = Window(list(days_between(first, last)), known, weekends)
    return start, max(until, start + timedelta(microseconds=1)), window


def _range_window(asked: Asked, moment: datetime) -> tuple[datetime, datetime, Window]:
    # An instant before midnight: what happens at midnight belongs to the new day.
    start = midnight(asked.start, asked.zone) - timedelta(microseconds=1)
    until = min(moment, midnight(asked.end + timedelta(days=1), asked.zone))
    days = list(days_between(asked.start, asked.end))
    return start, until, Window(days, asked.today, asked.weekends, has_ideal=False)


def _sprint_data(sprint: Sprint | None) -> dict[str, Any] | None:
    if sprint is None:
        return None
    return {"id": str(sprint.pk), "name": sprint.name, "status": sprint.status}


def _change(row: tuple[datetime, str, str, int | None, int | None]) -> dict[str, Any]:
    at, key, title, was, points = row
    kind = "removed" if points is None else "added" if was is None else "estimated"
    return {
        "at": at.isoformat(),
        "key": key,
        "title": title,
        "kind": kind,
        "points": (points or 0) - (was or 0),
    }


def _note(sprint: Sprint | None, rows: list[dict[str, Any]], asked: Asked) -> str:
    if sprint is None and not asked.has_range and asked.sprint != "none":
        return _("There is no sprint yet, so this counts every task of the project.")
    if asked.counts_points and not any(row["scope"] for row in rows):
        return _("No task here has story points. Give some, or count tasks instead.")
    return ""


_VELOCITY = """
    , sprints AS (
        SELECT id, name, started_at, completed_at, ROW_NUMBER() OVER (
            ORDER BY completed_at DESC, id) AS place
        FROM tasks_sprint WHERE project_id = ANY(%(projects)s) AND status = 'completed'
            AND started_at IS NOT NULL AND completed_at IS NOT NULL
    )
    SELECT sprints.id, sprints.name, sprints.completed_at,
        sum({amount}) FILTER (WHERE span.started_at <= sprints.started_at
            AND (span.ended_at IS NULL OR span.ended_at > sprints.started_at)),
        sum({amount}) FILTER (WHERE span.state = 'done' AND {at_end}),
        sum({amount}) FILTER (WHERE {at_end})
    FROM sprints LEFT JOIN span ON span.sprint_id = sprints.id AND span.state <> '{dropped}'
    WHERE sprints.place <= %(last)s
    GROUP BY sprints.id, sprints.name, sprints.completed_at ORDER BY sprints.completed_at
"""
_AT_END = (
    "span.started_at < sprints.completed_at"
    " AND (span.ended_at IS NULL OR span.ended_at >= sprints.completed_at)"
)


def velocity(scope: Scope, asked: Asked) -> Content:
    """What the last sprints took on at their start and had done at their end."""
    amount = "span.points" if asked.counts_points else "1"
    query = _VELOCITY.format(amount=amount, at_end=_AT_END, dropped=DROPPED)
    found = rows_of(scope.spans() + query, scope.params(last=asked.last))
    rows = [_velocity_row(row, asked.zone) for row in found]
    done = [row[DONE] for row in rows]
    figures = [
        Figure("average", gettext_lazy("Average done"), _mean(done)),
        Figure("recent", gettext_lazy("Average of the last three"), _mean(done[-3:])),
        Figure("least", gettext_lazy("Least"), min(done, default=None)),
        Figure("most", gettext_lazy("Most"), max(done, default=None)),
    ]
    return Content(
        fields=[
            Field("sprint", gettext_lazy("Sprint"), "text"),
            Field("completed", gettext_lazy("Completed"), "date"),
            Field("committed", gettext_lazy("Committed")),
            Field(DONE, gettext_lazy("Done"), state="done"),
            Field("change", gettext_lazy("Scope change")),
            Field("left", gettext_lazy("Carried over")),
        ],
        rows=rows,
        figures=figures,
        note="" if rows else _("Velocity shows once a sprint is completed."),
    )


def _velocity_row(row: tuple[Any, str, datetime, int, int, int], zone: str) -> dict[str, Any]:
    sprint_id, name, completed_at, committed, done, at_end = row
    committed, done, at_end = committed or 0, done or 0, at_end or 0
    completed: date = day_of(completed_at, zone)
    return {
        "id": str(sprint_id),
        "sprint": name,
        "completed": completed.isoformat(),
        "committed": committed,
        DONE: done,
        "change": at_end - committed,
        "left": at_end - done,
    }


def _mean(values: list[int]) -> float | None:
    return tidy(sum(values) / len(values)) if values else None
