"""Boards, logs, searches; and what each costs."""

import json

import pytest

from tasks.models import Task
from tasks.selectors.payloads import SPARSE
from tasks.services.demo import fill_large_project
from tasks.services.tasks import create_tasks, delete_task, move_task, update_task
from tasks.tests.factories import make_task
from teamflow.common import eventlog


@pytest.fixture
def filled(project, editor):
    """120 tasks with people and labels."""
    label = project.labels.create(name="bug", color="red")
    values = [
        {
            "title": f"Task number {number}",
            "description": "words " * 300,
            "assignee_ids": [editor.pk],
            "label_ids": [label.pk],
            "status": ("todo", "in_progress", "done")[number % 3],
        }
        for number in range(120)
    ]
    create_tasks(actor=editor, project=project, tasks=values)
    return project


def test_a_list_of_a_hundred_costs_four_queries(filled, clients, django_assert_max_num_queries):
    client, url = clients["editor"], f"/api/v1/projects/{filled.pk}/tasks?limit=100"
    client.get(url)

    with django_assert_max_num_queries(4):
        response = client.get(url)

    assert len(response.json()["results"]) == 100


def test_a_list_of_a_hundred_plain_tasks_is_under_60_kb(project, editor, clients):
    values = [{"title": f"A plain task, number {number}"} for number in range(100)]
    create_tasks(actor=editor, project=project, tasks=values)

    response = clients["editor"].get(f"/api/v1/projects/{project.pk}/tasks?limit=100")

    assert len(response.content) <= 60 * 1024


def test_a_task_costs_four_queries(filled, clients, django_assert_max_num_queries):
    client, url = clients["editor"], f"/api/v1/tasks/{filled.tasks.first().pk}"
    client.get(url)

    with django_assert_max_num_queries(4):
        assert client.get(url).status_code == 200


def test_creating_costs_eight_queries(filled, clients, django_assert_max_num_queries):
    client, url = clients["editor"], f"/api/v1/projects/{filled.pk}/tasks"
    client.post(url, {"title": "Warm up"})

    # The test's own transaction makes a savepoint of the service's, which costs two.
    with django_assert_max_num_queries(8 + 2):
        assert client.post(url, {"title": "Ship it"}).status_code == 201


def test_a_board_costs_five_queries(filled, clients, django_assert_max_num_queries):
    client, url = clients["editor"], f"/api/v1/projects/{filled.pk}/board?per_column=250"
    client.get(url)

    with django_assert_max_num_queries(5):
        response = client.get(url)

    assert sum(len(column["tasks"]) for column in response.json()["columns"]) == 120


def test_a_board_says_where_its_columns_go_on(filled, editor, clients):
    board = clients["viewer"].get(f"/api/v1/projects/{filled.pk}/board?per_column=7").json()

    todo = board["columns"][0]
    seen = [task["id"] for task in todo["tasks"]]
    address = todo["next"]
    while address:
        page = clients["viewer"].get(address).json()
        seen += [task["id"] for task in page["results"]]
        address = page["next"]
    assert todo["task_count"] == 40
    assert len(seen) == len(set(seen)) == 40
    ranks = [Task.objects.get(pk=task_id).rank for task_id in seen]
    assert ranks == sorted(ranks)
    assert board["columns"][2]["next"] is None


def test_a_board_hides_archived_tasks_unless_asked(project, editor, clients):
    make_task(project, editor, "Old", status="archived")

    plain = clients["viewer"].get(f"/api/v1/projects/{project.pk}/board").json()
    all_of_it = clients["viewer"].get(
        f"/api/v1/projects/{project.pk}/board?include_archived=true"
    ).json()  # fmt: skip

    assert sum(column["task_count"] for column in plain["columns"]) == 0
    assert sum(len(column["tasks"]) for column in all_of_it["columns"]) == 1


def snapshot(client, project):
    """What a fresh page would show, by task."""
    page = client.get(f"/api/v1/projects/{project.pk}/tasks?limit=100").json()
    assert page["next"] is None
    return {row["id"]: row for row in page["results"]}


def without_blanks(row):
    """An event says what is no more; a list leaves it out."""
    return {name: value for name, value in row.items() if value is not None or name not in SPARSE}


def test_events_explain_what_changed(project, owner, editor, clients):
    """Old state and what was told make the new state: a client never has to ask again."""
    tasks = [make_task(project, editor, f"Task {number}") for number in range(5)]
    client = clients["editor"]
    state, since = snapshot(client, project), eventlog.head(project.log)

    make_task(project, editor, "New", assignee_ids=[owner.pk], checklist=["one"])
    update_task(actor=editor, task=tasks[0], title="Changed", assignee_ids=[editor.pk])
    move_task(actor=editor, task=tasks[1], status="done")
    move_task(actor=editor, task=tasks[2], before=tasks[0].pk)
    delete_task(actor=editor, task=tasks[3])
    update_task(actor=editor, task=tasks[4], status="archived")
    client.post(f"/api/v1/tasks/{tasks[0].pk}/checklist", {"title": "step"})
    client.post(f"/api/v1/tasks/{tasks[0].pk}/comments", {"body": "hello"})

    answer = client.get(f"/api/v1/projects/{project.pk}/events?after={since}").json()
    for event in answer["results"]:
        data = event["data"]
        if event["type"].startswith("task."):
            is_gone = event["type"] == "task.deleted" or data["status"] == "archived"
            state.pop(data["id"], None) if is_gone else state.update({data["id"]: data})
        elif event["type"] == "comment.created":
            state[data["task"]]["comment_count"] += 1
    assert {pk: without_blanks(row) for pk, row in state.items()} == snapshot(client, project)
    seqs = [event["seq"] for event in answer["results"]]
    assert seqs == list(range(since + 1, answer["seq"] + 1))


def test_the_log_is_read_in_pages(filled, clients):
    seen, address = [], f"/api/v1/projects/{filled.pk}/events?after=0&limit=50"
    while address:
        page = clients["viewer"].get(address).json()
        seen += [event["seq"] for event in page["results"]]
        address = page["next"]
    assert seen == list(range(1, 121))


def test_faces_in_lists_have_the_address_that_accounts_gives(project, editor, clients):
    from accounts import avatars

    editor.avatar = "avatars/0123/abc"
    editor.save(update_fields=["avatar"])
    make_task(project, editor, assignee_ids=[editor.pk])

    row = clients["viewer"].get(f"/api/v1/projects/{project.pk}/tasks").json()["results"][0]

    assert row["assignees"][0]["avatar"] == avatars.url(editor.avatar)


def test_ten_thousand_tasks_cost_no_more_queries(
    owner, workspace, clients, django_assert_max_num_queries
):
    project = fill_large_project(actor=owner, workspace=workspace, count=3000)
    client = clients["owner"]
    client.get(f"/api/v1/projects/{project.pk}/board")

    with django_assert_max_num_queries(5):
        board = client.get(f"/api/v1/projects/{project.pk}/board?per_column=50").json()

    assert sum(column["task_count"] for column in board["columns"]) == 3000
    assert len(json.dumps(board)) < 400_000
