"""What the tests of the live board share."""

import pytest

from boards.services.boards import create_board
from teamflow.tests.live import LiveServer, cookie_of
from teamflow.tests.talk import Drawing


@pytest.fixture
def board(workspace, owner):
    return create_board(actor=owner, workspace=workspace, title="Retro")


@pytest.fixture
def server(transactional_db):
    live = LiveServer()
    yield live
    live.stop()


@pytest.fixture
def second_server(transactional_db):
    live = LiveServer()
    yield live
    live.stop()


@pytest.fixture
def join(server, board, clients):
    opened = []

    def join(who, *, at=None, hello=False):
        url = (at or server).url(f"/ws/boards/{board.pk}/")
        drawing = Drawing(url, cookie=cookie_of(clients[who]), hello=hello)
        opened.append(drawing)
        return drawing

    yield join
    for drawing in opened:
        drawing.socket.close()
