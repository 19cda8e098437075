"""Inviting, taking back, accepting."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Invitation, Membership, Role
from accounts.permissions import Denied
from accounts.selectors import invitation_by_token
from accounts.services.invitations import accept_invitation, invite_member, revoke_invitation
from accounts.tests.factories import MembershipFactory
from teamflow.common.errors import Gone, NotFound
from teamflow.common.models import Job

pytestmark = pytest.mark.django_db


def _invite(owner, workspace, email="", role=Role.MEMBER):
    return invite_member(actor=owner, workspace=workspace, email=email, role=role)


def test_keeps_a_hash_and_mails_the_link(owner, workspace):
    invited = _invite(owner, workspace, "new@example.com")

    row = Invitation.objects.get()
    assert invited.token not in (row.token_hash, str(row.__dict__))
    assert invitation_by_token(token=invited.token) == row
    assert Job.objects.get(kind="accounts.send_mail").payload["to"] == "new@example.com"


def test_a_link_for_anybody_is_mailed_to_nobody(owner, workspace):
    _invite(owner, workspace)

    assert not Job.objects.exists()


@pytest.mark.parametrize("part", ["editor", "viewer", "outsider"])
def test_denies_lower_roles_and_offers_nothing(request, part, workspace, sent_messages):
    with pytest.raises(Denied):
        _invite(request.getfixturevalue(part), workspace, "new@example.com")

    assert (Invitation.objects.count(), Job.objects.count(), sent_messages) == (0, 0, [])


def test_an_admin_offers_no_ownership(workspace):
    admin = MembershipFactory(workspace=workspace, role=Role.ADMIN).user
    with pytest.raises(Denied):
        _invite(admin, workspace, role=Role.OWNER)

    assert _invite(admin, workspace, role=Role.ADMIN).invitation.role == Role.ADMIN


@pytest.mark.parametrize("email", ["EDITOR@example.com", "no-address"])
def test_refuses_members_and_what_is_no_address(owner, workspace, editor, email):
    with pytest.raises(ValidationError) as caught:
        _invite(owner, workspace, email)

    assert list(caught.value.message_dict) == ["email"]
    assert not Invitation.objects.exists()


def test_accepting_joins_and_doing_it_again_changes_nothing(
    owner, outsider, workspace, sent_messages
):
    found = _invite(owner, workspace, role=Role.VIEWER).invitation
    first = accept_invitation(actor=outsider, invitation=found)
    said = len(sent_messages)
    again = accept_invitation(actor=outsider, invitation=found)

    assert first == again
    assert Membership.objects.get(user=outsider, workspace=workspace).role == Role.VIEWER
    assert len(sent_messages) == said
    assert "member.joined" in [each.get("type") for each in sent_messages]


def test_a_member_keeps_their_role_and_the_link_stays_good(owner, editor, workspace):
    found = _invite(owner, workspace, role=Role.ADMIN).invitation

    assert accept_invitation(actor=editor, invitation=found).role == Role.MEMBER
    found.refresh_from_db()
    assert found.accepted_at is None


def test_a_link_works_once(owner, outsider, workspace):
    from accounts.tests.factories import UserFactory

    found = _invite(owner, workspace).invitation
    accept_invitation(actor=outsider, invitation=found)
    with pytest.raises(Gone):
        accept_invitation(actor=UserFactory.create(), invitation=found)


def test_somebody_who_was_removed_does_not_come_back_by_the_old_link(owner, outsider, workspace):
    found = _invite(owner, workspace).invitation
    accept_invitation(actor=outsider, invitation=found).delete()
    with pytest.raises(Gone):
        accept_invitation(actor=outsider, invitation=found)


def test_an_invitation_by_address_is_for_that_address(owner, outsider, workspace):
    found = _invite(owner, workspace, "other@example.com").invitation
    with pytest.raises(Denied):
        accept_invitation(actor=outsider, invitation=found)

    assert not Membership.objects.filter(user=outsider, workspace=workspace).exists()


def test_what_expired_or_was_taken_back_is_gone(owner, outsider, workspace, sent_messages):
    old, taken = _invite(owner, workspace).invitation, _invite(owner, workspace).invitation
    Invitation.objects.filter(pk=old.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    revoke_invitation(actor=owner, invitation=taken)
    said = len(sent_messages)
    revoke_invitation(actor=owner, invitation=taken)

    assert len(sent_messages) == said
    for found in (old, taken):
        with pytest.raises(Gone):
            accept_invitation(actor=outsider, invitation=found)


def test_an_unknown_token_is_nothing(db):
    with pytest.raises(NotFound):
        invitation_by_token(token="unknown")
