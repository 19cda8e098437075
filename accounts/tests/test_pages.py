"""The pages, as a browser without scripts walks them."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts import jobs as _registered  # noqa: F401
from accounts.models import Membership, Role, SignIn, User, Workspace
from accounts.services.invitations import invite_member
from accounts.tests.factories import PASSWORD
from teamflow.common import jobs
from teamflow.common.models import Job

pytestmark = pytest.mark.django_db

NEW = "another-good-password"


@pytest.fixture(autouse=True)
def many_sign_ins(settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "sign_in": "1000/m"}


@pytest.fixture
def visitor():
    return Client()


def _send_waiting_mail():
    for job in Job.objects.filter(kind="accounts.send_mail", status=Job.Status.QUEUED):
        jobs.run_job(str(job.pk))


def _link(path):
    """The way in that the last mail brought."""
    found = re.search(rf"https?://[^/]+({path}\S+)", str(mail.outbox[-1].body))
    assert found is not None, mail.outbox[-1].body
    return found[1]


def _sign_up(visitor, **more):
    fields = {"name": "Ana", "email": "ana@example.com", "password1": PASSWORD, **more}
    return visitor.post("/accounts/signup/", fields)


def test_sign_up_verify_sign_out_sign_in_and_reset(visitor, commits):
    signed_up = _sign_up(visitor)
    workspace = Workspace.objects.get()
    user = User.objects.get()
    assert signed_up.status_code == 302
    assert visitor.get("/").headers["Location"] == f"/w/{workspace.slug}/"
    assert (workspace.name, user.email_verified_at) == ("Ana’s workspace", None)

    _send_waiting_mail()
    link = _link("/accounts/confirm-email/")
    assert visitor.get(link).status_code == 200
    visitor.post(link)
    user.refresh_from_db()
    assert user.email_verified_at is not None

    visitor.post("/accounts/logout/")
    assert visitor.get("/me/").headers["Location"].startswith("/accounts/login/")

    wrong = visitor.post("/accounts/login/", {"login": user.email, "password": "wrong-wrong"})
    assert wrong.status_code == 200
    right = visitor.post("/accounts/login/", {"login": "ANA@example.com", "password": PASSWORD})
    assert right.status_code == 302
    visitor.post("/accounts/logout/")

    visitor.post("/accounts/password/reset/", {"email": user.email})
    _send_waiting_mail()
    form = visitor.get(_link("/accounts/password/reset/key/"), follow=True)
    done = visitor.post(form.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})
    assert done.status_code == 302
    assert (
        visitor.post("/accounts/login/", {"login": user.email, "password": NEW}).status_code == 302
    )


def test_a_reset_link_works_once(visitor, owner, commits):
    visitor.post("/accounts/password/reset/", {"email": owner.email})
    _send_waiting_mail()
    link = _link("/accounts/password/reset/key/")
    form = visitor.get(link, follow=True)
    visitor.post(form.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})

    again = Client().get(link, follow=True)

    assert "not good" in again.content.decode()


def test_the_sixth_wrong_password_is_429_for_known_and_unknown_alike(visitor, owner):
    for email in (owner.email, "nobody@example.com"):
        codes = [
            visitor.post("/accounts/login/", {"login": email, "password": "wrong-wrong"})
            for _ in range(6)
        ]
        assert [each.status_code for each in codes] == [200] * 5 + [429]
        assert int(codes[-1].headers["Retry-After"]) > 800

    right = visitor.post("/accounts/login/", {"login": owner.email, "password": PASSWORD})
    assert right.status_code == 429


def test_a_password_like_the_address_is_refused(visitor):
    response = _sign_up(visitor, email="harbourmaster@example.com", password1="harbourmaster1")

    assert response.status_code == 200
    assert "too similar" in response.content.decode()
    assert not User.objects.exists()


def test_a_taken_address_is_refused_at_its_field(visitor, owner):
    response = _sign_up(visitor, email="OWNER@example.com")

    assert response.status_code == 200
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    "name",
    ["me", "me-security", "me-history", "new-workspace"],
)
def test_own_pages_stand(clients, name):
    assert clients["viewer"].get(reverse(name)).status_code == 200


@pytest.mark.parametrize(
    ("path", "codes"),
    [
        ("/w/harbour/members/", {"owner": 200, "editor": 200, "viewer": 200, "outsider": 404}),
        ("/w/harbour/settings/", {"owner": 200, "editor": 200, "viewer": 200, "outsider": 404}),
        ("/w/harbour/settings/audit/", {"owner": 200, "editor": 403, "outsider": 404}),
        ("/w/harbour/settings/audit.csv", {"owner": 200, "editor": 403, "outsider": 404}),
    ],
)
def test_workspace_pages_open_by_role(clients, path, codes):
    assert {part: clients[part].get(path).status_code for part in codes} == codes


def test_allauths_page_for_several_addresses_stands_aside(clients):
    response = clients["owner"].post("/accounts/email/", {"email": "more@example.com"})

    assert (response.status_code, response.headers["Location"]) == (302, "/me/")


def test_pages_ask_strangers_to_sign_in(visitor, workspace):
    for path in ("/me/", "/me/security/", "/w/harbour/members/", "/w/harbour/settings/"):
        response = visitor.get(path)
        assert response.status_code == 302
        assert response.headers["Location"] == f"/accounts/login/?next={path}"


def test_profile_saves(clients, owner):
    fields = {"name": "New Name", "theme": "dark", "locale": "en", "timezone": "Europe/Berlin"}
    response = clients["owner"].post("/me/", fields, format="multipart")

    owner.refresh_from_db()
    assert response.status_code == 302
    assert (owner.name, owner.theme, owner.timezone) == ("New Name", "dark", "Europe/Berlin")


def test_password_change_keeps_this_device_and_ends_the_others(visitor, owner, commits):
    other = Client()
    for each in (visitor, other):
        each.post("/accounts/login/", {"login": owner.email, "password": PASSWORD})

    fields = {"current_password": PASSWORD, "password": NEW}
    response = visitor.post("/me/security/password/", fields)

    assert response.status_code == 302
    assert visitor.get("/me/").status_code == 200
    assert other.get("/me/").status_code == 302
    assert SignIn.objects.filter(user=owner, revoked_at=None).count() == 1


def test_ending_a_device_signs_its_browser_out(visitor, owner, commits):
    other = Client()
    for each in (visitor, other):
        each.post("/accounts/login/", {"login": owner.email, "password": PASSWORD})
    theirs = SignIn.objects.get(session_key=other.session.session_key)

    visitor.post(f"/me/security/devices/{theirs.pk}/end/")

    assert other.get("/me/").status_code == 302
    assert visitor.get("/me/").status_code == 200


def test_nobody_ends_anothers_device(clients, owner, viewer):
    clients["owner"].force_login(owner, backend="django.contrib.auth.backends.ModelBackend")
    theirs = SignIn.objects.get(user=owner)

    response = clients["viewer"].post(f"/me/security/devices/{theirs.pk}/end/")

    theirs.refresh_from_db()
    assert (response.status_code, theirs.revoked_at) == (404, None)


def test_a_token_is_shown_once(clients, owner):
    fields = {"name": "Backup", "scopes": ["read"], "expires_in": "90"}
    shown = clients["owner"].post("/me/security/tokens/", fields, format="multipart")

    secret = re.findall(r"tfp_[\w-]+", shown.content.decode())[0]
    assert secret not in clients["owner"].get("/me/security/").content.decode()
    assert owner.access_tokens.get().prefix == secret[:12]


def test_invitation_shows_its_link_and_joins_who_signs_up(clients, visitor, workspace):
    fields = {"email": "", "role": "member"}
    page = clients["owner"].post("/w/harbour/members/invite/", fields, format="multipart")
    path = re.findall(r"https?://[^/]+(/invite/[\w-]+/)", page.content.decode())[0]

    shown = visitor.get(path)
    by = visitor.post(path, {"by": "account_signup"})
    joined = _sign_up(visitor)

    user = User.objects.get(email="ana@example.com")
    assert "Harbour" in shown.content.decode()
    assert by.headers["Location"] == "/accounts/signup/"
    assert joined.headers["Location"] == "/w/harbour/"
    assert Membership.objects.get(user=user).workspace == workspace
    assert visitor.get(path).status_code == 410


def test_invitation_joins_who_signs_in(visitor, outsider, owner, workspace):
    invited = invite_member(actor=owner, workspace=workspace, email="", role=Role.VIEWER)
    visitor.post(f"/invite/{invited.token}/", {"by": "account_login"})

    visitor.post("/accounts/login/", {"login": outsider.email, "password": PASSWORD})

    assert Membership.objects.get(user=outsider, workspace=workspace).role == Role.VIEWER


def test_invitation_joins_by_its_button(clients, outsider, owner, workspace):
    invited = invite_member(actor=owner, workspace=workspace, email="", role=Role.MEMBER)

    page = clients["outsider"].get(f"/invite/{invited.token}/")
    response = clients["outsider"].post(f"/invite/{invited.token}/")

    assert (page.status_code, response.headers["Location"]) == (200, "/w/harbour/")
    assert Membership.objects.filter(user=outsider, workspace=workspace).exists()


def test_only_looking_at_an_invitation_joins_nobody(visitor, outsider, owner, workspace):
    invited = invite_member(actor=owner, workspace=workspace, email="", role=Role.VIEWER)
    visitor.get(f"/invite/{invited.token}/")

    visitor.post("/accounts/login/", {"login": outsider.email, "password": PASSWORD})

    assert not Membership.objects.filter(user=outsider, workspace=workspace).exists()


def test_times_are_shown_in_the_persons_own_zone(clients, owner, workspace):
    from accounts.models import AuditEvent

    AuditEvent.objects.create(workspace=workspace, action="test.done")
    AuditEvent.objects.update(at="2026-01-15T23:30:00Z")
    owner.timezone = "Asia/Tokyo"
    owner.save(update_fields=["timezone"])

    assert (
        "01/16/2026 8:30 a.m."
        in clients["owner"].get("/w/harbour/settings/audit/").content.decode()
    )


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537 Chrome/130 Safari/537",
            "Chrome on Linux",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18 Safari/604",
            "Safari on iOS",
        ),
        ("curl/8.5.0", "curl"),
        ("", "Unknown device"),
    ],
)
def test_browsers_are_named(agent, words):
    from accounts.templatetags.people import device

    assert device(agent) == words


def test_an_unknown_invitation_is_404(visitor):
    assert visitor.get("/invite/nothing/").status_code == 404


def test_role_change_by_htmx_answers_with_the_list(clients, viewer, workspace):
    membership = Membership.objects.get(user=viewer, workspace=workspace)
    path = reverse("members-role", args=["harbour", membership.pk])

    response = clients["owner"].post(
        path, {"role": "member"}, format="multipart", headers={"HX-Request": "true"}
    )

    membership.refresh_from_db()
    assert response.content.decode().lstrip().startswith('<div id="members-list">')
    assert membership.role == Role.MEMBER


def test_the_last_owner_cannot_leave(clients, owner, workspace):
    response = clients["owner"].post("/w/harbour/settings/leave/")

    assert response.headers["Location"] == "/w/harbour/settings/"
    assert Membership.objects.filter(user=owner, workspace=workspace).exists()


def test_a_workspace_is_deleted_by_name_only_and_comes_back(clients, workspace, commits):
    path = "/w/harbour/settings/delete/"
    clients["owner"].post(path, {"confirm": "no"}, format="multipart")
    assert clients["viewer"].get("/w/harbour/members/").status_code == 200

    clients["owner"].post(path, {"confirm": "Harbour"}, format="multipart")
    assert clients["viewer"].get("/w/harbour/members/").status_code == 404

    assert clients["viewer"].post("/w/harbour/settings/restore/").status_code == 404
    clients["owner"].post("/w/harbour/settings/restore/")
    assert clients["viewer"].get("/w/harbour/members/").status_code == 200


def test_a_person_of_no_workspace_is_asked_to_make_one(visitor, db):
    from accounts.tests.factories import UserFactory

    visitor.force_login(UserFactory())

    assert visitor.get("/").headers["Location"] == "/workspaces/new/"
    response = visitor.post("/workspaces/new/", {"name": "Dock"})
    assert response.headers["Location"] == "/w/dock/"


def test_the_audit_export_defuses_formulas(clients, owner, workspace):
    from accounts.services.audit import record_audit

    record_audit(actor=owner, action="=1+1", workspace=workspace)

    text = clients["owner"].get("/w/harbour/settings/audit.csv").content.decode()

    assert "'=1+1" in text


def test_the_members_page_asks_no_more_for_more_members(
    clients, workspace, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from accounts.tests.factories import MembershipFactory

    clients["owner"].get("/w/harbour/members/")
    with CaptureQueriesContext(
        connection,
    ) as few:
        clients["owner"].get("/w/harbour/members/")
    for _ in range(20):
        MembershipFactory(workspace=workspace)

    with django_assert_max_num_queries(len(few)):
        clients["owner"].get("/w/harbour/members/")


def test_a_crowd_comes_in_pages_and_is_searched(clients, workspace):
    from accounts.tests.factories import MembershipFactory, UserFactory

    for _ in range(55):
        MembershipFactory(workspace=workspace)
    MembershipFactory(workspace=workspace, user=UserFactory(name="Zoë Last", email="z@example.com"))

    first = clients["owner"].get("/w/harbour/members/")
    second = clients["owner"].get("/w/harbour/members/?page=2")
    found = clients["owner"].get("/w/harbour/members/?q=zo\u00eb")
    nobody = clients["owner"].get("/w/harbour/members/?q=%00nobody&page=x")

    assert len(first.context["members"]) == 50
    assert "Zoë Last" not in first.content.decode()
    assert "Zoë Last" in second.content.decode()
    assert [row["membership"].user.name for row in found.context["members"]] == ["Zoë Last"]
    assert b"Nobody here is called that." in nobody.content
