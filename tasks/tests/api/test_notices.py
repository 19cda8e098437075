"""Preferences, levels, addresses and devices on the wire, and stopping mail signed out."""

import pytest
from django.test import Client

from accounts.models import StoppedAddress
from accounts.services.addresses import stop_address
from tasks.mail_tokens import read_stop_token, reply_address, reply_number, stop_token
from tasks.models import ProjectNotices, PushSubscription
from tasks.preferences import preferences_of
from tasks.tests.services.test_push import PushService
from teamflow.launch.keys import make_vapid_key

URL = "/api/v1/me/notifications"
DEVICES = "/api/v1/me/push-subscriptions"


def test_preferences_have_defaults_and_keep_what_is_left_out(clients, editor):
    before = clients["editor"].get(f"{URL}/preferences").json()
    assert before["channels"]["mentioned"] == {"in_app": True, "email": True, "push": True}
    assert before["channels"]["status"] == {"in_app": True, "email": False, "push": False}
    change = {
        "channels": {"status": {"email": True}},
        "quiet": {"from": "22:00", "to": "07:30", "days": [6, 5]},
        "email_interval": 60,
    }

    after = clients["editor"].patch(f"{URL}/preferences", change, format="json").json()

    assert after["channels"]["status"] == {"in_app": True, "email": True, "push": False}
    assert after["channels"]["mentioned"] == before["channels"]["mentioned"]
    assert after["quiet"] == {"from": "22:00", "to": "07:30", "days": [5, 6]}
    assert clients["editor"].get(f"{URL}/preferences").json() == after
    assert clients["owner"].get(f"{URL}/preferences").json() == before


@pytest.mark.parametrize(
    "change",
    [
        {"email_interval": 7},
        {"quiet": {"from": "25:00"}},
        {"quiet": {"from": "09:00"}},
        {"quiet": {"days": [7]}},
        {"remind_at": 24},
        {"channels": {"mentioned": {"email": "perhaps"}}},
        {"channels": []},
    ],
)
def test_refuses_what_cannot_be(clients, editor, change):
    answer = clients["editor"].patch(f"{URL}/preferences", change, format="json")

    assert answer.status_code == 400
    editor.refresh_from_db()
    assert editor.notification_preferences == {}


@pytest.mark.parametrize("said", [None, [], {"channels": 7, "quiet": "no"}, {"remind_at": True}])
def test_what_is_not_understood_is_the_default(said):
    assert preferences_of(said) == preferences_of({})


def test_levels_of_projects(project, clients, editor, django_assert_max_num_queries):
    url = f"{URL}/projects/{project.pk}"
    assert clients["editor"].put(url, {"level": "muted"}, format="json").status_code == 200
    with django_assert_max_num_queries(4):
        [row] = clients["editor"].get(f"{URL}/projects").json()["results"]
    assert (row["project"]["key"], row["level"]) == ("TF", "muted")
    assert clients["editor"].put(url, {"level": "loud"}, format="json").status_code == 400
    clients["editor"].put(url, {"level": "default"}, format="json")
    assert not ProjectNotices.objects.exists()


def test_a_stranger_has_no_level_here(project, clients):
    url = f"{URL}/projects/{project.pk}"
    assert clients["outsider"].put(url, {"level": "all"}, format="json").status_code == 404
    assert not ProjectNotices.objects.exists()


def test_mail_is_tried_again_when_one_asks(clients, editor):
    stop_address(email=editor.email, reason="bounced", detail="550 no such user")
    stop_address(email="viewer@example.com", reason="bounced")
    told = clients["editor"].get(f"{URL}/email").json()
    assert (told["is_stopped"], told["detail"]) == (True, "550 no such user")

    answer = clients["editor"].patch(f"{URL}/email", {"is_stopped": False}, format="json")

    assert answer.json()["is_stopped"] is False
    assert StoppedAddress.objects.get().email == "viewer@example.com"
    refused = clients["editor"].patch(f"{URL}/email", {"is_stopped": True}, format="json")
    assert refused.status_code == 400


def test_devices_come_and_go_and_are_ones_own(clients, settings):
    service = PushService()
    settings.VAPID_PRIVATE_KEY = make_vapid_key()
    with service.running() as host:
        settings.PUSH_HOSTS = [host]
        said = {"endpoint": f"http://{host}/1", "keys": service.keys(), "device": "Laptop"}
        made = clients["editor"].post(DEVICES, said, format="json")
        assert made.status_code == 201
        url = f"{DEVICES}/{made.json()['id']}"
        assert clients["editor"].post(f"{url}/test").json()["ok"] is True
        assert service.read()["title"] == "TeamFlow"
        for other in ("owner", "viewer", "outsider"):
            assert clients[other].post(f"{url}/test").status_code == 404
            assert clients[other].delete(url).status_code == 404
    assert [row["device"] for row in clients["editor"].get(DEVICES).json()["results"]] == ["Laptop"]
    assert clients["editor"].delete(url).status_code == 204
    assert not PushSubscription.objects.exists()


@pytest.mark.parametrize(
    "change", [{"keys": {"p256dh": "AAAA", "auth": "AAAA"}}, {"endpoint": "https://10.0.0.1/"}]
)
def test_a_device_must_be_one(clients, change):
    said = {"endpoint": "https://push.example.com/1", "keys": PushService().keys(), **change}

    assert clients["editor"].post(DEVICES, said, format="json").status_code == 400
    assert not PushSubscription.objects.exists()


def test_mail_is_stopped_by_kind_or_wholly_without_signing_in(editor):
    browser = Client(enforce_csrf_checks=True)
    page = f"/mail/stop/{stop_token(editor.pk, 'commented')}/"
    assert b"Commented" in browser.get(page).content
    editor.refresh_from_db()
    assert editor.notification_preferences == {}, "looking changes nothing: scanners open links"

    browser.post(page, {"what": "kind"})

    assert _mailed(editor, "commented", "mentioned") == [False, True]
    browser.post(page, {"what": "undo"})
    assert _mailed(editor, "commented", "mentioned") == [True, True]
    browser.post(page, {"what": "all"})
    assert _mailed(editor, "commented", "mentioned") == [False, False]


def test_one_click_of_the_mail_program_stops_all(editor):
    page = f"/mail/stop/{stop_token(editor.pk)}/"

    answer = Client(enforce_csrf_checks=True).post(page, {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert _mailed(editor, "commented", "mentioned") == [False, False]


@pytest.mark.parametrize("token", ["nonsense", "WyJ4IiwiIl0:1abc:abc"])
def test_a_link_that_was_not_made_here_is_not_known(db, token):
    assert Client().post(f"/mail/stop/{token}/").status_code == 404


def test_the_addresses_of_answers_are_signed(settings):
    settings.REPLY_EMAIL = "reply@in.example.org"
    address = reply_address(42)
    name, _at, _domain = address.partition("@")

    assert len(name) <= 64
    assert reply_number(address.upper()) == 42
    assert reply_number(address.replace("42-", "43-")) is None
    assert reply_number(address.replace("in.example.org", "evil.example.org")) is None
    assert reply_number("reply@in.example.org") is None


def test_tokens_of_another_secret_stop_nothing(editor, settings):
    token = stop_token(editor.pk)
    settings.SECRET_KEY = "another-secret-of-sufficient-length-0123456789"

    assert read_stop_token(token) is None


def test_the_page_shows_what_is_kept(clients, project, editor):
    stop_address(email=editor.email, reason="bounced")
    page = clients["editor"].get("/me/notifications/")

    assert page.status_code == 200
    assert b"tf-notice-settings" in page.content
    assert page.context["shell"]["stopped"]["reason"] == "bounced"


def _mailed(person, *kinds):
    person.refresh_from_db()
    wants = preferences_of(person.notification_preferences)
    return [wants.wants(kind, "email") for kind in kinds]
