"""The points that a project wants to reach."""

from datetime import date, datetime
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from tasks.models import Milestone, PartKind, Project
from tasks.services.columns import announce_shape
from tasks.services.ordering import last_rank, still_standing
from tasks.services.parts import differing, place_among, put_values
from tasks.services.recording import lock_project
from tasks.services.removals.keeping import keep_part
from tasks.services.tasks.writing import words
from tasks.services.values import one_line

MAX_MILESTONES = 200
DESCRIPTION_LIMIT = 5000


class MilestoneValues(TypedDict, total=False):
    """What people change of a milestone; `reached` sets or takes back when it was."""

    name: str
    description: str
    due_date: date | None
    reached: bool
    before: UUID | None
    after: UUID | None


@transaction.atomic
def add_milestone(
    *,
    actor: User,
    project: Project,
    name: str,
    description: str = "",
    due_date: date | None = None,
) -> Milestone:
    """A milestone after the others."""
    project = lock_project(project.pk)
    standing = list(project.milestones.all())
    if len(standing) >= MAX_MILESTONES:
        raise ValidationError({"name": _("A project has at most 200 milestones.")})
    milestone = Milestone.objects.create(
        project=project,
        name=one_line(name, field="name", limit=100),
        description=_cleaned_description(description),
        due_date=due_date,
        rank=last_rank(standing),
        created_by=actor,
    )
    announce_shape(actor, project, {"milestones": [None, milestone.name]})
    return milestone


@transaction.atomic
def update_milestone(
    *, actor: User, milestone: Milestone, **values: Unpack[MilestoneValues]
) -> Milestone:
    """Name, words, date, place; reach it or take that back. What already is so changes nothing."""
    project = lock_project(milestone.project_id)
    standing = list(project.milestones.all())
    milestone = still_standing(standing, milestone)
    cleaned = _cleaned(milestone, standing, values)
    changed = differing(milestone, cleaned)
    if not changed:
        return milestone
    changes = {
        f"milestones.{name}": [words(getattr(milestone, name)), words(value)]
        for name, value in changed.items()
    }
    put_values(milestone, changed)
    announce_shape(actor, project, changes)
    return milestone


@transaction.atomic
def delete_milestone(*, actor: User, milestone: Milestone) -> None:
    """Remove it: its tasks stay, without one."""
    project = lock_project(milestone.project_id)
    milestone = still_standing(list(project.milestones.all()), milestone)
    keep_part(kind=PartKind.MILESTONE, thing=milestone, project=project)
    milestone.delete()
    announce_shape(actor, project, {"milestones": [milestone.name, None]})


def _cleaned(
    milestone: Milestone, standing: list[Milestone], values: MilestoneValues
) -> dict[str, Any]:
    cleaned: dict[str, Any] = {}
    if "name" in values:
        cleaned["name"] = one_line(values["name"], field="name", limit=100)
    if "description" in values:
        cleaned["description"] = _cleaned_description(values["description"])
    if "due_date" in values:
        cleaned["due_date"] = values["due_date"]
    if "reached" in values:
        cleaned["reached_at"] = _reached_at(milestone, values["reached"])
    return cleaned | place_among(milestone, standing, values)


def _reached_at(milestone: Milestone, reached: bool) -> datetime | None:
    return (milestone.reached_at or timezone.now()) if reached else None


def _cleaned_description(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\x00", "")
    if len(text) > DESCRIPTION_LIMIT:
        raise ValidationError({"description": _("At most 5,000 characters.")})
    return text
