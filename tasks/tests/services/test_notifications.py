"""Who is told of what: everybody whom it concerns, once, and never those who did it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from tasks.models import Notification, Task
from tasks.selectors.inbox import inbox_of, unread_count
from tasks.services.comments import add_comment, edit_comment
from tasks.services.links import link_tasks
from tasks.services.notifications import (
    Change,
    change_notifications,
    change_preferences,
    read_all,
    remind_of_due_tasks,
    send_due,
)
from tasks.services.tasks import create_task, delete_task, move_task, update_task
from tasks.tests.factories import make_task
from teamflow.common.errors import NotFound


def told(person):
    """What stands in somebody's inbox: (kind, task's title)."""
    rows = Notification.objects.filter(recipient=person).order_by("created_at", "id")
    return [(row.kind, row.task.title) for row in rows.select_related("task")]


def mention(person):
    return f"@[{person.name}](user:{person.pk})"


def test_tells_those_who_are_assigned_and_not_who_did_it(project, owner, editor):
    create_task(
        actor=owner, project=project, title="Both of us", assignee_ids=[owner.pk, editor.pk]
    )

    assert told(editor) == [("assigned", "Both of us")]
    assert told(owner) == []


def test_tells_only_the_newly_assigned(task, owner, editor, viewer):
    update_task(actor=owner, task=task, assignee_ids=[editor.pk])
    update_task(actor=owner, task=task, assignee_ids=[editor.pk, viewer.pk])

    assert told(editor) == [("assigned", task.title)]
    assert told(viewer) == [("assigned", task.title)]


def test_tells_the_mentioned_once_a_text_and_nobody_outside(task, owner, viewer, outsider):
    words = f"Ask {mention(viewer)}, not {mention(outsider)} nor `{mention(owner)}`"
    update_task(actor=owner, task=task, description=words)
    update_task(actor=owner, task=task, description=f"{words} today")

    assert told(viewer) == [("mentioned", task.title)]
    assert told(outsider) == []
    row = Notification.objects.get(recipient=viewer)
    assert row.data["words"].startswith("Ask @Viewer, not @Outsider")


def test_a_comment_is_told_once_a_person_in_the_nearest_way(task, owner, editor, viewer):
    first = add_comment(actor=viewer, task=task, body="Is it so?")
    add_comment(actor=owner, task=task, body=f"Yes, {mention(editor)}", parent=first)

    # The editor made the task, and is named in the second comment.
    assert told(editor) == [("commented", task.title), ("mentioned", task.title)]
    assert told(viewer) == [("replied", task.title)]
    assert told(owner) == []


def test_a_comment_that_is_worded_anew_calls_only_the_newly_named(task, owner, editor, viewer):
    comment = add_comment(actor=owner, task=task, body=f"Look, {mention(viewer)}")
    edit_comment(actor=owner, comment=comment, body=f"Look, {mention(viewer)} {mention(editor)}")

    assert told(viewer) == [("mentioned", task.title)]
    assert told(editor) == [("commented", task.title), ("mentioned", task.title)]


def test_a_status_is_told_to_watchers_and_a_review_asked_of_them(task, owner, editor, viewer):
    task.watchers.add(viewer)
    task.assignees.add(editor)
    move_task(actor=owner, task=task, status="in_review")

    assert told(editor) == [("status", task.title)]
    assert told(viewer) == [("review", task.title)]
    assert Notification.objects.get(recipient=viewer).data == {"from": "todo", "to": "in_review"}


def test_a_move_within_its_column_tells_nobody(project, task, owner, editor):
    other = make_task(project, owner, "Other")
    Notification.objects.all().delete()

    move_task(actor=owner, task=task, after=other.pk)

    assert told(editor) == []


def test_what_waits_for_nothing_any_more_is_told(project, task, owner, editor):
    second = make_task(project, owner, "Second blocker")
    waiting = make_task(project, owner, "Waiting", assignee_ids=[editor.pk])
    link_tasks(actor=owner, source=task, target=waiting, kind="blocks")
    link_tasks(actor=owner, source=second, target=waiting, kind="blocks")
    Notification.objects.all().delete()

    update_task(actor=owner, task=second, status="done")
    assert ("unblocked", "Waiting") not in told(editor)

    update_task(actor=owner, task=task, status="done")
    assert ("unblocked", "Waiting") in told(editor)


def test_each_task_that_waits_for_nothing_any_more_is_told(project, task, owner, editor):
    for title in ("First waits", "Second waits"):
        waiting = make_task(project, owner, title, assignee_ids=[editor.pk])
        link_tasks(actor=owner, source=task, target=waiting, kind="blocks")
    Notification.objects.all().delete()

    update_task(actor=owner, task=task, status="done")

    unblocked = [title for kind, title in told(editor) if kind == "unblocked"]
    assert sorted(unblocked) == ["First waits", "Second waits"]


def test_those_who_left_are_not_told(task, owner, editor, workspace):
    workspace.memberships.filter(user=editor).delete()

    add_comment(actor=owner, task=task, body="Anybody?")

    assert told(editor) == []


def test_what_concerns_nobody_costs_nothing(task, editor, django_assert_max_num_queries):
    update_task(actor=editor, task=task, title="First")
    with django_assert_max_num_queries(9):
        update_task(actor=editor, task=task, priority="high")


def test_a_message_goes_to_the_persons_own_room(sent_messages, task, owner, editor):
    add_comment(actor=owner, task=task, body="Look at this")

    [message] = [each for each in sent_messages if each["type"] == "notification"]
    assert message["rooms"] == [f"user:{editor.pk}"]
    assert message["data"]["kind"] == "commented"
    assert message["data"]["task"]["key"] == "TF-1"


def test_a_failed_write_tells_nobody(task, owner, editor):
    def fail():
        with transaction.atomic():
            add_comment(actor=owner, task=task, body="Never said")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    assert told(editor) == []


@pytest.fixture
def due(project, owner, editor):
    """Tasks of the editor by the day on which they are due, the fourth of March being today."""
    made = {}
    for title, day in {"Today": 4, "Tomorrow": 5, "Late": 3, "Done": 3, "Later": 6}.items():
        status = {"status": "done"} if title == "Done" else {}
        made[title] = make_task(project, owner, title, assignee_ids=[editor.pk], **status)
        Task.objects.filter(pk=made[title].pk).update(due_date=date(2026, 3, day))
    Notification.objects.all().delete()
    return made


def at(day, hour):
    return datetime(2026, 3, day, hour, 5, tzinfo=UTC)


def test_reminds_once_an_occasion(due, editor, viewer):
    assert remind_of_due_tasks(now=at(4, 8)) == 0, "their hour is nine"
    assert remind_of_due_tasks(now=at(4, 9)) == 3
    assert remind_of_due_tasks(now=at(4, 10)) == 0
    assert sorted(told(editor)) == [
        ("due_soon", "Today"),
        ("due_soon", "Tomorrow"),
        ("overdue", "Late"),
    ]

    # Tomorrow is there, today is late, and what comes later is near.
    assert remind_of_due_tasks(now=at(5, 9)) == 3
    assert told(viewer) == []


def test_reminds_on_the_day_that_it_is_where_one_lives(due, editor):
    editor.timezone = "Pacific/Auckland"
    editor.save()

    # There it is the fifth, nine in the morning.
    assert remind_of_due_tasks(now=at(4, 20)) == 4
    assert ("overdue", "Today") in told(editor)


def test_reminds_as_one_wishes(due, editor):
    wishes = {"reminders": {"day_before": False, "overdue": False}, "remind_at": 6}
    change_preferences(actor=editor, changes=wishes)

    assert remind_of_due_tasks(now=at(4, 6)) == 1
    assert told(editor) == [("due_soon", "Today")]


def test_reminding_many_asks_little(due, editor, django_assert_max_num_queries):
    remind_of_due_tasks(now=at(4, 9))

    with django_assert_max_num_queries(6):
        remind_of_due_tasks(now=at(4, 9))


def test_a_snooze_that_ends_is_said(row, editor, sent_messages):
    wakes = timezone.now() + timedelta(hours=1)
    change = Change(is_snoozed=True, wakes_at=wakes)
    change_notifications(actor=editor, ids=[row.pk], change=change)
    sent_messages.clear()

    send_due(now=timezone.now())
    assert sent_messages == []
    Notification.objects.update(snoozed_until=timezone.now() - timedelta(seconds=1))
    send_due(now=wakes + timedelta(seconds=1))

    [said] = [each for each in sent_messages if each["type"] == "notification"]
    assert said["data"]["id"] == str(row.pk)
    assert send_due(now=wakes + timedelta(seconds=1)) == 0


@pytest.fixture
def row(task, owner, editor):
    """What the editor was told of a comment."""
    add_comment(actor=owner, task=task, body="Look")
    return Notification.objects.get(recipient=editor)


def test_reads_snoozes_and_archives(row, editor):
    change_notifications(actor=editor, ids=[row.pk], change=Change(is_read=True))
    assert unread_count(user=editor) == 0

    later = timezone.now() + timedelta(hours=1)
    change_notifications(actor=editor, ids=[row.pk], change=Change(is_snoozed=True, wakes_at=later))
    assert not inbox_of(user=editor).exists()

    # Once its time has come it is there again, and unread.
    Notification.objects.update(snoozed_until=timezone.now())
    assert unread_count(user=editor) == 1

    change_notifications(actor=editor, ids=[row.pk], change=Change(is_archived=True))
    assert not inbox_of(user=editor).exists()


def test_anothers_is_not_found_and_stays(row, owner, sent_messages):
    sent_messages.clear()
    with pytest.raises(NotFound):
        change_notifications(actor=owner, ids=[row.pk], change=Change(is_read=True))

    row.refresh_from_db()
    assert (row.read_at, sent_messages) == (None, [])


def test_what_is_so_already_is_not_told_again(sent_messages, row, editor):
    change_notifications(actor=editor, ids=[row.pk], change=Change(is_read=True))
    sent_messages.clear()

    change_notifications(actor=editor, ids=[row.pk], change=Change(is_read=True))
    read_all(actor=editor)

    assert sent_messages == []


def test_reading_all_leaves_the_snoozed_alone(row, task, owner, editor):
    later = timezone.now() + timedelta(days=1)
    change_notifications(actor=editor, ids=[row.pk], change=Change(is_snoozed=True, wakes_at=later))
    add_comment(actor=owner, task=task, body="And this")

    read_all(actor=editor)

    row.refresh_from_db()
    assert unread_count(user=editor) == 0
    assert row.read_at is None


def test_what_was_said_of_a_deleted_task_is_gone(row, task, owner, editor):
    delete_task(actor=owner, task=task)

    assert not inbox_of(user=editor).exists()
