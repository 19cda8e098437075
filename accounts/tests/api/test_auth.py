"""Signing up, in and out through the API."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.utils import timezone
from rest_framework.test import APIClient

from accounts import jobs as _registered  # noqa: F401
from accounts.models import SignIn, User
from accounts.services.registration import verification_token
from accounts.tests.factories import PASSWORD
from teamflow.common import jobs
from teamflow.common.models import Job

pytestmark = pytest.mark.django_db

NEW = "another-good-password"
COOKIE = "teamflow_refresh"


@pytest.fixture(autouse=True)
def many_sign_ins(settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "sign_in": "1000/m"}


@pytest.fixture
def api():
    return APIClient()


def _login(api, person, **more):
    fields = {"email": person.email, "password": PASSWORD, **more}
    return api.post("/api/v1/auth/login", fields)


def _bearer(response):
    return {"Authorization": f"Bearer {response.json()['access']}"}


def _refresh(api, token):
    api.cookies[COOKIE] = token
    return api.post("/api/v1/auth/refresh")


def test_register_makes_a_person_with_a_workspace_and_mails(api):
    fields = {"email": "Ana@Example.com", "name": "Ana", "password": PASSWORD}
    response = api.post("/api/v1/auth/register", fields)

    user = User.objects.get()
    assert response.status_code == 201
    assert response.json() == {
        "user": {"id": str(user.pk), "email": "ana@example.com", "name": "Ana", "avatar": None}
    }
    assert user.workspaces.count() == 1
    assert Job.objects.get(kind="accounts.send_mail").payload["template"] == "verify_email"


def test_register_refuses_a_known_address_at_its_field(api, owner):
    fields = {"email": "OWNER@example.com", "name": "Other", "password": PASSWORD}
    response = api.post("/api/v1/auth/register", fields)

    error = response.json()["error"]
    assert (response.status_code, error["code"]) == (400, "VALIDATION_ERROR")
    assert [detail["field"] for detail in error["details"]] == ["email"]
    assert User.objects.count() == 1


def test_where_addresses_are_verified_a_known_one_gets_the_same_answer(api, owner, settings):
    settings.EMAIL_VERIFICATION_REQUIRED = True
    fields = {"email": owner.email, "name": "Other", "password": PASSWORD}
    known = api.post("/api/v1/auth/register", fields)
    unknown = api.post("/api/v1/auth/register", {**fields, "email": "new@example.com"})

    assert (known.status_code, unknown.status_code) == (201, 201)
    assert known.json()["user"].keys() == unknown.json()["user"].keys()
    sent = Job.objects.filter(kind="accounts.send_mail").order_by("created_at")
    assert [job.payload["template"] for job in sent] == ["address_taken", "verify_email"]
    assert User.objects.filter(email="new@example.com").exists()


@pytest.mark.parametrize("password", ["short", "12345678901", "password123"])
def test_register_refuses_weak_passwords(api, password):
    fields = {"email": "ana@example.com", "name": "Ana", "password": password}
    response = api.post("/api/v1/auth/register", fields)

    assert response.status_code == 400
    assert response.json()["error"]["details"][0]["field"] == "password"
    assert not User.objects.exists()


def test_login_gives_an_access_token_and_the_refresh_cookie(api, owner):
    response = _login(api, owner)

    cookie = response.cookies[COOKIE]
    assert response.status_code == 200
    assert response.json()["user"]["id"] == str(owner.pk)
    assert (cookie["httponly"], cookie["samesite"], cookie["secure"]) == (True, "Strict", "")
    assert cookie["max-age"] == 7 * 24 * 3600
    assert api.get("/api/v1/me", headers=_bearer(response)).json()["email"] == owner.email


def test_the_access_token_says_who_when_and_what(api, owner):
    from rest_framework_simplejwt.tokens import AccessToken

    claims = AccessToken(_login(api, owner).json()["access"]).payload

    assert (claims["user_id"], claims["email"]) == (str(owner.pk), owner.email)
    assert claims["type"] == "access"
    assert claims["exp"] - claims["iat"] == 15 * 60


def test_remember_me_keeps_for_thirty_days(api, owner):
    response = _login(api, owner, remember_me=True)

    assert response.cookies[COOKIE]["max-age"] == 30 * 24 * 3600


def test_the_cookie_is_secure_where_the_site_is(api, owner, settings):
    settings.IS_HTTPS = True

    assert _login(api, owner).cookies[COOKIE]["secure"] is True


def test_a_wrong_password_is_401_in_the_envelope(api, owner):
    response = _login(api, owner, password="wrong-wrong")

    assert (response.status_code, response.json()["error"]["code"]) == (401, "UNAUTHORIZED")
    assert response.json()["error"]["request_id"] == response.headers["X-Request-ID"]


def test_refresh_rotates(api, owner):
    first = _login(api, owner).cookies[COOKIE].value
    response = api.post("/api/v1/auth/refresh")

    assert response.status_code == 200
    assert response.cookies[COOKIE].value != first
    assert api.get("/api/v1/me", headers=_bearer(response)).status_code == 200


def test_the_old_refresh_token_is_honoured_for_ten_seconds(api, owner):
    first = _login(api, owner).cookies[COOKIE].value
    second = _refresh(api, first).cookies[COOKIE].value

    again = _refresh(api, first)

    assert again.status_code == 200
    # The one that was given out already goes on being the only one.
    assert _refresh(api, second).status_code == 200
    assert _refresh(api, again.cookies[COOKIE].value).status_code == 200


def test_using_an_old_refresh_token_later_ends_the_family(api, owner):
    signed_in = _login(api, owner)
    first = signed_in.cookies[COOKIE].value
    second = _refresh(api, first).cookies[COOKIE].value
    SignIn.objects.update(rotated_at=timezone.now() - timedelta(seconds=11))

    assert _refresh(api, first).status_code == 401
    assert _refresh(api, second).status_code == 401
    assert api.get("/api/v1/me", headers=_bearer(signed_in)).status_code == 401
    assert SignIn.objects.get().revoked_at is not None


def test_a_token_from_two_rotations_ago_ends_the_family_at_once(api, owner):
    first = _login(api, owner).cookies[COOKIE].value
    second = _refresh(api, first).cookies[COOKIE].value
    third = _refresh(api, second).cookies[COOKIE].value

    assert _refresh(api, first).status_code == 401
    assert _refresh(api, third).status_code == 401


@pytest.mark.parametrize("token", ["nonsense", ""])
def test_refresh_without_a_good_token_is_401(api, db, token):
    assert _refresh(api, token).status_code == 401


def test_an_access_token_is_no_refresh_token(api, owner):
    assert _refresh(api, _login(api, owner).json()["access"]).status_code == 401


def test_logout_ends_cookie_and_access_token(api, owner):
    signed_in = _login(api, owner)
    token = signed_in.cookies[COOKIE].value
    response = api.post("/api/v1/auth/logout", headers=_bearer(signed_in))

    assert (response.status_code, response.content) == (204, b"")
    assert response.cookies[COOKIE].value == ""
    assert _refresh(api, token).status_code == 401
    assert api.get("/api/v1/me", headers=_bearer(signed_in)).status_code == 401
    assert api.post("/api/v1/auth/logout").status_code == 204


def test_a_signed_in_page_may_ask_for_an_access_token(clients, owner):
    clients["owner"].force_login(owner, backend="django.contrib.auth.backends.ModelBackend")
    response = clients["owner"].post("/api/v1/auth/refresh")

    assert response.status_code == 200
    assert APIClient().get("/api/v1/me", headers=_bearer(response)).json()["id"] == str(owner.pk)


def test_a_page_needs_its_csrf_token_for_that(owner):
    strict = APIClient(enforce_csrf_checks=True)
    strict.force_login(owner, backend="django.contrib.auth.backends.ModelBackend")

    assert strict.post("/api/v1/auth/refresh").status_code == 403
    assert strict.patch("/api/v1/me", {"name": "Other"}).status_code == 403
    owner.refresh_from_db()
    assert owner.name == "Owner"


def test_five_wrong_passwords_lock_known_and_unknown_alike(api, owner):
    for email in (owner.email, "nobody@example.com"):
        fields = {"email": email, "password": "wrong-wrong"}
        codes = [api.post("/api/v1/auth/login", fields).status_code for _ in range(5)]
        locked = api.post("/api/v1/auth/login", {**fields, "password": PASSWORD})

        assert codes == [401] * 5
        assert locked.status_code == 429
        assert locked.json()["error"]["code"] == "RATE_LIMIT_EXCEEDED"
        assert 14 * 60 < int(locked.headers["Retry-After"]) <= 15 * 60


def test_an_idempotency_key_does_not_unlock(api, owner):
    fields = {"email": owner.email, "password": "wrong-wrong"}
    for number in range(5):
        api.post("/api/v1/auth/login", fields, headers={"Idempotency-Key": str(number)})

    assert _login(api, owner).status_code == 429


def test_the_lock_opens_after_fifteen_minutes(api, owner):
    for _ in range(5):
        _login(api, owner, password="wrong-wrong")
    User.objects.filter(pk=owner.pk).update(locked_until=timezone.now())

    assert _login(api, owner).status_code == 200
    owner.refresh_from_db()
    assert (owner.failed_login_attempts, owner.locked_until) == (0, None)


def test_a_right_password_forgives_the_wrong_ones(api, owner):
    for _ in range(4):
        _login(api, owner, password="wrong-wrong")
    assert _login(api, owner).status_code == 200
    for _ in range(4):
        _login(api, owner, password="wrong-wrong")

    assert _login(api, owner).status_code == 200


def test_ten_attempts_a_minute_from_one_address(api, owner, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "sign_in": "10/h"}
    # An address of its own: the store that counts is shared with other tests.
    api.defaults["REMOTE_ADDR"] = f"2001:db8::{uuid4().hex[:4]}"
    codes = [_login(api, owner).status_code for _ in range(11)]

    assert codes == [200] * 10 + [429]
    settings.BENCH = True
    assert _login(api, owner).status_code == 200


def test_reset_mails_a_link_that_works_once_and_signs_everybody_out(api, owner):
    signed_in = _login(api, owner)
    known = api.post("/api/v1/auth/password/reset", {"email": owner.email})
    unknown = api.post("/api/v1/auth/password/reset", {"email": "nobody@example.com"})
    assert (known.status_code, unknown.status_code) == (204, 204)
    jobs.run_job(str(Job.objects.get(kind="accounts.send_mail").pk))
    assert len(mail.outbox) == 1
    assert [part.mimetype for part in mail.outbox[0].alternatives] == ["text/html"]

    token = re.findall(r"/key/(\S+)/", str(mail.outbox[0].body))[0]
    fields = {"token": token, "password": NEW}
    assert api.post("/api/v1/auth/password/reset/confirm", fields).status_code == 204
    assert api.post("/api/v1/auth/password/reset/confirm", fields).status_code == 400
    assert api.get("/api/v1/me", headers=_bearer(signed_in)).status_code == 401
    assert _login(api, owner, password=NEW).status_code == 200


def test_the_mail_job_keeps_no_words_once_sent(api, owner):
    api.post("/api/v1/auth/password/reset", {"email": owner.email})
    job = Job.objects.get(kind="accounts.send_mail")
    jobs.run_job(str(job.pk))

    job.refresh_from_db()
    assert (job.status, job.payload) == (Job.Status.DONE, {})


def test_verify_email(api, owner):
    token = verification_token(user=owner)
    response = api.post("/api/v1/auth/verify-email", {"token": token})

    owner.refresh_from_db()
    assert response.status_code == 200
    assert owner.email_verified_at is not None
    assert api.post("/api/v1/auth/verify-email", {"token": "no"}).status_code == 400


def test_where_addresses_are_verified_an_unverified_one_does_not_sign_in(api, owner, settings):
    settings.EMAIL_VERIFICATION_REQUIRED = True

    assert _login(api, owner).status_code == 403


def test_change_password_keeps_this_sign_in_only(api, owner):
    other = _login(APIClient(), owner)
    mine = _login(api, owner)
    fields = {"current_password": PASSWORD, "password": NEW}
    response = api.post("/api/v1/auth/password", fields, headers=_bearer(mine))

    assert response.status_code == 204
    assert api.get("/api/v1/me", headers=_bearer(mine)).status_code == 200
    assert api.get("/api/v1/me", headers=_bearer(other)).status_code == 401


def test_sessions_are_listed_and_ended(api, owner):
    other = _login(APIClient(), owner)
    mine = _login(api, owner)
    listed = api.get("/api/v1/auth/sessions", headers=_bearer(mine)).json()["results"]
    assert [each["is_current"] for each in listed] == [True, False]

    ended = api.delete(f"/api/v1/auth/sessions/{listed[1]['id']}", headers=_bearer(mine))

    assert ended.status_code == 204
    assert api.get("/api/v1/me", headers=_bearer(other)).status_code == 401
    assert api.get("/api/v1/me", headers=_bearer(mine)).status_code == 200


def test_nobody_ends_anothers_session(api, clients, owner):
    mine = _login(api, owner)
    sign_in = SignIn.objects.get(kind="api")

    assert clients["editor"].delete(f"/api/v1/auth/sessions/{sign_in.pk}").status_code == 404
    assert api.get("/api/v1/me", headers=_bearer(mine)).status_code == 200


def test_a_personal_token_reads_or_writes_by_its_scopes(clients, owner):
    made = clients["owner"].post("/api/v1/auth/tokens", {"name": "Backup"})
    secret = made.json()["token"]
    script = APIClient(headers={"Authorization": f"Bearer {secret}"})

    assert made.status_code == 201
    assert secret.startswith(made.json()["prefix"])
    assert owner.access_tokens.get().token_hash != secret
    assert script.get("/api/v1/me").status_code == 200
    assert script.patch("/api/v1/me", {"name": "Other"}).status_code == 403
    assert "token" not in clients["owner"].get("/api/v1/auth/tokens").json()["results"][0]

    writing = clients["owner"].post("/api/v1/auth/tokens", {"name": "Bot", "scopes": ["write"]})
    script = APIClient(headers={"Authorization": f"Bearer {writing.json()['token']}"})
    assert script.patch("/api/v1/me", {"name": "Other"}).status_code == 200


def test_a_personal_token_makes_no_others(clients):
    made = clients["owner"].post("/api/v1/auth/tokens", {"name": "Bot", "scopes": ["write"]})
    script = APIClient(headers={"Authorization": f"Bearer {made.json()['token']}"})

    assert script.post("/api/v1/auth/tokens", {"name": "More"}).status_code == 403
    assert script.get("/api/v1/auth/sessions").status_code == 403


def test_a_revoked_or_expired_token_lets_nobody_in(clients, owner):
    made = clients["owner"].post("/api/v1/auth/tokens", {"name": "Bot"}).json()
    script = APIClient(headers={"Authorization": f"Bearer {made['token']}"})
    owner.access_tokens.update(expires_at=timezone.now())
    assert script.get("/api/v1/me").status_code == 401
    owner.access_tokens.update(expires_at=None)

    assert clients["viewer"].delete(f"/api/v1/auth/tokens/{made['id']}").status_code == 404
    assert script.get("/api/v1/me").status_code == 200
    assert clients["owner"].delete(f"/api/v1/auth/tokens/{made['id']}").status_code == 204
    assert script.get("/api/v1/me").status_code == 401


def test_simplejwts_own_doors_are_not_routed(api):
    for path in ("token", "token/refresh", "auth/token", "auth/token/refresh"):
        assert api.post(f"/api/v1/{path}").status_code == 404
