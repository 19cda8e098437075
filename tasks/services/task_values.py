"""Values of a task that were kept for later: taken from one, and used once the world has moved."""

from typing import Any, cast
from uuid import UUID

from django.db.models import Model, QuerySet

from accounts.selectors import people_in
from tasks.models import ChecklistItem, Project, Task
from tasks.selectors.payloads import task_detail
from tasks.services.tasks import TaskValues

PLAIN = ("title", "description", "priority", "story_points", "estimate_minutes")
LISTS = {"assignee_ids": "assignees", "label_ids": "labels"}


def values_of(task: Task) -> dict[str, Any]:
    """What another task like this one starts with, as JSON keeps it."""
    detail = task_detail(task.pk)
    values = {name: detail.get(name) for name in PLAIN}
    values["type"] = detail.get("type")
    values["fields"] = detail.get("fields") or {}
    for name, source in LISTS.items():
        values[name] = [row["id"] for row in detail[source]]
    items = ChecklistItem.objects.filter(checklist__task=task)
    order = ("checklist__rank", "checklist_id", "rank", "id")
    values["checklist"] = list(items.order_by(*order).values_list("title", flat=True))
    kept = {name: value for name, value in values.items() if value not in (None, [], {}, "")}
    return cast(dict[str, Any], _as_json(kept))


def usable_values(project: Project, values: dict[str, Any]) -> TaskValues:
    """The kept values without what is gone since: people who left, labels that were removed."""
    used = {name: values[name] for name in (*PLAIN, "checklist") if name in values}
    people = people_in(workspace_id=project.workspace_id)
    used["assignee_ids"] = _still(people, values.get("assignee_ids", []))
    used["label_ids"] = _still(project.labels.all(), values.get("label_ids", []))
    types = _still(project.item_types.all(), [values["type"]] if values.get("type") else [])
    if types:
        used["type"] = types[0]
    fields = values.get("fields", {})
    known = {str(pk) for pk in _still(project.custom_fields.all(), list(fields))}
    if known:
        used["fields"] = {name: value for name, value in fields.items() if name in known}
    return cast(TaskValues, used)


def _still(rows: QuerySet[Any], ids: list[Any]) -> list[UUID]:
    if not ids:
        return []
    found: dict[str, Model] = {str(row.pk): row for row in rows.filter(pk__in=ids)}
    return [found[str(each)].pk for each in ids if str(each) in found]


def _as_json(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(name): _as_json(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_as_json(each) for each in value]
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)
