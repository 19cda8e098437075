from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tasks.models import SprintTask
from tasks.services.sprints import complete_sprint, create_sprint, start_sprint
from tasks.tests.factories import make_running_sprint, make_sprint, make_task
from teamflow.common.errors import Conflict

pytestmark = pytest.mark.django_db


def test_keeps_what_was_committed_to(owner, project):
    sprint = make_sprint(project, owner)
    sized = make_task(project, owner, story_points=5, sprint=sprint.pk)
    unsized = make_task(project, owner, sprint=sprint.pk)

    start_sprint(actor=owner, sprint=sprint)
    late = make_task(project, owner, story_points=3, sprint=sprint.pk)

    points = dict(SprintTask.objects.values_list("task_id", "points_at_start"))
    assert points == {sized.pk: 5, unsized.pk: 0, late.pk: None}


def test_asks_for_dates_that_are_missing_and_takes_those_given(owner, project):
    sprint = create_sprint(actor=owner, project=project, name="Undated")
    with pytest.raises(ValidationError) as caught:
        start_sprint(actor=owner, sprint=sprint, start_date=date(2030, 1, 1))
    assert set(caught.value.message_dict) == {"end_date"}

    started = start_sprint(
        actor=owner, sprint=sprint, start_date=date(2030, 1, 1), end_date=date(2030, 1, 9)
    )

    assert (started.status, started.end_date) == ("active", date(2030, 1, 9))


def test_refuses_an_end_before_the_start(owner, project):
    sprint = make_sprint(project, owner)
    with pytest.raises(ValidationError):
        start_sprint(actor=owner, sprint=sprint, end_date=date(2029, 1, 1))


def test_twice_changes_nothing(owner, project, sent_messages):
    sprint = make_running_sprint(project, owner)
    sent_messages.clear()

    assert start_sprint(actor=owner, sprint=sprint).status == "active"
    assert sent_messages == []


def test_refuses_a_second_running_sprint_and_one_that_is_over(owner, project):
    first = make_running_sprint(project, owner)
    second = make_sprint(project, owner, "Sprint 2")
    with pytest.raises(Conflict, match="Sprint 1"):
        start_sprint(actor=owner, sprint=second)

    complete_sprint(actor=owner, sprint=first)
    with pytest.raises(Conflict):
        start_sprint(actor=owner, sprint=first)


def test_tells_the_project_and_the_sprint(owner, project, sent_messages):
    sprint = make_sprint(project, owner)
    sent_messages.clear()

    start_sprint(actor=owner, sprint=sprint)

    started, shape = sent_messages
    assert started["type"] == "sprint.started"
    assert started["rooms"] == [project.log, f"sprint:{sprint.pk}"]
    assert shape["data"]["sprints"][0]["status"] == "active"
