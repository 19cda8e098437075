"""Tasks that come again."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from accounts.models import Membership
from tasks.models import Recurrence, RecurrenceTask, Task
from tasks.services.recurrence import (
    end_recurrence,
    make_due,
    make_recurring,
    skip_next,
    update_recurrence,
)
from tasks.services.tasks import move_task, update_task
from tasks.tests.factories import make_task
from teamflow.common import eventlog
from teamflow.common.errors import Conflict

START = date(2026, 3, 3)


def at(day, hour=1):
    return datetime(2026, 3, day, hour, tzinfo=UTC)


def days_made():
    return [
        day.isoformat()
        for day in RecurrenceTask.objects.order_by("on").values_list("on", flat=True)
    ]


@pytest.fixture
def weekly(project, editor):
    bug = project.labels.create(name="bug")
    task = make_task(
        project, editor, "Water the plants", due_date=START, label_ids=[bug.pk],
        assignee_ids=[editor.pk], checklist=["Ferns"], priority="high",
    )  # fmt: skip
    return make_recurring(actor=editor, task=task, rule="FREQ=WEEKLY")


def test_makes_one_a_day_like_the_first(weekly, editor):
    assert make_due(now=at(9, 23)) == 0
    assert make_due(now=at(10)) == 1
    assert make_due(now=at(10)) == 0

    made = Task.objects.order_by("number").last()
    assert (made.title, made.due_date, made.priority) == (
        "Water the plants",
        date(2026, 3, 10),
        "high",
    )
    assert [label.name for label in made.labels.all()] == ["bug"]
    assert list(made.assignees.all()) == [editor]
    assert made.checklists.get().items.get().title == "Ferns"
    weekly.refresh_from_db()
    assert weekly.next_on == date(2026, 3, 17)


def test_makes_up_for_days_on_which_nothing_ran(weekly):
    assert make_due(now=at(25)) == 3
    assert days_made() == ["2026-03-03", "2026-03-10", "2026-03-17", "2026-03-24"]


def test_begins_early_and_by_the_clock_of_its_place(project, task, editor):
    series = make_recurring(
        actor=editor, task=task, rule="FREQ=DAILY;INTERVAL=7", starts_on=START,
        timezone="Pacific/Auckland", lead_days=2,
    )  # fmt: skip

    assert series.next_at == datetime(2026, 3, 7, 11, tzinfo=UTC)
    assert make_due(now=at(7, 10)) == 0
    assert make_due(now=at(7, 12)) == 1


def test_a_day_that_has_its_task_gets_no_second(weekly, project, editor):
    other = make_task(project, editor, "Made by a worker that was killed after its commit")
    RecurrenceTask.objects.create(recurrence=weekly, task=other, on=date(2026, 3, 10))

    make_due(now=at(10))

    assert days_made() == ["2026-03-03", "2026-03-10"]
    weekly.refresh_from_db()
    assert weekly.next_on == date(2026, 3, 17)


def test_on_completion_the_next_one_comes_once(project, task, editor):
    series = make_recurring(
        actor=editor, task=task, rule="FREQ=DAILY;INTERVAL=3", mode="completion", starts_on=START,
        lead_days=5,
    )  # fmt: skip
    assert make_due(now=at(30)) == 0

    move_task(actor=editor, task=task, status="done")
    update_task(actor=editor, task=task, status="todo")
    move_task(actor=editor, task=task, status="done")

    series.refresh_from_db()
    assert series.made.count() == 2
    assert series.next_on is None
    made = Task.objects.order_by("number").last()
    assert made.title == task.title
    move_task(actor=editor, task=made, status="done")
    assert series.made.count() == 3


def test_skips_pauses_resumes_and_ends(weekly, editor):
    skip_next(actor=editor, recurrence=weekly)
    weekly.refresh_from_db()
    assert weekly.next_on == date(2026, 3, 17)

    update_recurrence(actor=editor, recurrence=weekly, is_active=False)
    assert make_due(now=at(30)) == 0
    resumed = update_recurrence(actor=editor, recurrence=weekly, is_active=True)
    assert resumed.next_on >= date.today()  # noqa: DTZ011

    end_recurrence(actor=editor, recurrence=weekly)
    assert not Recurrence.objects.exists()
    assert Task.objects.count() == 1


def test_edits_this_one_or_the_series(weekly, editor):
    first = weekly.made.get().task
    update_task(actor=editor, task=first, title="Water the cactus")
    make_due(now=at(10))
    second = Task.objects.order_by("number").last()
    assert second.title == "Water the plants"

    update_task(actor=editor, task=second, title="Water everything")
    update_recurrence(actor=editor, recurrence=weekly, like_task=second.pk)
    make_due(now=at(17))

    assert Task.objects.order_by("number").last().title == "Water everything"


def test_the_same_again_changes_nothing(weekly, editor):
    before = eventlog.head(weekly.project.log)

    update_recurrence(actor=editor, recurrence=weekly, rule="freq=weekly", lead_days=0)

    assert eventlog.head(weekly.project.log) == before


def test_stops_with_words_when_its_maker_left(weekly, editor, workspace):
    Membership.objects.filter(user=editor, workspace=workspace).update(role="viewer")

    make_due(now=at(10))

    weekly.refresh_from_db()
    assert not weekly.is_active
    assert "may no longer" in weekly.stopped_because
    assert Task.objects.count() == 1


def test_a_task_belongs_to_one_series(weekly, editor):
    with pytest.raises(Conflict):
        make_recurring(actor=editor, task=weekly.made.get().task, rule="FREQ=DAILY")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"rule": "FREQ=HOURLY"}, "rule"),
        ({"rule": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"}, "rule"),
        ({"rule": "FREQ=DAILY", "timezone": "Mars/Olympus"}, "timezone"),
        ({"rule": "FREQ=DAILY", "starts_on": date(1999, 1, 1)}, "starts_on"),
    ],
)
def test_refuses_what_cannot_be(task, editor, values, field):
    with pytest.raises(ValidationError) as caught:
        make_recurring(actor=editor, task=task, **values)

    assert set(caught.value.message_dict) == {field}
    assert not Recurrence.objects.exists()


def test_ends_with_the_calendar(task, editor):
    series = make_recurring(
        actor=editor, task=task, rule="FREQ=DAILY", starts_on=date(9999, 12, 30)
    )

    assert series.next_on == date.max
    assert skip_next(actor=editor, recurrence=series).next_on is None


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_make_each_day_once(project, editor):
    task = make_task(project, editor, due_date=START)
    make_recurring(actor=editor, task=task, rule="FREQ=DAILY")

    def work(_number):
        try:
            return make_due(now=at(20))
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        made = sum(pool.map(work, range(3)))

    assert made == 17
    assert Task.objects.count() == RecurrenceTask.objects.count() == 18
