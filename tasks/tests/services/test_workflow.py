"""Restricted moves: by whom, with what filled, agreed to by others, and how many at once."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from accounts.models import Role
from accounts.tests.factories import MembershipFactory, UserFactory
from tasks.models import Approval, Column, Task
from tasks.services.approvals import decide_move
from tasks.services.tasks import create_task, move_task, restore_task, update_task, update_tasks
from tasks.services.tasks.removing import delete_task
from tasks.services.workflow import set_workflow
from tasks.tests.factories import column_of, make_task
from teamflow.common import eventlog
from teamflow.common.errors import Denied


@pytest.fixture
def doing(project):
    return column_of(project, "in_progress")


def restrict(owner, project, *transitions, wip="warn"):
    set_workflow(actor=owner, project=project, is_restricted=True, wip=wip, transitions=transitions)


def refresh(task):
    return Task.objects.select_related("project", "column").get(pk=task.pk)


def test_only_what_is_allowed_leads_on_and_the_error_says_where_to(
    owner, editor, project, task, todo, doing, done
):
    restrict(owner, project, {"source": todo.pk, "target": doing.pk})

    for refused in (
        lambda: move_task(actor=editor, task=task, column=done.pk),
        lambda: update_task(actor=editor, task=task, status="done", title="Changed"),
        lambda: update_tasks(actor=editor, tasks=[task], column=done.pk),
    ):
        head = eventlog.head(project.log)
        with pytest.raises(ValidationError, match="It leads to: In progress"):
            refused()
        assert eventlog.head(project.log) == head
    assert refresh(task).title == "Write the notes"
    assert move_task(actor=editor, task=task, column=doing.pk).column == doing
    with pytest.raises(ValidationError, match="no way out"):
        move_task(actor=editor, task=task, column=todo.pk)


def test_from_anywhere_and_places_inside_a_column_and_archiving_are_free(
    owner, editor, project, task, doing, done
):
    other = make_task(project, editor, "Other")
    restrict(owner, project, {"target": done.pk})

    move_task(actor=editor, task=task, after=other.pk)
    update_task(actor=editor, task=other, status="archived")

    assert move_task(actor=editor, task=task, column=done.pk).column == done


def test_a_role_may_be_asked_for(owner, editor, project, task, done):
    restrict(owner, project, {"target": done.pk, "roles": ["owner", "admin"]})

    with pytest.raises(Denied, match="role"):
        move_task(actor=editor, task=task, column=done.pk)

    assert move_task(actor=owner, task=task, column=done.pk).column == done


def test_what_must_be_filled_is_named_and_what_the_change_fills_counts(
    owner, editor, project, task, done
):
    field = project.custom_fields.create(name="Cost", kind="number", rank="a")
    needs = ["assignees", "story_points", f"fields.{field.pk}"]
    restrict(owner, project, {"target": done.pk, "needs": needs})

    with pytest.raises(ValidationError) as caught:
        update_task(actor=editor, task=task, status="done", story_points=3)
    assert set(caught.value.message_dict) == {"assignees", f"fields.{field.pk}"}
    assert "Cost" in caught.value.message_dict[f"fields.{field.pk}"][0]

    moved = update_task(
        actor=editor,
        task=task,
        status="done",
        story_points=3,
        assignee_ids=[editor.pk],
        fields={str(field.pk): 0},
    )
    assert moved.column == done


def test_approvals_are_by_others_and_good_for_one_move(owner, editor, project, task, todo, done):
    third = UserFactory(name="Third", email="third@example.com")
    MembershipFactory(user=third, workspace=project.workspace, role=Role.MEMBER)
    restrict(owner, project, {"target": done.pk, "approvals": 2}, {"target": todo.pk})
    decide_move(actor=editor, task=task, column=done)
    decide_move(actor=owner, task=task, column=done)

    with pytest.raises(ValidationError, match="has 1"):
        move_task(actor=editor, task=task, column=done.pk)

    decide_move(actor=third, task=task, column=done)
    move_task(actor=editor, task=task, column=done.pk)
    assert not Approval.objects.filter(used_at=None).exists()
    move_task(actor=editor, task=task, column=todo.pk)
    with pytest.raises(ValidationError, match="has 0"):
        move_task(actor=editor, task=task, column=done.pk)


def test_new_tasks_begin_where_they_may(owner, editor, project, doing, done):
    restrict(owner, project, {"target": doing.pk})

    assert create_task(actor=editor, project=project, title="First column").column.state == "todo"
    assert create_task(actor=editor, project=project, title="Any", column=doing.pk).column == doing
    with pytest.raises(ValidationError, match="begin"):
        create_task(actor=editor, project=project, title="Not here", column=done.pk)


@pytest.mark.parametrize(("wip", "is_refused"), [("off", False), ("warn", False), ("refuse", True)])
def test_a_full_column_refuses_only_where_that_is_wanted(
    owner, editor, project, task, doing, wip, is_refused
):
    Column.objects.filter(pk=doing.pk).update(wip_limit=1)
    inside = make_task(project, editor, "Inside", column=doing.pk)
    set_workflow(actor=owner, project=project, is_restricted=False, wip=wip, transitions=[])
    attempts = [
        lambda: move_task(actor=editor, task=task, column=doing.pk),
        lambda: update_task(actor=editor, task=task, status="in_progress"),
        lambda: create_task(actor=editor, project=project, title="New", column=doing.pk),
    ]
    for attempt in attempts:
        if is_refused:
            with pytest.raises(ValidationError, match="full"):
                attempt()
            assert refresh(task).column.state == "todo"
        else:
            attempt()
    # What is inside moves about freely, and what was deleted comes back.
    move_task(actor=editor, task=inside, before=None)
    delete_task(actor=editor, task=inside)
    restore_task(actor=editor, task=inside)


def test_setting_the_same_again_changes_nothing(owner, project, done, sent_messages):
    restrict(owner, project, {"target": done.pk, "needs": ["assignees"]})
    head = eventlog.head(project.log)

    restrict(owner, project, {"target": done.pk, "needs": ["assignees"]})

    assert eventlog.head(project.log) == head


@pytest.mark.django_db(transaction=True)
def test_two_people_cannot_both_take_the_last_place(owner, editor, project):
    doing = column_of(project, "in_progress")
    Column.objects.filter(pk=doing.pk).update(wip_limit=3)
    set_workflow(actor=owner, project=project, is_restricted=False, wip="refuse", transitions=[])
    tasks = [make_task(project, editor, f"Task {each}") for each in range(8)]
    outcomes: list[bool] = []

    def move(task):
        try:
            move_task(actor=editor, task=task, column=doing.pk)
            outcomes.append(True)
        except ValidationError:
            outcomes.append(False)
        finally:
            connection.close()

    threads = [threading.Thread(target=move, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (outcomes.count(True), outcomes.count(False)) == (3, 5)
    assert doing.tasks.count() == 3


def test_the_wire_sets_and_reads_it_as_a_whole(project, clients, todo, done):
    url = f"/api/v1/projects/{project.pk}/workflow"
    assert clients["viewer"].get(url).json() == {
        "is_restricted": False,
        "wip": "warn",
        "transitions": [],
    }
    transition = {
        "source": str(todo.pk),
        "target": str(done.pk),
        "roles": ["owner"],
        "needs": ["assignees"],
        "approvals": 1,
    }
    body = {"is_restricted": True, "wip": "refuse", "transitions": [transition]}

    assert clients["owner"].put(url, body, format="json").json() == body
    assert clients["viewer"].get(url).json() == body
    for who, status in (("editor", 403), ("viewer", 403), ("outsider", 404)):
        denied = clients[who].put(url, {**body, "wip": "off"}, format="json")
        assert denied.status_code == status
    assert clients["viewer"].get(url).json() == body


@pytest.mark.parametrize(
    "change",
    [
        {"source": "0f0e0d0c-0b0a-0908-0706-050403020100"},
        {"target": "0f0e0d0c-0b0a-0908-0706-050403020100"},
        {"roles": ["king"]},
        {"needs": ["mood"]},
        {"needs": ["fields.0f0e0d0c-0b0a-0908-0706-050403020100"]},
        {"approvals": 11},
        {"approvals": -1},
        {"target": None},
    ],
)
def test_a_bad_workflow_is_a_clear_400(project, clients, todo, done, change):
    transition = {"source": str(todo.pk), "target": str(done.pk), **change}
    body = {"is_restricted": True, "wip": "warn", "transitions": [transition]}

    answer = clients["owner"].put(f"/api/v1/projects/{project.pk}/workflow", body, format="json")

    assert answer.status_code == 400
    assert not project.transitions.exists()


def test_approving_over_the_wire(project, task, done, clients, sent_messages):
    url = f"/api/v1/tasks/{task.pk}/approvals"
    given = clients["owner"].post(url, {"column": str(done.pk)})
    again = clients["owner"].post(url, {"column": str(done.pk)})
    assert (given.status_code, again.json()) == (201, given.json())
    assert [row["user"]["name"] for row in clients["viewer"].get(url).json()["results"]] == [
        "Owner"
    ]

    said = len(sent_messages)
    assert clients["viewer"].post(url, {"column": str(done.pk)}).status_code == 403
    one = f"/api/v1/approvals/{given.json()['id']}"
    assert clients["editor"].delete(one).status_code == 403
    assert clients["outsider"].delete(one).status_code == 404
    assert len(sent_messages) == said
    assert clients["owner"].post(url, {"column": str(project.pk)}).status_code == 400
    assert clients["owner"].post(url, {"column": str(task.column_id)}).status_code == 400

    assert clients["owner"].delete(one).status_code == 204
    assert clients["viewer"].get(url).json()["results"] == []


def test_a_refused_move_says_over_the_wire_what_is_missing(owner, project, task, done, clients):
    restrict(owner, project, {"target": done.pk, "needs": ["due_date"], "approvals": 1})

    answer = clients["editor"].post(f"/api/v1/tasks/{task.pk}/move", {"status": "done"})

    details = {each["field"]: each["message"] for each in answer.json()["error"]["details"]}
    assert answer.status_code == 400
    assert set(details) == {"due_date", "approvals"}
