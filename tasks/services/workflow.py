"""How tasks of a project may move: transitions, approvals, what a full column means."""

from collections.abc import Iterable, Sequence
from typing import NotRequired, TypedDict
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Role, User
from tasks.models import Column, Project, Transition
from tasks.services.columns import announce_shape
from tasks.services.recording import lock_project
from tasks.services.tasks.passage import NEEDS, WIP_POLICIES, policy_of

MAX_TRANSITIONS = 500
MAX_APPROVALS = 10


class TransitionValues(TypedDict):
    """One allowed move; without `source`, from anywhere."""

    source: NotRequired[UUID | None]
    target: UUID
    roles: NotRequired[list[str]]
    needs: NotRequired[list[str]]
    approvals: NotRequired[int]


@transaction.atomic
def set_workflow(
    *,
    actor: User,
    project: Project,
    is_restricted: bool,
    wip: str,
    transitions: Sequence[TransitionValues],
) -> Project:
    """The whole workflow at once; what is so already changes nothing.

    Unrestricted projects keep their transitions for the day they are wanted again.
    """
    project = lock_project(project.pk)
    if wip not in WIP_POLICIES:
        raise ValidationError({"wip": _("Off, warn or refuse.")})
    rows = _rows(project, transitions)
    policy = {"is_restricted": is_restricted, "wip": wip}
    held = policy_of(project)
    is_same = (held.is_restricted, held.wip) == (is_restricted, wip)
    if is_same and _facts(rows) == _facts(project.transitions.all()):
        return project
    before = {"is_restricted": held.is_restricted, "wip": held.wip}
    project.settings = {**project.settings, "workflow": policy}
    project.save(update_fields=["settings", "updated_at"])
    project.transitions.all().delete()
    Transition.objects.bulk_create(rows)
    announce_shape(actor, project, {"workflow": [before, policy]})
    return project


def _rows(project: Project, transitions: Sequence[TransitionValues]) -> list[Transition]:
    if len(transitions) > MAX_TRANSITIONS:
        raise ValidationError({"transitions": _("At most 500 transitions.")})
    columns = {column.pk: column for column in project.columns.all()}
    fields = {f"fields.{pk}" for pk in project.custom_fields.values_list("pk", flat=True)}
    rows = [_row(project, values, columns, NEEDS.keys() | fields) for values in transitions]
    if len({(row.source_id, row.target_id) for row in rows}) != len(rows):
        raise ValidationError({"transitions": _("Two transitions join the same columns.")})
    return rows


def _row(
    project: Project,
    values: TransitionValues,
    columns: dict[UUID, Column],
    known_needs: set[str],
) -> Transition:
    source_id, roles, needs = values.get("source"), values.get("roles", []), values.get("needs", [])
    approvals = values.get("approvals", 0)
    wrong = {
        _("This column belongs to another project."): values["target"] not in columns
        or (source_id is not None and source_id not in columns),
        _("A transition leads to another column."): source_id == values["target"],
        _("There is no such role."): not set(roles) <= set(Role.values),
        _("A move cannot ask for this field."): not set(needs) <= known_needs,
        _("At most ten approvals."): not 0 <= approvals <= MAX_APPROVALS,
    }
    for message, is_wrong in wrong.items():
        if is_wrong:
            raise ValidationError({"transitions": message})
    return Transition(
        project=project,
        source=columns[source_id] if source_id else None,
        target=columns[values["target"]],
        roles=list(dict.fromkeys(roles)),
        needs=list(dict.fromkeys(needs)),
        approvals=approvals,
    )


def _facts(rows: Iterable[Transition]) -> set[tuple[object, ...]]:
    return {
        (row.source_id, row.target_id, tuple(row.roles), tuple(row.needs), row.approvals)
        for row in rows
    }
