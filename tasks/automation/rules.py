"""The shapes of a rule, read strictly: what is not known is refused, and said to be.

trigger    {"kind": "task.moved", "column": "<id>"}
condition  {"query": "priority:high -is:blocked"}, empty for every task
actions    [{"kind": "set", "field": "priority", "value": "high"}, …]
"""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tasks.models import Priority, State
from tasks.recurrence import read_rule

Part = dict[str, Any]
MAX_ACTIONS = 20
QUERY_LIMIT = 5000

FIELDS = (
    "title", "description", "priority", "story_points", "start_date", "due_date", "assignees",
    "labels", "type", "milestone", "sprint", "estimate_minutes", "parent", "watchers",
)  # fmt: skip
SETTABLE = (
    "priority", "status", "story_points", "estimate_minutes", "due_date", "start_date", "type",
    "milestone",
)  # fmt: skip
PEOPLE = ("creator", "assignees", "watchers")


def read_trigger(trigger: Any) -> Part:
    """The trigger with exactly what its kind takes."""
    return _read(trigger, TRIGGERS, "trigger")


def read_condition(condition: Any) -> Part:
    """The condition; its query is checked where the project is known."""
    if not isinstance(condition, dict) or set(condition) - {"query"}:
        raise ValidationError({"condition": _("A condition has a query, nothing else.")})
    query = condition.get("query", "")
    if not isinstance(query, str) or len(query) > QUERY_LIMIT or "\x00" in query:
        raise ValidationError({"condition.query": _("A query of at most 5,000 characters.")})
    return {"query": query.strip()} if query.strip() else {}


def read_actions(actions: Any) -> list[Part]:
    """One to twenty actions, each with exactly what its kind takes."""
    if not isinstance(actions, list) or not 1 <= len(actions) <= MAX_ACTIONS:
        raise ValidationError({"actions": _("From 1 to 20 actions.")})
    return [_read(action, ACTIONS, f"actions.{at}") for at, action in enumerate(actions)]


def needs_task(action: Mapping[str, Any]) -> bool:
    """Whether it does something to a task, rather than beside one."""
    return not (action["kind"] == "create" and action.get("as") == "task")


Reader = Callable[[Any], Any]


def _read(part: Any, kinds: Mapping[str, Mapping[str, Reader]], where: str) -> Part:
    if not isinstance(part, dict):
        raise ValidationError({where: _("This is an object with a kind.")})
    kind = part.get("kind")
    if not isinstance(kind, str) or kind not in kinds:
        names = ", ".join(kinds)
        raise ValidationError({f"{where}.kind": _("One of: %(names)s.") % {"names": names}})
    readers = kinds[kind]
    unknown = sorted(str(name)[:40] for name in set(part) - set(readers) - {"kind"})
    if unknown:
        raise ValidationError(
            {f"{where}.{unknown[0]}": _("“%(kind)s” takes no such value.") % {"kind": kind}}
        )
    cleaned: Part = {"kind": kind}
    for name, reader in readers.items():
        try:
            cleaned[name] = reader(part.get(name))
        except (ValueError, TypeError, ValidationError) as error:
            words = error.messages[0] if isinstance(error, ValidationError) else str(error)
            raise ValidationError({f"{where}.{name}": words}) from None
    return {name: value for name, value in cleaned.items() if value is not None}


def _id(value: Any) -> str:
    try:
        return str(UUID(str(value)))
    except ValueError:
        raise ValueError(_("Choose one.")) from None


def _maybe(reader: Reader) -> Reader:
    def read(value: Any) -> Any:
        return None if value in (None, "") else reader(value)

    return read


def _one_of(names: Any) -> Reader:
    known = [str(name) for name in names]

    def read(value: Any) -> str:
        if not isinstance(value, str) or value not in known:
            raise ValueError(_("One of: %(names)s.") % {"names": ", ".join(known)})
        return value

    return read


def _number(low: int, high: int, default: int | None = None) -> Reader:
    def read(value: Any) -> int:
        if value is None and default is not None:
            return default
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise ValueError(_("A number from %(low)s to %(high)s.") % {"low": low, "high": high})
        return value

    return read


def _text(limit: int, least: int = 1) -> Reader:
    def read(value: Any) -> str:
        text = value.replace("\x00", "").strip() if isinstance(value, str) else ""
        if not least <= len(text) <= limit:
            bounds = {"low": least, "high": limit}
            raise ValueError(_("From %(low)s to %(high)s characters.") % bounds)
        return text

    return read


def _field_name(value: Any) -> str:
    """A field by its name, or a custom one as `fields.<id>`."""
    if isinstance(value, str) and value.startswith("fields."):
        return f"fields.{_id(value.removeprefix('fields.'))}"
    return str(_one_of(FIELDS)(value))


def _settable(value: Any) -> str:
    if isinstance(value, str) and value.startswith("fields."):
        return f"fields.{_id(value.removeprefix('fields.'))}"
    return str(_one_of(SETTABLE)(value))


def _plain(value: Any) -> Any:
    """A value for a field; whether it fits is the field's question. `null` empties it."""
    if isinstance(value, list):
        return [_plain(each) for each in value[:50]]
    if value is None or isinstance(value, bool | int | float):
        return value
    return _text(1000, 0)(value)


def _rule(value: Any) -> str:
    return read_rule(value if isinstance(value, str) else "").text


def _receiver(value: Any) -> str:
    return value if value in PEOPLE else _id(value)


_STATUS = _maybe(_one_of(State.values))
TRIGGERS: dict[str, dict[str, Reader]] = {
    "task.created": {},
    "task.moved": {"column": _maybe(_id)},
    "status.changed": {"from": _STATUS, "to": _STATUS},
    "field.changed": {"field": _field_name},
    "task.assigned": {},
    "comment.created": {},
    "subtasks.done": {},
    "due.arrives": {"days": _number(0, 60, 0)},
    "due.overdue": {},
    "target.breached": {},
    "schedule": {"rule": _rule, "hour": _number(0, 23, 9)},
    "manual": {},
}
ACTIONS: dict[str, dict[str, Reader]] = {
    "set": {"field": _settable, "value": _plain},
    "move": {"column": _id},
    "assign": {"user": _maybe(_receiver)},
    "label": {"label": _id},
    "unlabel": {"label": _id},
    "comment": {"body": _text(5000)},
    "create": {"title": _text(200, 3), "as": _one_of(["subtask", "task"])},
    "template": {"template": _id},
    "sprint": {},
    "notify": {"user": _receiver},
    "archive": {},
}
EVENTS = frozenset(TRIGGERS) - {"due.arrives", "due.overdue", "schedule", "manual"}
PRIORITIES = tuple(Priority.values)
