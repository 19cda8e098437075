"""Roles: changing them, and going."""

import pytest
from django.core.exceptions import ValidationError

from accounts.models import AuditEvent, Membership, Role
from accounts.permissions import Denied
from accounts.selectors import role_in
from accounts.services.members import change_role, leave_workspace, remove_member
from accounts.tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(workspace):
    return MembershipFactory(workspace=workspace, role=Role.ADMIN).user


def _membership(user, workspace):
    return Membership.objects.get(user=user, workspace=workspace)


def _roles(workspace):
    return dict(Membership.objects.filter(workspace=workspace).values_list("user_id", "role"))


def test_changes_the_role_tells_everybody_and_is_audited(owner, editor, workspace, sent_messages):
    change_role(actor=owner, membership=_membership(editor, workspace), role=Role.ADMIN)

    assert _membership(editor, workspace).role == Role.ADMIN
    told = [each for each in sent_messages if each.get("type") == "member.role_changed"]
    assert [each["changes"] for each in told] == [{"role": ["member", "admin"]}]
    audited = AuditEvent.objects.get(action="member.role_changed")
    assert (audited.actor, audited.changes) == (owner, {"role": ["member", "admin"]})


def test_the_role_that_was_already_theirs_changes_nothing(owner, editor, workspace, sent_messages):
    change_role(actor=owner, membership=_membership(editor, workspace), role=Role.MEMBER)

    assert sent_messages == []
    assert not AuditEvent.objects.filter(action="member.role_changed").exists()


@pytest.mark.parametrize("part", ["editor", "viewer", "outsider"])
def test_denies_lower_roles_and_changes_nothing(request, part, viewer, workspace, sent_messages):
    actor = request.getfixturevalue(part)
    before = _roles(workspace)
    with pytest.raises(Denied):
        change_role(actor=actor, membership=_membership(viewer, workspace), role=Role.MEMBER)
    if part != "viewer":
        with pytest.raises(Denied):
            remove_member(actor=actor, membership=_membership(viewer, workspace))

    assert (_roles(workspace), sent_messages) == (before, [])


def test_an_admin_neither_makes_nor_unmakes_an_owner(
    admin, owner, editor, workspace, sent_messages
):
    before = _roles(workspace)
    for membership, role in [
        (_membership(editor, workspace), Role.OWNER),
        (_membership(admin, workspace), Role.OWNER),
        (_membership(owner, workspace), Role.MEMBER),
    ]:
        with pytest.raises(Denied):
            change_role(actor=admin, membership=membership, role=role)
    with pytest.raises(Denied):
        remove_member(actor=admin, membership=_membership(owner, workspace))

    assert (_roles(workspace), sent_messages) == (before, [])


def test_one_owner_always_remains(owner, editor, workspace):
    mine = _membership(owner, workspace)
    with pytest.raises(ValidationError):
        change_role(actor=owner, membership=mine, role=Role.MEMBER)
    with pytest.raises(ValidationError):
        leave_workspace(actor=owner, workspace=workspace)

    change_role(actor=owner, membership=_membership(editor, workspace), role=Role.OWNER)
    leave_workspace(actor=owner, workspace=workspace)

    assert _roles(workspace)[editor.pk] == Role.OWNER
    assert owner.pk not in _roles(workspace)


def test_the_remembered_role_is_dropped_at_once(owner, editor, workspace, commits):
    assert role_in(user=editor, workspace_id=workspace.pk) == Role.MEMBER

    change_role(actor=owner, membership=_membership(editor, workspace), role=Role.VIEWER)
    assert role_in(user=editor, workspace_id=workspace.pk) == Role.VIEWER

    remove_member(actor=owner, membership=_membership(editor, workspace))
    assert role_in(user=editor, workspace_id=workspace.pk) is None


def test_removing_and_lowering_has_sockets_looked_at_again(
    owner, editor, viewer, workspace, sent_messages
):
    change_role(actor=owner, membership=_membership(editor, workspace), role=Role.VIEWER)
    remove_member(actor=owner, membership=_membership(viewer, workspace))

    looked = [each["user"] for each in sent_messages if each.get("kind") == "access"]
    assert looked == [str(editor.pk), str(viewer.pk)]


def test_anybody_may_leave(viewer, workspace, sent_messages):
    leave_workspace(actor=viewer, workspace=workspace)

    assert viewer.pk not in _roles(workspace)
    assert "member.left" in [each.get("type") for each in sent_messages]


def test_removing_twice_is_once(owner, viewer, workspace, sent_messages):
    membership = _membership(viewer, workspace)
    remove_member(actor=owner, membership=membership)
    said = len(sent_messages)
    remove_member(actor=owner, membership=membership)

    assert len(sent_messages) == said


def test_changing_a_role_takes_few_queries(owner, editor, workspace, django_assert_max_num_queries):
    membership = _membership(editor, workspace)
    for _ in range(30):
        MembershipFactory(workspace=workspace, user=UserFactory())

    with django_assert_max_num_queries(9):
        change_role(actor=owner, membership=membership, role=Role.ADMIN)
