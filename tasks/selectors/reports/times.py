"""Cycle and lead time; age of work in progress; forecast."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tasks.reports.asked import Asked
from tasks.reports.content import Content, Field, Figure, tidy
from tasks.reports.days import DAY, day_of, days_between, midnight
from tasks.reports.forecast import (
    CONFIDENCES,
    FEWEST_DAYS,
    FEWEST_DONE,
    TRIALS,
    end_date,
    forecast,
    has_enough,
)
from tasks.reports.times import Finished, days_of, histogram, percentile, rounded
from tasks.selectors.reports.burn import sprint_of
from tasks.selectors.reports.flow import finished_by_day
from tasks.selectors.reports.spans import Scope, now, rows_of

MOST_DOTS = 2000
PERCENTS = (50, 85, 95)

_FINISHED = """
    SELECT past.task_id::text, project.key || '-' || task.number, task.title,
        LEAST(task.created_at, past.made), past.begun, past.finished, past.points
    FROM past JOIN tasks_task AS task ON task.id = past.task_id
        JOIN tasks_project AS project ON project.id = task.project_id
    WHERE past.state = 'done' AND past.finished >= %(start)s AND past.finished < %(until)s
    ORDER BY past.finished DESC, 1
"""


def cycle_time(scope: Scope, asked: Asked) -> Content:
    """The tasks finished in the time asked for, and how long each took."""
    params = scope.params(
        start=midnight(asked.start, asked.zone), until=midnight(asked.end + DAY, asked.zone)
    )
    finished = [Finished(*row) for row in rows_of(scope.past(is_finished=True) + _FINISHED, params)]
    cycles = [task.cycle_days for task in finished if task.cycle_days is not None]
    leads = [task.lead_days for task in finished]
    skipped = len(finished) - len(cycles)
    return Content(
        fields=[
            Field("task", gettext_lazy("Task"), "task"),
            Field("title", gettext_lazy("Title"), "text"),
            Field("finished", gettext_lazy("Finished"), "moment"),
            Field("cycle", gettext_lazy("Cycle time"), "days"),
            Field("lead", gettext_lazy("Lead time"), "days"),
        ],
        rows=[_finished_row(task) for task in finished[:MOST_DOTS]],
        figures=[
            *_percentiles("cycle", gettext_lazy("Cycle time, p%(percent)s"), cycles),
            *_percentiles("lead", gettext_lazy("Lead time, p%(percent)s"), leads),
            Figure("count", gettext_lazy("Finished"), len(finished)),
        ],
        note=_times_note(len(finished), skipped),
        extra={"histogram": {"cycle": histogram(cycles), "lead": histogram(leads)}},
    )


def _finished_row(task: Finished) -> dict[str, Any]:
    return {
        "task": task.key,
        "title": task.title,
        "finished": task.finished.isoformat(),
        "cycle": rounded(task.cycle_days),
        "lead": rounded(task.lead_days),
    }


def _percentiles(key: str, label: Any, values: list[float]) -> list[Figure]:
    return [
        Figure(
            f"{key}_p{percent}",
            str(label) % {"percent": percent},
            rounded(percentile(values, percent)),
            "days",
        )
        for percent in PERCENTS
    ]


def _times_note(finished: int, skipped: int) -> str:
    if not finished:
        return _("Nothing was finished in this time.")
    if not skipped:
        return ""
    return ngettext(
        "%(count)s task went straight to done: it has no cycle time.",
        "%(count)s tasks went straight to done: they have no cycle time.",
        skipped,
    ) % {"count": skipped}


_AGE = """
    SELECT project.key || '-' || task.number, task.title, col.name, col.state, past.begun,
        COALESCE((
            SELECT max(other.ended_at) FROM tasks_taskspan AS other
            WHERE other.task_id = task.id AND other.column_id IS DISTINCT FROM task.column_id
        ), past.made),
        task.story_points, (
            SELECT string_agg(person.name, ', ' ORDER BY person.name)
            FROM tasks_task_assignees AS assigned
                JOIN accounts_user AS person ON person.id = assigned.user_id
            WHERE assigned.task_id = task.id
        )
    FROM past JOIN tasks_task AS task ON task.id = past.task_id
        JOIN tasks_column AS col ON col.id = task.column_id
        JOIN tasks_project AS project ON project.id = task.project_id
    WHERE past.state IN ('in_progress', 'in_review', 'blocked')
    ORDER BY past.begun, 1
"""


def age(scope: Scope, asked: Asked) -> Content:
    """What is in work now, and for how long: in all, and in the column where it is."""
    moment = now()
    rows = [_age_row(row, moment) for row in rows_of(scope.past() + _AGE, scope.params())]
    ages = [row["age"] for row in rows]
    start = asked.today - timedelta(days=90)
    params = scope.params(start=midnight(start, asked.zone), until=moment)
    done = [Finished(*row) for row in rows_of(scope.past(is_finished=True) + _FINISHED, params)]
    usual = [task.cycle_days for task in done if task.cycle_days is not None]
    return Content(
        fields=[
            Field("task", gettext_lazy("Task"), "task"),
            Field("title", gettext_lazy("Title"), "text"),
            Field("column", gettext_lazy("Column"), "text"),
            Field("age", gettext_lazy("Age"), "days"),
            Field("in_column", gettext_lazy("In this column"), "days"),
            Field("people", gettext_lazy("People"), "text"),
        ],
        rows=rows[:MOST_DOTS],
        figures=[
            Figure("count", gettext_lazy("In work"), len(rows)),
            Figure("p50", gettext_lazy("Age, p50"), percentile(ages, 50), "days"),
            Figure("p85", gettext_lazy("Age, p85"), percentile(ages, 85), "days"),
            Figure(
                "cycle_p85",
                gettext_lazy("Usual cycle time, p85"),
                rounded(percentile(usual, 85)),
                "days",
            ),
        ],
        note="" if rows else _("Nothing is in work right now."),
        extra={"columns": _by_column(rows)},
    )


def _age_row(row: tuple[Any, ...], moment: datetime) -> dict[str, Any]:
    key, title, column, state, begun, in_column, points, people = row
    return {
        "task": key,
        "title": title,
        "column": column,
        "state": state,
        "age": tidy(max(0.0, days_of(begun, moment))),
        "in_column": tidy(max(0.0, days_of(in_column, moment))),
        "points": points,
        "people": people or "",
    }


def _by_column(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    ages: dict[tuple[str, str], list[float]] = defaultdict(list)
    for row in rows:
        ages[row["column"], row["state"]].append(row["in_column"])
    return [
        {
            "column": column,
            "state": state,
            "count": len(values),
            "p50": percentile(values, 50),
            "p85": percentile(values, 85),
        }
        for (column, state), values in ages.items()
    ]


_REMAINING = """
    SELECT count(*)::int, sum(task.story_points)::int, min(task.created_at)
    FROM tasks_task AS task JOIN tasks_column AS col ON col.id = task.column_id
    WHERE {live} AND task.archived_at IS NULL AND col.state NOT IN ('done', 'archived'){sprint}
"""
_FIRST = "SELECT min(started_at) FROM span"


def forecast_report(scope: Scope, asked: Asked) -> Content:
    """When the sprint's or the backlog's open tasks will be done."""
    sprint = sprint_of(scope.place, asked) if asked.sprint else None
    query = _REMAINING.format(
        live=scope.live(), sprint=" AND task.sprint_id = %(sprint)s" if sprint else ""
    )
    params = scope.params(sprint=sprint.pk if sprint else None)
    (count, points, _first), *_rest = rows_of(query, params)
    remaining = (points or 0) if asked.counts_points else count
    samples, finished = _samples(scope, asked)
    if not has_enough(samples, finished):
        return _too_little(remaining, len(samples), finished)
    # One seed for one question: the same day gives the same answer.
    outlook = forecast(samples, remaining, seed=asked.today.toordinal())
    figures = [Figure("remaining", gettext_lazy("Remaining"), remaining)]
    for percent in CONFIDENCES:
        day = end_date(asked.today, outlook.days[percent])
        label = _("%(percent)s %% sure by") % {"percent": percent}
        figures.append(Figure(f"p{percent}", label, day.isoformat() if day else None, "date"))
    figures.append(
        Figure("pace", gettext_lazy("Done a week"), tidy(7 * sum(samples) / len(samples)))
    )
    return Content(
        fields=[
            Field("day", gettext_lazy("Day"), "date"),
            Field("share", gettext_lazy("Done by then"), "percent"),
        ],
        rows=[
            {
                "day": (asked.today + timedelta(days=ahead)).isoformat(),
                "share": tidy(100 * share),
            }
            for ahead, share in outlook.spread
        ],
        figures=figures,
        note="" if remaining else _("Nothing is left to do."),
        extra={
            "trials": TRIALS,
            "days": len(samples),
            "sprint": None
            if sprint is None
            else {
                "id": str(sprint.pk),
                "name": sprint.name,
                "end_date": sprint.end_date.isoformat() if sprint.end_date else None,
            },
        },
    )


def _samples(scope: Scope, asked: Asked) -> tuple[list[int], int]:
    """What was finished on each of the last whole days, and how many tasks that were."""
    ((first,),) = rows_of(scope.spans() + _FIRST, scope.params())
    yesterday = asked.today - DAY
    start = asked.today - timedelta(days=asked.history)
    if first is not None:
        start = max(start, day_of(first, asked.zone))
    if first is None or start > yesterday:
        return [], 0
    found: dict[date, tuple[int, int]] = finished_by_day(scope, asked, start)
    place = 1 if asked.counts_points else 0
    samples = [found.get(day, (0, 0))[place] for day in days_between(start, yesterday)]
    return samples, sum(count for day, (count, _p) in found.items() if day <= yesterday)


def _too_little(remaining: int, days: int, finished: int) -> Content:
    note = _(
        "There is too little history to forecast from: it takes %(days)s days and %(done)s "
        "finished tasks; there are %(had_days)s and %(had_done)s."
    ) % {
        "days": FEWEST_DAYS,
        "done": FEWEST_DONE,
        "had_days": days,
        "had_done": finished,
    }
    return Content(
        fields=[
            Field("day", gettext_lazy("Day"), "date"),
            Field("share", gettext_lazy("Done by then"), "percent"),
        ],
        rows=[],
        figures=[Figure("remaining", gettext_lazy("Remaining"), remaining)],
        note=note,
    )
