"""Recurrence on the wire."""

import pytest

from tasks.models import Recurrence


def path(task):
    return f"/api/v1/tasks/{task.pk}/recurrence"


def test_makes_reads_changes_skips_and_ends(clients, task):
    client = clients["editor"]
    body = {"rule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "starts_on": "2026-03-03"}

    made = client.post(path(task), body, format="json")
    one = f"/api/v1/recurrences/{made.json()['id']}"

    assert made.status_code == 201
    assert made.json()["words"] == "every second Tuesday"
    assert made.json()["upcoming"][0] == "2026-03-17"
    assert client.get(path(task)).json()["recurrence"] == made.json() == client.get(one).json()
    listed = client.get(f"/api/v1/projects/{task.project_id}/recurrences").json()
    assert listed["results"] == [made.json()]
    assert client.post(f"{one}/skip").json()["next_on"] == "2026-03-31"
    changed = client.patch(one, {"is_active": False, "rule": "FREQ=DAILY"}, format="json").json()
    assert (changed["words"], changed["is_active"], changed["upcoming"]) == ("every day", False, [])
    assert client.delete(one).status_code == 204
    assert client.get(path(task)).json() == {"recurrence": None, "on": None}


def test_looks_at_a_rule_without_keeping_it(clients, task):
    answer = clients["viewer"].post(
        f"/api/v1/projects/{task.project_id}/recurrences/preview",
        {"rule": "FREQ=MONTHLY;BYMONTHDAY=-1", "starts_on": "2026-01-01"},
        format="json",
    )

    assert answer.json()["words"] == "every month on the last day"
    assert answer.json()["upcoming"][:2] == ["2026-01-31", "2026-02-28"]
    assert not Recurrence.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("viewer", 403), ("outsider", 404)])
def test_denies_and_changes_nothing(clients, task, who, status, sent_messages):
    made = clients["editor"].post(path(task), {"rule": "FREQ=DAILY"}, format="json").json()
    one = f"/api/v1/recurrences/{made['id']}"
    sent_messages.clear()

    answers = [
        clients[who].post(path(task), {"rule": "FREQ=DAILY"}, format="json"),
        clients[who].patch(one, {"is_active": False}, format="json"),
        clients[who].post(f"{one}/skip"),
        clients[who].delete(one),
    ]

    assert [answer.status_code for answer in answers] == [status] * 4
    assert clients["editor"].get(one).json() == made
    assert sent_messages == []


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"rule": "FREQ=SECONDLY"},
        {"rule": "x" * 501},
        {"rule": "FREQ=DAILY\x00"},
        {"rule": "FREQ=DAILY", "lead_days": 9999},
        {"rule": "FREQ=DAILY", "timezone": "../../etc"},
        {"rule": "FREQ=DAILY", "starts_on": "10000-01-01"},
        {"rule": "FREQ=DAILY", "mode": "sometimes"},
    ],
)
def test_refuses_bad_input(clients, task, body):
    assert clients["editor"].post(path(task), body, format="json").status_code == 400
