"""Workspaces, their members, invitations and audit trail."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.response import Response

from accounts.api.auth_views import NOTHING
from accounts.api.pages import page_of, page_schema
from accounts.api.serializers import (
    AuditOutput,
    InvitationInput,
    InvitationOutput,
    JoinedOutput,
    MailTestOutput,
    MemberOutput,
    NewInvitationOutput,
    RoleInput,
    WorkspaceInput,
    WorkspaceOutput,
    WorkspacePatch,
)
from accounts.models import Role, Workspace
from accounts.permissions import Action, Resource
from accounts.selectors import (
    audit_of,
    deleted_workspace_for,
    invitation_by_token,
    invitation_for,
    members_of,
    membership_for,
    open_invitations,
    role_in,
    workspace_for,
    workspaces_of,
)
from accounts.services.invitations import accept_invitation, invite_member, revoke_invitation
from accounts.services.mail_test import send_test_mail
from accounts.services.members import change_role, remove_member
from accounts.services.workspaces import (
    create_workspace,
    delete_workspace,
    rename_workspace,
    restore_workspace,
)
from teamflow.common.api import ApiView
from teamflow.common.requests import AuthenticatedRequest


def _shown(workspace: Workspace, role: Role | str | None) -> dict[str, object]:
    workspace.role = role  # type: ignore[attr-defined]
    return dict(WorkspaceOutput(workspace).data)


class WorkspacesView(ApiView):
    """Where one belongs."""

    @extend_schema(**page_schema("workspaces", WorkspaceOutput))
    def get(self, request: AuthenticatedRequest) -> Response:
        """Oldest first."""
        return page_of(
            request, workspaces_of(user=request.user).order_by(), ["id"], WorkspaceOutput
        )

    @extend_schema(
        request=WorkspaceInput, responses={201: WorkspaceOutput}, operation_id="workspace_create"
    )
    def post(self, request: AuthenticatedRequest) -> Response:
        """Make one, and own it."""
        form = WorkspaceInput(data=request.data)
        form.is_valid(raise_exception=True)
        workspace = create_workspace(actor=request.user, name=form.validated_data["name"])
        return Response(_shown(workspace, Role.OWNER), status=status.HTTP_201_CREATED)


class WorkspaceView(ApiView):
    """One workspace."""

    @extend_schema(responses=WorkspaceOutput, operation_id="workspace_read")
    def get(self, request: AuthenticatedRequest, slug: str) -> Response:
        """With the asker's role."""
        workspace = workspace_for(user=request.user, slug=slug)
        role = role_in(user=request.user, workspace_id=workspace.pk)
        return Response(_shown(workspace, role))

    @extend_schema(
        request=WorkspacePatch, responses=WorkspaceOutput, operation_id="workspace_update"
    )
    def patch(self, request: AuthenticatedRequest, slug: str) -> Response:
        """Rename it; owners only."""
        right = (Action.UPDATE, Resource.WORKSPACE)
        workspace = workspace_for(user=request.user, slug=slug, right=right)
        form = WorkspacePatch(data=request.data)
        form.is_valid(raise_exception=True)
        if "name" in form.validated_data:
            name = form.validated_data["name"]
            workspace = rename_workspace(actor=request.user, workspace=workspace, name=name)
        role = role_in(user=request.user, workspace_id=workspace.pk)
        return Response(_shown(workspace, role))

    @extend_schema(responses={204: NOTHING}, operation_id="workspace_delete")
    def delete(self, request: AuthenticatedRequest, slug: str) -> Response:
        """Hide it; an owner can restore it for 30 days."""
        right = (Action.DELETE, Resource.WORKSPACE)
        workspace = workspace_for(user=request.user, slug=slug, right=right)
        delete_workspace(actor=request.user, workspace=workspace)
        return Response(status=status.HTTP_204_NO_CONTENT)


class RestoreWorkspaceView(ApiView):
    """Bring a deleted workspace back."""

    @extend_schema(request=None, responses=WorkspaceOutput, operation_id="workspace_restore")
    def post(self, request: AuthenticatedRequest, slug: str) -> Response:
        """Owners only; one that is not deleted stays as it is."""
        deleted = Workspace.objects.filter(slug=slug).exclude(deleted_at=None).exists()
        if deleted:
            workspace = deleted_workspace_for(user=request.user, slug=slug)
        else:
            right = (Action.DELETE, Resource.WORKSPACE)
            workspace = workspace_for(user=request.user, slug=slug, right=right)
        workspace = restore_workspace(actor=request.user, workspace=workspace)
        return Response(_shown(workspace, Role.OWNER))


class MembersView(ApiView):
    """Who belongs to a workspace."""

    @extend_schema(**page_schema("members", MemberOutput))
    def get(self, request: AuthenticatedRequest, slug: str) -> Response:
        """In the order in which they came."""
        workspace = workspace_for(user=request.user, slug=slug)
        return page_of(request, members_of(workspace=workspace), ["created_at", "id"], MemberOutput)


class MembershipView(ApiView):
    """One member."""

    @extend_schema(responses=MemberOutput, operation_id="membership_read")
    def get(self, request: AuthenticatedRequest, membership_id: UUID) -> Response:
        """Who, and as what."""
        membership = membership_for(
            user=request.user, membership_id=membership_id, action=Action.READ
        )
        return Response(MemberOutput(membership).data)

    @extend_schema(request=RoleInput, responses=MemberOutput, operation_id="membership_update")
    def patch(self, request: AuthenticatedRequest, membership_id: UUID) -> Response:
        """Give them another role."""
        membership = membership_for(
            user=request.user, membership_id=membership_id, action=Action.UPDATE
        )
        form = RoleInput(data=request.data)
        form.is_valid(raise_exception=True)
        role = Role(form.validated_data["role"])
        membership = change_role(actor=request.user, membership=membership, role=role)
        return Response(MemberOutput(membership).data)

    @extend_schema(responses={204: NOTHING}, operation_id="membership_delete")
    def delete(self, request: AuthenticatedRequest, membership_id: UUID) -> Response:
        """Take them out, or leave; one owner always remains."""
        membership = membership_for(
            user=request.user, membership_id=membership_id, action=Action.DELETE
        )
        remove_member(actor=request.user, membership=membership)
        return Response(status=status.HTTP_204_NO_CONTENT)


class InvitationsView(ApiView):
    """What was offered and is still good."""

    @extend_schema(**page_schema("invitations", InvitationOutput))
    def get(self, request: AuthenticatedRequest, slug: str) -> Response:
        """Newest first; their links were shown when they were made."""
        workspace = workspace_for(user=request.user, slug=slug)
        return page_of(request, open_invitations(workspace=workspace), ["-id"], InvitationOutput)

    @extend_schema(
        request=InvitationInput,
        responses={201: NewInvitationOutput},
        operation_id="invitation_create",
    )
    def post(self, request: AuthenticatedRequest, slug: str) -> Response:
        """Offer a role; with an address the link is mailed, too."""
        right = (Action.CREATE, Resource.MEMBER)
        workspace = workspace_for(user=request.user, slug=slug, right=right)
        form = InvitationInput(data=request.data)
        form.is_valid(raise_exception=True)
        invited = invite_member(
            actor=request.user,
            workspace=workspace,
            email=form.validated_data["email"],
            role=Role(form.validated_data["role"]),
        )
        shown = InvitationOutput(invited.invitation).data
        data = {**shown, "url": invited.url, "token": invited.token}
        return Response(data, status=status.HTTP_201_CREATED)


class InvitationView(ApiView):
    """One invitation."""

    @extend_schema(responses=InvitationOutput, operation_id="invitation_read")
    def get(self, request: AuthenticatedRequest, invitation_id: UUID) -> Response:
        """Whom, as what, until when."""
        invitation = invitation_for(
            user=request.user, invitation_id=invitation_id, action=Action.READ
        )
        return Response(InvitationOutput(invitation).data)

    @extend_schema(responses={204: NOTHING}, operation_id="invitation_revoke")
    def delete(self, request: AuthenticatedRequest, invitation_id: UUID) -> Response:
        """Take it back."""
        invitation = invitation_for(
            user=request.user, invitation_id=invitation_id, action=Action.DELETE
        )
        revoke_invitation(actor=request.user, invitation=invitation)
        return Response(status=status.HTTP_204_NO_CONTENT)


class AcceptInvitationView(ApiView):
    """Join."""

    @extend_schema(request=None, responses={200: JoinedOutput}, operation_id="invitation_accept")
    def post(self, request: AuthenticatedRequest, token: str) -> Response:
        """Doing it again changes nothing; a link that is no longer good is a 410."""
        membership = accept_invitation(
            actor=request.user, invitation=invitation_by_token(token=token)
        )
        workspace = _shown(membership.workspace, membership.role)
        return Response({"workspace": workspace, "role": membership.role})


class AuditView(ApiView):
    """The security-relevant acts in a workspace."""

    @extend_schema(**page_schema("audit", AuditOutput))
    def get(self, request: AuthenticatedRequest, slug: str) -> Response:
        """For owners, newest first."""
        right = (Action.READ, Resource.AUDIT)
        workspace = workspace_for(user=request.user, slug=slug, right=right)
        return page_of(request, audit_of(workspace=workspace), ["-id"], AuditOutput)


class MailTestView(ApiView):
    """Whether this installation can send mail."""

    @extend_schema(request=None, responses=MailTestOutput, operation_id="workspace_mail_test")
    def post(self, request: AuthenticatedRequest, slug: str) -> Response:
        """Send a mail to oneself now; what went wrong is said plainly, and answered with 200."""
        right = (Action.READ, Resource.INTEGRATION)
        workspace_for(user=request.user, slug=slug, right=right)
        attempt = send_test_mail(actor=request.user)
        return Response({"ok": attempt.ok, "text": attempt.text, "detail": attempt.detail})
