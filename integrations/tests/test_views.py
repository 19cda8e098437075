import re

import pytest
from django.test import Client

from integrations.models import Connection, WebhookDelivery

PAGE = "/w/harbour/integrations/"


@pytest.fixture
def browsers(owner, editor, outsider, workspace):
    people = {"owner": owner, "editor": editor, "outsider": outsider}
    found = {name: Client() for name in people}
    for name, person in people.items():
        found[name].force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return found


def test_connecting_shows_the_secret_once(browsers):
    made = browsers["owner"].post(
        f"{PAGE}github/", {"repositories": "acme/app\nacme/web", "move_on_open": "on"}
    )

    connection = Connection.objects.get()
    assert connection.secret in made.content.decode()
    assert "no-store" in made.headers["Cache-Control"]
    assert connection.settings == {
        "repositories": ["acme/app", "acme/web"],
        "move_on_open": True,
        "move_on_merge": False,
    }
    later = browsers["owner"].get(PAGE).content.decode()
    assert connection.secret not in later
    assert str(connection.pk) in later


def test_a_wrong_repository_is_said_where_it_stands(browsers):
    answer = browsers["owner"].post(f"{PAGE}github/", {"repositories": "nonsense"})

    assert answer.status_code == 400
    assert "owner/name" in answer.content.decode()
    assert Connection.objects.count() == 0


def test_deliveries_are_shown_and_sent_through_again(browsers, github, connection):
    github.send("ping", {"zen": "x"})
    WebhookDelivery.objects.update(status="failed", error="It broke.")
    shown = browsers["owner"].get(PAGE).content.decode()
    (action,) = re.findall(r'action="(/integrations/[^"]+/redeliver/)"', shown)

    browsers["owner"].post(action)

    assert "It broke." in shown
    assert WebhookDelivery.objects.get().status == "received"


def test_disconnecting(browsers, connection):
    answer = browsers["owner"].post(f"/integrations/{connection.pk}/disconnect/")

    assert answer.headers["Location"] == PAGE
    assert Connection.objects.count() == 0


@pytest.mark.parametrize(("who", "status"), [("outsider", 404), ("editor", 403)])
def test_denies_and_changes_nothing(browsers, connection, who, status):
    answers = [
        browsers[who].get(PAGE),
        browsers[who].post(f"{PAGE}github/", {"repositories": ""}),
        browsers[who].post(f"/integrations/{connection.pk}/disconnect/"),
    ]

    assert [answer.status_code for answer in answers] == [status] * 3
    assert Connection.objects.count() == 1
