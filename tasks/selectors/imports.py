"""The imports into a project that have ended."""

from typing import Any
from uuid import UUID

from accounts.models import User
from tasks.models import ImportRecord, Project
from teamflow.common.models import Job

SHOWN = 20
_ENDED = (Job.Status.DONE, Job.Status.FAILED, Job.Status.CANCELLED)


def past_imports(project: Project) -> list[dict[str, Any]]:
    """The newest that wrote something, each with how many of its tasks could be taken back."""
    jobs = Job.objects.filter(kind="tasks.import", target_id=project.pk, status__in=_ENDED)
    rows = list(jobs.exclude(payload__dry_run=True).order_by("-created_at")[:SHOWN])
    standing = _standing(project, [row.pk for row in rows])
    people = User.objects.in_bulk([row.created_by_id for row in rows if row.created_by_id])
    return [
        {
            "id": row.pk,
            "at": row.created_at,
            "by": _name(people, row.created_by_id),
            "board": (row.result or {}).get("board", ""),
            "tasks": standing[str(row.pk)],
        }
        for row in rows
        if standing.get(str(row.pk))
    ]


def _standing(project: Project, job_ids: list[UUID]) -> dict[str, int]:
    runs = [str(pk) for pk in job_ids]
    records = ImportRecord.objects.filter(
        project=project, kind="card", source_state__run__in=runs
    ).values_list("source_state__run", flat=True)
    counts: dict[str, int] = {}
    for run in records.iterator():
        counts[run] = counts.get(run, 0) + 1
    return counts


def _name(people: dict[UUID, User], user_id: UUID | None) -> str:
    person = people.get(user_id) if user_id else None
    return person.name if person else ""
