"""Work that spans the apps and is done later."""

import hashlib
import tempfile
from datetime import timedelta
from typing import Any, BinaryIO, cast
from uuid import UUID

from celery import shared_task
from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.utils import timezone

from accounts.models import User, Workspace
from accounts.permissions import Action, Resource
from accounts.selectors import require_right
from teamflow.common.jobs import JobFailed, Progress, end_within, job_kind
from teamflow.common.models import Job
from teamflow.portable.beside import one_moment, told_outside
from teamflow.portable.bringing_in import bring_in
from teamflow.portable.files import KeptFiles
from teamflow.portable.opening import open_archive
from teamflow.portable.problem import ArchiveProblem
from teamflow.portable.starting import EXPORT, IMPORT, archive_key
from teamflow.portable.starting import forget_archives as forget_old
from teamflow.portable.taking_out import settle_texts_of, write_archive


@job_kind(EXPORT)
def export_workspace(job: Job, progress: Progress) -> dict[str, Any]:
    """Write the archive and keep it; asks for the right again, as it may be gone."""
    actor = User.objects.get(pk=str(job.created_by_id))
    pk = UUID(job.payload["workspace"])
    require_right(user=actor, workspace_id=pk, action=Action.CREATE, resource=Resource.EXPORT)
    workspace = Workspace.objects.get(pk=pk)
    progress(1)
    settle_texts_of(workspace)
    with tempfile.TemporaryFile() as file:
        with told_outside(progress) as tell, one_moment():
            manifest = write_archive(workspace=workspace, to=cast(BinaryIO, file), tell=tell)
        size = file.tell()
        file.seek(0)
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        key = archive_key(job)
        default_storage.delete(key)
        default_storage.save(key, File(file, name=key))
    return {
        "size": size,
        "sha256": digest,
        "counts": manifest["counts"],
        "missing_files": len(manifest["missing_files"]),
        "expires_at": (timezone.now() + timedelta(days=settings.ARCHIVE_DAYS)).isoformat(),
    }


@job_kind(IMPORT)
def import_workspace(job: Job, progress: Progress) -> dict[str, Any]:
    """Make a workspace of the archive; cancelled or failed, nothing of it stands."""
    actor = User.objects.get(pk=str(job.created_by_id))
    key = job.payload["file"]
    progress(1)
    try:
        with (
            default_storage.open(key, "rb") as stored,
            KeptFiles() as files,
            told_outside(progress) as tell,
        ):
            archive = open_archive(cast(BinaryIO, stored))
            tell(10)
            _workspace, result = bring_in(
                actor=actor,
                archive=archive,
                files=files,
                tell=tell,
                close=lambda result: end_within(job, result),
            )
    except ArchiveProblem as problem:
        default_storage.delete(key)
        raise JobFailed(str(problem)) from None
    default_storage.delete(key)
    return result


@shared_task(name="teamflow.forget_archives", ignore_result=True)
def forget_archives() -> int:
    """Every hour: archives whose days are over."""
    return forget_old()
