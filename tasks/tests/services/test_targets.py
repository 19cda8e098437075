"""Service targets: how tasks stand, and what happens when time runs out."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tasks.jobs import run_automations
from tasks.models import ServiceTarget, Task
from tasks.selectors.targets import standing
from tasks.services.automations import create_automation
from tasks.services.targets import create_target, notice_breaches, update_target
from tasks.services.tasks import move_task
from tasks.tests.factories import make_task
from teamflow.common import eventlog


@pytest.fixture
def target(project, owner):
    return create_target(actor=owner, project=project, name="Bugs", query="priority:high", hours=8)


def aged(task, hours):
    Task.objects.filter(pk=task.pk).update(created_at=timezone.now() - timedelta(hours=hours))


def test_tells_how_each_stands(project, target, owner, editor):
    create_target(actor=owner, project=project, name="All", hours=100)
    tasks = [make_task(project, editor, f"Fault {at}", priority="high") for at in (1, 2, 3)]
    make_task(project, editor, "A wish")
    for task, hours in zip(tasks, (1, 7, 9), strict=True):
        aged(task, hours)

    rows = standing(project=project)

    assert [(row["task"]["title"], row["state"], row["target"]["name"]) for row in rows] == [
        ("Fault 3", "breached", "Bugs"),
        ("Fault 2", "at_risk", "Bugs"),
        ("Fault 1", "met", "Bugs"),
        ("A wish", "met", "All"),
    ]
    move_task(actor=editor, task=tasks[2], status="done")
    assert len(standing(project=project)) == 3


def test_notices_once_tells_and_begins_automations(project, target, owner, editor):
    create_automation(
        actor=owner, project=project, name="Escalate", trigger={"kind": "target.breached"},
        actions=[{"kind": "set", "field": "priority", "value": "critical"}],
    )  # fmt: skip
    task = make_task(project, editor, "Fault", priority="high", assignee_ids=[editor.pk])
    aged(task, 9)

    assert [notice_breaches(), notice_breaches()] == [1, 0]
    run_automations(str(project.pk))

    task.refresh_from_db()
    assert task.priority == "critical"
    assert editor.notifications.filter(kind="breached").count() == 1


def test_a_query_that_broke_keeps_no_other_from_being_looked_at(project, target, editor):
    ServiceTarget.objects.create(project=project, name="Broken", query="colour (", hours=1)
    aged(make_task(project, editor, "Fault", priority="high"), 9)

    assert notice_breaches() == 1


def test_the_same_again_changes_nothing(target, owner):
    before = eventlog.head(target.project.log)

    update_target(actor=owner, target=target, name="Bugs", hours=8)

    assert eventlog.head(target.project.log) == before


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": "", "hours": 1}, "name"),
        ({"name": "Bad", "hours": 0}, "hours"),
        ({"name": "Bad", "hours": 99_999}, "hours"),
        ({"name": "Bad", "hours": 1, "query": "colour ("}, "query"),
    ],
)
def test_refuses_what_cannot_be(project, owner, values, field):
    with pytest.raises(ValidationError) as caught:
        create_target(actor=owner, project=project, **values)

    assert set(caught.value.message_dict) == {field}
