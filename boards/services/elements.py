"""Elements drawn by a program: in bulk, and seen at once by everybody on the board."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from boards import schema
from boards.document import SERVER_HAND, BoardDocument
from boards.documents import load_document
from boards.elements import (
    Element,
    add_elements,
    change_element,
    read_elements,
    remove_elements,
)
from boards.models import Board
from boards.schema import Unfit
from boards.services.updates import (
    append_update,
    as_message,
    channel_of,
    lock_document,
    note_contents,
)
from teamflow.common.errors import NotFound
from teamflow.common.rooms import publish_bytes

T = TypeVar("T")
BULK_LIMIT = 5000


@transaction.atomic
def create_elements(*, actor: User, board: Board, elements: list[Element]) -> list[Element]:
    """New elements in front of the others, all or none, as one change."""
    _check_bulk(elements)

    def work(document: BoardDocument) -> list[str]:
        return add_elements(document, elements)

    return change_document(actor=actor, board=board, work=work)


@transaction.atomic
def update_elements(*, actor: User, board: Board, changes: list[Element]) -> list[Element]:
    """Change what is named of elements that are there; what stays the same is not written."""
    _check_bulk(changes)

    def work(document: BoardDocument) -> list[str]:
        present = {element["id"]: element for element in read_elements(document)}
        for position, change in enumerate(changes):
            element = present.get(str(change.get("id")))
            if element is None:
                raise Unfit(f"{position}.id", str(_("There is no such element.")))
            try:
                change_element(document, element, change)
            except Unfit as problem:
                raise Unfit(f"{position}.{problem.field}", problem.reason) from None
        return [change["id"] for change in changes]

    return change_document(actor=actor, board=board, work=work)


@transaction.atomic
def delete_elements(*, actor: User, board: Board, ids: list[str]) -> None:
    """Delete those that are there; the rest is as wished already."""
    _check_bulk(ids)

    def work(document: BoardDocument) -> list[str]:
        remove_elements(document, ids)
        return []

    change_document(actor=actor, board=board, work=work)


@transaction.atomic
def change_document(
    *, actor: User | None, board: Board, work: Callable[[BoardDocument], list[str]]
) -> list[Element]:
    """Run `work` on the newest document, keep what it changed, and give the elements it names.

    Without an `actor` it is a guest's: the row then names nobody.

    The board's row is locked, so nobody else numbers a change meanwhile. What `work` did not
    change is not written.
    """
    if not lock_document(board.pk):
        raise NotFound
    document = load_document(board.pk, client_id=SERVER_HAND).document
    try:
        update, ids = document.edit(work)
    except Unfit as problem:
        field = f"elements.{problem.field}"
        raise ValidationError({field: problem.reason}) from None
    elements = read_elements(document)
    if len(elements) > schema.MAX_ELEMENTS:
        raise ValidationError({"elements": _("A board holds at most 50,000 elements.")})
    if update is not None:
        _keep(actor, board.pk, update)
        note_contents(board.pk, len(elements), document.plain_text())
    named = set(ids)
    found = {element["id"]: element for element in elements if element["id"] in named}
    return [found[element_id] for element_id in ids if element_id in found]


def _keep(actor: User | None, board_id: UUID, update: bytes) -> None:
    authors = [actor.pk] if actor else []
    seq = append_update(board_id=board_id, update=update, authors=authors)
    message = b"u" + as_message(seq, update)
    transaction.on_commit(lambda: publish_bytes(channel_of(board_id), message), robust=True)


def _check_bulk(rows: list[Any]) -> None:
    if not rows:
        raise ValidationError({"elements": _("Name at least one element.")})
    if len(rows) > BULK_LIMIT:
        raise ValidationError({"elements": _("At most 5,000 elements in one call.")})
