"""Workload, and time spent."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tasks.reports.asked import Asked
from tasks.reports.content import Content, Field, Figure
from tasks.reports.days import DAY, midnight, monday_of
from tasks.selectors.reports.spans import Scope, now, rows_of

_WORKLOAD = """
    WITH sprint AS (
        SELECT id FROM tasks_sprint WHERE project_id = ANY(%(projects)s) AND status = 'active'
    ), load AS (
        SELECT assigned.user_id, count(*)::int AS open,
            COALESCE(sum(task.story_points), 0)::int AS points,
            count(*) FILTER (WHERE col.state <> 'todo')::int AS going,
            count(*) FILTER (WHERE task.due_date < %(today)s)::int AS late,
            COALESCE(sum(task.story_points) FILTER (
                WHERE task.sprint_id IN (SELECT id FROM sprint)), 0)::int AS planned
        FROM tasks_task AS task JOIN tasks_column AS col ON col.id = task.column_id
            LEFT JOIN tasks_task_assignees AS assigned ON assigned.task_id = task.id
        WHERE {live} AND task.archived_at IS NULL AND col.state NOT IN ('done', 'archived')
        GROUP BY assigned.user_id
    ), room AS (
        SELECT user_id, sum(points)::int AS capacity FROM tasks_sprintcapacity
        WHERE sprint_id IN (SELECT id FROM sprint) GROUP BY user_id
    )
    SELECT person.id::text, person.name, load.open, load.points, load.going, load.late,
        load.planned, room.capacity, load.user_id IS NULL AND room.user_id IS NULL
    FROM load FULL JOIN room ON room.user_id = load.user_id
        LEFT JOIN accounts_user AS person ON person.id = COALESCE(load.user_id, room.user_id)
    ORDER BY 9, load.points DESC NULLS LAST, load.open DESC NULLS LAST, person.name, 1
"""


def workload(scope: Scope, asked: Asked) -> Content:
    """The open tasks by person, beside what each can take in the active sprint."""
    found = rows_of(_WORKLOAD.format(live=scope.live()), scope.params(today=asked.today))
    rows = [_load(row) for row in found]
    has_capacity = any(row["capacity"] is not None for row in rows)
    fields = [
        Field("person", gettext_lazy("Person"), "text"),
        Field("open", gettext_lazy("Open tasks")),
        Field("points", gettext_lazy("Points")),
        Field("going", gettext_lazy("In work")),
        Field("late", gettext_lazy("Overdue")),
        Field("planned", gettext_lazy("Points in the active sprint")),
    ]
    if has_capacity:
        fields.append(Field("capacity", gettext_lazy("Capacity in the active sprint")))
    note = _("A task of several people counts in full for each of them.")
    return Content(
        fields=fields,
        rows=rows,
        figures=[
            Figure("people", gettext_lazy("People with work"), _busy(rows)),
            Figure("unassigned", gettext_lazy("Unassigned tasks"), _unassigned(rows)),
        ],
        note=note if rows else _("No open tasks: nobody has anything to do here."),
    )


def _load(row: tuple[Any, ...]) -> dict[str, Any]:
    person_id, name, open_count, points, going, late, planned, capacity, _nobody = row
    return {
        "id": person_id,
        "person": name if person_id else _("Nobody"),
        "open": open_count or 0,
        "points": points or 0,
        "going": going or 0,
        "late": late or 0,
        "planned": planned or 0,
        "capacity": capacity,
    }


def _busy(rows: list[dict[str, Any]]) -> int:
    return sum(1 for row in rows if row["id"] and row["open"])


def _unassigned(rows: list[dict[str, Any]]) -> int:
    return sum(row["open"] for row in rows if not row["id"])


_TIME = """
    SELECT {key}, {label}, sum(EXTRACT(EPOCH FROM
        LEAST(COALESCE(entry.ended_at, %(now)s), %(now)s) - entry.started_at) / 60), {link}
    FROM tasks_timeentry AS entry JOIN tasks_task AS task ON task.id = entry.task_id
        JOIN tasks_project AS project ON project.id = task.project_id
        JOIN accounts_user AS person ON person.id = entry.user_id
    WHERE {live} AND entry.started_at >= %(start)s AND entry.started_at < %(until)s
        AND entry.started_at <= %(now)s
    GROUP BY 1, 2, 4 ORDER BY {order}
"""
_WEEK = "date_trunc('week', entry.started_at AT TIME ZONE %(zone)s)::date"
_BY = {
    "person": ("person.id::text", "person.name", "NULL::text", "3 DESC, 2, 1"),
    "task": (
        "task.id::text",
        "task.title",
        "project.key || '-' || task.number",
        "3 DESC, 4, 1",
    ),
    "week": (f"{_WEEK}::text", f"{_WEEK}::text", "NULL::text", "1"),
}


def time_spent(scope: Scope, asked: Asked) -> Content:
    """The time that people wrote down; an entry belongs to the day on which it began."""
    by = asked.by or "person"
    key, label, link, order = _BY[by]
    start = monday_of(asked.start) if by == "week" else asked.start
    params = scope.params(
        start=midnight(start, asked.zone),
        until=midnight(asked.end + DAY, asked.zone),
        zone=asked.zone,
        now=now(),
    )
    query = _TIME.format(key=key, label=label, link=link, order=order, live=scope.live())
    rows = [_spent(row, by) for row in rows_of(query, params)]
    if by == "week":
        rows = _whole_weeks(rows, asked)
    total = sum(row["minutes"] for row in rows)
    return Content(
        fields=[*_time_fields(by), Field("minutes", gettext_lazy("Time"), "minutes")],
        rows=rows,
        figures=[Figure("total", gettext_lazy("Time"), total, "minutes")],
        note="" if total else _("Nobody wrote down any time here. Start a timer on a task."),
    )


def _time_fields(by: str) -> list[Field]:
    if by == "task":
        return [
            Field("task", gettext_lazy("Task"), "task"),
            Field("name", gettext_lazy("Title"), "text"),
        ]
    if by == "week":
        return [Field("name", gettext_lazy("Week from"), "week")]
    return [Field("name", gettext_lazy("Person"), "text")]


def _spent(row: tuple[str, str, Any, str | None], by: str) -> dict[str, Any]:
    key, label, minutes, link = row
    spent = {"id": key, "name": label, "minutes": round(float(minutes))}
    return {**spent, "task": link} if by == "task" else spent


def _whole_weeks(rows: list[dict[str, Any]], asked: Asked) -> list[dict[str, Any]]:
    """With the weeks in which nothing was written down, so that the chart does not lie."""
    spent = {row["name"]: row for row in rows}
    weeks = []
    day = monday_of(asked.start)
    while day <= min(asked.end, asked.today):
        name = day.isoformat()
        weeks.append(spent.get(name, {"id": name, "name": name, "minutes": 0}))
        day += timedelta(days=7)
    return weeks
