"""Making, renaming, deleting and restoring workspaces."""

import secrets
from datetime import timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.events import (
    WorkspaceCreated,
    WorkspaceDeleted,
    WorkspaceRestored,
    WorkspaceUpdated,
)
from accounts.models import Membership, Role, User, Workspace
from accounts.services.activity import record
from accounts.services.audit import record_audit
from teamflow.common.eventlog import LogEntry
from teamflow.common.events import publish

RECOVERABLE_FOR = timedelta(days=30)
MAX_NAME = 100


@transaction.atomic
def create_workspace(*, actor: User, name: str, with_sample: bool = False) -> Workspace:
    """A workspace that `actor` owns; `with_sample` fills it with something to try."""
    name = _clean_name(name)
    workspace = Workspace.objects.create(name=name, slug=free_slug(name), created_by=actor)
    Membership.objects.create(workspace=workspace, user=actor, role=Role.OWNER)
    entry = _record(actor, workspace, "workspace.created", {"name": [None, name]})
    record_audit(
        actor=actor,
        action="workspace.created",
        workspace=workspace,
        target=("workspace", workspace.pk),
    )
    publish(
        WorkspaceCreated(
            entry=entry, workspace_id=workspace.pk, actor_id=actor.pk, with_sample=with_sample
        )
    )
    return workspace


@transaction.atomic
def rename_workspace(*, actor: User, workspace: Workspace, name: str) -> Workspace:
    """Give it another name; its address (the slug) stays, so that links do."""
    name = _clean_name(name)
    workspace = lock_workspace(workspace.pk)
    if workspace.name == name:
        return workspace
    changes = {"name": [workspace.name, name]}
    workspace.name = name
    workspace.save(update_fields=["name", "updated_at"])
    _audit(actor, workspace, "workspace.updated", changes)
    entry = _record(actor, workspace, "workspace.updated", changes)
    publish(WorkspaceUpdated(entry=entry, workspace_id=workspace.pk))
    return workspace


@transaction.atomic
def delete_workspace(*, actor: User, workspace: Workspace) -> Workspace:
    """Hide it from everybody; for 30 days an owner can bring it back."""
    workspace = lock_workspace(workspace.pk)
    if workspace.deleted_at is not None:
        return workspace
    workspace.deleted_at = timezone.now()
    workspace.save(update_fields=["deleted_at", "updated_at"])
    _audit(actor, workspace, "workspace.deleted")
    entry = _record(actor, workspace, "workspace.deleted")
    publish(
        WorkspaceDeleted(entry=entry, workspace_id=workspace.pk, member_ids=_member_ids(workspace))
    )
    return workspace


@transaction.atomic
def restore_workspace(*, actor: User, workspace: Workspace) -> Workspace:
    """Bring a deleted workspace back; one that was not deleted stays as it is."""
    workspace = lock_workspace(workspace.pk)
    if workspace.deleted_at is None:
        return workspace
    if workspace.deleted_at < timezone.now() - RECOVERABLE_FOR:
        raise ValidationError(_("This workspace was deleted more than 30 days ago."))
    workspace.deleted_at = None
    workspace.save(update_fields=["deleted_at", "updated_at"])
    _audit(actor, workspace, "workspace.restored")
    entry = _record(actor, workspace, "workspace.restored")
    publish(
        WorkspaceRestored(entry=entry, workspace_id=workspace.pk, member_ids=_member_ids(workspace))
    )
    return workspace


def lock_workspace(workspace_id: UUID) -> Workspace:
    """The row as it is now, locked until the commit."""
    return Workspace.objects.select_for_update().get(pk=workspace_id)


def _clean_name(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise ValidationError({"name": _("A workspace needs a name.")})
    if len(name) > MAX_NAME:
        raise ValidationError({"name": _("A name has at most 100 characters.")})
    return name


def free_slug(name: str) -> str:
    """An address that no workspace has, like `name`."""
    stem = slugify(name)[:48].strip("-") or "workspace"
    if not Workspace.objects.filter(slug=stem).exists():
        return stem
    return f"{stem}-{secrets.token_hex(4)}"


def _member_ids(workspace: Workspace) -> tuple[UUID, ...]:
    return tuple(workspace.memberships.values_list("user_id", flat=True))


def _audit(
    actor: User, workspace: Workspace, action: str, changes: dict[str, list[str]] | None = None
) -> None:
    record_audit(
        actor=actor,
        action=action,
        workspace=workspace,
        target=("workspace", workspace.pk),
        changes=changes,
    )


def _record(
    actor: User,
    workspace: Workspace,
    verb: str,
    changes: dict[str, list[str | None]] | dict[str, list[str]] | None = None,
) -> LogEntry:
    log = f"workspace:{workspace.pk}"
    return record(
        actor=actor,
        log=log,
        verb=verb,
        target_kind="workspace",
        target_id=workspace.pk,
        rooms=[log],
        changes=changes,
        data={"slug": workspace.slug, "name": workspace.name},
    )
