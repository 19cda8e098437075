"""Back-pressure, frames, and servers that hand over no transport."""

import asyncio

import pytest

from teamflow.common.sockets import (
    LIVE_LIMIT,
    TOO_FAR_BEHIND,
    Allowance,
    Connection,
    Outgoing,
    SendSink,
    frame_of,
)


class Pipe:
    """A sink whose other end reads only when told to."""

    def __init__(self):
        self.waiting = 0
        self.closed = None

    def write(self, outgoing):
        self.waiting += len(outgoing.frame)

    def buffered(self):
        return self.waiting

    def close(self, code, reason):
        self.closed = code


@pytest.mark.parametrize("size", [0, 125, 126, 65_535, 65_536])
def test_frames_carry_their_length(size):
    frame = frame_of(b"x" * size, text=False)

    header = 2 if size < 126 else 4 if size < 65_536 else 10
    assert len(frame) == header + size
    assert frame[0] == 0x82


def test_what_the_next_message_replaces_is_dropped_for_whoever_lags():
    pipe = Pipe()
    connection = Connection(pipe)
    connection.send(Outgoing(b"x" * 70_000))
    before = pipe.waiting

    connection.send_ephemeral(Outgoing(b"cursor"))
    connection.send(Outgoing(b"change"))

    assert pipe.waiting == before + len(Outgoing(b"change").frame)
    assert pipe.closed is None


def test_whoever_is_a_megabyte_behind_is_sent_away():
    pipe = Pipe()
    connection = Connection(pipe)

    for _ in range(20):
        connection.send(Outgoing(b"x" * 100_000))

    assert pipe.closed == TOO_FAR_BEHIND
    assert pipe.waiting < LIVE_LIMIT + 200_000


def test_a_large_first_state_does_not_count():
    pipe = Pipe()
    connection = Connection(pipe)
    connection.send_state(Outgoing(b"x" * 5_000_000))

    connection.send(Outgoing(b"x" * 500_000))

    assert pipe.closed is None
    connection.send(Outgoing(b"x" * 600_000))
    connection.send(Outgoing(b"change"))
    assert pipe.closed == TOO_FAR_BEHIND


async def test_without_a_transport_messages_go_through_send_in_order():
    sent = []

    async def send(message):
        await asyncio.sleep(0)
        sent.append(message)

    sink = SendSink(send)
    sink.write(Outgoing(b"one", b"two", text=True))
    sink.write(Outgoing(b"three"))
    sink.close(4403, "no access")
    sink.write(Outgoing(b"after the close"))
    while len(sent) < 4:
        await asyncio.sleep(0)

    assert sent == [
        {"type": "websocket.send", "text": "one"},
        {"type": "websocket.send", "text": "two"},
        {"type": "websocket.send", "bytes": b"three"},
        {"type": "websocket.close", "code": 4403, "reason": "no access"},
    ]
    assert sink.buffered() == 0


async def test_a_client_that_went_ends_the_writing_quietly():
    async def send(message):
        raise OSError

    sink = SendSink(send)
    sink.write(Outgoing(b"one"))
    await asyncio.sleep(0.01)
    sink.write(Outgoing(b"two"))

    assert sink.buffered() == 0


def test_an_allowance_says_by_how_much_it_was_exceeded():
    allowance = Allowance(rate=0.0, burst=3)

    assert [allowance.take() for _ in range(5)] == [2, 1, 0, -1, -2]
