"""What the tests of the live board share."""

import pytest

from boards.services.boards import create_board
from teamflow.tests.live import LiveServer


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
