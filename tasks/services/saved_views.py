"""Ways of looking that people keep: their own, shared with the workspace, or published."""

import secrets
from typing import Any, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User, Workspace
from accounts.services.activity import record
from tasks.events import SavedViewChanged
from tasks.models import Layout, Project, SavedView
from tasks.query.grammar import print_query
from tasks.selectors.querying import parsed
from tasks.services.values import one_line
from teamflow.common.errors import NotFound
from teamflow.common.events import publish
from teamflow.common.ranks import rank_between

MAX_VIEWS = 200
NAME_LIMIT, FIELD_LIMIT, LIST_LIMIT = 100, 80, 30
_FIELDS = ("group", "lanes", "zoom", "mode", "color")
_LISTS = ("sort", "columns")
_SWITCHES = ("archived", "done", "empty")

Display = dict[str, Any]


class ViewValues(TypedDict, total=False):
    """What people change of a view; `before` and `after` name a neighbour in its list."""

    name: str
    icon: str
    layout: str
    query: str
    display: Display
    is_shared: bool
    is_published: bool
    before: SavedView | None
    after: SavedView | None


@transaction.atomic
def save_view(
    *,
    actor: User,
    workspace: Workspace,
    project: Project | None = None,
    **values: Unpack[ViewValues],
) -> SavedView:
    """A new view at the end of the list; it is its maker's own until it is shared."""
    Workspace.objects.select_for_update().get(pk=workspace.pk)
    siblings = SavedView.objects.filter(workspace=workspace, project=project, deleted_at=None)
    if siblings.count() >= MAX_VIEWS:
        raise ValidationError({"name": _("There are at most 200 views in one place.")})
    view = SavedView(workspace=workspace, project=project, owner=actor)
    last = siblings.order_by("-rank").first()
    view.rank = rank_between(last.rank if last else None, None)
    for name, value in _cleaned({"name": "", **values}).items():
        setattr(view, name, value)
    view.save()
    _announce(actor, view, "view.created", is_shared=view.is_shared)
    return view


@transaction.atomic
def update_view(*, actor: User, view: SavedView, **values: Unpack[ViewValues]) -> SavedView:
    """Change a view; what already is so changes nothing. Only its owner takes it back to private:
    others would lose sight of it by their own act."""
    view = _locked(view)
    cleaned = _cleaned(values)
    if cleaned.get("is_shared") is False and view.owner_id != actor.pk:
        raise ValidationError({"is_shared": _("Only its owner can stop sharing a view.")})
    if "is_published" in values:
        cleaned["public_token"] = _token(view, is_published=values["is_published"])
    if values.get("before") or values.get("after"):
        cleaned["rank"] = _rank(view, values.get("before"), values.get("after"))
    changed = [name for name in cleaned if getattr(view, name) != cleaned[name]]
    if not changed:
        return view
    was_shared = view.is_shared
    for name in changed:
        setattr(view, name, cleaned[name])
    view.save(update_fields=[*changed, "updated_at"])
    _announce(actor, view, "view.updated", is_shared=was_shared or view.is_shared)
    return view


@transaction.atomic
def set_favorite(*, actor: User, view: SavedView, is_favorite: bool) -> SavedView:
    """Put the view into the side bar of `actor`, or take it out."""
    view = _locked(view)
    if view.favorites.filter(pk=actor.pk).exists() == is_favorite:
        return view
    if is_favorite:
        view.favorites.add(actor)
    else:
        view.favorites.remove(actor)
    _announce(actor, view, "view.updated", is_shared=False)
    return view


@transaction.atomic
def delete_view(*, actor: User, view: SavedView) -> None:
    """Take it away, and its published page with it, until it is restored."""
    view = _locked(view)
    view.deleted_at = timezone.now()
    view.save(update_fields=["deleted_at", "updated_at"])
    _announce(actor, view, "view.deleted", is_shared=view.is_shared)


@transaction.atomic
def restore_view(*, actor: User, view: SavedView) -> SavedView:
    """Bring a deleted view back as it was: its place, its public address, whose side bars."""
    view = _locked(view, is_deleted=True)
    view.deleted_at = None
    view.save(update_fields=["deleted_at", "updated_at"])
    _announce(actor, view, "view.created", is_shared=view.is_shared)
    return view


def _announce(actor: User, view: SavedView, verb: str, *, is_shared: bool) -> None:
    """Tell those who see it that it is another now; they read it again by their own right."""
    room = f"workspace:{view.workspace_id}" if is_shared else f"user:{actor.pk}"
    project = str(view.project_id) if view.project_id else None
    entry = record(
        actor=actor,
        log=room,
        verb=verb,
        target_kind="view",
        target_id=view.pk,
        rooms=[room],
        data={"project": project},
    )
    publish(SavedViewChanged(entry=entry))


def _locked(view: SavedView, *, is_deleted: bool = False) -> SavedView:
    rows = SavedView.objects.filter(pk=view.pk, deleted_at__isnull=not is_deleted)
    found = rows.select_for_update(of=("self",)).first()
    if found is None:
        raise NotFound
    return found


def _token(view: SavedView, *, is_published: bool) -> str | None:
    """A published view keeps its address; published anew, it gets another."""
    if not is_published:
        return None
    return view.public_token or secrets.token_urlsafe(32)


def _rank(view: SavedView, before: SavedView | None, after: SavedView | None) -> str:
    neighbour = before or after
    if neighbour is None or neighbour.pk == view.pk:
        return view.rank
    if (neighbour.workspace_id, neighbour.project_id) != (view.workspace_id, view.project_id):
        raise ValidationError({"before": _("This view stands in another list.")})
    here: dict[str, Any] = {
        "workspace_id": view.workspace_id,
        "project_id": view.project_id,
        "deleted_at": None,
    }
    others = SavedView.objects.filter(**here).exclude(pk=view.pk)
    if before is not None:
        low = others.filter(rank__lt=before.rank).order_by("-rank").first()
        return rank_between(low.rank if low else None, before.rank)
    high = others.filter(rank__gt=neighbour.rank).order_by("rank").first()
    return rank_between(neighbour.rank, high.rank if high else None)


def _cleaned(values: ViewValues) -> dict[str, Any]:
    cleaned: dict[str, Any] = {}
    if "name" in values:
        cleaned["name"] = one_line(values["name"], field="name", limit=NAME_LIMIT)
    if "icon" in values:
        cleaned["icon"] = values["icon"].replace("\x00", "")[:40]
    if "layout" in values:
        if values["layout"] not in Layout.values:
            raise ValidationError({"layout": _("There is no such layout.")})
        cleaned["layout"] = values["layout"]
    if "query" in values:
        cleaned["query"] = print_query(parsed(values["query"]))
    if "display" in values:
        cleaned["display"] = _display(values["display"])
    if "is_shared" in values:
        cleaned["is_shared"] = values["is_shared"]
    return cleaned


def _display(given: Display) -> Display:
    """How it is shown: known words of a known form, so that clients need not doubt them."""
    if set(given) - {*_FIELDS, *_LISTS, *_SWITCHES}:
        raise ValidationError({"display": _("There is no such setting.")})
    is_good = (
        all(given[name] is None or _is_word(given[name]) for name in _FIELDS if name in given)
        and all(_is_list(given[name]) for name in _LISTS if name in given)
        and all(isinstance(given[name], bool) for name in _SWITCHES if name in given)
    )
    if not is_good:
        raise ValidationError({"display": _("This is not how a view is displayed.")})
    return {name: given[name] for name in given if given[name] not in (None, [])}


def _is_word(value: object) -> bool:
    return isinstance(value, str) and len(value) <= FIELD_LIMIT and "\x00" not in value


def _is_list(value: object) -> bool:
    is_short = isinstance(value, list) and len(value) <= LIST_LIMIT
    return is_short and all(_is_word(item) for item in value)  # type: ignore[attr-defined]
