"""Taking an import back: its tasks are deleted as by hand, so that each can still be restored."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from tasks.models import Attachment, Checklist, ChecklistItem, Comment, ImportRecord, Project, Task
from tasks.services.columns import delete_column
from tasks.services.imports.bringing_back import bring_back_updates, remove_parts
from tasks.services.labels import delete_label
from tasks.services.recording import lock_project
from tasks.services.sprints import delete_sprint
from tasks.services.tasks import delete_tasks
from teamflow.common.errors import Conflict, NotFound
from teamflow.common.jobs import enqueue
from teamflow.common.models import Job

BATCH = 200
_ENDED = (Job.Status.DONE, Job.Status.FAILED, Job.Status.CANCELLED)


def made_by(project: Project, run_id: str, *kinds: str) -> QuerySet[ImportRecord]:
    """What of these kinds this import made; what it only found or changed is not among it."""
    return ImportRecord.objects.filter(
        project=project, kind__in=kinds, source_state__run=run_id
    ).order_by("pk")


@transaction.atomic
def start_undo(*, actor: User, project: Project, import_id: UUID) -> Job:
    """Queue the job that takes the import back; one that still runs is stopped first."""
    job = Job.objects.filter(pk=import_id, kind="tasks.import", target_id=project.pk).first()
    if job is None or job.payload.get("dry_run"):
        raise NotFound
    if job.status not in _ENDED:
        raise Conflict(_("This import is still running. Stop it first."))
    return enqueue(
        kind="tasks.undo_import",
        actor=actor,
        workspace_id=project.workspace_id,
        payload={"project": str(project.pk), "import": str(import_id)},
        target_kind="project",
        target_id=project.pk,
    )


def undo_import(
    *, actor: User, project: Project, run_id: str, progress: Callable[[int], None]
) -> dict[str, Any]:
    """Delete what the import made and bring back what it changed; gives how many of each.

    Tasks that were there before have what they had, but for what somebody changed since.
    Interrupted, it goes on where it stopped; the same file may be imported again afterwards.
    """
    counts = {"tasks": 0, "updated": 0, "lists": 0, "labels": 0, "sprints": 0}
    for part in (bring_back_updates, remove_parts):
        while dealt := _in_one_go(part, actor, project, run_id):
            counts["updated"] += dealt if part is bring_back_updates else 0
    total = made_by(project, run_id, "card").count()
    while deleted := _undo_batch(actor, project, run_id):
        counts["tasks"] += deleted
        progress(min(95, 95 * counts["tasks"] // max(1, total)))
    for kind, drop in (("sprint", _drop_sprint), ("label", _drop_label), ("list", _drop_list)):
        for record in made_by(project, run_id, kind):
            counts[f"{kind}s"] += drop(actor, project, record.target_id)
            record.delete()
    return counts


@transaction.atomic
def _in_one_go(part: Callable[..., int], actor: User, project: Project, run_id: str) -> int:
    lock_project(project.pk)
    return part(actor=actor, project=project, run_id=run_id, most=BATCH)


@transaction.atomic
def _undo_batch(actor: User, project: Project, run_id: str) -> int:
    lock_project(project.pk)
    records = list(made_by(project, run_id, "card")[:BATCH])
    if not records:
        return 0
    rows = Task.objects.filter(pk__in=[record.target_id for record in records])
    tasks = list(rows.select_related("project"))
    if tasks:
        delete_tasks(actor=actor, tasks=tasks)
    _forget(project, [record.target_id for record in records])
    return len(records)


def _forget(project: Project, task_ids: list[UUID]) -> None:
    """Neither the cards nor their parts are known any more: they would come anew."""
    parts: list[Iterable[UUID]] = [
        model.objects.filter(task__in=task_ids).values_list("pk", flat=True)
        for model in (Comment, Checklist, Attachment)
    ]
    steps = ChecklistItem.objects.filter(checklist__task__in=task_ids)
    targets = [*task_ids, *(pk for part in parts for pk in part)]
    targets += steps.values_list("pk", flat=True)
    ImportRecord.objects.filter(project=project, target_id__in=targets).delete()


def _drop_sprint(actor: User, project: Project, sprint_id: UUID) -> int:
    sprint = project.sprints.filter(pk=sprint_id).exclude(status="active").first()
    if sprint is None or sprint.tasks.filter(deleted_at=None).exists():
        return 0
    delete_sprint(actor=actor, sprint=sprint)
    return 1


def _drop_label(actor: User, project: Project, label_id: UUID) -> int:
    label = project.labels.filter(pk=label_id).first()
    if label is None or label.tasks.filter(deleted_at=None).exists():
        return 0
    delete_label(actor=actor, label=label)
    return 1


def _drop_list(actor: User, project: Project, column_id: UUID) -> int:
    """An empty column beside older ones; where the import made all of them they stay."""
    made = ImportRecord.objects.filter(project=project, kind="list").values("target_id")
    column = project.columns.filter(pk=column_id).first()
    if column is None or column.tasks.filter(deleted_at=None).exists():
        return 0
    if not project.columns.exclude(pk__in=made).exists():
        return 0
    delete_column(actor=actor, column=column)
    return 1
