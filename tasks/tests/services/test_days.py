"""What is typed into a cell of the timesheet."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tasks.models import TimeEntry
from tasks.selectors.effort import time_of_task, total_minutes
from tasks.services.days import enter_day, restore_day
from tasks.services.effort import add_time, start_timer
from teamflow.common import eventlog

DAY = date(2026, 3, 4)
NINE = datetime(2026, 3, 4, 9, tzinfo=UTC)


def held(task):
    rows = TimeEntry.objects.filter(task=task).order_by("started_at", "id")
    return [
        (row.started_at, (row.ended_at - row.started_at).seconds // 60, row.note) for row in rows
    ]


def spent(actor, task, start, minutes, note=""):
    return add_time(
        actor=actor,
        task=task,
        started_at=start,
        ended_at=start + timedelta(minutes=minutes),
        note=note,
    )


def test_an_empty_day_gets_an_entry_at_nine(task, editor):
    before = enter_day(actor=editor, task=task, day=DAY, minutes=90)

    assert before == []
    assert held(task) == [(NINE, 90, "")]


def test_nine_is_where_the_person_lives(task, editor):
    editor.timezone = "Asia/Kathmandu"
    editor.save()

    enter_day(actor=editor, task=task, day=DAY, minutes=24 * 60)
    enter_day(actor=editor, task=task, day=DAY + timedelta(days=1), minutes=60)

    starts = [start for start, _minutes, _note in held(task)]
    assert starts == [
        datetime(2026, 3, 3, 18, 15, tzinfo=UTC),
        datetime(2026, 3, 5, 3, 15, tzinfo=UTC),
    ]


def test_more_makes_the_last_longer_unless_it_has_a_note(task, editor):
    spent(editor, task, NINE, 30, "Call")

    enter_day(actor=editor, task=task, day=DAY, minutes=50)
    enter_day(actor=editor, task=task, day=DAY, minutes=60)

    assert sorted(held(task), key=lambda row: row[1]) == [(NINE, 30, "Call"), (NINE, 30, "")]


def test_less_goes_from_the_newest_and_comes_back_as_it_was(task, editor):
    spent(editor, task, NINE, 30, "Call")
    spent(editor, task, NINE + timedelta(hours=2), 20)
    spent(editor, task, NINE + timedelta(hours=3), 10, "Mail")
    stood = held(task)

    before = enter_day(actor=editor, task=task, day=DAY, minutes=45)
    assert [row[1] for row in held(task)] == [30, 15]
    again = restore_day(actor=editor, task=task, day=DAY, entries=before)
    assert held(task) == stood
    restore_day(actor=editor, task=task, day=DAY, entries=again)
    assert [row[1] for row in held(task)] == [30, 15]


def test_nothing_empties_the_cell_and_leaves_others(task, editor, owner):
    spent(editor, task, NINE, 30)
    spent(editor, task, NINE - timedelta(days=1), 10)
    spent(owner, task, NINE, 20)

    enter_day(actor=editor, task=task, day=DAY, minutes=0)

    assert total_minutes(time_of_task(task=task)) == 30


def test_today_ends_now(task, editor):
    now = timezone.now()

    enter_day(actor=editor, task=task, day=now.date(), minutes=1)

    entry = TimeEntry.objects.get()
    assert entry.started_at.date() == now.date()
    assert entry.ended_at <= now + timedelta(minutes=2)


def test_tells_once_and_the_same_again_nothing(task, editor):
    head = eventlog.head(task.project.log)

    before = enter_day(actor=editor, task=task, day=DAY, minutes=90)
    enter_day(actor=editor, task=task, day=DAY, minutes=90)
    restore_day(actor=editor, task=task, day=DAY, entries=before)
    restore_day(actor=editor, task=task, day=DAY, entries=before)

    told = eventlog.read_after(task.project.log, head)
    assert [(event.type, event.data["total_minutes"]) for event in told] == [
        ("time.updated", 90),
        ("time.updated", 0),
    ]


def test_a_running_timer_is_stopped_first(task, editor):
    start_timer(actor=editor, task=task)

    with pytest.raises(ValidationError, match="timer runs"):
        enter_day(actor=editor, task=task, day=timezone.now().date(), minutes=5)

    assert TimeEntry.objects.get().ended_at is None


def test_days_to_come_and_entries_of_other_days_are_refused(task, editor):
    later = timezone.now().date() + timedelta(days=3)
    entry = {"started_at": NINE, "ended_at": NINE + timedelta(hours=1), "note": ""}

    with pytest.raises(ValidationError, match="once it was spent"):
        enter_day(actor=editor, task=task, day=later, minutes=5)
    with pytest.raises(ValidationError, match="on that day"):
        restore_day(actor=editor, task=task, day=date(2026, 3, 5), entries=[entry])

    assert not TimeEntry.objects.exists()


def test_the_id_of_anothers_entry_moves_nothing(task, editor, owner):
    theirs = spent(owner, task, NINE, 20)
    entry = {"id": theirs.pk, "started_at": NINE, "ended_at": NINE + timedelta(hours=1), "note": ""}

    restore_day(actor=editor, task=task, day=DAY, entries=[entry, entry])

    theirs.refresh_from_db()
    assert (theirs.user_id, theirs.ended_at) == (owner.pk, NINE + timedelta(minutes=20))
    assert TimeEntry.objects.filter(user=editor).count() == 2
