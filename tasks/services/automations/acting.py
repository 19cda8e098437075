"""Doing what a rule says, one action after the other, each told in a line."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from tasks.automation.rules import Part
from tasks.models import (
    Automation,
    FieldKind,
    NotificationKind,
    Priority,
    Project,
    State,
    Task,
    TaskTemplate,
)
from tasks.query.dates import day_of
from tasks.services.comments import add_comment
from tasks.services.notifications import Told, notify
from tasks.services.task_values import usable_values
from tasks.services.tasks import TaskValues, create_task, move_task, update_task


@dataclass(frozen=True, slots=True)
class Scene:
    """Who acts, in which project, about which task."""

    actor: User
    project: Project
    automation: Automation
    task: Task | None

    @property
    def subject(self) -> Task:
        """The task; an action that needs one is refused without."""
        if self.task is None:
            raise ValidationError(_("This action needs a task."))
        return Task.objects.select_related("project", "column").get(pk=self.task.pk)

    def filled(self, text: str) -> str:
        """`{key}` and `{title}` mean the task."""
        if self.task is None:
            return text
        return text.replace("{key}", self.task.key).replace("{title}", self.task.title)


def act(scene: Scene, actions: list[Part]) -> list[str]:
    """All of them, in order; the first that is refused raises."""
    return [_DOERS[action["kind"]](scene, action) for action in actions]


def _set(scene: Scene, action: Part) -> str:
    field, value = action["field"], action.get("value")
    if field in {"due_date", "start_date"} and isinstance(value, str):
        text, value = value, day_of(value, timezone.localdate())
        if value is None:
            raise ValidationError(_("“%(text)s” is no date.") % {"text": text})
    values: dict[str, Any] = {field: value}
    if field.startswith("fields."):
        values = {"fields": {field.removeprefix("fields."): value}}
    _update(scene, values)
    return _("Set %(field)s to %(value)s") % {
        "field": _name(scene, field),
        "value": _said(scene, field, value),
    }


def _update(scene: Scene, values: dict[str, Any]) -> None:
    update_task(actor=scene.actor, task=scene.subject, **cast(TaskValues, values))


def _move(scene: Scene, action: Part) -> str:
    move_task(actor=scene.actor, task=scene.subject, column=UUID(action["column"]))
    return _("Moved to %(column)s") % {
        "column": scene.project.columns.get(pk=action["column"]).name
    }


def _assign(scene: Scene, action: Part) -> str:
    task, wanted = scene.subject, action.get("user")
    if wanted is None:
        _update(scene, {"assignee_ids": []})
        return _("Assigned to nobody")
    people = _people(task, wanted)
    ids = [*task.assignees.values_list("pk", flat=True), *(person.pk for person in people)]
    _update(scene, {"assignee_ids": list(dict.fromkeys(ids))})
    return _("Assigned to %(names)s") % {"names": ", ".join(person.name for person in people)}


def _label(scene: Scene, action: Part) -> str:
    ids = [*scene.subject.labels.values_list("pk", flat=True), UUID(action["label"])]
    _update(scene, {"label_ids": list(dict.fromkeys(ids))})
    return _("Labelled %(label)s") % {"label": scene.project.labels.get(pk=action["label"]).name}


def _unlabel(scene: Scene, action: Part) -> str:
    label = scene.project.labels.filter(pk=action["label"]).first()
    ids = [
        pk for pk in scene.subject.labels.values_list("pk", flat=True) if str(pk) != action["label"]
    ]
    _update(scene, {"label_ids": ids})
    return _("Took away the label %(label)s") % {"label": label.name if label else ""}


def _comment(scene: Scene, action: Part) -> str:
    add_comment(actor=scene.actor, task=scene.subject, body=scene.filled(action["body"]))
    return _("Commented")


def _create(scene: Scene, action: Part) -> str:
    values: dict[str, Any] = {"title": scene.filled(action["title"])[:200]}
    if action["as"] == "subtask":
        values["parent"] = scene.subject.pk
    made = create_task(actor=scene.actor, project=scene.project, **cast(TaskValues, values))
    return _("Made %(key)s %(title)s") % {"key": made.key, "title": made.title}


def _template(scene: Scene, action: Part) -> str:
    template = TaskTemplate.objects.filter(pk=action["template"], project=scene.project).first()
    if template is None:
        raise ValidationError(_("The template is gone."))
    values = usable_values(scene.project, {"title": template.name, **template.values})
    made = create_task(actor=scene.actor, project=scene.project, **values)
    return _("Made %(key)s %(title)s") % {"key": made.key, "title": made.title}


def _sprint(scene: Scene, action: Part) -> str:
    sprint = scene.project.sprints.filter(status="active").first()
    if sprint is None:
        raise ValidationError(_("No sprint is active."))
    _update(scene, {"sprint": sprint.pk})
    return _("Put into %(sprint)s") % {"sprint": sprint.name}


def _notify(scene: Scene, action: Part) -> str:
    task = scene.subject
    people = _people(task, action["user"])
    told = Told(
        workspace_id=scene.project.workspace_id,
        task_id=task.pk,
        data={"automation": scene.automation.name},
    )
    notify(told=told, people={person.pk: NotificationKind.AUTOMATION for person in people})
    return _("Notified %(names)s") % {"names": ", ".join(person.name for person in people)}


def _archive(scene: Scene, action: Part) -> str:
    _update(scene, {"status": State.ARCHIVED})
    return _("Archived")


def _people(task: Task, wanted: str) -> list[User]:
    if wanted == "assignees":
        return list(task.assignees.all())
    if wanted == "watchers":
        return list(task.watchers.all())
    if wanted == "creator":
        return [task.created_by] if task.created_by else []
    return list(User.objects.filter(pk=wanted, is_active=True))


def _name(scene: Scene, field: str) -> str:
    if field.startswith("fields."):
        found = scene.project.custom_fields.filter(pk=field.removeprefix("fields.")).first()
        return found.name if found else field
    return field.replace("_", " ")


def _said(scene: Scene, field: str, value: Any) -> str:
    if value is None:
        return _("nothing")
    if field.startswith("fields."):
        return _said_of_own(scene, field.removeprefix("fields."), value)
    if field == "type":
        return str(scene.project.item_types.filter(pk=value).first() or value)
    if field == "milestone":
        return str(scene.project.milestones.filter(pk=value).first() or value)
    if field in {"status", "priority"}:
        return str((State if field == "status" else Priority)(value).label)
    return str(value)


def _said_of_own(scene: Scene, field_id: str, value: Any) -> str:
    """A custom field's value as people know it: options and people by name."""
    if isinstance(value, list):
        return ", ".join(_said_of_own(scene, field_id, each) for each in value) or _("nothing")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    field = scene.project.custom_fields.filter(pk=field_id).first()
    if field is None:
        return str(value)
    if field.kind == FieldKind.PERSON:
        return str(User.objects.filter(pk=value).values_list("name", flat=True).first() or value)
    names = {option["id"]: option["name"] for option in field.options}
    return str(names.get(value, value))


_DOERS: dict[str, Callable[[Scene, Part], str]] = {
    "set": _set,
    "move": _move,
    "assign": _assign,
    "label": _label,
    "unlabel": _unlabel,
    "comment": _comment,
    "create": _create,
    "template": _template,
    "sprint": _sprint,
    "notify": _notify,
    "archive": _archive,
}
