"""Reads: what a new board can begin from."""

from typing import Any
from uuid import UUID

from boards.document import BoardDocument
from boards.elements import Element, display_list, read_elements
from boards.models import BoardTemplate
from boards.schema import is_uuid
from boards.templates_data import CATEGORIES, BuiltIn, built_in
from teamflow.common.errors import NotFound
from teamflow.common.ranks import ranks_between

MOST_OWN = 200


def templates_in(*, workspace_id: UUID) -> list[dict[str, Any]]:
    """Everything that the gallery of a workspace shows: what was made here first."""
    own = BoardTemplate.objects.filter(workspace_id=workspace_id).defer("state")
    order = list(CATEGORIES)
    known = sorted(built_in().values(), key=lambda each: order.index(each.category))
    newest = own.order_by("-created_at", "-id")[:MOST_OWN]
    return [template_payload(each) for each in newest] + [_built_in(each) for each in known]


def own_template(*, workspace_id: UUID, key: str) -> BoardTemplate:
    """A template that was made in this workspace."""
    if not is_uuid(key):
        raise NotFound
    found = BoardTemplate.objects.filter(pk=key, workspace_id=workspace_id).first()
    if found is None:
        raise NotFound
    return found


def template_elements(*, workspace_id: UUID, key: str) -> list[dict[str, Any]]:
    """What a template would put on a board, as the canvas paints it."""
    known = built_in().get(key)
    if known is not None:
        return display_list(_ranked(known.elements()))
    kept = own_template(workspace_id=workspace_id, key=key)
    return display_list(read_elements(BoardDocument([bytes(kept.state)])))


def template_payload(template: BoardTemplate) -> dict[str, Any]:
    """An own template as the API and the sockets show it."""
    return {
        "id": str(template.pk),
        "name": template.name,
        "about": template.about,
        "category": "own",
        "category_name": str(CATEGORIES["own"]),
        "is_own": True,
        "created_by": template.created_by_id,
    }


def _built_in(template: BuiltIn) -> dict[str, Any]:
    return {
        "id": template.key,
        "name": str(template.name),
        "about": str(template.about),
        "category": template.category,
        "category_name": str(CATEGORIES[template.category]),
        "is_own": False,
        "created_by": None,
    }


def _ranked(elements: list[Element]) -> list[Element]:
    ranks = ranks_between(None, None, len(elements))
    return [{"rotation": 0, **each, "z": rank} for each, rank in zip(elements, ranks, strict=True)]
