import pytest
from django.db import connection as database

from accounts.models import AuditEvent
from integrations.models import Connection, WebhookDelivery
from integrations.tests.worker import work
from teamflow.common.models import Job

PLACE = "/api/v1/workspaces/harbour/integrations"


def connect(client, **settings):
    return client.post(PLACE, {"vendor": "github", "settings": settings})


def test_connecting_shows_address_and_secret_once(clients, settings):
    made = connect(clients["owner"], repositories=["Acme/App"])

    body = made.json()
    assert made.status_code == 201
    assert (body["vendor"], body["status"]) == ("github", "waiting")
    assert body["webhook_url"] == f"{settings.TEAMFLOW_URL}/api/v1/hooks/github/{body['id']}"
    assert len(body["webhook_secret"]) >= 32
    assert body["settings"]["repositories"] == ["acme/app"]
    read = clients["owner"].get(f"/api/v1/integrations/{body['id']}")
    listed = clients["owner"].get(PLACE)
    assert body["webhook_secret"] not in read.content.decode() + listed.content.decode()


def test_the_secret_is_encrypted_at_rest(clients):
    secret = connect(clients["owner"]).json()["webhook_secret"]

    with database.cursor() as cursor:
        cursor.execute("SELECT secret FROM integrations_connection")
        (stored,) = cursor.fetchone()

    assert secret not in stored
    assert stored.startswith("v1:t1:")
    assert Connection.objects.get().secret == secret


@pytest.mark.parametrize(("who", "status"), [("outsider", 404), ("viewer", 403), ("editor", 403)])
def test_denies_and_changes_nothing(clients, connection, who, status, sent_messages):
    client, place = clients[who], f"/api/v1/integrations/{connection.pk}"
    answers = [
        connect(client),
        client.get(PLACE),
        client.get(place),
        client.patch(place, {"settings": {"move_on_open": False}}),
        client.delete(place),
        client.get(f"{place}/deliveries"),
    ]

    assert {answer.status_code for answer in answers} == {status}
    assert (Connection.objects.get().settings, sent_messages) == (connection.settings, [])


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"vendor": "gitlab"},
        {"vendor": "github", "settings": {"repositories": ["no-slash"]}},
        {"vendor": "github", "settings": {"repositories": "acme/app"}},
        {"vendor": "github", "settings": {"unknown": 1}},
    ],
)
def test_refuses_what_does_not_fit(clients, body):
    assert clients["owner"].post(PLACE, body).status_code == 400
    assert Connection.objects.count() == 0


def test_settings_change_and_the_rest_stays(clients, connection):
    response = clients["owner"].patch(
        f"/api/v1/integrations/{connection.pk}", {"settings": {"move_on_merge": False}}
    )

    assert response.status_code == 200
    assert response.json()["settings"] == {
        "repositories": [],
        "move_on_open": True,
        "move_on_merge": False,
    }
    assert AuditEvent.objects.filter(action="integration.updated").count() == 1


def test_setting_what_is_set_changes_nothing(clients, connection):
    clients["owner"].patch(
        f"/api/v1/integrations/{connection.pk}", {"settings": {"move_on_merge": True}}
    )

    assert AuditEvent.objects.filter(action="integration.updated").count() == 0


def test_disconnecting_forgets_it_and_is_audited(clients, connection):
    place = f"/api/v1/integrations/{connection.pk}"

    assert clients["owner"].delete(place).status_code == 204
    assert clients["owner"].get(place).status_code == 404
    assert Connection.objects.count() == 0
    assert AuditEvent.objects.filter(action="integration.disconnected").count() == 1


def test_deliveries_are_listed_and_can_be_sent_through_again(clients, github, connection):
    github.send("ping", {"zen": "x"})
    work()
    place = f"/api/v1/integrations/{connection.pk}/deliveries"
    (row,) = clients["owner"].get(place).json()["results"]

    again = clients["owner"].post(f"{place}/{row['id']}/redeliver")

    assert (row["event"], row["status"], row["attempts"]) == ("ping", "done", 1)
    assert (again.status_code, again.json()["status"]) == (202, "received")
    work()
    assert WebhookDelivery.objects.get().attempts == 2


def test_sending_one_through_again_that_waits_changes_nothing(clients, github, connection):
    github.send("ping", {"zen": "x"})
    delivery = WebhookDelivery.objects.get()

    clients["owner"].post(
        f"/api/v1/integrations/{connection.pk}/deliveries/{delivery.pk}/redeliver"
    )

    assert Job.objects.count() == 1


def test_health_says_how_it_does(clients, github, connection):
    place = f"/api/v1/integrations/{connection.pk}"
    assert "Nothing has come" in clients["owner"].get(place).json()["health"]["text"]

    github.send("ping", {"zen": "x"})
    work()

    shown = clients["owner"].get(place).json()
    assert (shown["status"], shown["health"]["is_well"]) == ("active", True)
    assert shown["deliveries"]["done"] == 1
