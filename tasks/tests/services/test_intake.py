"""Requests: filed, decided once, taken back."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tasks.models import IntakeItem, Task
from tasks.selectors.intake import intake_of
from tasks.services.intake import (
    accept,
    decline,
    file_request,
    mark_duplicate,
    renew_address,
    reopen,
    set_form,
    snooze,
)
from teamflow.common import eventlog
from teamflow.common.errors import Conflict


@pytest.fixture
def item(project):
    return file_request(
        actor=None, project=project, title="The door squeaks", description="Since Monday",
        sender=("Robin", "robin@example.org"),
    )  # fmt: skip


def test_accepted_it_becomes_a_task(item, editor):
    done = accept(actor=editor, item=item, priority="high", assignee_ids=[editor.pk])

    task = Task.objects.get(pk=done.task_id)
    assert (task.title, task.priority, task.created_by) == ("The door squeaks", "high", editor)
    assert "Asked by Robin robin@example.org" in task.description
    assert (done.status, done.decided_by) == ("accepted", editor)


def test_is_decided_once(item, editor, owner, task):
    decline(actor=editor, item=item, reason="Not ours")

    with pytest.raises(Conflict):
        accept(actor=owner, item=item)
    with pytest.raises(Conflict):
        mark_duplicate(actor=owner, item=item, task_id=task.pk)

    assert Task.objects.count() == 1
    assert reopen(actor=owner, item=item).status == "waiting"
    assert mark_duplicate(actor=owner, item=item, task_id=task.pk).task == task


def test_put_off_it_comes_back_by_itself(item, editor, project):
    snooze(actor=editor, item=item, until=timezone.now() + timedelta(days=1))
    assert list(intake_of(project=project)) == []
    assert list(intake_of(project=project, queue="snoozed")) == [item]

    IntakeItem.objects.update(snoozed_until=timezone.now() - timedelta(seconds=1))

    assert list(intake_of(project=project)) == [item]
    with pytest.raises(ValidationError):
        snooze(actor=editor, item=item, until=timezone.now() - timedelta(days=1))


def test_a_task_of_elsewhere_is_no_duplicate(item, editor):
    with pytest.raises(ValidationError):
        mark_duplicate(actor=editor, item=item, task_id=item.pk)

    item.refresh_from_db()
    assert item.status == "waiting"


def test_tells_the_project(project, editor):
    before = eventlog.head(project.log)

    item = file_request(actor=editor, project=project, title="More light")
    decline(actor=editor, item=item)

    told = eventlog.read_after(project.log, before)
    assert [(entry.type, entry.data["status"]) for entry in told] == [
        ("intake.updated", "waiting"),
        ("intake.updated", "declined"),
    ]


def test_a_form_moves(project, owner):
    form = set_form(actor=owner, project=project, is_open=True, title="Ask us")
    old = form.token

    assert renew_address(actor=owner, project=project).token != old
    assert set_form(actor=owner, project=project).is_open
