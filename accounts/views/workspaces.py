"""A workspace's own pages: members, settings, audit trail."""

import csv
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.forms import InviteForm, RoleForm, WorkspaceForm
from accounts.models import Membership, Role, Workspace
from accounts.permissions import Action, Resource, can, may_set_role
from accounts.selectors import (
    audit_of,
    deleted_workspace_for,
    invitation_for,
    members_of,
    membership_for,
    open_invitations,
    role_in,
    workspace_for,
)
from accounts.services.invitations import invite_member, revoke_invitation
from accounts.services.mail_test import send_test_mail
from accounts.services.members import change_role, leave_workspace, remove_member
from accounts.services.workspaces import (
    delete_workspace,
    rename_workspace,
    restore_workspace,
)
from accounts.views.doors import PageRequest, page, refuse, say

EXPORTED = 100_000
MEMBERS_A_PAGE = 50


@page("GET")
def members(request: PageRequest, slug: str) -> HttpResponse:
    """Who belongs here, and who was asked to."""
    return _members(request, workspace_for(user=request.user, slug=slug))


@page("POST")
def invite(request: PageRequest, slug: str) -> HttpResponse:
    """Make an invitation and show its link, this once."""
    right = (Action.CREATE, Resource.MEMBER)
    workspace = workspace_for(user=request.user, slug=slug, right=right)
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _members(request, workspace, invite_form=form)
    try:
        invited = invite_member(
            actor=request.user,
            workspace=workspace,
            email=form.cleaned_data["email"],
            role=Role(form.cleaned_data["role"]),
        )
    except ValidationError as error:
        refuse(form, error)
        return _members(request, workspace, invite_form=form)
    return _members(request, workspace, invited=invited)


@page("POST")
def take_back(request: PageRequest, slug: str, invitation_id: UUID) -> HttpResponse:
    """Make a link worthless."""
    invitation = invitation_for(
        user=request.user, invitation_id=invitation_id, action=Action.DELETE
    )
    revoke_invitation(actor=request.user, invitation=invitation)
    return redirect("members", slug=invitation.workspace.slug)


@page("POST")
def set_role(request: PageRequest, slug: str, membership_id: UUID) -> HttpResponse:
    """Give a member another role; with htmx the list comes back, else the page."""
    membership = membership_for(
        user=request.user, membership_id=membership_id, action=Action.UPDATE
    )
    form = RoleForm(request.POST)
    if not form.is_valid():
        say(request, form)
        return _members_again(request, membership.workspace)
    try:
        role = Role(form.cleaned_data["role"])
        change_role(actor=request.user, membership=membership, role=role)
    except ValidationError as error:
        say(request, error)
    return _members_again(request, membership.workspace)


@page("POST")
def remove(request: PageRequest, slug: str, membership_id: UUID) -> HttpResponse:
    """Take a member out, or leave."""
    membership = membership_for(
        user=request.user, membership_id=membership_id, action=Action.DELETE
    )
    try:
        remove_member(actor=request.user, membership=membership)
    except ValidationError as error:
        say(request, error)
    else:
        if membership.user_id == request.user.pk:
            return redirect("home")
    return redirect("members", slug=membership.workspace.slug)


@page("GET", "POST")
def settings_page(request: PageRequest, slug: str) -> HttpResponse:
    """Name and danger zone; owners rename, everybody may leave."""
    is_saving = request.method == "POST"
    right = (Action.UPDATE if is_saving else Action.READ, Resource.WORKSPACE)
    workspace = workspace_for(user=request.user, slug=slug, right=right)
    form = WorkspaceForm(request.POST or None, initial={"name": workspace.name})
    if is_saving and form.is_valid():
        name = form.cleaned_data["name"]
        try:
            rename_workspace(actor=request.user, workspace=workspace, name=name)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The workspace is renamed."))
            return redirect("workspace-settings", slug=workspace.slug)
    return _settings(request, workspace, form)


@page("POST")
def test_mail(request: PageRequest, slug: str) -> HttpResponse:
    """Send a mail to oneself and say what became of it; for owners and admins."""
    right = (Action.READ, Resource.INTEGRATION)
    workspace = workspace_for(user=request.user, slug=slug, right=right)
    form = WorkspaceForm(initial={"name": workspace.name})
    return _settings(request, workspace, form, attempt=send_test_mail(actor=request.user))


def _settings(
    request: PageRequest, workspace: Workspace, form: WorkspaceForm, **more: Any
) -> HttpResponse:
    role = role_in(user=request.user, workspace_id=workspace.pk)
    context = {
        "workspace": workspace,
        "form": form,
        **more,
        "can_rename": can(role, Action.UPDATE, Resource.WORKSPACE),
        "can_delete": can(role, Action.DELETE, Resource.WORKSPACE),
        "can_export": can(role, Action.CREATE, Resource.EXPORT),
        "can_audit": can(role, Action.READ, Resource.AUDIT),
        "can_integrate": can(role, Action.READ, Resource.INTEGRATION),
    }
    return render(request, "accounts/workspace_settings.html", context)


@page("POST")
def leave(request: PageRequest, slug: str) -> HttpResponse:
    """Go."""
    workspace = workspace_for(user=request.user, slug=slug)
    try:
        leave_workspace(actor=request.user, workspace=workspace)
    except ValidationError as error:
        say(request, error)
        return redirect("workspace-settings", slug=slug)
    messages.success(request, _("You left %(name)s.") % {"name": workspace.name})
    return redirect("home")


@page("POST")
def delete(request: PageRequest, slug: str) -> HttpResponse:
    """Hide it from everybody, if its name was typed."""
    right = (Action.DELETE, Resource.WORKSPACE)
    workspace = workspace_for(user=request.user, slug=slug, right=right)
    if request.POST.get("confirm", "").strip() != workspace.name:
        messages.error(request, _("Type the workspace’s name to delete it."))
        return redirect("workspace-settings", slug=slug)
    delete_workspace(actor=request.user, workspace=workspace)
    messages.success(request, _("The workspace is deleted. It can be restored for 30 days."))
    return redirect("new-workspace")


@page("POST")
def restore(request: PageRequest, slug: str) -> HttpResponse:
    """Bring it back."""
    workspace = deleted_workspace_for(user=request.user, slug=slug)
    try:
        restore_workspace(actor=request.user, workspace=workspace)
    except ValidationError as error:
        say(request, error)
        return redirect("new-workspace")
    return redirect(f"/w/{workspace.slug}/")


@page("GET")
def audit(request: PageRequest, slug: str) -> HttpResponse:
    """The security-relevant acts; for owners."""
    right = (Action.READ, Resource.AUDIT)
    workspace = workspace_for(user=request.user, slug=slug, right=right)
    pages = Paginator(audit_of(workspace=workspace).order_by("-id"), 50)
    context = {"workspace": workspace, "page": pages.get_page(request.GET.get("page"))}
    return render(request, "accounts/audit.html", context)


@page("GET")
def audit_export(request: PageRequest, slug: str) -> HttpResponse:
    """The same as CSV."""
    right = (Action.READ, Resource.AUDIT)
    workspace = workspace_for(user=request.user, slug=slug, right=right)
    day = timezone.now().date().isoformat()
    response = HttpResponse(
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="audit-{slug}-{day}.csv"'},
    )
    writer = csv.writer(response)
    writer.writerow(["at", "action", "actor", "target", "changes", "ip", "user_agent"])
    for event in audit_of(workspace=workspace).order_by("-id")[:EXPORTED]:
        target = f"{event.target_kind} {event.target_id}".strip()
        actor = event.actor.email if event.actor else ""
        row = [event.at.isoformat(), event.action, actor, target]
        writer.writerow(
            [_plain(cell) for cell in [*row, event.changes, event.ip, event.user_agent]]
        )
    return response


def _plain(cell: object) -> str:
    """Spreadsheets would take a leading `=` and its like for a formula."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def _members_again(request: PageRequest, workspace: Workspace) -> HttpResponse:
    if getattr(request, "htmx", False):
        return _members(request, workspace, template="accounts/_members.html")
    return redirect("members", slug=workspace.slug)


def _members(
    request: PageRequest,
    workspace: Workspace,
    *,
    template: str = "accounts/members.html",
    **more: Any,
) -> HttpResponse:
    role = role_in(user=request.user, workspace_id=workspace.pk)
    can_invite = can(role, Action.CREATE, Resource.MEMBER)
    words = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    pages = Paginator(members_of(workspace=workspace, words=words), MEMBERS_A_PAGE)
    shown = pages.get_page(request.GET.get("page"))
    context = {
        "workspace": workspace,
        "words": words,
        "page": shown,
        "members": _with_rights(request, shown.object_list, role),
        "roles": Role.choices,
        "invitations": open_invitations(workspace=workspace) if can_invite else [],
        "can_invite": can_invite,
        "invite_form": _invite_form(role),
        **more,
    }
    return render(request, template, context)


def _invite_form(role: Role | None) -> InviteForm:
    form = InviteForm()
    if role != Role.OWNER:
        form.fields["role"].choices = [each for each in Role.choices if each[0] != Role.OWNER]  # type: ignore[attr-defined]
    return form


def _with_rights(
    request: PageRequest, members: Iterable[Membership], role: Role | None
) -> list[dict[str, Any]]:
    return [
        {
            "membership": membership,
            "is_me": membership.user_id == request.user.pk,
            "roles": [
                (value, label)
                for value, label in Role.choices
                if role is not None and may_set_role(role, membership.role, value)
            ],
            "can_remove": role is not None and may_set_role(role, membership.role, None),
        }
        for membership in members
    ]
