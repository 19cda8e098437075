"""A first board, so that a new workspace shows what one can do with it."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User, Workspace
from boards.models import Board
from boards.services.boards import create_board
from boards.services.elements import create_elements


@transaction.atomic
def make_sample_board(*, actor: User, workspace: Workspace) -> Board:
    """A board with notes, a small flow, and words on what to try."""
    project = workspace.projects.filter(deleted_at=None).order_by("id").first()
    board = create_board(
        actor=actor, workspace=workspace, title=_("Welcome board"), project=project
    )
    create_elements(actor=actor, board=board, elements=_elements())
    return board


def _elements() -> list[dict[str, Any]]:
    return [
        _text(_("Think here, then make it work"), x=0, y=-120, size=32),
        _note("note-1", _("Double-click anywhere to write a note"), x=0, color="yellow"),
        _note("note-2", _("Select notes and turn them into tasks"), x=240, color="green"),
        _note(
            "note-3",
            _("Open this board in a second window: you see each other"),
            x=480,
            color="blue",
        ),
        _shape("flow-1", "rounded", _("Idea"), x=0, color="teal"),
        _shape("flow-2", "diamond", _("Worth it?"), x=260, color="orange"),
        _shape("flow-3", "rounded", _("Plan it"), x=520, color="violet"),
        _arrow("flow-1", "flow-2"),
        _arrow("flow-2", "flow-3"),
    ]


def _text(text: str, *, x: int, y: int, size: int) -> dict[str, Any]:
    style = {"font_size": size, "bold": True}
    return {
        "kind": "text", "x": x, "y": y, "width": 680, "height": 48, "text": text, "style": style
    }  # fmt: skip


def _note(key: str, text: str, *, x: int, color: str) -> dict[str, Any]:
    return {"id": key, "kind": "sticky", "x": x, "y": 0, "text": text, "style": {"fill": color}}


def _shape(key: str, kind: str, text: str, *, x: int, color: str) -> dict[str, Any]:
    return {
        "id": key,
        "kind": kind,
        "x": x,
        "y": 280,
        "width": 180,
        "height": 110,
        "text": text,
        "style": {"fill": color},
    }


def _arrow(start: str, end: str) -> dict[str, Any]:
    return {
        "kind": "connector",
        "from": {"element": start, "anchor": "right"},
        "to": {"element": end, "anchor": "left"},
    }
