"""Requests and service targets on the wire, and the public form."""

import pytest
from django.test import Client

from tasks.models import IntakeItem, ServiceTarget
from tasks.selectors.intake import intake_payload
from tasks.services.intake import file_request, set_form
from tasks.services.targets import create_target


@pytest.fixture
def item(project, owner):
    return file_request(actor=owner, project=project, title="The door squeaks")


@pytest.fixture
def address(project, owner):
    return f"/intake/{set_form(actor=owner, project=project, is_open=True, title='Ask us').token}/"


def test_a_viewer_asks_and_an_editor_decides(clients, project):
    path = f"/api/v1/projects/{project.pk}/intake"
    asked = clients["viewer"].post(path, {"title": "More light"}, format="json")
    one = f"/api/v1/intake-items/{asked.json()['id']}"

    assert asked.status_code == 201
    assert clients["viewer"].get(path).json()["results"] == [asked.json()]
    body = {"priority": "high", "status": "in_progress"}
    done = clients["editor"].post(f"{one}/accept", body, format="json")
    assert (done.status_code, done.json()["task"]["key"]) == (200, "TF-1")
    again = clients["editor"].post(f"{one}/decline", {"reason": "No"}, format="json")
    assert again.status_code == 409
    assert clients["editor"].get(path).json()["results"] == []
    assert len(clients["editor"].get(f"{path}?queue=accepted").json()["results"]) == 1
    assert clients["editor"].get(f"{path}?queue=lost").status_code == 400


@pytest.mark.parametrize(("who", "status"), [("viewer", 403), ("outsider", 404)])
def test_denies_and_changes_nothing(clients, project, owner, item, who, status, sent_messages):
    target = create_target(actor=owner, project=project, name="Soon", hours=4)
    client, base = clients[who], "/api/v1"
    sent_messages.clear()

    answers = [
        *(
            client.post(f"{base}/intake-items/{item.pk}/{verb}", body, format="json")
            for verb, body in (
                ("accept", {}),
                ("decline", {}),
                ("duplicate", {"task": str(item.pk)}),
                ("snooze", {"until": None}),
                ("reopen", {}),
            )
        ),
        client.patch(f"{base}/projects/{project.pk}/intake/form", {"is_open": True}, format="json"),
        client.post(
            f"{base}/projects/{project.pk}/service-targets",
            {"name": "Mine", "hours": 1},
            format="json",
        ),
        client.patch(f"{base}/service-targets/{target.pk}", {"hours": 1}, format="json"),
        client.delete(f"{base}/service-targets/{target.pk}"),
    ]

    assert [answer.status_code for answer in answers] == [status] * len(answers)
    item.refresh_from_db()
    assert (item.status, ServiceTarget.objects.get().hours) == ("waiting", 4)
    assert sent_messages == []


def test_targets_come_and_go(clients, project, task):
    path = f"/api/v1/projects/{project.pk}/service-targets"
    made = clients["owner"].post(path, {"name": "Soon", "hours": 4}, format="json").json()

    assert clients["viewer"].get(path).json()["results"] == [made]
    [row] = clients["viewer"].get(f"{path}/status").json()["results"]
    assert (row["task"]["key"], row["state"]) == (task.key, "met")
    one = f"/api/v1/service-targets/{made['id']}"
    assert clients["owner"].patch(one, {"hours": 9}, format="json").json()["hours"] == 9
    assert clients["owner"].delete(one).status_code == 204


def test_lists_in_a_steady_number_of_queries(
    clients, project, owner, task, django_assert_max_num_queries
):
    for at in range(4):
        file_request(actor=owner, project=project, title=f"Wish {at}")
    create_target(actor=owner, project=project, name="Soon", hours=4)

    for path, most in (("intake", 4), ("service-targets", 4), ("service-targets/status", 9)):
        with django_assert_max_num_queries(most):
            assert clients["viewer"].get(f"/api/v1/projects/{project.pk}/{path}").status_code == 200


def test_anybody_sends_the_open_form(address):
    browser = Client()
    body = {"title": "The gate is stuck", "description": "אבג **🙂**", "name": "Robin"}

    assert b"Ask us" in browser.get(address).content
    sent = browser.post(address, {**body, "email": "robin@example.org"})

    assert (sent.status_code, sent["Location"]) == (302, f"{address}?sent=1")
    item = IntakeItem.objects.get()
    assert (item.title, item.description, item.sender_email) == (
        "The gate is stuck",
        "אבג **🙂**",
        "robin@example.org",
    )
    assert "<strong>🙂</strong>" in str(intake_payload(item)["description_html"])
    assert item.created_by is None


@pytest.mark.parametrize(
    "body", [{"title": ""}, {"title": "x" * 201}, {"title": "Yes", "email": "no"}]
)
def test_the_form_says_what_is_wrong(address, body):
    answer = Client().post(address, body)

    assert answer.status_code == 400
    assert b"errorlist" in answer.content
    assert not IntakeItem.objects.exists()


def test_a_machine_is_thanked_and_nothing_is_kept(address):
    answer = Client().post(address, {"title": "Buy now", "website": "http://spam.example"})

    assert answer.status_code == 302
    assert not IntakeItem.objects.exists()


def test_a_closed_form_takes_nothing(address, project, owner):
    set_form(actor=owner, project=project, is_open=False)

    assert Client().get(address).status_code == 410
    assert Client().post(address, {"title": "Please"}).status_code == 410
    assert Client().get("/intake/nothing-here/").status_code == 404
    assert not IntakeItem.objects.exists()


def test_the_form_wants_its_token(address):
    browser = Client(enforce_csrf_checks=True)

    assert browser.post(address, {"title": "Please"}).status_code == 403


def test_the_form_is_limited(address, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "intake": "2/h"}
    browser = Client(REMOTE_ADDR="203.0.113.9")

    codes = [browser.post(address, {"title": f"Wish {at}"}).status_code for at in range(3)]

    assert codes == [302, 302, 429]
