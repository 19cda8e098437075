"""What a task may hold: values as they come in, checked against the project they are for."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any, TypedDict, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.selectors import people_in
from tasks.models import (
    Column,
    ItemType,
    Label,
    Milestone,
    Priority,
    Project,
    Sprint,
    SprintStatus,
    State,
)
from tasks.models.task import DESCRIPTION_LIMIT, POINTS, TITLE_LIMITS
from tasks.services.tasks.field_values import FieldInput

MAX_CHECKLIST = 200

M = TypeVar("M", bound=Model)


class TaskValues(TypedDict, total=False):
    """The writable fields by their names on the wire; what is missing stays as it is."""

    title: str
    description: str
    priority: str
    story_points: int | None
    start_date: date | None
    due_date: date | None
    parent: UUID | None
    sprint: UUID | None
    type: UUID | None
    milestone: UUID | None
    estimate_minutes: int | None
    # By the field's id; null clears.
    fields: dict[str, FieldInput]
    assignee_ids: list[UUID]
    label_ids: list[UUID]
    watcher_ids: list[UUID]
    column: UUID
    status: str
    checklist: list[str]


PLAIN_FIELDS = (
    "title", "description", "priority", "story_points", "estimate_minutes", "start_date",
    "due_date",
)  # fmt: skip
LONGEST_ESTIMATE = 600_000


def clean_plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """The plain fields among `values`, checked; one ValidationError names all that are wrong."""
    cleaned: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for name in PLAIN_FIELDS:
        if name not in values:
            continue
        try:
            cleaned[name] = _CLEANERS[name](values[name])
        except ValueError as error:
            wrong[name] = str(error)
    if wrong:
        raise ValidationError(wrong)
    return cleaned


def clean_title(title: str) -> str:
    """One line of 3 to 200 characters."""
    title = " ".join(title.replace("\x00", "").split())
    low, high = TITLE_LIMITS
    if not low <= len(title) <= high:
        raise ValueError(_("A title has 3 to 200 characters."))
    return title


def _clean_description(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\x00", "")
    if len(text) > DESCRIPTION_LIMIT:
        raise ValueError(_("A description has at most 50,000 characters."))
    return text


def _clean_priority(priority: str) -> str:
    if priority not in Priority.values:
        raise ValueError(_("Low, medium, high or critical."))
    return priority


def _clean_points(points: int | None) -> int | None:
    if points is not None and not POINTS[0] <= points <= POINTS[1]:
        raise ValueError(_("Story points go from 1 to 21."))
    return points


def _clean_estimate(minutes: int | None) -> int | None:
    if minutes is not None and not 1 <= minutes <= LONGEST_ESTIMATE:
        raise ValueError(_("An estimate goes from one minute to 10,000 hours."))
    return minutes


def _as_is(day: date | None) -> date | None:
    return day


_CLEANERS: dict[str, Callable[[Any], Any]] = {
    "title": clean_title,
    "description": _clean_description,
    "priority": _clean_priority,
    "story_points": _clean_points,
    "estimate_minutes": _clean_estimate,
    "start_date": _as_is,
    "due_date": _as_is,
}


def people_for(
    project: Project, user_ids: Collection[UUID], field: str = "assignee_ids"
) -> list[User]:
    """These people of the project's workspace; one who is not in it cannot be assigned."""
    people = people_in(workspace_id=project.workspace_id).filter(pk__in=user_ids)
    return _all_of(people, user_ids, field, _("Not a member of this workspace."))


def labels_for(project: Project, label_ids: Collection[UUID]) -> list[Label]:
    """These labels of the project."""
    labels = project.labels.filter(pk__in=label_ids)
    return _all_of(labels, label_ids, "label_ids", _("This project has no such label."))


def _all_of(rows: QuerySet[M], wanted: Collection[UUID], field: str, message: str) -> list[M]:
    found = list(rows) if wanted else []
    if len(found) != len(set(wanted)):
        raise ValidationError({field: message})
    return found


def column_for_status(project: Project, status: str) -> Column | None:
    """The first column of that state; None where the project has none (archiving needs none)."""
    if status not in State.values:
        raise ValidationError({"status": _("No such status.")})
    column = project.columns.filter(state=status).first()
    if column is None and status != State.ARCHIVED:
        raise ValidationError({"status": _("No column of this project has this status.")})
    return column


def column_by_id(project: Project, column_id: UUID) -> Column:
    """A column of this project."""
    column = project.columns.filter(pk=column_id).first()
    if column is None:
        raise ValidationError({"column": _("This column belongs to another project.")})
    return column


def sprint_by_id(project: Project, sprint_id: UUID | None) -> Sprint | None:
    """A sprint of this project that is not over; None stays None."""
    if sprint_id is None:
        return None
    sprint = project.sprints.filter(pk=sprint_id).first()
    if sprint is None:
        raise ValidationError({"sprint": _("This project has no such sprint.")})
    if sprint.status == SprintStatus.COMPLETED:
        raise ValidationError({"sprint": _("This sprint is over.")})
    return sprint


def type_by_id(project: Project, type_id: UUID | None) -> ItemType | None:
    """A kind of work that this project knows; None is a plain task."""
    if type_id is None:
        return None
    kind = project.item_types.filter(pk=type_id).first()
    if kind is None:
        raise ValidationError({"type": _("This project has no such type.")})
    return kind


def milestone_by_id(project: Project, milestone_id: UUID | None) -> Milestone | None:
    """A milestone of this project; None stays None."""
    if milestone_id is None:
        return None
    milestone = project.milestones.filter(pk=milestone_id).first()
    if milestone is None:
        raise ValidationError({"milestone": _("This project has no such milestone.")})
    return milestone
