"""Denials, conflicts, moves, bulk: what each answers and what it leaves alone."""

import pytest

from tasks.models import Comment, Task
from tasks.tests.factories import make_comment, make_task
from teamflow.common import eventlog


@pytest.mark.parametrize(("who", "status"), [("outsider", 404), ("viewer", 403)])
@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("patch", "tasks/{task}", {"title": "Taken over"}),
        ("delete", "tasks/{task}", None),
        ("post", "tasks/{task}/move", {"status": "done"}),
        ("post", "tasks/{task}/restore", {}),
        ("post", "tasks/{task}/comments", {"body": "hello"}),
        ("post", "tasks/{task}/checklist", {"title": "step"}),
        ("post", "tasks/{task}/attachments", {"url": "https://example.com"}),
        ("patch", "comments/{comment}", {"body": "Taken over"}),
        ("delete", "comments/{comment}", None),
        ("post", "projects/{project}/columns", {"name": "New"}),
        ("post", "projects/{project}/labels", {"name": "New"}),
        ("patch", "projects/{project}", {"name": "New"}),
        ("delete", "projects/{project}", None),
        ("patch", "columns/{column}", {"name": "New"}),
        ("delete", "columns/{column}", None),
        ("post", "workspaces/harbour/projects", {"name": "New", "key": "NEW"}),
    ],
)
def test_denies_and_changes_nothing(
    sent_messages, task, editor, todo, clients, who, status, method, path, body
):
    comment = make_comment(task, editor)
    head = eventlog.head(task.project.log)
    sent_messages.clear()
    names = {
        "task": task.pk, "project": task.project_id, "comment": comment.pk, "column": todo.pk,
    }  # fmt: skip

    response = getattr(clients[who], method)(f"/api/v1/{path.format(**names)}", body)

    assert response.status_code == status
    assert response.json()["error"]["code"] == {404: "NOT_FOUND", 403: "FORBIDDEN"}[status]
    assert (eventlog.head(task.project.log), sent_messages) == (head, [])


def test_a_member_deletes_their_own_tasks_and_comments_only(project, owner, editor, clients):
    mine, theirs = make_task(project, editor), make_task(project, owner)
    my_words, their_words = make_comment(theirs, editor), make_comment(theirs, owner)
    client = clients["editor"]

    assert client.delete(f"/api/v1/tasks/{theirs.pk}").status_code == 403
    assert client.delete(f"/api/v1/tasks/{mine.pk}").status_code == 204
    assert client.delete(f"/api/v1/comments/{their_words.pk}").status_code == 403
    assert client.delete(f"/api/v1/comments/{my_words.pk}").status_code == 204
    assert clients["owner"].patch(
        f"/api/v1/comments/{their_words.pk}", {"body": "mended"}
    ).status_code == 200  # fmt: skip
    assert Comment.objects.get(pk=their_words.pk).edited_at is not None


def test_a_conflict_shows_what_stands(task, clients):
    url = f"/api/v1/tasks/{task.pk}"
    clients["editor"].patch(url, {"title": "By the editor", "version": 1})

    merged = clients["owner"].patch(url, {"priority": "high", "version": 1})
    clash = clients["owner"].patch(url, {"title": "By the owner", "version": 1})
    matched = clients["owner"].patch(url, {"title": "By the owner"}, headers={"If-Match": '"1"'})

    assert merged.status_code == 200
    assert merged.json()["title"] == "By the editor"
    assert (clash.status_code, matched.status_code) == (409, 409)
    error = clash.json()["error"]
    assert error["code"] == "CONFLICT"
    assert error["conflicts"] == ["title"]
    assert error["current"]["title"] == "By the editor"
    assert "description_html" in error["current"]


def test_moves_by_status_and_by_neighbour(project, editor, clients):
    first, second = make_task(project, editor, "AAA"), make_task(project, editor, "BBB")

    done = clients["editor"].post(f"/api/v1/tasks/{first.pk}/move", {"status": "done"})
    beside = clients["editor"].post(
        f"/api/v1/tasks/{second.pk}/move",
        {"column": done.json()["column"]["id"], "before": str(first.pk)},
    )

    assert done.json()["status"] == "done"
    assert beside.json()["rank"] < done.json()["rank"]


def test_bulk_is_all_or_nothing(project, owner, editor, clients):
    mine = [make_task(project, editor, f"Task {number}") for number in range(3)]
    theirs = make_task(project, owner, "Theirs")
    ids = [str(task.pk) for task in mine]

    changed = clients["editor"].post(
        "/api/v1/tasks/bulk", {"ids": ids, "changes": {"priority": "high", "status": "done"}}
    )
    refused = clients["editor"].post(
        "/api/v1/tasks/bulk", {"ids": [*ids, str(theirs.pk)], "action": "delete"}
    )
    unknown = clients["outsider"].post("/api/v1/tasks/bulk", {"ids": ids, "action": "delete"})
    gone = clients["editor"].post("/api/v1/tasks/bulk", {"ids": ids, "action": "delete"})
    back = clients["editor"].post("/api/v1/tasks/bulk", {"ids": ids, "action": "restore"})

    assert [row["id"] for row in changed.json()["results"]] == ids
    assert {row["status"] for row in changed.json()["results"]} == {"done"}
    assert (refused.status_code, unknown.status_code) == (403, 404)
    assert (gone.status_code, back.status_code) == (200, 200)
    assert Task.objects.filter(deleted_at=None).count() == 4


def test_bulk_makes_many(project, clients):
    body = {
        "action": "create", "project": str(project.pk),
        "tasks": [{"title": f"Task {number}"} for number in range(30)],
    }  # fmt: skip

    response = clients["editor"].post("/api/v1/tasks/bulk", body)

    assert response.status_code == 201
    assert [row["number"] for row in response.json()["results"]] == list(range(1, 31))
    ranks = [row["rank"] for row in response.json()["results"]]
    assert ranks == sorted(ranks)


def test_comments_checklist_links_and_activity(project, editor, task, clients):
    client, base = clients["editor"], f"/api/v1/tasks/{task.pk}"
    other = make_task(project, editor, "Another")

    comment = client.post(f"{base}/comments", {"body": "**yes**"}).json()
    item = client.post(f"{base}/checklist", {"title": "step"}).json()
    second = client.post(f"{base}/checklist", {"title": "first"}).json()
    client.patch(f"/api/v1/checklist-items/{second['id']}", {"before": item["id"]})
    ticked = client.patch(f"/api/v1/checklist-items/{item['id']}", {"done": True}).json()
    link = client.post(f"{base}/links", {"kind": "blocks", "target": str(other.pk)}).json()
    bad = client.post(f"{base}/attachments", {"url": "javascript:alert(1)"})
    good = client.post(f"{base}/attachments", {"url": "https://example.com/plan", "name": "Plan"})

    whole = client.get(base).json()
    inward = client.get(f"/api/v1/tasks/{other.pk}/links").json()["results"]
    activity = client.get(f"{base}/activity").json()["results"]
    assert comment["body_html"] == "<p><strong>yes</strong></p>\n"
    assert ticked["done"] is True
    assert [row["title"] for row in whole["checklist"]] == ["first", "step"]
    assert whole["comment_count"] == 1
    assert whole["attachments"][0]["url"] == "https://example.com/plan"
    assert (bad.status_code, good.status_code) == (400, 201)
    assert (inward[0]["direction"], inward[0]["task"]["key"]) == ("inward", "TF-1")
    assert activity[0]["seq"] > activity[-1]["seq"]
    assert client.delete(f"/api/v1/task-links/{link['id']}").status_code == 204
    assert client.delete(f"/api/v1/checklist-items/{item['id']}").status_code == 204


def test_columns_and_labels(project, task, todo, clients):
    client = clients["owner"]
    label = client.post(f"/api/v1/projects/{project.pk}/labels", {"name": "bug"}).json()
    again = client.post(f"/api/v1/projects/{project.pk}/labels", {"name": "Bug"})
    column = client.post(
        f"/api/v1/projects/{project.pk}/columns", {"name": "Waiting", "state": "blocked"}
    ).json()
    moved = client.patch(f"/api/v1/columns/{column['id']}", {"before": str(todo.pk)}).json()
    full = client.delete(f"/api/v1/columns/{todo.pk}")
    empty = client.delete(f"/api/v1/columns/{column['id']}")

    assert label["color"] == "grey"
    assert again.status_code == 400
    assert moved["rank"] < todo.rank
    assert (full.status_code, empty.status_code) == (409, 204)


def test_a_columns_state_is_its_tasks_status(project, task, todo, clients):
    clients["owner"].patch(f"/api/v1/columns/{todo.pk}", {"state": "done"})

    answer = clients["viewer"].get(f"/api/v1/tasks/{task.pk}").json()
    assert answer["status"] == "done"
    assert answer["completed_at"]


def test_projects_are_made_changed_put_aside_and_deleted(workspace, clients):
    base = "/api/v1/workspaces/harbour/projects"
    made = clients["editor"].post(base, {"name": "Boat works", "key": "boat"})
    same = clients["editor"].post(base, {"name": "Another", "key": "BOAT"})
    named = clients["editor"].post(base, {"name": "Paint shop"}).json()
    url = f"/api/v1/projects/{made.json()['id']}"

    forbidden = clients["editor"].patch(url, {"name": "Other"})
    aside = clients["owner"].patch(url, {"archived": True}).json()
    listed = [row["key"] for row in clients["viewer"].get(base).json()["results"]]
    archived = clients["viewer"].get(f"{base}?include_archived=true").json()["results"]
    deleted = clients["owner"].delete(url)

    assert (made.status_code, made.json()["key"]) == (201, "BOAT")
    assert (same.status_code, forbidden.status_code) == (400, 403)
    assert named["key"] == "PS"
    assert aside["archived_at"]
    assert listed == ["PS"]
    assert [row["key"] for row in archived] == ["BOAT", "PS"]
    assert deleted.status_code == 204
    assert clients["owner"].get(url).status_code == 404
    assert clients["editor"].post(base, {"name": "Again", "key": "BOAT"}).status_code == 201


@pytest.mark.parametrize("body", ["", "{", "[]", "7", "null", '{"title": {}}', '{"title": null}'])
def test_odd_bodies_are_answered_in_the_envelope(project, clients, body):
    response = clients["editor"].post(
        f"/api/v1/projects/{project.pk}/tasks", data=body, content_type="application/json"
    )

    assert response.status_code == 400
    assert response.json()["error"]["code"] == "VALIDATION_ERROR"
