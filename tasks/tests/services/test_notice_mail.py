"""Mail about notifications: batched, sooner where an answer is waited for, once, and stoppable."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

import tasks.jobs  # noqa: F401 (its jobs are known by name)
from accounts.services.addresses import stop_address
from tasks.models import NoticeDelivery, Notification
from tasks.services.comments import add_comment
from tasks.services.notifications import (
    Change,
    change_notifications,
    change_preferences,
    send_due,
    set_project_level,
)
from tasks.services.tasks import move_task, update_task
from tasks.tests.factories import column_of, make_task
from tasks.tests.smtp import html_of, mail_server, text_of
from teamflow.common.jobs import run_job
from teamflow.common.models import Job

SOON = timedelta(minutes=2)
LATER = timedelta(minutes=20)


@pytest.fixture
def postbox(settings):
    settings.DEFAULT_FROM_EMAIL = "TeamFlow <no-reply@teamflow.example>"
    with mail_server(settings) as box:
        yield box


def leave(after: timedelta) -> None:
    """What the beat does after a while, and then the workers."""
    send_due(now=timezone.now() + after)
    for job in Job.objects.filter(status="queued", kind="tasks.mail_notices"):
        run_job(str(job.pk))


def mention(person):
    return f"@[{person.name}](user:{person.pk})"


def test_one_mail_an_interval_tells_everything_since(project, owner, editor, postbox):
    first, second = make_task(project, editor, "First"), make_task(project, editor, "Second")
    add_comment(actor=owner, task=first, body="A word")
    add_comment(actor=owner, task=second, body="Another")
    add_comment(actor=owner, task=first, body="A third")

    leave(SOON)
    assert postbox.mails == []
    leave(LATER)
    leave(LATER)

    [mail] = postbox.mails
    assert mail["To"] == "editor@example.com"
    assert mail["Subject"] == "3 updates: TF-1, TF-2"
    for words in ("First", "A word", "Another", "A third"):
        assert words in text_of(mail)
        assert words in html_of(mail)
    assert "http" not in html_of(mail).replace('href="http', "").replace(
        "http://127.0.0.1:8000</p>", ""
    ), "nothing is fetched when it is read"
    assert mail["In-Reply-To"] is None


def test_what_waits_for_an_answer_is_mailed_sooner_by_task(project, owner, editor, postbox):
    task, quiet = make_task(project, editor, "Asked"), make_task(project, editor, "Quiet")
    add_comment(actor=owner, task=quiet, body="By the way")
    add_comment(actor=owner, task=task, body="Before")
    add_comment(actor=owner, task=task, body=f"What do you think, {mention(editor)}?")

    leave(SOON)

    [mail] = postbox.mails
    assert mail["Subject"] == "[TF-1] Asked"
    assert mail["From"] == '"Owner (TeamFlow)" <no-reply@teamflow.example>'
    assert "Before" in text_of(mail)
    assert "By the way" not in text_of(mail)
    leave(LATER)
    assert [each["Subject"] for each in postbox.mails[1:]] == ["[TF-2] Quiet"]


def test_mails_of_a_task_are_a_thread(project, owner, editor, postbox):
    task = make_task(project, editor)
    for number in range(2):
        add_comment(actor=owner, task=task, body=f"{mention(editor)} {number}")
        leave(SOON)

    first, second = postbox.mails
    root = f"<task.{task.pk}@teamflow.example>"
    assert (first["References"], second["In-Reply-To"]) == (root, root)
    assert first["Message-ID"] != second["Message-ID"]
    assert first["List-Id"] == "<tf.harbour.teamflow.example>"
    assert first["Auto-Submitted"] == "auto-generated"


def test_what_was_read_meanwhile_is_not_mailed(project, owner, editor, postbox):
    task = make_task(project, editor)
    add_comment(actor=owner, task=task, body="Seen")
    ids = list(Notification.objects.filter(recipient=editor).values_list("pk", flat=True))
    change_notifications(actor=editor, ids=ids, change=Change(is_read=True))

    leave(LATER)

    assert postbox.mails == []
    assert not NoticeDelivery.objects.exists()


def test_read_between_job_and_mail_counts_too(project, owner, editor, postbox):
    task = make_task(project, editor)
    add_comment(actor=owner, task=task, body="Seen")
    send_due(now=timezone.now() + LATER)
    Notification.objects.update(read_at=timezone.now())

    leave(LATER)

    assert postbox.mails == []


def test_a_killed_worker_is_followed_by_one_with_the_same_message(project, owner, editor, postbox):
    add_comment(actor=owner, task=make_task(project, editor), body="Once")
    send_due(now=timezone.now() + LATER)
    job = Job.objects.get(kind="tasks.mail_notices")
    run_job(str(job.pk))
    # It was killed between the server's word and its own.
    Job.objects.filter(pk=job.pk).update(status="running", leased_until=timezone.now())

    run_job(str(job.pk))

    assert len({mail["Message-ID"] for mail in postbox.mails}) == 1
    assert send_due(now=timezone.now() + LATER) == 0


def test_a_server_that_is_away_loses_nothing(project, owner, editor, postbox, settings):
    add_comment(actor=owner, task=make_task(project, editor), body="Later")
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    leave(LATER)
    assert postbox.mails == []
    settings.EMAIL_PORT = port

    leave(LATER)

    assert len(postbox.mails) == 1


def test_preferences_by_kind_and_channel(project, owner, editor, postbox):
    off = {"channels": {"commented": {"in_app": False}, "assigned": {"email": False}}}
    change_preferences(actor=editor, changes=off)
    task = make_task(project, editor)
    add_comment(actor=owner, task=task, body="Mail only")
    update_task(actor=owner, task=task, assignee_ids=[editor.pk])

    leave(LATER)

    [mail] = postbox.mails
    assert "Mail only" in text_of(mail)
    assert "assigned" not in text_of(mail)
    assert list(Notification.objects.values_list("kind", "is_in_inbox").order_by("created_at")) == [
        ("commented", False),
        ("assigned", True),
    ]


def test_levels_of_a_project(project, owner, editor, viewer, postbox):
    set_project_level(actor=editor, project=project, level="muted")
    set_project_level(actor=viewer, project=project, level="all")
    task = make_task(project, owner, "New", assignee_ids=[editor.pk])
    move_task(actor=owner, task=task, column=column_of(project, "done").pk)

    told = Notification.objects.values_list("recipient", "kind").order_by("created_at")

    assert list(told) == [(viewer.pk, "created"), (viewer.pk, "status")]
    set_project_level(actor=viewer, project=project, level="mine")
    add_comment(actor=owner, task=task, body="Not for them")
    assert told.count() == 2


def test_quiet_hours_hold_mail_back_in_the_persons_zone(project, owner, editor, postbox):
    editor.timezone = "Asia/Tokyo"
    editor.save()
    change_preferences(actor=editor, changes={"quiet": {"from": "00:00", "to": "23:59"}})
    add_comment(actor=owner, task=make_task(project, editor), body="Hush")

    due = NoticeDelivery.objects.get().due_at

    assert due.astimezone(ZoneInfo("Asia/Tokyo")).strftime("%H:%M") == "23:59"


def test_nothing_goes_where_mail_came_back(project, owner, editor, postbox):
    stop_address(email="EDITOR@example.com", reason="bounced")
    add_comment(actor=owner, task=make_task(project, editor), body="Nobody there")

    leave(LATER)

    assert postbox.mails == []


def test_mail_of_another_name_cannot_break_the_headers(project, owner, editor, postbox):
    owner.name = 'Eve"\r\nBcc: all@example.com'
    owner.save()
    task = make_task(project, editor)
    add_comment(actor=owner, task=task, body=f"{mention(editor)} <script>alert(1)</script>")

    leave(SOON)

    [mail] = postbox.mails
    assert mail["Bcc"] is None
    assert "<script>" not in html_of(mail)
