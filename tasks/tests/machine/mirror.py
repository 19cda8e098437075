"""A project as a page holds it: loaded fresh, or brought forward by what its log says.

The reducer is client/src/tasks/state.ts in small: what it is not told, it does not know.
"""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from tasks.models import Automation, Comment, IntakeItem, Recurrence, ServiceTarget, Task
from tasks.selectors.automations import automation_payload
from tasks.selectors.board import kanban_payload
from tasks.selectors.effort import time_of_task, total_minutes
from tasks.selectors.intake import intake_payload
from tasks.selectors.payloads import comment_payloads
from tasks.selectors.projects import project_payload
from tasks.selectors.recurrence import recurrence_payload
from tasks.selectors.targets import target_payload
from teamflow.common.eventlog import LogEntry

State = dict[str, Any]
SHAPE = ("labels", "types", "fields", "milestones", "sprints")
COLUMN = ("id", "name", "state", "rank", "wip_limit")


def wired(value: Any) -> Any:
    """As the log keeps it."""
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))


def snapshot(project: Any, known: State | None = None, changed: Any = None) -> State:
    """What pages of the project hold, archived tasks apart.

    With `known`, a snapshot from before, only what stands in the `changed` tables is read anew.
    """
    board = kanban_payload(project=project, per_column=250)
    rows = {row["id"]: row for column in board["columns"] for row in column["tasks"]}
    fresh = {
        "seq": board["seq"],
        "project": wired(without(project_payload(project), "updated_at")),
        "shape": shape_of(board),
        "tasks": {pk: lean(row) for pk, row in rows.items()},
    }
    for part, (tables, read) in PARTS.items():
        is_known = known is not None and not tables & changed
        fresh[part] = known[part] if known is not None and is_known else read(project, rows)
    return fresh


def texts_of(_project: Any, task_ids: Any) -> State:
    found = Task.objects.filter(pk__in=list(task_ids)).values_list("pk", "description")
    return {str(pk): text for pk, text in found}


def comments_of(_project: Any, task_ids: Any) -> State:
    """Every task's comments, as if its panel had been opened."""
    held: State = {pk: {} for pk in task_ids}
    live = Comment.objects.filter(task_id__in=list(task_ids), deleted_at=None)
    for row in wired(comment_payloads(list(live.values_list("pk", flat=True)))):
        held[row["task"]][row["id"]] = row
    return held


def minutes_of(project: Any, task_ids: Any) -> State:
    timed = Task.objects.filter(project=project, pk__in=list(task_ids), time_entries__isnull=False)
    held = {str(task.pk): total_minutes(time_of_task(task=task)) for task in timed.distinct()}
    return {pk: minutes for pk, minutes in held.items() if minutes}


def intake_row(item: Any) -> State:
    """Of the task that it became only which: its words stand in the task's own row."""
    payload = intake_payload(item)
    return {**payload, "task": payload["task"] and payload["task"]["id"]}


def _rows_of(model: Any, payload: Any, *related: str) -> Any:
    def read(project: Any, _task_ids: Any) -> State:
        rows = model.objects.filter(project=project).select_related("project", *related)
        return {str(row.pk): wired(payload(row)) for row in rows}

    return read


_TASKS = {"tasks_task"}
# What else a page may hold: the tables that it stands in, and how it is read.
PARTS: dict[str, tuple[set[str], Any]] = {
    "texts": (_TASKS, texts_of),
    "comments": (_TASKS | {"tasks_comment", "tasks_reaction"}, comments_of),
    "minutes": (_TASKS | {"tasks_timeentry"}, minutes_of),
    "intake": (
        _TASKS | {"tasks_intakeitem"},
        _rows_of(IntakeItem, intake_row, "created_by", "task__project"),
    ),
    "recurrence": ({"tasks_recurrence"}, _rows_of(Recurrence, recurrence_payload)),
    "automation": ({"tasks_automation"}, _rows_of(Automation, automation_payload, "created_by")),
    "service_target": ({"tasks_servicetarget"}, _rows_of(ServiceTarget, target_payload)),
}
# Families of events that carry one of these whole.
WHOLE = {"intake", "recurrence", "automation", "service_target"}


def shape_of(data: State) -> State:
    shape = {name: [without(row, "project") for row in data[name]] for name in SHAPE}
    shape["columns"] = [
        {name: str(column[name]) for name in COLUMN}
        for column in data["columns"]
        if column["state"] != "archived"
    ]
    held: State = wired(shape)
    return held


def without(row: State, *names: str) -> State:
    return {name: value for name, value in row.items() if name not in names}


def lean(row: State) -> State:
    """A row without its blanks, as lists leave them out."""
    return {
        name: value for name, value in row.items() if name != "updated_at" and value is not None
    }


def reduce(state: State, event: LogEntry) -> None:
    """What a client makes of one event."""
    data, family = event.data, event.type.partition(".")[0]
    if family == "task":
        _reduce_task(state, event)
    elif family == "comment":
        _reduce_comment(state, event)
    elif event.type == "project.updated":
        state["project"] |= {name: data[name] for name in state["project"] if name in data}
        if "columns" in data:
            state["shape"] = shape_of(data)
    elif event.type == "time.updated":
        state["minutes"][data["task"]] = data["total_minutes"]
    elif family in WHOLE and data.get("id"):
        _reduce_whole(state[family], data)
    state["seq"] = event.seq


def _reduce_whole(held: State, data: State) -> None:
    if data.get("deleted"):
        held.pop(data["id"], None)
    else:
        is_request = "sender" in data
        task = {"task": data["task"] and data["task"]["id"]} if is_request else {}
        held[data["id"]] = {**data, **task}


def _reduce_task(state: State, event: LogEntry) -> None:
    data = event.data
    pk, is_new = data["id"], data["id"] not in state["tasks"]
    if event.type == "task.deleted" or data["status"] == "archived":
        for part in ("tasks", "texts", "comments", "minutes"):
            state[part].pop(pk, None)
        return
    state["tasks"][pk] = lean(data)
    if is_new:
        # Its panel was not open: it reads what the row does not say.
        state["comments"][pk] = state["texts"][pk] = state["minutes"][pk] = None
    elif "description" in event.changes:
        state["texts"][pk] = None


def _reduce_comment(state: State, event: LogEntry) -> None:
    data, pk = event.data, event.data["task"]
    if pk not in state["tasks"]:
        return
    state["tasks"][pk]["comment_count"] = data["comment_count"]
    comments = state["comments"][pk]
    if comments is None:
        return
    if event.type == "comment.deleted":
        comments.pop(data["id"], None)
    else:
        comments[data["id"]] = without(data, "comment_count")


def settled(state: State, fresh: State) -> State:
    """`state` as it shows: without what the shape lost, and with what is read again."""
    shape = state["shape"]
    ids = {name: {row["id"] for row in shape[name]} for name in shape}
    columns = {column["id"]: column for column in shape["columns"]}
    tasks = {pk: _settled(row, ids, columns, shape) for pk, row in state["tasks"].items()}
    read = {
        part: {
            pk: fresh[part].get(pk) if held is None else held for pk, held in state[part].items()
        }
        for part in ("texts", "comments", "minutes")
    }
    read["minutes"] = {pk: minutes for pk, minutes in read["minutes"].items() if minutes}
    return {**state, "tasks": tasks, **read}


def _settled(row: Any, ids: Any, columns: Any, shape: Any) -> State:
    row = dict(row)
    for name, known in (("type", "types"), ("milestone", "milestones"), ("sprint", "sprints")):
        if row.get(name) not in ids[known]:
            row.pop(name, None)
    worn = {label["id"] for label in row["labels"]}
    row["labels"] = [label for label in shape["labels"] if label["id"] in worn]
    held = _held(row.pop("fields", {}), {field["id"]: field for field in shape["fields"]})
    if held:
        row["fields"] = held
    column = columns[row["column"]["id"]]
    row["column"] = {name: column[name] for name in ("id", "name", "state")}
    return {**row, "status": column["state"]}


def _held(values: State, fields: State) -> State:
    held = {}
    for pk, value in values.items():
        options = {option["id"] for option in fields.get(pk, {}).get("options", [])}
        if pk not in fields or (options and value not in options):
            continue
        held[pk] = value
    return held
