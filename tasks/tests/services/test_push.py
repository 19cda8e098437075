"""Web push against a server that speaks its protocol: encrypted, signed, forgotten when dead."""

import base64
import json
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import http_ece
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.core.exceptions import ValidationError
from django.utils import timezone
from py_vapid import Vapid02

import tasks.jobs  # noqa: F401 (its jobs are known by name)
from tasks import vapid
from tasks.models import NoticeDelivery, PushSubscription
from tasks.services.comments import add_comment
from tasks.services.notifications import (
    Device,
    change_preferences,
    push_test,
    send_due,
    subscribe_device,
    unsubscribe_device,
)
from tasks.services.tasks import update_task
from tasks.tests.factories import make_task
from teamflow.common.jobs import run_job
from teamflow.common.models import Job
from teamflow.launch.keys import make_vapid_key


class PushService:
    """What was handed to it; `status` is its answer."""

    def __init__(self):
        self.status, self.messages = 201, []
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.secret = b"sixteen bytes ok"

    @contextmanager
    def running(self):
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                service.messages.append((self.path, dict(self.headers), body))
                self.send_response(service.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *args):
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            server.server_close()

    def keys(self):
        point = self.private.public_key().public_bytes(
            Encoding.X962, PublicFormat.UncompressedPoint
        )
        return {"p256dh": _text(point), "auth": _text(self.secret)}

    def read(self, number=-1):
        """Decrypt as the browser does (RFC 8291)."""
        _path, headers, body = self.messages[number]
        assert headers["Content-Encoding"] == "aes128gcm"
        plain = http_ece.decrypt(
            body, private_key=self.private, auth_secret=self.secret, version="aes128gcm"
        )
        return json.loads(plain)


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


@pytest.fixture
def service(settings):
    made = PushService()
    settings.VAPID_PRIVATE_KEY = make_vapid_key()
    with made.running() as host:
        settings.PUSH_HOSTS = [host]
        made.host = host
        yield made


@pytest.fixture
def device(service, editor):
    endpoint = f"http://{service.host}/wake/1"
    return subscribe_device(
        actor=editor, device=Device(endpoint=endpoint, name="Laptop", **service.keys())
    )


def leave():
    send_due(now=timezone.now())
    for job in Job.objects.filter(status="queued", kind="tasks.push_notices"):
        run_job(str(job.pk))


def test_an_assignment_wakes_the_browser(project, owner, editor, device, service):
    task = make_task(project, owner, "Fix the lamp", assignee_ids=[editor.pk])

    leave()
    leave()

    [message] = service.messages
    assert message[0] == "/wake/1"
    assert service.read() == {
        "title": "TF-1 Fix the lamp",
        "body": "Owner assigned it to you",
        "url": "/w/harbour/inbox/?task=TF-1",
        "tag": str(task.pk),
        "notifications": [str(editor.notifications.get().pk)],
    }


def test_the_message_is_signed_with_our_key(project, owner, editor, device, service):
    push_test(subscription=device)

    _path, headers, _body = service.messages[0]
    scheme, _space, rest = headers["Authorization"].partition(" ")
    said = dict(part.strip().split("=", 1) for part in rest.split(","))
    assert scheme == "vapid"
    assert said["k"] == vapid.public_key()
    assert Vapid02.verify(headers["Authorization"])


def test_what_one_only_reads_wakes_nobody(project, owner, editor, device, service):
    add_comment(actor=owner, task=make_task(project, editor), body="By the way")

    leave()

    assert service.messages == []


def test_quiet_hours_hold_it_back_and_reading_ends_it(project, owner, editor, device, service):
    change_preferences(actor=editor, changes={"quiet": {"days": [0, 1, 2, 3, 4, 5, 6]}})
    task = make_task(project, owner)
    update_task(actor=owner, task=task, assignee_ids=[editor.pk])

    leave()

    assert service.messages == []
    assert NoticeDelivery.objects.get(channel="push").due_at > timezone.now()


@pytest.mark.parametrize("status", [404, 410])
def test_a_dead_subscription_is_forgotten(project, owner, editor, device, service, status):
    service.status = status
    make_task(project, owner, assignee_ids=[editor.pk])

    leave()

    assert not PushSubscription.objects.exists()


def test_a_service_that_is_busy_is_asked_again(project, owner, editor, device, service):
    service.status = 503
    make_task(project, owner, assignee_ids=[editor.pk])
    leave()
    service.status = 201

    leave()

    assert len(service.messages) == 2
    assert Job.objects.get(kind="tasks.push_notices").status == "done"


@pytest.mark.parametrize(
    ("status", "words"),
    [(201, "took it"), (410, "forgotten"), (403, "refused our key"), (500, "answered 500")],
)
def test_the_test_button_says_what_became_of_it(device, service, status, words):
    service.status = status

    outcome = push_test(subscription=device)

    assert outcome.ok is (status == 201)
    assert words in outcome.text


def test_says_when_the_service_is_not_there(device, settings):
    device.endpoint = "http://127.0.0.1:1/wake"
    settings.PUSH_HOSTS = ["127.0.0.1:1"]

    assert "could not be reached" in push_test(subscription=device).text


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://push.example.com/1",
        "https://127.0.0.1/1",
        "https://10.0.0.5/1",
        "https://[::1]/1",
        "https://localhost/1",
        "https://db.internal/1",
        "https://me@push.example.com/1",
        "file:///etc/passwd",
        "nonsense",
        "https://[broken/1",
    ],
)
def test_only_the_public_network_is_woken(service, editor, endpoint):
    with pytest.raises(ValidationError):
        subscribe_device(actor=editor, device=Device(endpoint=endpoint, **service.keys()))

    assert not PushSubscription.objects.exists()


def test_the_same_browser_is_one_row_of_its_last_user(device, service, editor, viewer):
    again = subscribe_device(
        actor=viewer, device=Device(endpoint=device.endpoint, **service.keys())
    )

    assert (again.pk, PushSubscription.objects.get().user) == (device.pk, viewer)
    unsubscribe_device(actor=editor, subscription=again)
    assert PushSubscription.objects.exists()
    unsubscribe_device(actor=viewer, subscription=again)
    assert not PushSubscription.objects.exists()
