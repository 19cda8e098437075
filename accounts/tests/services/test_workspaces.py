"""Making, renaming, deleting and restoring workspaces."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Membership, Role, Workspace
from accounts.selectors import role_in, workspace_for, workspaces_of
from accounts.services.clean_up import sweep
from accounts.services.workspaces import (
    create_workspace,
    delete_workspace,
    rename_workspace,
    restore_workspace,
)
from teamflow.common.errors import NotFound
from teamflow.common.models import Event

pytestmark = pytest.mark.django_db


def test_the_maker_owns_it(outsider):
    workspace = create_workspace(actor=outsider, name="  Blue   Dock ")

    assert (workspace.name, workspace.slug) == ("Blue Dock", "blue-dock")
    assert Membership.objects.get(workspace=workspace).role == Role.OWNER
    entry = Event.objects.get(log=f"workspace:{workspace.pk}")
    assert (entry.type, entry.seq, entry.actor_id) == ("workspace.created", 1, outsider.pk)


@pytest.mark.parametrize(("name", "slug"), [("港", "workspace"), ("Ünï côde!", "uni-code")])
def test_a_name_in_any_writing_has_an_address(outsider, name, slug):
    assert create_workspace(actor=outsider, name=name).slug == slug


def test_two_of_one_name_have_two_addresses(outsider):
    slugs = {create_workspace(actor=outsider, name="Dock").slug for _ in range(3)}

    assert len(slugs) == 3


@pytest.mark.parametrize("name", ["", "   ", "x" * 101])
def test_refuses_names_that_are_none(outsider, name):
    before = Workspace.objects.count()
    with pytest.raises(ValidationError):
        create_workspace(actor=outsider, name=name)

    assert Workspace.objects.count() == before


def test_rename_keeps_the_address(owner, workspace, sent_messages):
    rename_workspace(actor=owner, workspace=workspace, name="Bay")
    rename_workspace(actor=owner, workspace=workspace, name="Bay")

    workspace.refresh_from_db()
    assert (workspace.name, workspace.slug) == ("Bay", "harbour")
    assert [each["type"] for each in sent_messages] == ["workspace.updated"]


def test_deleting_hides_it_from_everybody_and_restoring_brings_it_back(
    owner, viewer, workspace, commits
):
    assert role_in(user=viewer, workspace_id=workspace.pk) == Role.VIEWER
    delete_workspace(actor=owner, workspace=workspace)

    assert role_in(user=viewer, workspace_id=workspace.pk) is None
    with pytest.raises(NotFound):
        workspace_for(user=owner, slug="harbour")

    restore_workspace(actor=owner, workspace=workspace)
    assert workspace_for(user=viewer, slug="harbour") == workspace


def test_after_thirty_days_it_is_purged(owner, workspace):
    delete_workspace(actor=owner, workspace=workspace)
    long_ago = timezone.now() - timedelta(days=31)
    Workspace.objects.filter(pk=workspace.pk).update(deleted_at=long_ago)
    with pytest.raises(ValidationError):
        restore_workspace(actor=owner, workspace=workspace)

    sweep()

    assert not Workspace.objects.filter(pk=workspace.pk).exists()


def test_the_list_takes_one_query(owner, workspace, django_assert_num_queries):
    for number in range(20):
        create_workspace(actor=owner, name=f"Dock {number}")

    with django_assert_num_queries(1):
        roles = [(each.slug, getattr(each, "role", None)) for each in workspaces_of(user=owner)]
    assert len(roles) == 21
    assert roles[0] == ("harbour", Role.OWNER)
