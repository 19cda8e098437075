from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tasks.models import Sprint, Task
from tasks.selectors.scope import scope_changes
from tasks.services.sprints import (
    complete_sprint,
    create_sprint,
    delete_sprint,
    reopen_sprint,
    update_sprint,
)
from tasks.services.tasks import delete_task, update_task
from tasks.tests.factories import make_running_sprint, make_sprint, make_task
from teamflow.common.errors import Conflict

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("last", "following"),
    [("Sprint 9", "Sprint 10"), ("2030-07 Kraken", "2030-08 Kraken"), ("Kraken", "Kraken 2")],
)
def test_a_name_follows_the_last_one(owner, project, last, following):
    assert create_sprint(actor=owner, project=project).name == "Sprint 1"
    create_sprint(actor=owner, project=project, name=last)

    assert create_sprint(actor=owner, project=project).name == following


def test_refuses_dates_the_wrong_way_round(owner, project):
    with pytest.raises(ValidationError) as caught:
        make_sprint(project, owner, end_date=date(2030, 2, 1))
    assert set(caught.value.message_dict) == {"end_date"}


def test_update_changes_what_differs(owner, project, sent_messages):
    sprint = make_sprint(project, owner)
    sent_messages.clear()

    update_sprint(
        actor=owner, sprint=sprint, name="Sprint 1", goal="Reach\x00 the harbour", capacity=9
    )

    sprint.refresh_from_db()
    assert (sprint.goal, sprint.capacity) == ("Reach the harbour", 9)
    assert sent_messages[0]["type"] == "sprint.updated"
    assert sent_messages[0]["changes"] == {
        "sprints.goal": ["", "Reach the harbour"],
        "sprints.capacity": [None, 9],
    }
    sent_messages.clear()
    update_sprint(actor=owner, sprint=sprint, capacity=9)
    assert sent_messages == []


def test_a_completed_one_keeps_its_dates(owner, project):
    sprint = make_running_sprint(project, owner)
    complete_sprint(actor=owner, sprint=sprint)

    assert update_sprint(actor=owner, sprint=sprint, name="First").name == "First"
    with pytest.raises(Conflict):
        update_sprint(actor=owner, sprint=sprint, end_date=date(2031, 1, 1))


def test_deleting_gives_its_tasks_back(owner, project, sent_messages):
    sprint = make_sprint(project, owner)
    make_task(project, owner, sprint=sprint.pk)
    sent_messages.clear()

    delete_sprint(actor=owner, sprint=sprint)

    assert (Sprint.objects.count(), Task.objects.get().sprint) == (0, None)
    assert [row["type"] for row in sent_messages] == [
        "task.updated", "sprint.deleted", "project.updated",
    ]  # fmt: skip
    assert sent_messages[-1]["data"]["sprints"] == []


def test_a_running_one_is_not_deleted(owner, project):
    sprint = make_running_sprint(project, owner)
    with pytest.raises(Conflict):
        delete_sprint(actor=owner, sprint=sprint)


def test_scope_tells_what_came_went_and_was_estimated(owner, editor, project):
    sprint = make_running_sprint(project, owner, sail=3, anchor=5, mast=2)
    by_title = {task.title: task for task in Task.objects.all()}
    late = make_task(project, editor, "Late", story_points=8, sprint=sprint.pk)
    update_task(actor=owner, task=by_title["Sail"], story_points=13)
    update_task(actor=editor, task=by_title["Anchor"], sprint=None)
    delete_task(actor=owner, task=by_title["Mast"])

    changes = scope_changes(sprint=sprint)

    told = [
        (row["kind"], row["task"]["title"], row["points"], row["actor"]["name"]) for row in changes
    ]
    assert told == [
        ("removed", "Mast", [2, None], "Owner"),
        ("removed", "Anchor", [5, None], "Editor"),
        ("estimated", "Sail", [3, 13], "Owner"),
        ("added", "Late", [None, 8], "Editor"),
    ]
    assert changes[-1]["task"]["key"] == late.key


def test_scope_is_silent_on_planning_and_carry_over(owner, project):
    sprint = make_sprint(project, owner)
    assert scope_changes(sprint=sprint) == []
    sprint = make_running_sprint(project, owner, "Sprint 2", sail=3)
    complete_sprint(actor=owner, sprint=sprint, carry_over="next")
    sprint.refresh_from_db()
    assert scope_changes(sprint=sprint) == []

    reopen_sprint(actor=owner, sprint=sprint)
    sprint.refresh_from_db()
    assert scope_changes(sprint=sprint) == []
