"""Dashboards: made, changed, removed."""

from typing import Any, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User, Workspace
from accounts.services.activity import record
from tasks.events import DashboardChanged
from tasks.models import Dashboard, Project
from tasks.reports.widgets import Widget, checked_widgets
from tasks.selectors.querying import parsed
from teamflow.common.errors import Conflict, NotFound
from teamflow.common.events import publish

MOST_DASHBOARDS = 100


class DashboardValues(TypedDict, total=False):
    """What of a dashboard can be written."""

    name: str
    is_shared: bool
    widgets: list[Any]


@transaction.atomic
def create_dashboard(
    *, actor: User, workspace: Workspace, name: str, is_shared: bool = True, widgets: object = ()
) -> Dashboard:
    """A dashboard of this person, seen by all members unless it is their own."""
    Workspace.objects.select_for_update().get(pk=workspace.pk)
    if Dashboard.objects.filter(workspace=workspace).count() >= MOST_DASHBOARDS:
        raise Conflict(_("This workspace has as many dashboards as it can hold."))
    dashboard = Dashboard.objects.create(
        workspace=workspace,
        name=_named(name),
        is_shared=is_shared,
        owner=actor,
        widgets=_checked(workspace, list(widgets) if isinstance(widgets, tuple) else widgets),
    )
    _announce(actor, dashboard, "dashboard.created", is_public=is_shared)
    return dashboard


@transaction.atomic
def update_dashboard(
    *, actor: User, dashboard: Dashboard, **values: Unpack[DashboardValues]
) -> Dashboard:
    """Another name, other widgets, or shared with others or not; the same again changes nothing.

    Only its owner can take it back from the others.
    """
    dashboard = _locked(dashboard)
    fresh: dict[str, Any] = {}
    if "name" in values:
        fresh["name"] = _named(values["name"])
    if "is_shared" in values:
        fresh["is_shared"] = values["is_shared"]
    if "widgets" in values:
        fresh["widgets"] = _checked(dashboard.workspace, values["widgets"])
    changed = {name: value for name, value in fresh.items() if getattr(dashboard, name) != value}
    if not changed:
        return dashboard
    was_shared = dashboard.is_shared
    if "is_shared" in changed and dashboard.owner_id != actor.pk:
        raise ValidationError({"is_shared": _("Only whoever made it can say who sees it.")})
    for name, value in changed.items():
        setattr(dashboard, name, value)
    dashboard.save(update_fields=[*changed, "updated_at"])
    is_public = was_shared or dashboard.is_shared
    _announce(actor, dashboard, "dashboard.updated", is_public=is_public)
    return dashboard


@transaction.atomic
def delete_dashboard(*, actor: User, dashboard: Dashboard) -> None:
    """Remove it; the reports on it stay where they are."""
    dashboard = _locked(dashboard)
    _announce(actor, dashboard, "dashboard.deleted", is_public=dashboard.is_shared)
    dashboard.delete()


def _locked(dashboard: Dashboard) -> Dashboard:
    found = Dashboard.objects.select_for_update().filter(pk=dashboard.pk).first()
    if found is None:
        raise NotFound
    return found


def _named(name: str) -> str:
    name = name.strip()
    if not 1 <= len(name) <= 100 or "\0" in name:
        raise ValidationError({"name": _("One to a hundred characters.")})
    return name


def _checked(workspace: Workspace, widgets: object) -> list[Widget]:
    rows = Project.objects.filter(workspace=workspace, deleted_at=None)
    projects = {str(pk) for pk in rows.values_list("pk", flat=True)}
    found = checked_widgets(widgets, projects=projects, today=timezone.now().date())
    for widget in found:
        parsed(widget.get("query") or widget.get("said", {}).get("query", ""))
    return found


def _announce(actor: User, dashboard: Dashboard, verb: str, *, is_public: bool) -> None:
    """Tell the workspace, or of somebody's own that person alone; which one is all that is told."""
    place = f"workspace:{dashboard.workspace_id}" if is_public else f"user:{dashboard.owner_id}"
    entry = record(
        actor=actor,
        log=place,
        verb=verb,
        target_kind="dashboard",
        target_id=dashboard.pk,
        rooms=[place],
        data={"id": str(dashboard.pk)},
    )
    publish(DashboardChanged(entry=entry))
