"""What a load balancer and a Prometheus are told."""

import pytest
from django.test import override_settings

pytestmark = pytest.mark.django_db


def test_is_ready_when_everything_answers(client):
    response = client.get("/health")

    assert response.status_code == 200
    assert response.json() == {
        "status": "ok",
        "checks": {"database": "ok", "redis": "ok", "storage": "ok"},
    }


@override_settings(REDIS_URL="redis://127.0.0.1:1/0")
def test_a_dead_redis_is_slower_not_wrong(client):
    response = client.get("/health")

    assert (response.status_code, response.json()["status"]) == (200, "degraded")


def test_without_its_database_it_is_not_ready(client, monkeypatch):
    from teamflow.common import health

    def fail():
        raise OSError("gone")

    monkeypatch.setitem(health.CHECKS, "database", fail)
    response = client.get("/health")

    assert response.status_code == 503
    assert response.json()["checks"]["database"] == "unavailable"


def test_lives_whatever_the_rest_does(client):
    assert client.get("/health/live").json() == {"status": "ok"}


@pytest.mark.parametrize(("token", "status"), [("", 403), ("wrong", 403), ("right", 200)])
@override_settings(METRICS_TOKEN="right")
def test_metrics_want_the_token(client, token, status):
    response = client.get("/metrics", headers={"Authorization": f"Bearer {token}"})

    assert response.status_code == status


@override_settings(METRICS_TOKEN="")
def test_without_a_token_only_this_machine_reads_metrics(client):
    near = client.get("/metrics")
    proxied = client.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"})
    far = client.get("/metrics", REMOTE_ADDR="203.0.113.9")

    assert (near.status_code, proxied.status_code, far.status_code) == (200, 403, 403)
