"""Notes become tasks, and tasks stand on boards as live cards."""

import pytest

from tasks.models import Task
from tasks.services.tasks.updating import update_task


@pytest.fixture
def notes(board, clients):
    rows = [
        {"kind": "sticky", "text": "Write the docs\nall of them", "style": {"fill": "blue"}},
        {"kind": "sticky", "text": "Fix", "style": {"fill": "blue"}},
        {"kind": "rectangle", "text": ""},
    ]
    answer = clients["editor"].post(f"/api/v1/boards/{board.pk}/elements", {"elements": rows})
    return answer.json()["results"]


def turn(client, board, notes, project, **more):
    body = {"elements": [note["id"] for note in notes], "project": str(project.pk), **more}
    return client.post(f"/api/v1/boards/{board.pk}/tasks", body)


def test_notes_become_tasks_and_cards(board, notes, project, clients):
    answer = turn(clients["editor"], board, notes, project)

    assert answer.status_code == 201, answer.content
    tasks = answer.json()["results"]
    assert [task["title"] for task in tasks] == ["Write the docs", "Fix", "Untitled note"]
    assert [[label["color"] for label in task["labels"]] for task in tasks] == [
        ["blue"], ["blue"], []
    ]  # fmt: skip
    assert Task.objects.get(pk=tasks[0]["id"]).description == "all of them"
    cards = clients["viewer"].get(f"/api/v1/boards/{board.pk}/elements").json()["results"]
    assert [(card["id"], card["kind"], card["task"], card["text"]) for card in cards] == [
        (note["id"], "task", task["id"], "") for note, task in zip(notes, tasks, strict=True)
    ]


def test_doing_it_again_makes_no_second_task(board, notes, project, clients):
    first = turn(clients["editor"], board, notes, project).json()["results"]

    again = turn(clients["editor"], board, notes, project).json()["results"]

    assert [task["id"] for task in again] == [task["id"] for task in first]
    assert Task.objects.filter(project=project).count() == 3


def test_linked_notes_stay_notes(board, notes, project, clients):
    answer = turn(clients["editor"], board, notes[:1], project, mode="link").json()

    assert answer["elements"][0]["kind"] == "sticky"
    assert answer["elements"][0]["text"] == "Write the docs\nall of them"
    assert answer["elements"][0]["task"] == answer["results"][0]["id"]


@pytest.mark.parametrize(("who", "status"), [("outsider", 404), ("viewer", 403)])
def test_denies_and_changes_nothing(board, notes, project, clients, who, status):
    before = clients["editor"].get(f"/api/v1/boards/{board.pk}/elements").json()

    assert turn(clients[who], board, notes, project).status_code == status
    assert not Task.objects.exists()
    assert clients["editor"].get(f"/api/v1/boards/{board.pk}/elements").json() == before


def test_a_task_becomes_a_card_that_shows_what_the_task_says(board, project, clients, editor):
    made = clients["editor"].post(f"/api/v1/projects/{project.pk}/tasks", {"title": "Plan it"})
    task = Task.objects.get(pk=made.json()["id"])
    path = f"/api/v1/boards/{board.pk}/cards"

    placed = clients["editor"].post(path, {"task": str(task.pk), "x": 5, "y": 6})
    again = clients["editor"].post(path, {"task": str(task.pk), "x": 500, "y": 6})

    assert (placed.status_code, again.status_code) == (201, 200)
    assert again.json() == placed.json()
    update_task(actor=editor, task=task, title="Plan it well")
    cards = clients["viewer"].get(path).json()
    assert [card["title"] for card in cards["results"]] == ["Plan it well"]
    assert cards["rooms"] == [f"project:{project.pk}"]


def test_cards_never_show_another_tenants_task(board, clients, outsider):
    from tasks.models import Column, Project, State
    from tasks.services.tasks.creating import create_task

    place = outsider.workspaces.get()
    project = Project.objects.create(workspace=place, key="XX", name="X", created_by=outsider)
    Column.objects.create(project=project, name="To do", state=State.TODO, rank="V")
    secret = create_task(actor=outsider, project=project, title="Secret plan")

    path = f"/api/v1/boards/{board.pk}/cards"
    seen = clients["owner"].get(f"{path}?task={secret.pk}").json()
    placed = clients["owner"].post(path, {"task": str(secret.pk)})

    assert (seen["results"], seen["missing"], seen["rooms"]) == ([], [str(secret.pk)], [])
    assert placed.status_code == 400
