"""The tasks API as a client sees it."""

import pytest

from tasks.models import Task
from tasks.tests.factories import make_task


def url(project) -> str:
    return f"/api/v1/projects/{project.pk}/tasks"


def test_creates_a_task_with_everything_about_it(project, editor, clients):
    label = (
        clients["editor"]
        .post(f"/api/v1/projects/{project.pk}/labels", {"name": "bug", "color": "red"})
        .data
    )
    body = {
        "title": "  Ship\n it ",
        "description": "**now**",
        "priority": "high",
        "story_points": 3,
        "due_date": "2030-01-02",
        "assignee_ids": [str(editor.pk)],
        "label_ids": [str(label["id"])],
        "status": "in_progress",
        "checklist": ["one", "two"],
    }

    response = clients["editor"].post(url(project), body)

    answer = response.json()
    assert response.status_code == 201
    assert answer["title"] == "Ship it"
    assert answer["key"] == "TF-1"
    assert answer["description_html"] == "<p><strong>now</strong></p>\n"
    assert answer["status"] == answer["column"]["state"] == "in_progress"
    assert [person["email"] for person in answer["assignees"]] == ["editor@example.com"]
    assert [(each["name"], each["color"]) for each in answer["labels"]] == [("bug", "red")]
    assert [item["title"] for item in answer["checklist"]] == ["one", "two"]
    assert answer["created_by"]["id"] == str(editor.pk)
    assert answer["due_date"] == "2030-01-02"
    assert answer["version"] == 1


def test_the_project_rooms_hear_of_a_new_task(project, clients, sent_messages):
    clients["editor"].post(url(project), {"title": "Ship it"})

    told = [message for message in sent_messages if "task.created" in str(message)]
    assert told


@pytest.mark.parametrize(("who", "status"), [("outsider", 404), ("viewer", 403)])
def test_denies_creating_and_creates_nothing(project, clients, who, status, sent_messages):
    response = clients[who].post(url(project), {"title": "Ship it"})

    assert (response.status_code, Task.objects.count(), sent_messages) == (status, 0, [])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "ab"),
        ("title", "x" * 201),
        ("title", ""),
        ("priority", "urgent"),
        ("story_points", 22),
        ("status", "nowhere"),
        ("column", "0f0e0d0c-0b0a-0908-0706-050403020100"),
        ("assignee_ids", ["0f0e0d0c-0b0a-0908-0706-050403020100"]),
        ("label_ids", ["0f0e0d0c-0b0a-0908-0706-050403020100"]),
        ("parent", "0f0e0d0c-0b0a-0908-0706-050403020100"),
        ("due_date", "tomorrow"),
        ("description", "x" * 50_001),
    ],
)
def test_refuses_what_a_task_cannot_hold(project, clients, field, value):
    response = clients["editor"].post(url(project), {"title": "Ship it", field: value})

    assert response.status_code == 400
    assert response.json()["error"]["details"][0]["field"] == field
    assert not Task.objects.exists()


def test_an_assignee_must_be_a_member(project, outsider, clients):
    response = clients["editor"].post(
        url(project), {"title": "Ship it", "assignee_ids": [str(outsider.pk)]}
    )

    assert response.status_code == 400


def test_reads_by_id_and_by_key(task, clients):
    by_id = clients["viewer"].get(f"/api/v1/tasks/{task.pk}")
    by_key = clients["viewer"].get("/api/v1/tasks/TF-1?workspace=harbour")
    elsewhere = clients["outsider"].get("/api/v1/tasks/TF-1?workspace=harbour")

    assert by_id.json() == by_key.json()
    assert elsewhere.status_code == 404


def test_the_same_etag_is_not_sent_twice(task, clients):
    first = clients["viewer"].get(f"/api/v1/tasks/{task.pk}")
    again = clients["viewer"].get(
        f"/api/v1/tasks/{task.pk}", headers={"If-None-Match": first["ETag"]}
    )

    assert again.status_code == 304


def test_lists_without_descriptions_unless_asked(project, editor, clients):
    make_task(project, editor, description="long " * 100)

    plain = clients["viewer"].get(url(project)).json()["results"][0]
    told = clients["viewer"].get(f"{url(project)}?include=description").json()["results"][0]
    few = clients["viewer"].get(f"{url(project)}?fields=id,title").json()["results"][0]

    assert "description" not in plain
    assert "description_html" not in plain
    assert told["description"].startswith("long long")
    assert set(few) == {"id", "title"}


@pytest.mark.parametrize(
    "query", ["colour=red", "ordering=mood", "limit=101", "limit=0", "cursor=xyz", "fields=secret",
              "status=nowhere", "priority=urgent", "assignee=ana", "due_before=soon", "include=all"]
)  # fmt: skip
def test_refuses_what_a_list_does_not_know(project, clients, query):
    assert clients["viewer"].get(f"{url(project)}?{query}").status_code == 400


def test_pages_through_everything_once(project, editor, clients):
    for number in range(7):
        make_task(project, editor, f"Task {number}", priority="high" if number % 2 else "low")

    for ordering in ("rank", "-created_at", "due_date", "-priority", "title", "number"):
        seen, address = [], f"{url(project)}?limit=3&ordering={ordering}"
        while address:
            page = clients["viewer"].get(address).json()
            seen += [row["id"] for row in page["results"]]
            address = page["next"]
        assert len(seen) == len(set(seen)) == 7


def test_filters(project, editor, viewer, clients):
    make_task(project, editor, "Mine", assignee_ids=[editor.pk], priority="high")
    make_task(project, editor, "Theirs", assignee_ids=[viewer.pk], status="done")
    make_task(project, editor, "Old", status="archived")
    make_task(project, editor, "Late", due_date="2020-01-01")

    def titles(query: str) -> set[str]:
        page = clients["editor"].get(f"{url(project)}?{query}").json()
        return {row["title"] for row in page["results"]}

    assert titles("assignee=me") == {"Mine"}
    assert titles("assignee=none") == {"Late"}
    assert titles("status=done") == {"Theirs"}
    assert titles("status=archived") == {"Old"}
    assert titles("status=archived,done") == {"Old", "Theirs"}
    assert titles("include_archived=true") == {"Mine", "Theirs", "Old", "Late"}
    assert titles("priority=high,critical") == {"Mine"}
    assert titles("is=overdue") == {"Late"}
    assert titles("due_before=2021-01-01") == {"Late"}
    assert titles("q=the") == {"Theirs"}


def test_deletes_and_brings_back(task, clients):
    gone = clients["editor"].delete(f"/api/v1/tasks/{task.pk}")
    missing = clients["editor"].get(f"/api/v1/tasks/{task.pk}")
    back = clients["editor"].post(f"/api/v1/tasks/{task.pk}/restore")
    again = clients["editor"].post(f"/api/v1/tasks/{task.pk}/restore")

    assert (gone.status_code, missing.status_code) == (204, 404)
    assert (back.status_code, again.status_code) == (200, 200)
    assert back.json()["version"] == again.json()["version"]


def test_the_same_idempotency_key_creates_one_task(project, clients):
    headers = {"Idempotency-Key": "once"}

    first = clients["editor"].post(url(project), {"title": "Ship it"}, headers=headers)
    second = clients["editor"].post(url(project), {"title": "Ship it"}, headers=headers)
    other = clients["editor"].post(url(project), {"title": "Another"}, headers=headers)

    assert first.json()["id"] == second.json()["id"]
    assert other.status_code == 409
    assert Task.objects.count() == 1
