"""Goals above projects: making, changing and ending them."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User, Workspace
from accounts.selectors import people_in
from accounts.services.activity import record
from tasks.events import InitiativeChanged
from tasks.models import Initiative, PartKind, Project
from tasks.selectors.roadmap import initiative_payload
from tasks.services.removals.keeping import keep_part
from tasks.services.values import one_line
from teamflow.common.errors import NotFound
from teamflow.common.events import publish
from teamflow.common.ranks import rank_between

MOST = 200
DESCRIPTION_LIMIT = 5000


class InitiativeValues(TypedDict, total=False):
    """What people write; what is missing stays as it is."""

    name: str
    description: str
    color: str
    owner: UUID | None
    target_date: date | None
    project_ids: list[UUID]


@transaction.atomic
def create_initiative(
    *, actor: User, workspace: Workspace, **values: Unpack[InitiativeValues]
) -> Initiative:
    """A goal after the others."""
    Workspace.objects.select_for_update().get(pk=workspace.pk)
    standing = workspace.initiatives.order_by("-rank")
    if standing.count() >= MOST:
        raise ValidationError({"name": _("A workspace has at most 200 initiatives.")})
    plain, projects = _cleaned(workspace, {"name": "", **values})
    last = standing.values_list("rank", flat=True).first()
    made = Initiative.objects.create(
        workspace=workspace, created_by=actor, rank=rank_between(last, None), **plain
    )
    if projects is not None:
        made.projects.set(projects)
    announce_initiative(actor, made, "initiative.created", {"name": [None, made.name]})
    return made


@transaction.atomic
def update_initiative(
    *, actor: User, initiative: Initiative, **values: Unpack[InitiativeValues]
) -> Initiative:
    """Change what `values` names; what already is so changes nothing."""
    initiative = _locked(initiative)
    plain, projects = _cleaned(initiative.workspace, values)
    changed = {
        name: [_words(getattr(initiative, name)), _words(value)]
        for name, value in plain.items()
        if getattr(initiative, name) != value
    }
    for name in changed:
        setattr(initiative, name, plain[name])
    changed |= _set_projects(initiative, projects)
    if changed:
        initiative.save()
        announce_initiative(actor, initiative, "initiative.updated", changed)
    return initiative


@transaction.atomic
def delete_initiative(*, actor: User, initiative: Initiative) -> None:
    """End it; its projects stay."""
    initiative = _locked(initiative)
    announce_initiative(actor, initiative, "initiative.deleted", {"name": [initiative.name, None]})
    keep_part(kind=PartKind.INITIATIVE, thing=initiative)
    initiative.delete()


def _locked(initiative: Initiative) -> Initiative:
    fresh = (
        Initiative.objects.select_for_update(of=("self",))
        .select_related("workspace")
        .filter(pk=initiative.pk)
        .first()
    )
    if fresh is None:
        raise NotFound
    return fresh


def _cleaned(
    workspace: Workspace, values: InitiativeValues
) -> tuple[dict[str, Any], list[Project] | None]:
    plain: dict[str, Any] = {}
    if "name" in values:
        plain["name"] = one_line(values["name"], field="name", limit=100)
    if "description" in values:
        plain["description"] = values["description"].replace("\x00", "")[:DESCRIPTION_LIMIT]
    if "color" in values:
        plain["color"] = one_line(values["color"], field="color", limit=20)
    if "target_date" in values:
        plain["target_date"] = values["target_date"]
    if "owner" in values:
        plain["owner"] = _member(workspace, values["owner"])
    if "project_ids" not in values:
        return plain, None
    return plain, _projects(workspace, values["project_ids"])


def _member(workspace: Workspace, user_id: UUID | None) -> User | None:
    if user_id is None:
        return None
    person = people_in(workspace_id=workspace.pk).filter(pk=user_id).first()
    if person is None:
        raise ValidationError({"owner": _("Not a member of this workspace.")})
    return person


def _projects(workspace: Workspace, project_ids: Collection[UUID]) -> list[Project]:
    found = list(workspace.projects.filter(pk__in=project_ids, deleted_at=None).order_by("name"))
    if len(found) != len(set(project_ids)):
        raise ValidationError({"project_ids": _("This workspace has no such project.")})
    return found


def _set_projects(initiative: Initiative, projects: Sequence[Project] | None) -> dict[str, Any]:
    if projects is None:
        return {}
    before = list(initiative.projects.order_by("name"))
    if {row.pk for row in before} == {row.pk for row in projects}:
        return {}
    initiative.projects.set(projects)
    return {"projects": [[row.key for row in before], [row.key for row in projects]]}


def _words(value: Any) -> Any:
    if isinstance(value, User):
        return value.name
    return value.isoformat() if isinstance(value, date) else value


def announce_initiative(
    actor: User, initiative: Initiative, verb: str, changes: dict[str, Any]
) -> None:
    room = f"workspace:{initiative.workspace_id}"
    entry = record(
        actor=actor,
        log=room,
        verb=verb,
        target_kind="initiative",
        target_id=initiative.pk,
        rooms=[room],
        changes=changes,
        data=initiative_payload(initiative),
    )
    publish(InitiativeChanged(entry=entry))
