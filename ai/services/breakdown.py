"""A task broken down into subtasks: asked for, answered, and what of it is wanted."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from ai.models import Operation, Run
from ai.services.runs import request_run
from tasks.models import ChecklistItem, Task
from tasks.services.tasks import TaskValues, create_tasks
from teamflow.common.errors import Conflict
from teamflow.common.models import Job

MAX_ACCEPTED = 20
_MATERIAL_LIMIT = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A subtask that somebody wants, as they edited it."""

    title: str
    description: str = ""
    estimated_hours: Decimal | float | None = None


def request_breakdown(*, actor: User, task: Task) -> Run:
    """Ask for subtasks of `task`."""
    items = ChecklistItem.objects.filter(checklist__task=task, done=False)
    children = task.children.filter(deleted_at=None).order_by("number")
    material = {
        "title": task.title,
        "description": task.description[:_MATERIAL_LIMIT],
        "checklist": list(items.values_list("title", flat=True)[:50]),
        "existing": list(children.values_list("title", flat=True)[:50]),
    }
    return request_run(
        actor=actor,
        workspace=task.project.workspace,
        operation=Operation.TASK_BREAKDOWN,
        material=material,
        target=("task", task.pk),
    )


@transaction.atomic
def accept_subtasks(
    *, actor: User, run: Run, task: Task, choices: Sequence[Choice]
) -> tuple[list[UUID], bool]:
    """Create the chosen subtasks below `task`: their ids, and whether this call made them.

    Accepting again creates nothing and gives the ids of the first time.
    """
    run = Run.objects.select_for_update(of=("self",)).select_related("job").get(pk=run.pk)
    if run.accepted is not None:
        return [UUID(each) for each in run.accepted], False
    _check(run, choices)
    created = create_tasks(
        actor=actor, project=task.project, tasks=[_values(task, choice) for choice in choices]
    )
    run.accepted = [str(each.pk) for each in created]
    run.save(update_fields=["accepted", "updated_at"])
    return [each.pk for each in created], True


def _check(run: Run, choices: Sequence[Choice]) -> None:
    if run.operation != Operation.TASK_BREAKDOWN or run.job.status != Job.Status.DONE:
        raise Conflict(_("There is no finished breakdown here to accept."))
    if not 1 <= len(choices) <= MAX_ACCEPTED:
        raise ValidationError(
            {"subtasks": _("Choose between 1 and %(count)d subtasks.") % {"count": MAX_ACCEPTED}}
        )


def _values(task: Task, choice: Choice) -> TaskValues:
    description = choice.description.strip()
    if choice.estimated_hours is not None:
        # Tasks carry points, not hours: the estimate is kept where people read it.
        hours = _("Estimate: %(hours)s h") % {"hours": f"{float(choice.estimated_hours):g}"}
        description = f"{description}\n\n{hours}".strip()
    return {"title": choice.title, "description": description, "parent": task.pk}


def result_of(answered: dict[str, Any]) -> dict[str, Any]:
    """What the job shows."""
    return {
        "provider": answered["provider"],
        "model": answered["model"],
        "note": answered["note"],
        "cached": answered["cached"],
        "subtasks": answered["value"]["subtasks"],
    }


def parts_of(material: dict[str, Any]) -> dict[str, str]:
    """The task's text for a model."""
    return {
        "title": material["title"],
        "description": material["description"],
        "open checklist": "\n".join(f"- {each}" for each in material["checklist"]),
        "existing subtasks": "\n".join(f"- {each}" for each in material["existing"]),
    }
