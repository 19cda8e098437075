"""Guests on the socket: they see what changes, and are out as soon as their link is taken back."""

import pytest

from boards import protocol
from boards.documents import load_document
from boards.models import Board, BoardUpdate
from boards.services.elements import create_elements
from boards.services.sharing import create_share_link, enter_as_guest, revoke_share_link
from teamflow.tests.talk import Drawing

NOTE = {"kind": "sticky", "x": 0, "y": 0, "text": "Live"}


@pytest.fixture
def visit(server, board, owner):
    opened = []

    def visit(access):
        link = create_share_link(actor=owner, board=board, access=access)
        issued = enter_as_guest(token=link.token, name="Kim")
        cookie = f"board-guest-{board.pk.hex}={issued.token}"
        drawing = Drawing(server.url(f"/ws/boards/{board.pk}/"), cookie=cookie, hello=True)
        opened.append(drawing)
        return drawing, link.link

    yield visit
    for drawing in opened:
        drawing.socket.close()


def test_a_guest_sees_changes_and_cannot_write(visit, board, owner):
    kim, _link = visit("view")
    create_elements(actor=owner, board=board, elements=[NOTE])
    kim.listen_until(lambda: len(kim.elements) >= 2)
    rows = BoardUpdate.objects.count()

    kim.note("mine")

    kim.listen_until(lambda: any(kind == protocol.REFUSED for kind, _frame in kim.heard))
    assert BoardUpdate.objects.count() == rows
    assert "mine.c" not in load_document(board.pk).document.elements


def test_a_guest_with_a_link_to_draw_draws(visit, board, owner):
    kim, _link = visit("edit")

    kim.note("mine")

    kim.listen_until(lambda: kim.acknowledged[0] >= 2)
    assert "mine.c" in load_document(board.pk).document.elements
    assert Board.objects.get(pk=board.pk).last_edited_by == owner


def test_taking_the_link_back_closes_the_socket(visit, owner):
    kim, link = visit("edit")
    kim.listen_until(lambda: kim.acknowledged[0] >= 1)

    revoke_share_link(actor=owner, link=link)

    assert kim.closed_with() == 4403
