"""Nothing secret leaves, and nothing that came acts by itself."""

import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import AccessToken, Invitation, User, Workspace
from boards.documents import load_document
from boards.elements import read_elements
from integrations.models import Connection
from tasks.models import Automation, AutomationRun, CalendarFeed, IntakeForm, Notification, Task
from tasks.services.automations import plan_due, plan_schedules
from tasks.services.automations.planning import projects_behind
from tasks.services.notifications import remind_of_due_tasks
from tasks.services.recurrence import make_due
from teamflow.common.models import Event, Job, Outbox
from teamflow.portable.tests.test_round_trip import archived, brought_in
from teamflow.portable.tests.world import World, everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(owner: User, settings: Any, tmp_path: Any) -> World:
    settings.MEDIA_ROOT = tmp_path
    settings.TEAMFLOW_URL = "http://127.0.0.1:8000"
    return everything(owner)


def test_no_secret_is_in_the_archive(world, owner):
    workspace = world.workspace
    secrets = [
        IntakeForm.objects.get().token,
        world.first["tasks.savedview"].public_token,
        owner.password,
        CalendarFeed.objects.create(workspace=workspace, user=owner, token="feed" * 9).token,
        Invitation.objects.create(
            workspace=workspace, invited_by=owner, token_hash="i" * 64, expires_at=timezone.now()
        ).token_hash,
        AccessToken.objects.create(user=owner, name="x", token_hash="t" * 64).token_hash,
        Connection.objects.create(workspace=workspace, vendor="github", secret="s" * 32).secret,
    ]

    with zipfile.ZipFile(archived(workspace)) as archive:
        held = b"".join(archive.read(name) for name in archive.namelist()).decode("latin-1")

    assert all(secret and secret not in held for secret in secrets)


def test_nothing_acts_rings_or_shouts(world, owner):
    Task.objects.update(due_date=timezone.localdate() - timedelta(days=1), completed_at=None)
    Automation.objects.update(is_enabled=True, trigger={"kind": "due", "days": 0})
    file = archived(world.workspace)
    Workspace.objects.update(deleted_at=timezone.now())
    Job.objects.all().delete()

    workspace, result, _archive = brought_in(owner, file)

    before = {model: model.objects.count() for model in (Event, Outbox, Job, AutomationRun, Task)}
    plan_schedules()
    plan_due()
    assert projects_behind() == []
    make_due()
    remind_of_due_tasks(now=timezone.now())
    assert {model: model.objects.count() for model in before} == before
    told = Notification.objects.filter(workspace=workspace)
    assert not told.filter(archived_at=None).exists()
    assert mail.outbox == []
    assert result["paused"] == 3
    assert not AutomationRun.objects.filter(
        automation__project__workspace=workspace, status="waiting"
    ).exists()


def test_addresses_lead_to_the_new_place(world, owner, settings):
    file = archived(world.workspace)
    settings.TEAMFLOW_URL = "https://new.example.org"

    workspace, _result, _archive = brought_in(owner, file)

    task = Task.objects.filter(project__workspace=workspace).order_by("pk").first()
    assert workspace.slug != "everything"
    for text in (task.description, _text_on_board(workspace)):
        assert "everything/" not in text
        assert f"\n/w/{workspace.slug}/p/TF/, https://new.example.org/w/{workspace.slug}/" in text


def test_people_keep_their_names_without_an_account(world, owner, client):
    workspace, result, _archive = brought_in(owner, archived(world.workspace))

    child = Task.objects.get(project__workspace=workspace, parent__isnull=False)
    author = child.created_by
    assert author.name == "Colleague"
    assert author.pk != world.colleague.pk
    assert not author.is_active
    assert not author.has_usable_password()
    assert author.email.endswith("@imported.invalid")
    assert result["names"] == [{"name": "Colleague", "email": "colleague@example.com"}]
    assert list(workspace.memberships.values_list("user", flat=True)) == [owner.pk]


def test_a_colleague_is_a_member_again(world, owner):
    world.make("accounts.membership", user=world.colleague, role="member")
    file = archived(world.workspace)

    workspace, result, _archive = brought_in(owner, file)

    assert result["members"] == 2
    assert workspace.memberships.get(user=world.colleague).role == "member"


def _text_on_board(workspace: Workspace) -> str:
    elements = read_elements(load_document(workspace.boards.get().pk).document)
    return "".join(element["text"] for element in elements if element["kind"] == "sticky")
