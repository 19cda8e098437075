"""Work of tasks that is done later."""

from typing import Any

from accounts.models import User
from accounts.permissions import Action
from tasks.importers.records import BrokenFile
from tasks.selectors.access import project_for
from tasks.services.imports import Choices, run_import
from tasks.services.imports.starting import drop_upload, people_choice, read_upload
from teamflow.common.jobs import JobFailed, Progress, job_kind
from teamflow.common.models import Job


@job_kind("tasks.import")
def import_file(job: Job, progress: Progress) -> dict[str, Any]:
    """Read the kept upload and bring it in; asks for the right again, as it may be gone."""
    payload = job.payload
    actor = User.objects.get(pk=str(job.created_by_id))
    project = project_for(user=actor, project_id=payload["project"], action=Action.UPDATE)
    progress(1)
    try:
        board = read_upload(payload["file"], payload["format"])
    except BrokenFile as error:
        drop_upload(payload["file"])
        raise JobFailed(str(error)) from None
    result = run_import(
        actor=actor,
        project=project,
        board=board,
        choices=Choices(
            states=payload.get("states", {}), people=people_choice(payload.get("people", {}))
        ),
        run_id=str(job.pk),
        dry_run=bool(payload.get("dry_run")),
        progress=progress,
    )
    drop_upload(payload["file"])
    return result
