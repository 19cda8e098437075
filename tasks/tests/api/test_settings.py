"""What a project's settings write beyond the parts themselves: keys, defaults, what things cost."""

import pytest

from tasks.models import Column, Task
from tasks.services.custom_fields import add_custom_field
from tasks.services.item_types import add_item_type
from tasks.services.labels import add_label
from tasks.services.milestones import add_milestone
from tasks.services.tasks import create_task, update_task
from tasks.tests.factories import column_of, make_task


def test_counts_what_hangs_on_each_part(project, owner, clients, django_assert_num_queries):
    label = add_label(actor=owner, project=project, name="bug")
    kind = add_item_type(actor=owner, project=project, name="Story")
    mark = add_milestone(actor=owner, project=project, name="1.0")
    options = [{"id": "low", "name": "Low"}, {"id": "high", "name": "High"}]
    field = add_custom_field(
        actor=owner, project=project, name="Risk", kind="select", options=options
    )
    values = {"label_ids": [label.pk], "type": kind.pk, "milestone": mark.pk}
    create_task(actor=owner, project=project, title="One", **values, fields={str(field.pk): "low"})
    two = create_task(actor=owner, project=project, title="Two", status="done", **values)
    gone = create_task(actor=owner, project=project, title="Gone", **values)
    Task.objects.filter(pk=gone.pk).update(deleted_at=gone.created_at)

    answer = clients["viewer"].get(f"/api/v1/projects/{project.pk}/usage")

    assert answer.json() == {
        "columns": {str(column_of(project, "todo").pk): 1, str(two.column_id): 1},
        "types": {str(kind.pk): 2},
        "labels": {str(label.pk): 2},
        "milestones": {str(mark.pk): 2},
        "milestones_done": {str(mark.pk): 1},
        "fields": {str(field.pk): 1},
        "options": {f"{field.pk}:low": 1},
    }
    assert clients["outsider"].get(f"/api/v1/projects/{project.pk}/usage").status_code == 404


def test_an_empty_project_counts_nothing(project, clients):
    answer = clients["owner"].get(f"/api/v1/projects/{project.pk}/usage").json()

    assert set(answer) >= {"columns", "options"}
    assert not any(answer.values())


def test_another_key_and_the_old_one_still_leads_to_its_tasks(project, task, clients):
    address = f"/api/v1/projects/{project.pk}"

    answer = clients["owner"].patch(address, {"key": "web"}).json()

    assert (answer["key"], answer["former_keys"]) == ("WEB", ["TF"])
    for key in ("WEB-1", "TF-1"):
        found = clients["viewer"].get(f"/api/v1/tasks/{key}?workspace=harbour").json()
        assert (found["id"], found["key"]) == (str(task.pk), "WEB-1")
    assert clients["viewer"].get("/w/harbour/p/TF/list/").status_code == 200

    back = clients["owner"].patch(address, {"key": "TF"}).json()
    assert (back["key"], back["former_keys"]) == ("TF", ["WEB"])


def test_a_key_that_another_project_took_leads_to_that_one(project, task, clients):
    clients["owner"].patch(f"/api/v1/projects/{project.pk}", {"key": "WEB"})
    made = clients["owner"].post("/api/v1/workspaces/harbour/projects", {"name": "T", "key": "TF"})
    other = clients["owner"].post(
        f"/api/v1/projects/{made.json()['id']}/tasks", {"title": "First of the other"}
    )

    found = clients["viewer"].get("/api/v1/tasks/TF-1?workspace=harbour").json()

    assert found["id"] == other.json()["id"]


@pytest.mark.parametrize("key", ["X", "TOOLONGKEY", "A1", "ÄÖ", "WEB\x00", "OPS"])
def test_a_key_that_does_not_fit_or_is_taken_changes_nothing(key, project, clients, sent_messages):
    clients["owner"].post("/api/v1/workspaces/harbour/projects", {"name": "O", "key": "OPS"})
    said = len(sent_messages)

    answer = clients["owner"].patch(f"/api/v1/projects/{project.pk}", {"key": key})

    project.refresh_from_db()
    assert (answer.status_code, project.key, len(sent_messages)) == (400, "TF", said)


@pytest.mark.parametrize(("who", "status"), [("editor", 403), ("viewer", 403), ("outsider", 404)])
def test_the_key_and_the_default_are_for_admins(
    who, status, project, owner, clients, sent_messages
):
    kind = add_item_type(actor=owner, project=project, name="Story")
    said = len(sent_messages)

    for change in ({"key": "WEB"}, {"default_type": str(kind.pk)}):
        answer = clients[who].patch(f"/api/v1/projects/{project.pk}", change)
        assert answer.status_code == status

    project.refresh_from_db()
    assert (project.key, project.settings, len(sent_messages)) == ("TF", {}, said)


def test_the_key_that_it_has_changes_nothing(project, clients, sent_messages):
    answer = clients["owner"].patch(f"/api/v1/projects/{project.pk}", {"key": "TF"})

    assert (answer.status_code, sent_messages) == (200, [])


def test_tasks_begin_as_the_default_type_unless_they_say_otherwise(project, owner, clients):
    kind = add_item_type(actor=owner, project=project, name="Story")
    address = f"/api/v1/projects/{project.pk}"

    answer = clients["owner"].patch(address, {"default_type": str(kind.pk)}).json()
    begun = create_task(actor=owner, project=project, title="Begun")
    plain = create_task(actor=owner, project=project, title="Plain", type=None)
    below = create_task(actor=owner, project=project, title="Below", parent=begun.pk)

    assert answer["default_type"] == str(kind.pk)
    assert (begun.type, plain.type, below.type) == (kind, None, None)

    assert clients["owner"].delete(f"/api/v1/item-types/{kind.pk}").status_code == 204
    assert clients["owner"].get(address).json()["default_type"] is None
    assert create_task(actor=owner, project=project, title="After").type is None


def test_an_epic_is_no_default_and_a_default_becomes_no_epic(project, owner, clients):
    epic = add_item_type(actor=owner, project=project, name="Epic", level="epic")
    kind = add_item_type(actor=owner, project=project, name="Story")
    address = f"/api/v1/projects/{project.pk}"

    wrong = clients["owner"].patch(address, {"default_type": str(epic.pk)})
    strange = clients["owner"].patch(address, {"default_type": str(project.pk)})
    clients["owner"].patch(address, {"default_type": str(kind.pk)})
    raised = clients["owner"].patch(f"/api/v1/item-types/{kind.pk}", {"level": "epic"})

    assert [wrong.status_code, strange.status_code, raised.status_code] == [400, 400, 409]


def test_a_removed_column_gives_its_tasks_to_another(project, todo, done, owner, clients):
    first = make_task(project, owner, "First")
    second = make_task(project, owner, "Second")
    parent = make_task(project, owner, "Parent")
    stays = create_task(actor=owner, project=project, title="Was there", column=done.pk)
    update_task(actor=owner, task=first, parent=parent.pk)

    answer = clients["owner"].delete(f"/api/v1/columns/{todo.pk}?move_to={done.pk}")

    assert answer.status_code == 204
    assert not Column.objects.filter(pk=todo.pk).exists()
    rows = Task.objects.filter(column=done).order_by("rank")
    assert [row.title for row in rows] == ["Was there", "First", "Second", "Parent"]
    assert all(row.completed_at for row in rows)
    assert rows[1].version > first.version
    shown = clients["viewer"].get(f"/api/v1/tasks/{parent.pk}").json()
    assert shown["subtasks"] == {"total": 1, "done": 1}
    assert {second.pk, stays.pk} <= {row.pk for row in rows}


def test_the_room_hears_where_the_tasks_of_a_removed_column_went(
    project, task, todo, done, clients, sent_messages
):
    clients["owner"].delete(f"/api/v1/columns/{todo.pk}?move_to={done.pk}")

    told = [(message["type"], message.get("changes")) for message in sent_messages]
    assert ("task.moved", {"column": ["To do", "Done"], "status": ["todo", "done"]}) in told
    assert sent_messages[-1]["type"] == "project.updated"


def test_what_is_archived_stays_so_when_its_column_goes(project, todo, done, owner, clients):
    task = make_task(project, owner, "Old")
    update_task(actor=owner, task=task, status="archived")

    clients["owner"].delete(f"/api/v1/columns/{todo.pk}?move_to={done.pk}")

    task.refresh_from_db()
    assert (task.column_id, task.archived_at is not None) == (done.pk, True)


@pytest.mark.parametrize("where", ["itself", "stranger", "words"])
def test_tasks_go_only_to_another_column_of_the_project(where, project, task, todo, clients):
    target = {"itself": todo.pk, "stranger": project.pk, "words": "there"}[where]

    answer = clients["owner"].delete(f"/api/v1/columns/{todo.pk}?move_to={target}")

    task.refresh_from_db()
    assert (answer.status_code, task.column_id) == (400, todo.pk)


@pytest.mark.parametrize(("who", "status"), [("editor", 403), ("viewer", 403), ("outsider", 404)])
def test_denies_removing_a_column_and_moves_nothing(
    who, status, project, task, todo, done, clients, sent_messages
):
    answer = clients[who].delete(f"/api/v1/columns/{todo.pk}?move_to={done.pk}")

    task.refresh_from_db()
    assert (answer.status_code, task.column_id, sent_messages) == (status, todo.pk, [])


def test_the_room_hears_of_templates(project, task, clients, sent_messages):
    address = f"/api/v1/projects/{project.pk}/templates"
    made = clients["owner"].post(address, {"name": "Again", "task": str(task.pk)}).json()
    one = f"/api/v1/task-templates/{made['id']}"
    clients["owner"].patch(one, {"name": "Once more"})
    clients["owner"].patch(one, {"name": "Once more"})
    clients["owner"].delete(one)

    told = [
        message["changes"]
        for message in sent_messages
        if any(name.startswith("templates") for name in message.get("changes") or {})
    ]
    in_project = told[:: len(told) // 3]
    assert in_project == [
        {"templates": [None, "Again"]},
        {"templates.name": ["Again", "Once more"]},
        {"templates": ["Once more", None]},
    ]
