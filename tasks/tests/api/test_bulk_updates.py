"""`tasks/bulk` with a change for each task: a paste, a carried stack, an undo."""

import json

import pytest

from tasks.models import Task
from tasks.services.workflow import set_workflow
from tasks.tests.factories import column_of, make_task

URL = "/api/v1/tasks/bulk"


def _fields(task: Task) -> tuple[str, str, int | None]:
    task.refresh_from_db()
    return task.title, task.priority, task.story_points


def test_each_task_gets_its_own_change(project, editor, clients):
    one, two = (make_task(project, editor, f"Task {number}") for number in range(2))
    updates = [
        {"id": str(one.pk), "title": "First", "story_points": 3},
        {"id": str(two.pk), "priority": "high"},
    ]

    response = clients["editor"].post(URL, {"updates": updates})

    assert response.status_code == 200
    assert [row["id"] for row in response.json()["results"]] == [str(one.pk), str(two.pk)]
    assert response.json()["conflicts"] == []
    assert _fields(one) == ("First", "medium", 3)
    assert _fields(two) == ("Task 1", "high", None)


def test_a_rank_puts_it_back_exactly_or_beside_who_took_the_place(project, editor, clients):
    one, two = (make_task(project, editor, f"Task {number}") for number in range(2))
    places = list(project.columns.all())
    former = one.rank
    clients["editor"].post(URL, {"updates": [{"id": str(one.pk), "column": str(places[1].pk)}]})

    back = {"id": str(one.pk), "column": str(places[0].pk), "rank": former}
    clients["editor"].post(URL, {"updates": [back]})
    one.refresh_from_db()
    assert (one.column_id, one.rank) == (places[0].pk, former)

    clients["editor"].post(URL, {"updates": [{"id": str(two.pk), "rank": former}]})
    two.refresh_from_db()
    assert two.rank > former


def test_leaves_alone_what_somebody_changed_since(project, editor, owner, clients):
    one, two = (make_task(project, editor, f"Task {number}") for number in range(2))
    seen = one.version
    clients["owner"].patch(f"/api/v1/tasks/{one.pk}", {"title": "Theirs"})
    updates = [
        {"id": str(one.pk), "title": "Mine", "version": seen},
        {"id": str(two.pk), "title": "Mine too", "version": two.version},
    ]

    response = clients["editor"].post(URL, {"updates": updates})

    assert response.json()["conflicts"] == [{"id": str(one.pk), "fields": ["title"], "message": ""}]
    assert _fields(one)[0] == "Theirs"
    assert _fields(two)[0] == "Mine too"


@pytest.mark.parametrize(("who", "status"), [("outsider", 404), ("viewer", 403)])
def test_denies_and_changes_nothing(project, owner, clients, who, status, sent_messages):
    task = make_task(project, owner, "Task")
    sent_messages.clear()

    response = clients[who].post(URL, {"updates": [{"id": str(task.pk), "title": "Other"}]})

    assert response.status_code == status
    assert (_fields(task)[0], sent_messages) == ("Task", [])


@pytest.mark.parametrize("more", [{"rank": "no rank"}, {"rank": "0"}, {"title": "a"}])
def test_refuses_what_cannot_be_and_writes_none(project, editor, clients, more):
    one, two = (make_task(project, editor, f"Task {number}") for number in range(2))
    updates = [{"id": str(one.pk), "title": "Changed"}, {"id": str(two.pk), **more}]

    response = clients["editor"].post(URL, {"updates": updates})

    assert response.status_code == 400
    assert _fields(one)[0] == "Task 0"


def test_names_each_task_once(project, editor, clients):
    task = make_task(project, editor, "Task")
    update = {"id": str(task.pk), "title": "Other"}

    assert clients["editor"].post(URL, {"updates": [update, update]}).status_code == 400


def _restrict(owner, project, **policy):
    target = column_of(project, "in_progress")
    ways = [{"source": column_of(project, "todo").pk, "target": target.pk, "needs": ["assignees"]}]
    policy = {"is_restricted": True, "wip": "off", "transitions": ways, **policy}
    set_workflow(actor=owner, project=project, **policy)
    return target


def test_names_those_that_the_workflow_refuses_and_moves_the_others(
    project, owner, editor, clients, sent_messages
):
    one, two = (make_task(project, editor, f"Task {number}") for number in range(2))
    one.assignees.add(editor)
    target = _restrict(owner, project)
    sent_messages.clear()
    updates = [
        {"id": str(task.pk), "column": str(target.pk), "priority": "high"} for task in (one, two)
    ]

    response = clients["editor"].post(URL, {"updates": updates})

    assert response.status_code == 200
    [left] = response.json()["conflicts"]
    assert (left["id"], left["fields"]) == (str(two.pk), ["column"])
    assert left["message"] == "Assign somebody first."
    assert [row["column"]["name"] for row in response.json()["results"]] == ["In progress", "To do"]
    assert [_fields(task)[1] for task in (one, two)] == ["high", "medium"]
    [batch] = [row for row in sent_messages if row["type"].startswith("task")]
    assert str(two.pk) not in json.dumps(batch["data"], default=str)


def test_fills_a_column_up_to_its_limit_and_names_the_rest(project, owner, editor, clients):
    tasks = [make_task(project, editor, f"Task {number}") for number in range(3)]
    target = _restrict(owner, project, is_restricted=False, wip="refuse", transitions=[])
    target.wip_limit = 2
    target.save()
    updates = [{"id": str(task.pk), "column": str(target.pk)} for task in tasks]

    response = clients["editor"].post(URL, {"updates": updates})

    assert [left["id"] for left in response.json()["conflicts"]] == [str(tasks[2].pk)]
    assert target.tasks.count() == 2


def test_refuses_the_only_one_as_a_single_change_would_be(project, owner, editor, clients):
    task = make_task(project, editor, "Task")
    target = _restrict(owner, project)
    update = {"id": str(task.pk), "column": str(target.pk), "title": "Other"}

    response = clients["editor"].post(URL, {"updates": [update]})

    assert response.status_code == 400
    assert response.json()["error"]["details"][0]["field"] == "assignees"
    assert _fields(task)[0] == "Task"
