"""The clock, and entries made by hand."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from tasks.models import TimeEntry
from tasks.selectors.effort import monday_of, time_of_task, timesheet, total_minutes
from tasks.selectors.sheets import timesheet_csv
from tasks.services.effort import add_time, delete_time, start_timer, stop_timer, update_time
from tasks.tests.factories import make_task
from teamflow.common import eventlog

NINE = datetime(2026, 3, 4, 9, tzinfo=UTC)


def told(log, after=0):
    return [(entry.type, entry.data) for entry in eventlog.read_after(log, after)]


def test_one_clock_a_person(project, task, editor, owner):
    other = make_task(project, editor, "Another")

    first = start_timer(actor=editor, task=task)
    start_timer(actor=owner, task=task)
    second = start_timer(actor=editor, task=other)

    first.refresh_from_db()
    assert first.ended_at is not None
    assert set(TimeEntry.objects.filter(ended_at=None).values_list("user_id", "task_id")) == {
        (editor.pk, other.pk),
        (owner.pk, task.pk),
    }
    assert start_timer(actor=editor, task=other).pk == second.pk
    with pytest.raises(IntegrityError), transaction.atomic():
        TimeEntry.objects.create(task=task, user=editor, started_at=timezone.now())


def test_tells_the_person_and_the_task(task, editor):
    before = eventlog.head(task.project.log)

    start_timer(actor=editor, task=task)
    stop_timer(actor=editor)
    stop_timer(actor=editor)

    shown = [data["timer"] for kind, data in told(f"user:{editor.pk}") if kind == "timer.updated"]
    assert [bool(timer) for timer in shown] == [True, False]
    assert shown[0]["task"]["key"] == task.key
    assert [kind for kind, _data in told(task.project.log, before)] == ["time.updated"] * 2


def test_a_clock_without_a_network_says_when(project, task, editor):
    other = make_task(project, editor, "Another")
    now = timezone.now()
    early, late, end = (now - timedelta(minutes=minutes) for minutes in (60, 40, 10))

    later = start_timer(actor=editor, task=other, started_at=late)
    assert start_timer(actor=editor, task=task, started_at=early).pk == later.pk
    assert stop_timer(actor=editor, ended_at=early) is None
    stopped = stop_timer(actor=editor, ended_at=end)

    assert stopped
    assert (stopped.started_at, stopped.ended_at) == (late, end)
    # What was started first ended where the other began.
    first = TimeEntry.objects.get(task=task)
    assert (first.started_at, first.ended_at) == (early, late)


def test_a_clock_is_not_started_to_come_or_long_ago(task, editor):
    for moment in (timezone.now() + timedelta(hours=1), timezone.now() - timedelta(days=40)):
        with pytest.raises(ValidationError):
            start_timer(actor=editor, task=task, started_at=moment)
        with pytest.raises(ValidationError):
            stop_timer(actor=editor, ended_at=moment)
    assert not TimeEntry.objects.exists()


def test_sums_what_was_entered(task, editor, owner):
    add_time(actor=editor, task=task, started_at=NINE, ended_at=NINE + timedelta(minutes=90))
    entry = add_time(
        actor=owner, task=task, started_at=NINE, ended_at=NINE + timedelta(hours=1), note=" Plan "
    )
    update_time(actor=owner, entry=entry, ended_at=NINE + timedelta(minutes=30))

    assert entry.note == "Plan"
    assert total_minutes(time_of_task(task=task)) == 120
    delete_time(actor=owner, entry=entry)
    assert total_minutes(time_of_task(task=task)) == 90


def test_the_same_again_changes_nothing(task, editor):
    entry = add_time(
        actor=editor, task=task, started_at=NINE, ended_at=NINE + timedelta(hours=1), note="Plan"
    )
    before = eventlog.head(task.project.log)

    update_time(actor=editor, entry=entry, note="Plan ", started_at=NINE)

    assert eventlog.head(task.project.log) == before


@pytest.mark.parametrize(
    ("started_at", "ended_at", "note", "field"),
    [
        (NINE, NINE - timedelta(minutes=1), "", "ended_at"),
        (NINE, NINE + timedelta(days=40), "", "ended_at"),
        (datetime(9999, 12, 31, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC), "", "started_at"),
        (NINE, NINE, "x" * 501, "note"),
    ],
)
def test_refuses_what_cannot_be(task, editor, started_at, ended_at, note, field):
    with pytest.raises(ValidationError) as caught:
        add_time(actor=editor, task=task, started_at=started_at, ended_at=ended_at, note=note)

    assert set(caught.value.message_dict) == {field}
    assert not TimeEntry.objects.exists()


def test_a_week_by_person_and_task_in_a_time_zone(workspace, task, editor, owner):
    late = datetime(2026, 3, 3, 23, 30, tzinfo=UTC)
    add_time(actor=editor, task=task, started_at=late, ended_at=late + timedelta(minutes=20))
    add_time(actor=editor, task=task, started_at=NINE, ended_at=NINE + timedelta(minutes=40))
    add_time(actor=owner, task=task, started_at=NINE, ended_at=NINE + timedelta(minutes=15))

    athens = timesheet(workspace=workspace, week=NINE.date(), zone=ZoneInfo("Europe/Athens"))
    utc = timesheet(workspace=workspace, week=NINE.date(), zone=ZoneInfo("UTC"))

    assert [row["user"]["name"] for row in utc["rows"]] == ["Editor", "Owner"]
    assert utc["rows"][0]["minutes"] == [0, 20, 40, 0, 0, 0, 0]
    assert athens["rows"][0]["minutes"] == [0, 0, 60, 0, 0, 0, 0]
    assert utc["totals"] == [0, 20, 55, 0, 0, 0, 0]
    assert (utc["week"], utc["total"]) == (date(2026, 3, 2), 75)


def test_the_sheet_runs_no_formula(workspace, project, editor):
    task = make_task(project, editor, "=1+1")
    add_time(actor=editor, task=task, started_at=NINE, ended_at=NINE + timedelta(hours=1))

    text = timesheet_csv(timesheet(workspace=workspace, week=NINE.date(), zone=ZoneInfo("UTC")))

    assert "'=1+1" in text
    assert "1.00" in text


def test_the_last_week_of_the_calendar_exists():
    assert monday_of(date.max) <= date.max
