"""Asking for an export or an import of a whole workspace, and what became of earlier ones."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User, Workspace
from accounts.services.audit import record_audit
from teamflow.common.errors import Conflict, NotFound
from teamflow.common.ids import uuid7
from teamflow.common.jobs import cancel, enqueue
from teamflow.common.models import Job
from teamflow.common.uploads import UploadTarget, upload_target

EXPORT, IMPORT = "workspace.export", "workspace.import"
MEDIA_TYPE = "application/zip"
SHOWN = 20
UPLOAD_DAYS = 2
_OPEN = (Job.Status.QUEUED, Job.Status.RUNNING)
_SALT = "teamflow.archives"


@transaction.atomic
def start_export(*, actor: User, workspace: Workspace) -> Job:
    """Queue the job that writes the archive; one at a time."""
    Workspace.objects.select_for_update().get(pk=workspace.pk)
    if exports_of(workspace).filter(status__in=_OPEN).exists():
        raise Conflict(_("An export of this workspace is under way already."))
    record_audit(
        actor=actor,
        action="workspace.exported",
        workspace=workspace,
        target=("workspace", workspace.pk),
    )
    return enqueue(
        kind=EXPORT,
        actor=actor,
        payload={"workspace": str(workspace.pk)},
        workspace_id=workspace.pk,
        target_kind="workspace",
        target_id=workspace.pk,
    )


def exports_of(workspace: Workspace) -> "Any":
    """Every export of this workspace, the newest first."""
    return Job.objects.filter(kind=EXPORT, target_id=workspace.pk).order_by("-created_at", "-pk")


def export_for(workspace: Workspace, export_id: UUID) -> Job:
    """One of them."""
    job: Job | None = exports_of(workspace).filter(pk=export_id).first()
    if job is None:
        raise NotFound
    return job


def is_downloadable(job: Job) -> bool:
    """Whether its archive is kept still."""
    is_done = job.status == Job.Status.DONE and not (job.result or {}).get("deleted")
    return is_done and job.finished_at is not None and job.finished_at > _kept_since()


@transaction.atomic
def delete_export(*, actor: User, workspace: Workspace, job: Job) -> None:
    """Stop it, or delete its archive before its time; doing it again changes nothing."""
    if job.status in _OPEN:
        cancel(job)
        return
    result = job.result or {}
    if result.get("deleted"):
        return
    Job.objects.filter(pk=job.pk).update(result={**result, "deleted": True})
    transaction.on_commit(lambda: default_storage.delete(archive_key(job)), robust=True)


def archive_key(job: Job) -> str:
    """Where an export's archive lies in the storage."""
    return f"exports/{job.pk}.zip"


def announce_archive(*, actor: User, size: int) -> tuple[str, UploadTarget]:
    """Where a browser puts an archive of `size` bytes, and the word that it then says for it."""
    if not 0 < size <= settings.ARCHIVE_MAX_BYTES:
        megabytes = settings.ARCHIVE_MAX_BYTES // (1024 * 1024)
        raise ValidationError({"size": _("An archive has at most %(n)s MB.") % {"n": megabytes}})
    key = f"archives/{uuid7()}"
    word = signing.dumps([key, str(actor.pk)], salt=_SALT)
    return word, upload_target(key=key, size=size, media_type=MEDIA_TYPE)


@transaction.atomic
def start_workspace_import(*, actor: User, upload: str) -> Job:
    """Queue the job that makes a workspace of an archive that was brought."""
    try:
        key, person = signing.loads(upload, salt=_SALT, max_age=timedelta(days=1))
    except (signing.BadSignature, ValueError, TypeError):
        raise ValidationError({"upload": _("This upload is not known, or too old.")}) from None
    if person != str(actor.pk) or not default_storage.exists(key):
        raise ValidationError({"upload": _("The file has not arrived yet.")})
    if Job.objects.filter(kind=IMPORT, created_by_id=actor.pk, status__in=_OPEN).exists():
        raise Conflict(_("You are bringing in a workspace already."))
    return enqueue(kind=IMPORT, actor=actor, payload={"file": key})


def forget_archives() -> int:
    """Delete archives whose days are over, and uploads that nobody made anything of."""
    before = timezone.now() - timedelta(days=UPLOAD_DAYS)
    return _delete_older("exports", _kept_since()) + _delete_older("archives", before)


def _kept_since() -> Any:
    return timezone.now() - timedelta(days=settings.ARCHIVE_DAYS)


def _delete_older(folder: str, moment: Any) -> int:
    try:
        _folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return 0
    old = [
        f"{folder}/{name}"
        for name in names
        if default_storage.get_modified_time(f"{folder}/{name}") < moment
    ]
    for key in old:
        default_storage.delete(key)
    return len(old)
