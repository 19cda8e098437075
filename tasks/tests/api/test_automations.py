"""Automations on the wire."""

import pytest

from tasks.jobs import run_automations
from tasks.models import Automation

RULE = {
    "name": "Close the stale",
    "trigger": {"kind": "manual"},
    "condition": {"query": "status:todo"},
    "actions": [{"kind": "set", "field": "priority", "value": "low"}],
}


@pytest.fixture
def made(clients, project):
    path = f"/api/v1/projects/{project.pk}/automations"
    return clients["owner"].post(path, RULE, format="json").json()


def test_makes_reads_changes_runs_and_removes(clients, project, task, made):
    owner, one = clients["owner"], f"/api/v1/automations/{made['id']}"

    assert {name: made[name] for name in RULE} == RULE
    assert owner.get(f"/api/v1/projects/{project.pk}/automations").json()["results"] == [made]
    ran = clients["editor"].post(f"{one}/runs", {"task": str(task.pk)}, format="json")
    assert (ran.status_code, ran.json()) == (202, {"planned": 1})
    run_automations(str(project.pk))
    [run] = owner.get(f"{one}/runs").json()["results"]
    assert (run["status"], run["lines"]) == ("done", ["Set priority to Low"])
    changed = owner.patch(one, {"is_enabled": False}, format="json").json()
    assert changed["is_enabled"] is False
    assert owner.delete(one).status_code == 204
    assert owner.get(one).status_code == 404


def test_tries_without_changing(clients, project, task):
    body = {name: RULE[name] for name in ("trigger", "condition", "actions")}
    answer = clients["owner"].post(
        f"/api/v1/projects/{project.pk}/automations/try", body, format="json"
    )

    task.refresh_from_db()
    assert answer.json()["tasks"][0]["lines"] == ["Set priority to Low"]
    assert task.priority == "medium"


@pytest.mark.parametrize(("who", "status"), [("editor", 403), ("viewer", 403), ("outsider", 404)])
def test_denies_and_changes_nothing(clients, project, made, who, status, sent_messages):
    client, one = clients[who], f"/api/v1/automations/{made['id']}"
    path = f"/api/v1/projects/{project.pk}/automations"
    sent_messages.clear()

    answers = [
        client.post(path, RULE, format="json"),
        client.post(f"{path}/try", RULE, format="json"),
        client.patch(one, {"name": "Mine"}, format="json"),
        client.delete(one),
    ]

    assert [answer.status_code for answer in answers] == [status] * 4
    assert Automation.objects.get().name == RULE["name"]
    assert sent_messages == []


def test_a_viewer_runs_nothing(clients, made):
    answer = clients["viewer"].post(f"/api/v1/automations/{made['id']}/runs", {}, format="json")

    assert answer.status_code == 403


def test_lists_in_a_steady_number_of_queries(clients, project, made, django_assert_max_num_queries):
    path = f"/api/v1/projects/{project.pk}/automations"
    for _ in range(4):
        clients["owner"].post(path, RULE, format="json")

    with django_assert_max_num_queries(4):
        assert len(clients["viewer"].get(path).json()["results"]) == 5


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"trigger": {"kind": "nothing"}}, "trigger.kind"),
        ({"actions": [{"kind": "set", "field": "priority", "value": ["high"]}]}, "actions.0.value"),
        ({"condition": {"query": "colour ("}}, "query"),
        ({"name": "x" * 101}, "name"),
        ({"actions": "archive"}, "actions"),
        ({"trigger": []}, "trigger"),
    ],
)
def test_says_what_is_wrong_and_where(clients, project, change, field):
    answer = clients["owner"].post(
        f"/api/v1/projects/{project.pk}/automations", {**RULE, **change}, format="json"
    )

    assert answer.status_code == 400
    assert answer.json()["error"]["details"][0]["field"] == field
