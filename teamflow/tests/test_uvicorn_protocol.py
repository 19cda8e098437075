"""The contract with the pinned uvicorn: what fan-out needs of its insides is still there."""

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from teamflow.common.sockets import Outgoing, RawSink, sink_for
from teamflow.tests.live import LiveServer

BIG = b"x" * 300_000


async def application(scope, receive, send):
    await receive()
    await send({"type": "websocket.accept"})
    sink = sink_for(scope, send)
    assert isinstance(sink, RawSink)
    sink.write(Outgoing(b"one", b"two", text=True))
    sink.write(Outgoing(BIG))
    assert isinstance(sink.buffered(), int)
    assert (await receive())["text"] == "enough"
    sink.close(4409, "too far behind")
    sink.write(Outgoing(b"after the close"))
    assert (await receive())["type"] == "websocket.disconnect"


@pytest.fixture
def live():
    server = LiveServer(application)
    yield server
    server.stop()


def test_frames_and_the_close_arrive_as_they_were_written(live):
    with connect(live.url("/"), max_size=None) as socket:
        heard = [socket.recv(timeout=5) for _ in range(3)]
        socket.send("enough")
        with pytest.raises(ConnectionClosed) as closed:
            socket.recv(timeout=5)

    assert heard == ["one", "two", BIG]
    assert closed.value.rcvd is not None
    assert (closed.value.rcvd.code, closed.value.rcvd.reason) == (4409, "too far behind")
