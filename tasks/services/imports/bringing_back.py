"""What an import changed in tasks that stood before it, kept so that it can be brought back."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_date

from accounts.models import User
from tasks.models import Attachment, ChecklistItem, Comment, ImportRecord, Project, State, Task
from tasks.services.checklists import delete_checklist_item, update_checklist_item
from tasks.services.comments import delete_comment
from tasks.services.imports.tally import fingerprint
from tasks.services.links import remove_attachment
from tasks.services.tasks import update_task
from tasks.services.tasks.values import TaskValues

# Of one card, the newest changes alone can be brought back: a file that comes every hour for a
# year must not make its records grow for ever.
MOST_KEPT = 10
_PLAIN = ("title", "priority", "story_points", "estimate_minutes")
_DATES = ("start_date", "due_date")
_ONES = ("parent", "sprint", "type")

Stood = dict[str, Any]


def standing_values(task: Task) -> Stood:
    """What an import may change, as JSON holds it, by the names that the service takes."""
    return {
        **{name: getattr(task, name) for name in ("description", *_PLAIN)},
        **{name: _said(getattr(task, name)) for name in _DATES},
        **{name: _said(getattr(task, f"{name}_id")) for name in _ONES},
        "column": str(task.column_id),
        "is_archived": task.archived_at is not None,
        "label_ids": sorted(str(row.pk) for row in task.labels.all()),
        "assignee_ids": sorted(str(row.pk) for row in task.assignees.all()),
    }


def update_entry(
    run_id: str, stood: Stood, task: Task, source: Mapping[str, Any]
) -> dict[str, Any] | None:
    """`{field: [before, after]}` of one card and what the source had said; None of no change."""
    now = standing_values(task)
    values = {
        name: [stood[name], _brief(name, now[name])] for name in now if stood[name] != now[name]
    }
    if not values:
        return None
    return {"run": run_id, "values": values, "source": {**source, "updates": []}}


def with_entry(source: Mapping[str, Any], entry: dict[str, Any] | None) -> list[dict[str, Any]]:
    """The entries that a record keeps from now on, the newest last."""
    updates = [*source.get("updates", []), *([entry] if entry else [])]
    return updates[-MOST_KEPT:]


def bring_back_updates(*, actor: User, project: Project, run_id: str, most: int) -> int:
    """Give tasks that stood before the import what they had, field by field; what somebody changed
    since stays. Gives how many records were dealt with, at most `most`."""
    records = ImportRecord.objects.filter(
        project=project, kind="card", source_state__updates__contains=[{"run": run_id}]
    ).order_by("pk")[:most]
    for record in records:
        _bring_back(actor, record, run_id)
    return len(records)


def remove_parts(*, actor: User, project: Project, run_id: str, most: int) -> int:
    """Remove the comments, steps and links that the import added to tasks that stood before it,
    and give changed steps their words back."""
    records = list(
        ImportRecord.objects.filter(
            project=project, kind__in=_PARTS, source_state__run=run_id
        ).order_by("pk")[:most]
    )
    for record in records:
        _PARTS[record.kind](actor, record)
    return len(records)


def _bring_back(actor: User, record: ImportRecord, run_id: str) -> None:
    state = record.source_state
    entries = [each for each in state["updates"] if each["run"] == run_id]
    others = [each for each in state["updates"] if each["run"] != run_id]
    task = (
        Task.objects.filter(pk=record.target_id, deleted_at=None).select_related("project").first()
    )
    if task is not None:
        for entry in reversed(entries):
            _write(actor, task, entry["values"])
    # The file may come again: it is compared with what its source said before this import.
    is_last = not others or state["updates"][-1]["run"] == run_id
    said = entries[0]["source"] if is_last else state
    record.source_state = {**said, "updates": others}
    record.save(update_fields=["source_state", "updated_at"])


def _write(actor: User, task: Task, values: Mapping[str, list[Any]]) -> None:
    now = standing_values(task)
    before = {name: old for name, (old, new) in values.items() if _brief(name, now[name]) == new}
    if before.get("is_archived") is False:
        # Giving it its column is what brings a task back out of the archive.
        before.setdefault("column", now["column"])
    written = _as_written(before)
    try:
        update_task(actor=actor, task=task, **written)
    except ValidationError:
        _write_one_by_one(actor, task, written)


def _write_one_by_one(actor: User, task: Task, written: TaskValues) -> None:
    """What pointed to something that is no more (a sprint, a person, a parent) stays as it is."""
    for name, value in written.items():
        with suppress(ValidationError):
            update_task(actor=actor, task=task, **{name: value})  # type: ignore[arg-type]


def _as_written(before: Stood) -> TaskValues:
    written: dict[str, Any] = {}
    for name, value in before.items():
        if name in _DATES:
            written[name] = parse_date(value) if value else None
        elif name in (*_ONES, "column"):
            written[name] = UUID(value) if value else None
        elif name in ("label_ids", "assignee_ids"):
            written[name] = [UUID(each) for each in value]
        elif name == "is_archived":
            written |= {"status": State.ARCHIVED} if value else {}
        else:
            written[name] = value
    return written  # type: ignore[return-value]


def _remove_comment(actor: User, record: ImportRecord) -> None:
    comment = Comment.objects.filter(pk=record.target_id, deleted_at=None).first()
    if comment is not None:
        delete_comment(actor=actor, comment=comment)
    record.delete()


def _remove_link(actor: User, record: ImportRecord) -> None:
    attachment = Attachment.objects.filter(pk=record.target_id, deleted_at=None).first()
    if attachment is not None:
        remove_attachment(actor=actor, attachment=attachment)
    record.delete()


def _bring_back_step(actor: User, record: ImportRecord) -> None:
    step = ChecklistItem.objects.filter(pk=record.target_id).first()
    state = record.source_state
    before = state.get("before")
    if before is None:
        if step is not None:
            delete_checklist_item(actor=actor, item=step)
        record.delete()
        return
    if step is not None and (step.title, step.done) == (state["title"], state["done"]):
        update_checklist_item(actor=actor, item=step, title=before["title"], done=before["done"])
    record.source_state = before
    record.save(update_fields=["source_state", "updated_at"])


_PARTS = {"comment": _remove_comment, "link": _remove_link, "item": _bring_back_step}


def _brief(name: str, value: Any) -> Any:
    """As it is kept to compare with: of a long text its fingerprint."""
    return fingerprint(value) if name == "description" else value


def _said(value: Any) -> str | None:
    return str(value) if value else None
