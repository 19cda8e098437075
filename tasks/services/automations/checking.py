"""Whether a rule's names mean something in its project."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.selectors import people_in
from tasks.automation.rules import (
    PEOPLE,
    Part,
    needs_task,
    read_actions,
    read_condition,
    read_trigger,
)
from tasks.models import Priority, Project, State
from tasks.selectors.querying import parsed

Check = Callable[[Project, Mapping[str, Any]], bool]


def clean_rule(
    project: Project, trigger: Any, condition: Any, actions: Any
) -> tuple[Part, Part, list[Part]]:
    """The three parts, read strictly; ids must be of this project."""
    cleaned = (read_trigger(trigger), read_condition(condition), read_actions(actions))
    if cleaned[1]:
        parsed(cleaned[1]["query"])
    _check_place(project, cleaned[0], "trigger")
    for at, action in enumerate(cleaned[2]):
        _check_place(project, action, f"actions.{at}")
    if cleaned[0]["kind"] == "schedule" and not cleaned[1]:
        _check_without_tasks(cleaned[2])
    return cleaned


def _check_without_tasks(actions: list[Part]) -> None:
    for at, action in enumerate(actions):
        if needs_task(action):
            message = _("On a schedule, say in the condition which tasks this is for.")
            raise ValidationError({f"actions.{at}": message})


def _check_place(project: Project, part: Part, where: str) -> None:
    for name, rows in (
        ("column", project.columns),
        ("label", project.labels),
        ("template", project.task_templates),
    ):
        if name in part and not rows.filter(pk=part[name]).exists():
            raise ValidationError({f"{where}.{name}": _("This project has no such thing.")})
    if part.get("user") and part["user"] not in PEOPLE:
        people = people_in(workspace_id=project.workspace_id)
        if not people.filter(pk=part["user"]).exists():
            raise ValidationError({f"{where}.user": _("Not a member of this workspace.")})
    if part["kind"] == "set":
        _check_value(project, part, where)


def _check_value(project: Project, part: Part, where: str) -> None:
    field, value = part["field"], part.get("value")
    known: dict[str, list[str]] = {
        "priority": list(Priority.values),
        "status": list(State.values),
    }
    if field in known and value not in known[field]:
        names = ", ".join(known[field])
        raise ValidationError({f"{where}.value": _("One of: %(names)s.") % {"names": names}})
    rows = {"type": project.item_types, "milestone": project.milestones}.get(field)
    if rows is not None and value is not None and str(value) not in _ids(rows):
        raise ValidationError({f"{where}.value": _("This project has no such thing.")})
    custom = field.removeprefix("fields.")
    if custom != field and not project.custom_fields.filter(pk=custom).exists():
        raise ValidationError({f"{where}.field": _("This project has no such field.")})


def _ids(rows: Any) -> set[str]:
    return {str(pk) for pk in rows.values_list("pk", flat=True)}
