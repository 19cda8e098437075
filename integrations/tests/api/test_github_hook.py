import json
import logging

import pytest

from integrations.models import Connection, WebhookDelivery
from integrations.services import deliveries
from integrations.tests.factories import make_connection, pull_request
from integrations.tests.worker import work
from teamflow.common.models import Job


def states():
    return list(WebhookDelivery.objects.order_by("id").values_list("status", flat=True))


def test_a_signed_delivery_is_taken_at_once_and_worked_off_later(github, task):
    response = github.send("pull_request", pull_request(), delivery="one")

    assert response.status_code == 202
    assert response.json()["is_duplicate"] is False
    assert (states(), Job.objects.get().queue) == (["received"], "webhooks")
    work()
    delivery = WebhookDelivery.objects.get()
    assert (delivery.status, delivery.attempts, delivery.error) == ("done", 1, "")
    assert Connection.objects.get().status == Connection.Status.ACTIVE


@pytest.mark.parametrize(
    "signature",
    ["", "sha256=", "sha256=" + "0" * 64, "sha1=abc", "sha256=é", "f" * 64],
)
def test_a_wrong_or_missing_signature_is_refused_and_leaves_nothing(github, signature):
    response = github.send("pull_request", pull_request(), signature=signature)

    assert response.status_code == 401
    assert response.json()["error"]["code"] == "UNAUTHORIZED"
    assert (states(), Job.objects.count()) == ([], 0)


def test_another_connections_secret_does_not_sign(github, workspace, owner):
    other = make_connection(workspace=workspace, actor=owner)

    assert github.send("ping", {"zen": "x"}, secret=other.secret).status_code == 401


def test_a_changed_body_is_refused(github):
    good = "sha256=" + "a" * 64

    assert github.send("ping", {"zen": "changed"}, signature=good).status_code == 401


def test_a_replayed_delivery_has_no_second_effect(github, task):
    github.send("pull_request", pull_request(), delivery="one")
    work()

    again = github.send("pull_request", pull_request(), delivery="one")

    assert (again.status_code, again.json()["is_duplicate"]) == (202, True)
    assert (states(), Job.objects.count()) == (["done"], 1)


def test_a_duplicate_of_one_that_waits_has_no_second_effect(github):
    github.send("ping", {"zen": "x"}, delivery="one")

    again = github.send("ping", {"zen": "x"}, delivery="one")

    assert again.json()["is_duplicate"] is True
    assert Job.objects.count() == 1


def test_one_that_failed_is_tried_again_when_it_comes_again(github, task, monkeypatch):
    def broken(**_anything):
        raise RuntimeError("down")

    with monkeypatch.context() as patch:
        patch.setattr("integrations.providers.github.adapter.apply_pull_request", broken)
        github.send("pull_request", pull_request(), delivery="one")
        work()
        assert states() == ["failed"]
        assert Connection.objects.get().status == Connection.Status.FAILING
    Job.objects.all().delete()

    again = github.send("pull_request", pull_request(), delivery="one")
    work()

    assert (again.status_code, again.json()["is_duplicate"]) == (202, False)
    assert states() == ["done"]
    assert task.pull_requests.count() == 1


@pytest.mark.parametrize("body", [b"not json", b"[1]", b"\xff\xfe", b""])
def test_what_is_no_json_object_is_refused(github, body):
    response = github.send("push", body)

    assert response.status_code == 400
    assert states() == []


def test_a_delivery_without_its_headers_is_refused(github):
    assert github.send("", {"zen": "x"}).status_code == 400
    assert states() == []


def test_the_form_content_type_of_github_is_read_too(github, task):
    from urllib.parse import urlencode

    body = urlencode({"payload": json.dumps(pull_request())}).encode()
    import hashlib
    import hmac

    signature = hmac.new(github.connection.secret.encode(), body, hashlib.sha256).hexdigest()
    response = github.client.post(
        f"/api/v1/hooks/github/{github.connection.pk}",
        body,
        content_type="application/x-www-form-urlencoded",
        headers={
            "X-GitHub-Event": "pull_request",
            "X-GitHub-Delivery": "form",
            "X-Hub-Signature-256": f"sha256={signature}",
        },
    )
    work()

    assert response.status_code == 202
    assert task.pull_requests.count() == 1


@pytest.mark.parametrize("event", ["issues", "issue_comment", "check_suite", "release", "star"])
def test_what_teamflow_does_not_use_is_taken_and_left_alone(github, event):
    response = github.send(event, {"action": "created", "repository": {"full_name": "a/b"}})
    work()

    assert response.status_code == 202
    assert states() == ["ignored"]


def test_a_ping_makes_the_connection_active(github):
    github.send("ping", {"zen": "Keep it logically awesome.", "hook_id": 1})
    work()

    assert states() == ["done"]
    assert Connection.objects.get().status == Connection.Status.ACTIVE


@pytest.mark.parametrize(
    "payload",
    [
        {"action": "opened", "repository": {"full_name": "acme/app"}},
        {"action": "opened", "pull_request": "no", "repository": {"full_name": "acme/app"}},
        pull_request(html_url="javascript:alert(1)"),
        pull_request(updated_at="yesterday"),
    ],
)
def test_a_signed_but_strange_payload_fails_without_an_effect(github, task, payload):
    github.send("pull_request", payload)
    (job,) = work()

    assert states() == ["failed"]
    assert "does not understand" in WebhookDelivery.objects.get().error
    assert job.status == Job.Status.DONE
    assert task.pull_requests.count() == 0


def test_nothing_is_behind_an_unknown_connection(github, workspace):
    from uuid import uuid4

    github.connection.pk = uuid4()

    assert github.send("ping", {"zen": "x"}, secret="x").status_code == 404


def test_a_cut_connection_takes_nothing_more(github, connection, owner):
    from integrations.services.connections import disconnect

    github.send("ping", {"zen": "x"}, delivery="before")
    secret = connection.secret
    disconnect(actor=owner, connection=connection)

    assert github.send("ping", {"zen": "x"}, secret=secret).status_code == 404
    (job,) = work()
    assert job.result == {"status": "ignored"}


def test_logs_hold_neither_secrets_nor_what_was_sent(github, task, caplog):
    caplog.set_level(logging.DEBUG)
    payload = pull_request(title="TF-1 about a confidential-merger", body="confidential-merger")

    github.send("pull_request", payload)
    work()
    github.send("pull_request", {**payload, "pull_request": "confidential-merger"})
    work()

    assert "confidential-merger" not in caplog.text
    assert github.connection.secret not in caplog.text


def test_old_deliveries_are_dropped(github):
    from datetime import timedelta

    from django.utils import timezone

    github.send("ping", {"zen": "x"}, delivery="old")
    github.send("ping", {"zen": "x"}, delivery="new")
    WebhookDelivery.objects.filter(delivery_id="old").update(
        received_at=timezone.now() - timedelta(days=31)
    )

    deliveries.forget_old_deliveries()

    assert list(WebhookDelivery.objects.values_list("delivery_id", flat=True)) == ["new"]
