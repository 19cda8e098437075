"""Who is told of what: everybody whom it concerns, once, and never those who did it."""

from datetime import date, timedelta

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
    read_all,
    remind_of_due_tasks,
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


def test_reminds_once_a_date(project, owner, editor, viewer):
    today = date(2026, 3, 4)
    soon = make_task(project, owner, "Tomorrow", assignee_ids=[editor.pk])
    late = make_task(project, owner, "Late", assignee_ids=[editor.pk])
    done = make_task(project, owner, "Done", assignee_ids=[editor.pk], status="done")
    long_ago = make_task(project, owner, "Long ago", assignee_ids=[editor.pk])
    days = {soon: 1, late: -1, done: -1, long_ago: -30}
    for task, offset in days.items():
        Task.objects.filter(pk=task.pk).update(due_date=today + timedelta(days=offset))
    Notification.objects.all().delete()

    assert remind_of_due_tasks(today=today) == 2
    assert remind_of_due_tasks(today=today) == 0
    assert sorted(told(editor)) == [("due_soon", "Tomorrow"), ("overdue", "Late")]

    assert remind_of_due_tasks(today=today + timedelta(days=2)) == 1
    assert told(viewer) == []


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
