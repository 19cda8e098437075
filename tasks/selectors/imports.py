"""The imports into a project that have ended."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from accounts.models import User
from tasks.models import ImportRecord, Project
from teamflow.common.cells import plain_cell
from teamflow.common.errors import NotFound
from teamflow.common.models import Job

SHOWN = 20
_ENDED = (Job.Status.DONE, Job.Status.FAILED, Job.Status.CANCELLED)


def past_imports(project: Project) -> list[dict[str, Any]]:
    """The newest that wrote something: how many of its tasks could be taken back, and how many of
    its changes to tasks that stood before."""
    jobs = Job.objects.filter(kind="tasks.import", target_id=project.pk, status__in=_ENDED)
    rows = list(jobs.exclude(payload__dry_run=True).order_by("-created_at")[:SHOWN])
    runs = [str(row.pk) for row in rows]
    standing, changes = _standing(project, runs), _changes(project, runs)
    people = User.objects.in_bulk([row.created_by_id for row in rows if row.created_by_id])
    return [
        {
            "id": row.pk,
            "at": row.created_at,
            "by": _name(people, row.created_by_id),
            "board": (row.result or {}).get("board", ""),
            "remarks": _remarks(row.result or {}),
            "tasks": standing[str(row.pk)],
            "changes": changes[str(row.pk)],
        }
        for row in rows
        if standing[str(row.pk)] or changes[str(row.pk)]
    ]


def ended_import(project: Project, import_id: UUID) -> Job:
    """An import (or a preview) of this project that has ended."""
    jobs = Job.objects.filter(kind="tasks.import", target_id=project.pk, status__in=_ENDED)
    job = jobs.filter(pk=import_id).first()
    if job is None:
        raise NotFound
    return job


def report_lines(job: Job) -> Iterator[str]:
    """What an import left out, left alone or doubted, and why, as a table for sheet programs."""
    yield "\ufeff" + _line("Row", "What", "Why")
    result = job.result or {}
    for each in result.get("skipped", ()):
        yield _line(each["row"], "Left out", each["reason"])
    for each in result.get("kept", ()):
        yield _line(each["row"], "Kept as it was edited here", ", ".join(each["fields"]))
    for words in result.get("warnings", ()):
        yield _line("", "Remark", words)
    if job.error:
        yield _line("", "Failed", job.error)


def _line(*cells: str) -> str:
    out = io.StringIO()
    csv.writer(out).writerow([plain_cell(cell) for cell in cells])
    return out.getvalue()


def _standing(project: Project, runs: list[str]) -> Counter[str]:
    """How many tasks each run made."""
    cards = ImportRecord.objects.filter(project=project, kind="card", source_state__run__in=runs)
    return Counter(cards.values_list("source_state__run", flat=True).iterator())


def _changes(project: Project, runs: list[str]) -> Counter[str]:
    """How many changes each run made to tasks that stood before it, parts that it added among
    them."""
    records = ImportRecord.objects.filter(project=project)
    parts = records.filter(kind__in=("comment", "item", "link"), source_state__run__in=runs)
    counts = Counter(parts.values_list("source_state__run", flat=True).iterator())
    changed = records.filter(kind="card", source_state__has_key="updates")
    for updates in changed.values_list("source_state__updates", flat=True).iterator():
        counts.update(each["run"] for each in updates)
    return counts


def _remarks(result: dict[str, Any]) -> int:
    return sum(len(result.get(name, ())) for name in ("skipped", "kept", "warnings"))


def _name(people: dict[UUID, User], user_id: UUID | None) -> str:
    person = people.get(user_id) if user_id else None
    return person.name if person else ""
