"""The back office: for staff, by the same door, and mostly to look."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEvent, Invitation, Role, SignIn, User
from accounts.services.invitations import invite_member
from accounts.services.workspaces import delete_workspace
from accounts.tests.factories import UserFactory
from teamflow.common import jobs
from teamflow.common.models import Job, Outbox

pytestmark = pytest.mark.django_db

PAGES = [
    "accounts/user",
    "accounts/workspace",
    "accounts/membership",
    "accounts/invitation",
    "accounts/accesstoken",
    "accounts/signin",
    "accounts/auditevent",
    "common/job",
    "common/event",
    "common/outbox",
]


@pytest.fixture
def staff():
    return UserFactory(email="staff@example.com", is_staff=True, is_superuser=True)


@pytest.fixture
def office(staff):
    client = Client()
    client.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _do(office, page, action, row):
    fields = {"action": action, "_selected_action": [str(row.pk)]}
    return office.post(f"/admin/{page}/", fields)


@pytest.mark.parametrize("page", PAGES)
def test_lists_and_rows_stand(office, owner, workspace, page):
    invite_member(actor=owner, workspace=workspace, email="new@example.com", role=Role.MEMBER)
    owner.access_tokens.create(name="Bot", token_hash="hash", prefix="tfp_abc")
    Outbox.objects.create(topic="test")
    listed = office.get(f"/admin/{page}/")

    assert listed.status_code == 200
    row = listed.context["cl"].result_list[0]
    assert office.get(f"/admin/{page}/{row.pk}/change/").status_code == 200


def test_people_who_are_no_staff_stay_out(clients):
    response = clients["owner"].get("/admin/")

    assert response.status_code in {302, 403}


def test_its_sign_in_is_the_product_s_own():
    response = Client().get("/admin/login/?next=/admin/", follow=True)

    assert response.redirect_chain[-1][0].startswith("/accounts/login/")


@pytest.mark.parametrize("page", [page for page in PAGES if page != "accounts/user"])
def test_nothing_is_made_or_deleted_by_hand(office, page):
    assert office.get(f"/admin/{page}/add/").status_code == 403


def test_unlocks_an_account_and_is_audited(office, staff, owner):
    User.objects.filter(pk=owner.pk).update(
        failed_login_attempts=5, locked_until=timezone.now() + timedelta(minutes=15)
    )
    _do(office, "accounts/user", "unlock", owner)

    owner.refresh_from_db()
    assert (owner.failed_login_attempts, owner.locked_until) == (0, None)
    assert AuditEvent.objects.get(action="account.unlocked").actor == staff


def test_restores_a_workspace(office, owner, workspace):
    delete_workspace(actor=owner, workspace=workspace)
    _do(office, "accounts/workspace", "restore", workspace)

    workspace.refresh_from_db()
    assert workspace.deleted_at is None


def test_signs_a_device_out(office, clients, owner):
    clients["owner"].force_login(owner, backend="django.contrib.auth.backends.ModelBackend")
    _do(office, "accounts/signin", "end", SignIn.objects.get(user=owner))

    assert clients["owner"].get("/api/v1/me").status_code == 401


def test_tries_a_failed_job_again_but_no_other(office):
    failed = Job.objects.create(kind="test", status=Job.Status.FAILED, error="No.", attempts=3)
    done = Job.objects.create(kind="test", status=Job.Status.DONE)
    for job in (failed, done):
        _do(office, "common/job", "retry", job)

    failed.refresh_from_db()
    done.refresh_from_db()
    assert (failed.status, failed.error, failed.attempts) == (Job.Status.QUEUED, "", 0)
    assert done.status == Job.Status.DONE
    assert not jobs.retry(done)


def test_no_hash_is_shown(office, owner, workspace):
    invited = invite_member(actor=owner, workspace=workspace, email="", role=Role.MEMBER)
    row = Invitation.objects.get(pk=invited.invitation.pk)

    shown = office.get(f"/admin/accounts/invitation/{row.pk}/change/").content.decode()

    assert row.token_hash not in shown
