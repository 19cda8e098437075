"""Every failure in one envelope, and a POST sent twice has one effect."""

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from teamflow.common.models import IdempotencyKey, LogHead

pytestmark = [pytest.mark.django_db, pytest.mark.urls("teamflow.common.tests.api_urls")]


@pytest.fixture
def person():
    return User.objects.create_user("ana@example.org", "a long password", name="Ana")


@pytest.fixture
def client(person):
    client = APIClient(raise_request_exception=False)
    client.force_authenticate(person)
    return client


def post(client, log="a", key="k1"):
    return client.post("/api/v1/notes/", {"log": log}, headers={"Idempotency-Key": key})


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [
        ("service", 400, "VALIDATION_ERROR"),
        ("denied", 403, "FORBIDDEN"),
        ("hidden", 404, "NOT_FOUND"),
        ("limited", 429, "RATE_LIMIT_EXCEEDED"),
        ("budget", 402, "BUDGET_EXCEEDED"),
        ("away", 503, "UNAVAILABLE"),
        ("bug", 500, "INTERNAL_ERROR"),
    ],
)
def test_answers_in_the_envelope(client, kind, status, code):
    response = client.get(f"/api/v1/raises/{kind}", headers={"X-Request-ID": "abc-1"})

    error = response.json()["error"]
    assert (response.status_code, error["code"]) == (status, code)
    assert error["message"]
    assert error["request_id"] == response["X-Request-ID"] == "abc-1"
    assert "secret" not in response.content.decode()


def test_names_each_field_that_is_wrong(client):
    details = client.get("/api/v1/raises/service").json()["error"]["details"]

    assert details == [
        {"field": "title", "message": "Too short."},
        {"field": "items", "message": "One."},
        {"field": "items", "message": "Two."},
    ]


@pytest.mark.parametrize(
    ("request_of", "status", "code"),
    [
        (lambda c: c.get("/api/v1/nowhere"), 404, "NOT_FOUND"),
        (lambda c: c.put("/api/v1/notes", {}), 405, "METHOD_NOT_ALLOWED"),
        (
            lambda c: c.post("/api/v1/notes", "{broken", content_type="application/json"),
            400,
            "VALIDATION_ERROR",
        ),
        (
            lambda c: c.post("/api/v1/notes", "a=1", content_type="text/plain"),
            415,
            "UNSUPPORTED_MEDIA_TYPE",
        ),
        (lambda c: c.post("/api/v1/notes", {"log": "\x00"}), 400, "VALIDATION_ERROR"),
    ],
)
def test_what_the_framework_refuses_is_in_the_envelope_too(client, request_of, status, code):
    response = request_of(client)

    assert (response.status_code, response.json()["error"]["code"]) == (status, code)


def test_a_stranger_is_asked_to_sign_in():
    response = APIClient().get("/api/v1/notes")

    assert (response.status_code, response.json()["error"]["code"]) == (401, "UNAUTHORIZED")


def test_says_when_to_come_back(client):
    assert client.get("/api/v1/raises/limited")["Retry-After"] == "7"


def test_the_same_key_gives_the_first_answer_and_one_effect(client):
    first, second = post(client), post(client)

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert LogHead.objects.count() == 1


def test_the_same_key_with_another_body_is_a_conflict(client):
    post(client)

    response = post(client, log="b")

    assert response.status_code == 409
    assert LogHead.objects.count() == 1


def test_a_failed_post_frees_its_key_and_leaves_nothing(client):
    failed = post(client, log="clash")

    assert failed.status_code == 409
    assert failed.json()["error"]["conflicts"] == ["title"]
    assert failed.json()["error"]["current"] == {"title": "theirs"}
    assert not LogHead.objects.exists()
    assert not IdempotencyKey.objects.exists()


def test_two_people_may_use_the_same_key(client):
    other = APIClient()
    other.force_authenticate(
        User.objects.create_user("ben@example.org", "a long password", name="Ben")
    )

    assert post(client, log="a").status_code == 201
    assert post(other, log="b").json() == {"log": "b"}


def test_an_unchanged_read_is_not_sent_again(client):
    etag = client.get("/api/v1/notes")["ETag"]

    assert client.get("/api/v1/notes", headers={"If-None-Match": etag}).status_code == 304
    post(client)
    assert client.get("/api/v1/notes", headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize("path", ["/api/v1/notes", "/api/v1/notes/"])
def test_a_trailing_slash_changes_nothing(client, path):
    assert client.get(path).status_code == 200


def test_too_many_requests_are_told_when_to_come_back(client, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "person": "3/m"}

    answers = [client.get("/api/v1/notes") for _ in range(5)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
    assert int(answers[-1]["Retry-After"]) >= 1
    assert answers[0]["RateLimit-Limit"] == "3"
