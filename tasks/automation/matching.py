"""Whether a logged fact is what a trigger waits for."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from teamflow.common.eventlog import LogEntry


def task_begun(trigger: Mapping[str, Any], entry: LogEntry) -> UUID | None:
    """The task that `trigger` is about because of `entry`; None when it is about nothing."""
    matches = _MATCHERS.get(str(trigger["kind"]))
    if matches is None or not matches(trigger, entry):
        return None
    if entry.target_kind == "task":
        return entry.target_id
    task_id = entry.data.get("task")
    return UUID(str(task_id)) if task_id else None


def _is_change(entry: LogEntry) -> bool:
    return entry.type in {"task.updated", "task.moved"}


def _created(trigger: Mapping[str, Any], entry: LogEntry) -> bool:
    return entry.type == "task.created"


def _moved(trigger: Mapping[str, Any], entry: LogEntry) -> bool:
    if not _is_change(entry) or "column" not in entry.changes:
        return False
    column = entry.data.get("column") or {}
    return trigger.get("column") in (None, str(column.get("id")))


def _status(trigger: Mapping[str, Any], entry: LogEntry) -> bool:
    change = entry.changes.get("status")
    if not _is_change(entry) or not change:
        return False
    return trigger.get("from") in (None, change[0]) and trigger.get("to") in (None, change[1])


def _field(trigger: Mapping[str, Any], entry: LogEntry) -> bool:
    return _is_change(entry) and trigger["field"] in entry.changes


def _assigned(trigger: Mapping[str, Any], entry: LogEntry) -> bool:
    if entry.type == "task.created":
        return bool(entry.data.get("assignees"))
    change = entry.changes.get("assignees")
    return bool(_is_change(entry) and change and change[1])


def _commented(trigger: Mapping[str, Any], entry: LogEntry) -> bool:
    return entry.type == "comment.created"


def _finished(trigger: Mapping[str, Any], entry: LogEntry) -> bool:
    change = entry.changes.get("status")
    return bool(_is_change(entry) and change and change[1] == "done")


def _breached(trigger: Mapping[str, Any], entry: LogEntry) -> bool:
    return entry.type == "service_target.breached"


_MATCHERS = {
    "task.created": _created,
    "task.moved": _moved,
    "status.changed": _status,
    "field.changed": _field,
    "task.assigned": _assigned,
    "comment.created": _commented,
    # Of a subtask: whose parent it is, and whether all are done, the planner asks.
    "subtasks.done": _finished,
    "target.breached": _breached,
}
