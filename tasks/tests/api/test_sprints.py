"""Sprints on the wire: shapes, rights, bad input, query counts."""

from uuid import uuid4

import pytest

from tasks.models import Sprint, SprintTask, Task
from tasks.services.sprints import complete_sprint
from tasks.tests.factories import make_running_sprint, make_sprint, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def sprint(project, owner):
    """Planned."""
    return make_sprint(project, owner)


def test_makes_reads_changes_and_removes(clients, project):
    created = clients["editor"].post(
        f"/api/v1/projects/{project.pk}/sprints", {"goal": "Sail\u202e 😀"}, format="json"
    )
    assert created.status_code == 201
    body = created.json()
    assert (body["name"], body["goal"], body["status"]) == ("Sprint 1", "Sail\u202e 😀", "planned")
    address = f"/api/v1/sprints/{body['id']}"

    changed = clients["editor"].patch(
        address, {"start_date": "9999-01-01", "end_date": "9999-12-31", "capacity": 30}
    )
    assert changed.json()["end_date"] == "9999-12-31"
    assert clients["viewer"].get(address).json() == changed.json()
    assert clients["editor"].delete(address).status_code == 204
    assert clients["editor"].get(address).status_code == 404


def test_runs_from_start_to_end(clients, project, owner, sprint):
    make_task(project, owner, story_points=3, sprint=sprint.pk)
    client = clients["editor"]

    started = client.post(f"/api/v1/sprints/{sprint.pk}/start").json()
    assert (started["status"], started["committed"]) == ("active", {"tasks": 1, "points": 3})
    assert client.post(f"/api/v1/sprints/{sprint.pk}/start").status_code == 200
    done = client.post(f"/api/v1/sprints/{sprint.pk}/complete", {"carry_over": "new"}).json()
    assert (done["status"], done["progress"]["tasks_done"]) == ("completed", 0)
    assert client.post(f"/api/v1/sprints/{sprint.pk}/complete").status_code == 200
    assert Task.objects.get().sprint.name == "Sprint 2"
    assert client.post(f"/api/v1/sprints/{sprint.pk}/reopen").json()["status"] == "active"
    assert Task.objects.get().sprint == sprint


def test_a_year_that_never_ends_can_be_completed(clients, project, owner):
    made = make_running_sprint(project, owner, sail=1)
    Sprint.objects.filter(pk=made.pk).update(end_date="9999-12-31")

    answer = clients["owner"].post(
        f"/api/v1/sprints/{made.pk}/complete", {"carry_over": "new"}, format="json"
    )

    assert answer.status_code == 200
    assert Sprint.objects.get(name="Sprint 2").start_date is None


@pytest.mark.parametrize(("who", "status"), [("outsider", 404), ("viewer", 403)])
def test_denies_and_changes_nothing(sent_messages, clients, project, owner, sprint, who, status):
    task = make_task(project, owner)
    running = make_running_sprint(project, owner, "Running", sail=2)
    before = list(Sprint.objects.order_by("pk").values()), list(SprintTask.objects.values())
    sent_messages.clear()
    client, ids = clients[who], {"ids": [str(task.pk)]}

    answers = [
        client.post(f"/api/v1/projects/{project.pk}/sprints", {}),
        client.patch(f"/api/v1/sprints/{sprint.pk}", {"name": "Mine"}),
        client.delete(f"/api/v1/sprints/{sprint.pk}"),
        client.post(f"/api/v1/sprints/{sprint.pk}/start"),
        client.post(f"/api/v1/sprints/{running.pk}/complete"),
        client.post(f"/api/v1/sprints/{running.pk}/reopen"),
        client.post(f"/api/v1/sprints/{sprint.pk}/tasks", ids, format="json"),
        client.delete(f"/api/v1/sprints/{sprint.pk}/tasks", ids, format="json"),
        client.post(f"/api/v1/projects/{project.pk}/backlog", ids, format="json"),
        client.patch(f"/api/v1/sprints/{sprint.pk}/capacity", {"people": []}, format="json"),
    ]

    assert [answer.status_code for answer in answers] == [status] * len(answers)
    now = list(Sprint.objects.order_by("pk").values()), list(SprintTask.objects.values())
    assert (now, sent_messages) == (before, [])


def test_a_member_deletes_only_what_they_made(clients, project, sprint, editor):
    assert clients["editor"].delete(f"/api/v1/sprints/{sprint.pk}").status_code == 403
    own = make_sprint(project, editor, "Own")
    assert clients["editor"].delete(f"/api/v1/sprints/{own.pk}").status_code == 204


def test_puts_tasks_in_and_takes_them_out(clients, project, owner, sprint):
    first, second = (make_task(project, owner, title) for title in ("First", "Second"))
    address = f"/api/v1/sprints/{sprint.pk}/tasks"

    added = clients["editor"].post(
        address, {"ids": [str(second.pk), str(first.pk)], "after": None}, format="json"
    )
    assert [row["sprint"] for row in added.json()["results"]] == [str(sprint.pk)] * 2
    listed = clients["viewer"].get(f"{address}?limit=1").json()
    assert [row["title"] for row in listed["results"]] == ["First"]
    following = clients["viewer"].get(listed["next"]).json()
    assert [row["title"] for row in following["results"]] == ["Second"]

    removed = clients["editor"].delete(address, {"ids": [str(first.pk)]}, format="json")
    assert removed.json()["results"][0]["sprint"] is None
    backlog = clients["viewer"].get(f"/api/v1/projects/{project.pk}/backlog").json()
    assert [row["title"] for row in backlog["results"]] == ["First"]


def test_tasks_are_made_and_changed_with_a_sprint(clients, project, sprint):
    made = clients["editor"].post(
        f"/api/v1/projects/{project.pk}/tasks", {"title": "Sail", "sprint": str(sprint.pk)}
    )
    assert made.json()["sprint"] == str(sprint.pk)
    changed = clients["editor"].patch(
        f"/api/v1/tasks/{made.json()['id']}", {"sprint": None}, format="json"
    )
    assert changed.json()["sprint"] is None
    bulk = {"ids": [made.json()["id"]], "changes": {"sprint": str(sprint.pk)}}
    assert clients["editor"].post("/api/v1/tasks/bulk", bulk, format="json").status_code == 200
    assert Task.objects.get().sprint == sprint


def test_capacity_tells_people_and_velocity(clients, project, owner, sprint):
    past = make_running_sprint(project, owner, "Past", sail=3)
    complete_sprint(actor=owner, sprint=past)
    people = {"people": [{"user": str(owner.pk), "points": 8}]}

    answer = clients["editor"].patch(f"/api/v1/sprints/{sprint.pk}/capacity", people, format="json")

    assert answer.json() == {
        "capacity": None,
        "people": [{"user": str(owner.pk), "points": 8}],
        "velocity": {
            "sprints": [{"id": str(past.pk), "name": "Past", "points": 0}],
            "points": 0,
        },
    }
    assert clients["viewer"].get(f"/api/v1/sprints/{sprint.pk}/capacity").json() == answer.json()


def test_lists_over_all_projects(clients, workspace, project, owner):
    make_sprint(project, owner, "Later")
    make_running_sprint(project, owner, "Now", sail=3)

    address = f"/api/v1/workspaces/{workspace.slug}/sprints"
    rows = clients["viewer"].get(f"{address}?status=active").json()["results"]

    assert [(row["name"], row["project"]["key"]) for row in rows] == [("Now", "TF")]
    assert rows[0]["progress"]["points"] == 3
    assert len(clients["viewer"].get(address).json()["results"]) == 2
    assert clients["outsider"].get(address).status_code == 404


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": "x" * 101}, "name"),
        ({"name": "\x00"}, "name"),
        ({"goal": "x" * 2001}, "goal"),
        ({"start_date": "2030-02-31"}, "start_date"),
        ({"start_date": "2030-04-01"}, "end_date"),
        ({"capacity": -1}, "capacity"),
        ({"capacity": 10**12}, "capacity"),
    ],
)
def test_bad_values_are_named(clients, sprint, change, field):
    answer = clients["owner"].patch(f"/api/v1/sprints/{sprint.pk}", change, format="json")
    assert answer.status_code == 400
    assert [detail["field"] for detail in answer.json()["error"]["details"]] == [field]


@pytest.mark.parametrize("query", ["status=running", "state=active", "limit=0", "cursor=x"])
def test_unknown_filters_are_refused(clients, project, query):
    answer = clients["owner"].get(f"/api/v1/projects/{project.pk}/sprints?{query}")
    assert answer.status_code == 400


def test_unknown_tasks_are_refused(clients, project, owner, sprint):
    task = make_task(project, owner)
    for ids in ([str(uuid4()), str(task.pk)], ["x"], "all"):
        for send in (clients["owner"].post, clients["owner"].delete):
            answer = send(f"/api/v1/sprints/{sprint.pk}/tasks", {"ids": ids}, format="json")
            assert answer.status_code in {400, 404}
    assert Task.objects.get().sprint is None


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("projects/{project}/sprints", 6),
        ("workspaces/harbour/sprints", 6),
        ("sprints/{sprint}/tasks", 6),
        ("projects/{project}/backlog", 6),
        ("sprints/{sprint}/scope", 6),
        ("sprints/{sprint}/capacity", 8),
        ("sprints/{sprint}", 5),
    ],
)
def test_query_counts(clients, project, owner, sprint, django_assert_max_num_queries, path, most):
    for number in range(6):
        make_sprint(project, owner, f"Sprint {number}")
        make_task(project, owner, sprint=sprint.pk)
        make_task(project, owner)
    address = path.format(project=project.pk, sprint=sprint.pk)
    with django_assert_max_num_queries(most):
        assert clients["viewer"].get(f"/api/v1/{address}").status_code == 200
