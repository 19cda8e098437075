"""Cumulative flow; created against done; throughput."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from statistics import mean, median
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tasks.models import State
from tasks.reports.asked import Asked
from tasks.reports.content import Content, Field, Figure, tidy
from tasks.reports.days import DAY, days_between, midnight, monday_of
from tasks.selectors.reports.spans import Scope, now, rows_of

# From the bottom of the chart to its top.
STATES = (State.DONE, State.IN_REVIEW, State.IN_PROGRESS, State.BLOCKED, State.TODO)

_FLOW = """
    SELECT CASE WHEN at < %(start)s THEN NULL
        ELSE (at AT TIME ZONE %(zone)s)::date END, place, sum({amount})::int
    FROM (
        SELECT started_at AS at, {place} AS place, state, 1 AS sign, points FROM span
        UNION ALL
        SELECT ended_at, {place}, state, -1, points FROM span WHERE ended_at IS NOT NULL
    ) AS move
    WHERE at < %(until)s AND state <> 'archived' AND place IS NOT NULL GROUP BY 1, 2
"""
_COLUMNS = """
    SELECT col.id::text, col.name, col.state FROM tasks_column AS col
    WHERE col.project_id = ANY(%(projects)s) AND col.state <> 'archived'
    ORDER BY col.rank DESC, col.id
"""


def flow(scope: Scope, asked: Asked) -> Content:
    """How many tasks (or points) stood in each state at the end of each day."""
    by_column = asked.by == "column" and scope.place.project is not None
    params = scope.params(
        start=midnight(asked.start, asked.zone),
        until=min(now(), midnight(asked.end + DAY, asked.zone)),
        zone=asked.zone,
    )
    fields = [Field("day", gettext_lazy("Day"), "date")]
    if by_column:
        columns = rows_of(_COLUMNS, params)
        fields += [Field(key, name, state=state) for key, name, state in columns]
    else:
        fields += [Field(state.value, state.label, state=state.value) for state in STATES]
    query = _FLOW.format(
        amount="sign * points" if asked.counts_points else "sign",
        place="column_id::text" if by_column else "state",
    )
    moves = rows_of(scope.spans() + query, params)
    days = list(days_between(asked.start, min(asked.end, asked.today)))
    rows = flow_rows(moves, days, [field.key for field in fields[1:]])
    is_empty = not any(row[field.key] for row in rows for field in fields[1:])
    note = _("Nothing to show yet: the flow begins with the first task.") if is_empty else ""
    return Content(fields=fields, rows=rows, figures=_flow_figures(rows, by_column), note=note)


def flow_rows(
    moves: Iterable[tuple[date | None, str, int]], days: Sequence[date], places: Sequence[str]
) -> list[dict[str, Any]]:
    """What stands in each place at the end of each day, from what came and went."""
    change: dict[date | None, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for day, place, amount in moves:
        change[day][place] += amount
    standing = {place: change[None][place] for place in places}
    rows = []
    for day in days:
        standing = {place: standing[place] + change[day][place] for place in places}
        rows.append({"day": day.isoformat(), **standing})
    return rows


def _flow_figures(rows: list[dict[str, Any]], by_column: bool) -> list[Figure]:
    if by_column or not rows:
        return []
    busy = ("in_progress", "in_review", "blocked")
    going = [sum(row[state] for state in busy) for row in rows]
    return [
        Figure("open", gettext_lazy("Open"), going[-1] + rows[-1]["todo"]),
        Figure("going", gettext_lazy("In work now"), going[-1]),
        Figure("going_average", gettext_lazy("In work on average"), tidy(mean(going))),
        Figure("done", gettext_lazy("Done"), rows[-1]["done"]),
    ]


_FINISHED = """
    SELECT (date_trunc(%(step)s, finished AT TIME ZONE %(zone)s))::date,
        count(*)::int, sum(points)::int
    FROM past WHERE state = 'done' AND finished >= %(start)s AND finished < %(until)s GROUP BY 1
"""
_CREATED = """
    SELECT (date_trunc(%(step)s, made AT TIME ZONE %(zone)s))::date, count(*)::int
    FROM (
        SELECT LEAST(task.created_at, past.made) AS made
        FROM past JOIN tasks_task AS task ON task.id = past.task_id
    ) AS born WHERE made >= %(start)s AND made < %(until)s GROUP BY 1
"""


def _range(scope: Scope, asked: Asked, step: str, start: date) -> dict[str, Any]:
    return scope.params(
        step=step,
        zone=asked.zone,
        start=midnight(start, asked.zone),
        until=midnight(asked.end + DAY, asked.zone),
    )


def finished_by_day(scope: Scope, asked: Asked, start: date) -> dict[date, tuple[int, int]]:
    """For each day on which something was finished: how many tasks, how many points."""
    rows = rows_of(scope.past() + _FINISHED, _range(scope, asked, "day", start))
    return {day: (count, points or 0) for day, count, points in rows}


def throughput(scope: Scope, asked: Asked) -> Content:
    """What was finished in each ISO week; a week that is not over yet is told apart."""
    start = monday_of(asked.start)
    found = {
        week: (count, points or 0)
        for week, count, points in rows_of(
            scope.past() + _FINISHED, _range(scope, asked, "week", start)
        )
    }
    rows = []
    for week in _weeks(start, min(asked.end, asked.today)):
        count, points = found.get(week, (0, 0))
        is_over = week + timedelta(days=6) < asked.today
        rows.append(
            {"week": week.isoformat(), "tasks": count, "points": points, "is_over": is_over}
        )
    whole = [row["tasks"] for row in rows if row["is_over"]]
    return Content(
        fields=[
            Field("week", gettext_lazy("Week from"), "week"),
            Field("tasks", gettext_lazy("Tasks done"), state="done"),
            Field("points", gettext_lazy("Points done")),
        ],
        rows=rows,
        figures=[
            Figure("total", gettext_lazy("Done"), sum(row["tasks"] for row in rows)),
            Figure("mean", gettext_lazy("A week on average"), _tidied(mean, whole)),
            Figure("median", gettext_lazy("A week, median"), _tidied(median, whole)),
        ],
        note="" if any(row["tasks"] for row in rows) else _("Nothing was finished in this time."),
    )


def created_done(scope: Scope, asked: Asked) -> Content:
    """What was made against what was finished, and how the difference grows."""
    step = asked.by or "week"
    start = monday_of(asked.start) if step == "week" else asked.start
    params = _range(scope, asked, step, start)
    made = dict(rows_of(scope.past() + _CREATED, params))
    done = {day: count for day, count, _p in rows_of(scope.past() + _FINISHED, params)}
    last = min(asked.end, asked.today)
    rows, growth = [], 0
    for day in _weeks(start, last) if step == "week" else days_between(start, last):
        growth += made.get(day, 0) - done.get(day, 0)
        rows.append(
            {
                "day": day.isoformat(),
                "created": made.get(day, 0),
                "done": done.get(day, 0),
                "growth": growth,
            }
        )
    is_empty = not made and not done
    return Content(
        fields=[
            Field("day", gettext_lazy("Week from"), "week")
            if step == "week"
            else Field("day", gettext_lazy("Day"), "date"),
            Field("created", gettext_lazy("Created")),
            Field("done", gettext_lazy("Done"), state="done"),
            Field("growth", gettext_lazy("Grown by")),
        ],
        rows=rows,
        figures=[
            Figure("created", gettext_lazy("Created"), sum(row["created"] for row in rows)),
            Figure("done", gettext_lazy("Done"), sum(row["done"] for row in rows)),
            Figure("growth", gettext_lazy("Grown by"), growth),
        ],
        note=_("No task was made or finished in this time.") if is_empty else "",
    )


def _weeks(first: date, last: date) -> list[date]:
    return [day for day in days_between(first, last) if day.weekday() == 0]


def _tidied(of: Any, values: list[int]) -> float | None:
    return tidy(of(values)) if values else None
