"""What the tests of live sockets share."""

import pytest

from teamflow.tests.live import LiveServer


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
