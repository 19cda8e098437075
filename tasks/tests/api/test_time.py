"""Time on the wire."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tasks.models import TimeEntry
from tasks.services.effort import add_time


@pytest.fixture
def entry(task, editor):
    now = timezone.now()
    return add_time(actor=editor, task=task, started_at=now - timedelta(hours=1), ended_at=now)


def test_starts_shows_and_stops_the_clock(clients, task, sent_messages):
    client = clients["editor"]

    assert client.get("/api/v1/me/timer").json() == {"timer": None}
    started = client.post("/api/v1/me/timer", {"task": str(task.pk)}, format="json").json()
    assert started == client.get("/api/v1/me/timer").json()
    assert started["timer"]["task"]["key"] == "TF-1"
    assert client.delete("/api/v1/me/timer").json() == {"timer": None}

    kinds = [message["type"] for message in sent_messages]
    assert kinds.count("timer.updated") == 2
    assert TimeEntry.objects.get().ended_at


def test_a_clock_that_ran_without_a_network(clients, task):
    client = clients["editor"]
    began, ended = (timezone.now() - timedelta(minutes=minutes) for minutes in (50, 20))
    body = {"task": str(task.pk), "started_at": began.isoformat()}

    client.post("/api/v1/me/timer", body, format="json")
    bad = client.delete("/api/v1/me/timer?ended_at=soon")
    answer = client.delete("/api/v1/me/timer", query_params={"ended_at": ended.isoformat()})

    assert (bad.status_code, answer.json()) == (400, {"timer": None})
    entry = TimeEntry.objects.get()
    assert (entry.started_at, entry.ended_at) == (began, ended)


@pytest.mark.parametrize(("who", "status"), [("viewer", 403), ("outsider", 404)])
def test_denies_and_changes_nothing(clients, task, entry, who, status, sent_messages):
    client = clients[who]
    now = timezone.now().isoformat()
    sent_messages.clear()

    answers = [
        client.post("/api/v1/me/timer", {"task": str(task.pk)}, format="json"),
        client.post(
            f"/api/v1/tasks/{task.pk}/time", {"started_at": now, "ended_at": now}, format="json"
        ),
        client.patch(f"/api/v1/time-entries/{entry.pk}", {"note": "Mine"}, format="json"),
        client.delete(f"/api/v1/time-entries/{entry.pk}"),
        client.put(f"/api/v1/tasks/{task.pk}/time", {"day": now[:10], "minutes": 5}, format="json"),
    ]

    assert [answer.status_code for answer in answers] == [status] * 5
    assert TimeEntry.objects.count() == 1
    assert TimeEntry.objects.get().note == ""
    assert sent_messages == []


def test_others_time_is_for_admins(clients, task, owner, editor, entry):
    mine = add_time(actor=owner, task=task, started_at=entry.started_at, ended_at=entry.ended_at)

    refused = clients["editor"].patch(
        f"/api/v1/time-entries/{mine.pk}", {"note": "No"}, format="json"
    )
    allowed = clients["owner"].patch(
        f"/api/v1/time-entries/{entry.pk}", {"note": "Yes"}, format="json"
    )

    assert (refused.status_code, allowed.status_code) == (403, 200)
    assert allowed.json()["note"] == "Yes"


def test_lists_in_a_steady_number_of_queries(
    clients, task, editor, entry, django_assert_max_num_queries
):
    for _ in range(5):
        add_time(actor=editor, task=task, started_at=entry.started_at, ended_at=entry.ended_at)
    project = task.project_id
    clients["editor"].get(f"/api/v1/tasks/{task.pk}/time")

    for path in (
        f"tasks/{task.pk}/time",
        f"projects/{project}/time?from=2020-01-01&to=9999-12-31&user={editor.pk}",
        "workspaces/harbour/timesheet",
    ):
        with django_assert_max_num_queries(6):
            answer = clients["editor"].get(f"/api/v1/{path}")
        assert answer.status_code == 200
    assert clients["editor"].get(f"/api/v1/tasks/{task.pk}/time").json()["total_minutes"] == 360


def test_gives_the_week_as_a_sheet(clients, entry):
    answer = clients["viewer"].get("/api/v1/workspaces/harbour/timesheet?as=csv")

    assert answer["Content-Type"].startswith("text/csv")
    assert "TF-1" in answer.content.decode()


@pytest.mark.parametrize(
    "query", ["week=2026-13-01", "week=9999-12-31x", "user=me", "as=xml", "colour=red"]
)
def test_refuses_what_it_does_not_know(clients, workspace, query):
    answer = clients["viewer"].get(f"/api/v1/workspaces/harbour/timesheet?{query}")

    assert answer.status_code == 400


@pytest.mark.parametrize("week", ["9999-12-31", "0001-01-01"])
def test_bears_the_ends_of_the_calendar(clients, workspace, week):
    assert (
        clients["viewer"].get(f"/api/v1/workspaces/harbour/timesheet?week={week}").status_code
        == 200
    )


def test_a_cell_is_typed_and_taken_back(clients, task, sent_messages):
    path = f"/api/v1/tasks/{task.pk}/time"
    client = clients["editor"]
    day = {"day": "2026-03-04"}

    first = client.put(path, {**day, "minutes": 90}, format="json").json()
    second = client.put(path, {**day, "minutes": 30}, format="json").json()
    client.put(path, {**day, "entries": second["before"]}, format="json")

    assert first == {"before": []}
    assert client.get(path).json()["total_minutes"] == 90
    assert [message["type"] for message in sent_messages].count("time.updated") == 3


@pytest.mark.parametrize(
    "body",
    [
        {"day": "2026-03-04"},
        {"day": "2026-03-04", "minutes": 1441},
        {"day": "2026-03-04", "minutes": -1},
        {"day": "2026-03-04", "minutes": "soon"},
        {"day": "2026-03-04", "minutes": 5, "entries": []},
        {"day": "9999-12-31", "minutes": 5},
        {"day": "0001-01-01", "minutes": 5},
        {"day": "9998-12-31", "minutes": 5},
        {"minutes": 5},
        {
            "day": "2026-03-04",
            "entries": [{"started_at": "0001-01-01T00:00:00Z", "ended_at": "9999-12-31T23:59:59Z"}],
        },
    ],
)
def test_refuses_a_cell_that_cannot_be(clients, task, body):
    answer = clients["editor"].put(f"/api/v1/tasks/{task.pk}/time", body, format="json")

    assert answer.status_code == 400, answer.content
    assert not TimeEntry.objects.exists()
