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
    ]

    assert [answer.status_code for answer in answers] == [status] * 4
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
