"""Making, changing and removing sprints."""

import re
from datetime import date
from typing import Any, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from tasks.models import PartKind, Project, Sprint, SprintStatus, Task
from tasks.selectors.sprints import sprint_payload
from tasks.services.columns import announce_shape
from tasks.services.recording import Changes, announce_sprint, lock_project
from tasks.services.removals.keeping import keep_part
from tasks.services.tasks import update_tasks
from tasks.services.tasks.creating import BULK_LIMIT
from tasks.services.values import one_line
from teamflow.common.errors import Conflict, NotFound

MAX_SPRINTS = 1000
MAX_GOAL = 2000
MAX_CAPACITY = 10_000
# What still may be put right once a sprint is over.
ALWAYS = {"name", "goal"}


class SprintValues(TypedDict, total=False):
    """What people change of a sprint."""

    name: str
    goal: str
    start_date: date | None
    end_date: date | None
    capacity: int | None


@transaction.atomic
def create_sprint(*, actor: User, project: Project, **values: Unpack[SprintValues]) -> Sprint:
    """A planned sprint; without a name it gets the one that follows the last."""
    project = lock_project(project.pk)
    if project.sprints.count() >= MAX_SPRINTS:
        raise ValidationError({"name": _("A project has at most 1000 sprints.")})
    if not values.get("name"):
        values["name"] = name_after(project)
    sprint = Sprint(project=project, created_by=actor)
    for name, value in _cleaned(sprint, values).items():
        setattr(sprint, name, value)
    sprint.save(force_insert=True)
    tell_sprint(actor, sprint, "sprint.created", {"sprints": [None, sprint.name]})
    return sprint


@transaction.atomic
def update_sprint(*, actor: User, sprint: Sprint, **values: Unpack[SprintValues]) -> Sprint:
    """Change what `values` names; a completed sprint keeps its dates and its capacity."""
    sprint = lock_sprint(sprint)
    cleaned = _cleaned(sprint, values)
    changed = {name: value for name, value in cleaned.items() if getattr(sprint, name) != value}
    if not changed:
        return sprint
    if sprint.status == SprintStatus.COMPLETED and set(changed) - ALWAYS:
        raise Conflict(_("This sprint is over: only its name and its goal can still change."))
    changes = {
        f"sprints.{name}": [_words(getattr(sprint, name)), _words(value)]
        for name, value in changed.items()
    }
    for name, value in changed.items():
        setattr(sprint, name, value)
    sprint.save(update_fields=[*changed, "updated_at"])
    tell_sprint(actor, sprint, "sprint.updated", changes)
    return sprint


@transaction.atomic
def delete_sprint(*, actor: User, sprint: Sprint) -> None:
    """Remove it; its tasks stay, without a sprint. One that runs is completed, not deleted."""
    sprint = lock_sprint(sprint)
    if sprint.status == SprintStatus.ACTIVE:
        raise Conflict(_("This sprint is running. Complete it first."))
    keep_part(kind=PartKind.SPRINT, thing=sprint, project=sprint.project)
    put_into(actor, list(sprint.tasks.filter(deleted_at=None)), None)
    payload = sprint_payload(sprint)
    pk = sprint.pk
    sprint.delete()
    sprint.pk = pk
    tell_sprint(actor, sprint, "sprint.deleted", {"sprints": [sprint.name, None]}, payload)


def lock_sprint(sprint: Sprint) -> Sprint:
    """The sprint as it is now, its project's row locked until the commit."""
    project = lock_project(sprint.project_id)
    row = Sprint.objects.filter(pk=sprint.pk).first()
    if row is None:
        raise NotFound
    row.project = project
    return row


def put_into(actor: User, tasks: list[Task], sprint: Sprint | None) -> None:
    """Give all these tasks of one project this sprint, in batches that sockets can carry."""
    sprint_id = sprint.pk if sprint else None
    for start in range(0, len(tasks), BULK_LIMIT):
        update_tasks(actor=actor, tasks=tasks[start : start + BULK_LIMIT], sprint=sprint_id)


def tell_sprint(
    actor: User | None,
    sprint: Sprint,
    verb: str,
    changes: Changes,
    data: dict[str, Any] | None = None,
) -> None:
    """Say it of the sprint, and have those who look at the project learn the new list.

    It belongs to the running transaction.
    """
    announce_sprint(
        actor=actor, sprint=sprint, verb=verb, changes=changes, data=data or sprint_payload(sprint)
    )
    announce_shape(actor, sprint.project, changes)


def name_after(project: Project, last: str | None = None) -> str:
    """“Sprint 8” after “Sprint 7”; a name without a number gets one."""
    if last is None:
        last = project.sprints.order_by("-created_at", "-id").values_list("name", flat=True).first()
    if last is None:
        return str(_("Sprint 1"))
    found = re.search(r"(\d{1,9})(\D*)$", last)
    if found is None:
        return f"{last[:97]} 2"
    number = str(int(found[1]) + 1).zfill(len(found[1]))
    return f"{last[: found.start()]}{number}{found[2]}"[:100]


def _cleaned(sprint: Sprint, values: SprintValues) -> dict[str, Any]:
    cleaned: dict[str, Any] = dict(values)
    if "name" in values:
        cleaned["name"] = one_line(values["name"], field="name", limit=100)
    if "goal" in values:
        cleaned["goal"] = _goal(values["goal"])
    capacity = values.get("capacity")
    if capacity is not None and not 0 <= capacity <= MAX_CAPACITY:
        raise ValidationError({"capacity": _("A number from 0 to 10,000.")})
    check_dates(
        cleaned.get("start_date", sprint.start_date), cleaned.get("end_date", sprint.end_date)
    )
    return cleaned


def check_dates(start: date | None, end: date | None) -> None:
    """A sprint ends on or after the day on which it starts."""
    if start is not None and end is not None and end < start:
        raise ValidationError({"end_date": _("A sprint ends on or after its first day.")})


def _goal(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if len(text) > MAX_GOAL:
        raise ValidationError({"goal": _("At most 2,000 characters.")})
    return text


def _words(value: date | str | int | None) -> str | int | None:
    return value.isoformat() if isinstance(value, date) else value
