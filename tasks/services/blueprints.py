"""What a project is made of, apart from who is in it: taken from one, built into another.

References inside a blueprint are places in its own lists, so that it fits any project.
"""

from typing import Any, cast
from uuid import UUID

from accounts.models import User
from tasks.models import Column, CustomField, FieldKind, ItemType, Label, Project, Transition
from tasks.selectors.payloads import task_details
from tasks.services.tasks import TaskValues, create_tasks
from teamflow.common.ranks import ranks_between

MAX_TASKS = 500
_PLAIN = ("title", "description", "priority", "story_points", "estimate_minutes")

Blueprint = dict[str, Any]


def take_blueprint(project: Project, *, with_tasks: bool) -> Blueprint:
    """The project's columns, labels, types, fields and workflow, and its open tasks if wanted."""
    columns, types = list(project.columns.all()), list(project.item_types.all())
    labels, fields = list(project.labels.all()), list(project.custom_fields.all())
    places = {
        str(row.pk): place
        for rows in (columns, types, labels, fields)
        for place, row in enumerate(cast(list[Any], rows))
    }
    return {
        "columns": [_of(row, "name", "state", "wip_limit") for row in columns],
        "labels": [_of(row, "name", "color") for row in labels],
        "types": [_of(row, "name", "icon", "color", "level") for row in types],
        "fields": [_of(row, "name", "kind", "description", "options") for row in fields],
        "workflow": _workflow_of(project, places),
        "tasks": _tasks_of(project, places, fields) if with_tasks else [],
    }


def build_shape(project: Project, blueprint: Blueprint, actor: User) -> None:
    """Make columns, labels, types and fields of an empty project; nothing is announced."""
    for model, name in ((Column, "columns"), (ItemType, "types"), (CustomField, "fields")):
        rows = blueprint.get(name) or []
        ranks = ranks_between(None, None, len(rows))
        manager = cast(Any, model).objects
        manager.bulk_create(
            [
                model(project=project, rank=rank, **row)
                for row, rank in zip(rows, ranks, strict=True)
            ]
        )
    Label.objects.bulk_create(
        [Label(project=project, created_by=actor, **row) for row in blueprint.get("labels") or []]
    )


def build_tasks(project: Project, blueprint: Blueprint, actor: User) -> None:
    """Make the tasks, parents before children; then the workflow begins to bind."""
    rows = _rows_of(project)
    tasks = blueprint.get("tasks") or []
    made: dict[int, UUID] = {}
    waiting = dict(enumerate(tasks))
    while ready := [at for at, task in waiting.items() if task.get("parent") in {None, *made}]:
        values = [_values(waiting.pop(at), rows, made) for at in ready]
        created = create_tasks(actor=actor, project=project, tasks=values)
        made |= {at: task.pk for at, task in zip(ready, created, strict=True)}
    _bind(project, blueprint.get("workflow") or {}, rows)


def _of(row: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _workflow_of(project: Project, places: dict[str, int]) -> dict[str, Any]:
    return {
        "policy": project.settings.get("workflow") or {},
        "transitions": [
            {
                "source": places.get(str(row.source_id)),
                "target": places[str(row.target_id)],
                "roles": row.roles,
                "needs": [_moved_need(need, places) for need in row.needs],
                "approvals": row.approvals,
            }
            for row in project.transitions.all()
        ],
    }


def _moved_need(need: str, places: dict[str, int]) -> str:
    if not need.startswith("fields."):
        return need
    return f"fields.{places.get(need.removeprefix('fields.'), 0)}"


def _tasks_of(
    project: Project, places: dict[str, int], fields: list[CustomField]
) -> list[dict[str, Any]]:
    live = project.tasks.filter(deleted_at=None, archived_at=None)
    ids = list(live.order_by("column__rank", "rank", "pk").values_list("pk", flat=True)[:MAX_TASKS])
    order = {str(pk): at for at, pk in enumerate(ids)}
    people = {str(field.pk) for field in fields if field.kind == FieldKind.PERSON}
    return [_task_of(detail, places, order, people) for detail in task_details(ids)]


def _task_of(
    detail: dict[str, Any], places: dict[str, int], order: dict[str, int], people: set[str]
) -> dict[str, Any]:
    held = detail["fields"] or {}
    return {
        **{name: detail[name] for name in _PLAIN},
        "column": places.get(detail["column"]["id"], 0),
        "type": places.get(detail["type"] or ""),
        "labels": [places[row["id"]] for row in detail["labels"]],
        "fields": {str(places[pk]): value for pk, value in held.items() if pk not in people},
        "checklist": [item["title"] for item in detail["checklist"]],
        "parent": order.get(detail["parent"] or ""),
    }


def _rows_of(project: Project) -> dict[str, list[UUID]]:
    """The ids of what was built, in the order of the blueprint's lists."""
    return {
        "columns": list(project.columns.values_list("pk", flat=True)),
        "types": list(project.item_types.values_list("pk", flat=True)),
        "fields": list(project.custom_fields.values_list("pk", flat=True)),
        "labels": list(project.labels.values_list("pk", flat=True)),
    }


def _values(task: dict[str, Any], rows: dict[str, list[UUID]], made: dict[int, UUID]) -> TaskValues:
    values = {name: task[name] for name in _PLAIN if task.get(name) is not None}
    values["column"] = rows["columns"][task.get("column") or 0]
    values["label_ids"] = [rows["labels"][at] for at in task.get("labels") or []]
    values["checklist"] = task.get("checklist") or []
    held = (task.get("fields") or {}).items()
    values["fields"] = {str(rows["fields"][int(at)]): value for at, value in held}
    if task.get("type") is not None:
        values["type"] = rows["types"][task["type"]]
    if task.get("parent") is not None:
        values["parent"] = made[task["parent"]]
    return cast(TaskValues, values)


def _bind(project: Project, workflow: dict[str, Any], rows: dict[str, list[UUID]]) -> None:
    if not workflow.get("policy"):
        return
    project.settings = {**project.settings, "workflow": workflow["policy"]}
    project.save(update_fields=["settings"])
    columns = rows["columns"]
    Transition.objects.bulk_create(
        [
            Transition(
                project=project,
                source_id=None if each["source"] is None else columns[each["source"]],
                target_id=columns[each["target"]],
                roles=each["roles"],
                needs=[_built_need(need, rows["fields"]) for need in each["needs"]],
                approvals=each["approvals"],
            )
            for each in workflow.get("transitions") or []
        ]
    )


def _built_need(need: str, fields: list[UUID]) -> str:
    if not need.startswith("fields."):
        return need
    return f"fields.{fields[int(need.removeprefix('fields.'))]}"
