"""The frames of `/ws/boards/{id}/` (docs/protocol.md, section 2)."""

from dataclasses import dataclass
from typing import Any

import orjson

from teamflow.common.rendering import dumps
from teamflow.common.yjs import lib0
from teamflow.common.yjs.lib0 import Malformed, Reader

SYNC, AWARENESS, AUTH, ASK_AWARENESS = 0, 1, 2, 3
HELLO, WELCOME, ACKNOWLEDGED, REFUSED, ROW, NOTICE = 100, 101, 102, 103, 104, 105
ACT, DONE, WORKSHOP, OWN = 106, 107, 108, 109
STEP_1, STEP_2, UPDATE = 0, 1, 2
MESSAGE_LIMIT = 256 * 1024
FIRST_LIMIT = 1024 * 1024
MAX_STATE = 8 * 1024
MAX_STATES = 64
MAX_ACT = 64 * 1024

KEEP_ALIVE = bytes((AWARENESS, 1, 0))


@dataclass(frozen=True, slots=True)
class StateVector:
    """Sync step 1."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Content:
    """Sync step 2 or an update."""

    update: bytes
    is_step_2: bool


@dataclass(frozen=True, slots=True)
class Presence:
    """Awareness: client id, clock, state as JSON or None."""

    states: list[tuple[int, int, bytes | None]]


@dataclass(frozen=True, slots=True)
class Ask:
    """Asks for all awareness states."""


@dataclass(frozen=True, slots=True)
class Hello:
    """TeamFlow's own client."""

    words: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Act:
    """Something to be done in the workshop; the answer carries its number."""

    number: int
    name: str
    data: Any


Message = StateVector | Content | Presence | Ask | Hello | Act


def parse(frame: bytes) -> Message:
    """What a client says; raises Refused."""
    reader = Reader(frame)
    try:
        message = _parse(reader)
    except (IndexError, UnicodeDecodeError):
        raise Malformed from None
    if reader.left:
        raise Malformed
    return message


def _parse(reader: Reader) -> Message:
    kind = reader.uint()
    if kind == SYNC:
        return _parse_sync(reader)
    if kind == AWARENESS:
        return Presence(_parse_states(reader.bytes()))
    if kind == ASK_AWARENESS:
        return Ask()
    if kind == HELLO:
        return Hello(_object(reader.text()))
    if kind == ACT:
        return _parse_act(reader)
    raise Malformed


def _parse_act(reader: Reader) -> Act:
    number, text = reader.uint(), reader.text()
    if len(text) > MAX_ACT:
        raise lib0.Refused("too_large", "An act holds at most 64 KB.")
    words = _object(text)
    name = words.get("act")
    if not isinstance(name, str):
        raise Malformed
    return Act(number, name, words.get("data", {}))


def _parse_sync(reader: Reader) -> Message:
    step = reader.uint()
    if step == STEP_1:
        return StateVector(reader.bytes())
    if step in (STEP_2, UPDATE):
        return Content(reader.bytes(), is_step_2=step == STEP_2)
    raise Malformed


def _parse_states(data: bytes) -> list[tuple[int, int, bytes | None]]:
    reader = Reader(data)
    count = reader.count()
    if count > MAX_STATES:
        raise Malformed
    states = []
    for _ in range(count):
        client, clock, state = reader.uint(), reader.uint(), reader.bytes()
        if len(state) > MAX_STATE:
            raise lib0.Refused("awareness", "A presence state holds at most 8 KB.")
        states.append((client, clock, None if state == b"null" else state))
    if reader.left:
        raise Malformed
    return states


def _object(text: str) -> dict[str, Any]:
    try:
        words = orjson.loads(text)
    except ValueError:
        raise Malformed from None
    if not isinstance(words, dict):
        raise Malformed
    return words


def step_1(state_vector: bytes) -> bytes:
    """Asks the other side for what it has and we have not."""
    return bytes((SYNC, STEP_1)) + lib0.prefixed(state_vector)


def step_2(update: bytes) -> bytes:
    """Answers a step 1."""
    return bytes((SYNC, STEP_2)) + lib0.prefixed(update)


def update_frame(update: bytes) -> bytes:
    """A live change."""
    return bytes((SYNC, UPDATE)) + lib0.prefixed(update)


def states_of(entries: list[tuple[int, int, bytes | None]]) -> bytes:
    """Awareness entries without the frame around them."""
    parts = [lib0.uint(len(entries))]
    for client, clock, state in entries:
        parts += (lib0.uint(client), lib0.uint(clock), lib0.prefixed(state or b"null"))
    return b"".join(parts)


def awareness_frame(entries: list[tuple[int, int, bytes | None]]) -> bytes:
    """Awareness states."""
    return bytes((AWARENESS,)) + lib0.prefixed(states_of(entries))


def read_states(data: bytes) -> list[tuple[int, int, bytes | None]]:
    """The inverse of `states_of`, for what another process sent."""
    return _parse_states(data)


def permission_denied(reason: str) -> bytes:
    """The y-protocols answer to a viewer who writes."""
    return bytes((AUTH, 0)) + lib0.text(reason)


def welcome(words: dict[str, Any]) -> bytes:
    """Answers a hello."""
    return bytes((WELCOME,)) + lib0.prefixed(dumps(words))


def acknowledged(count: int, seq: int) -> bytes:
    """The first `count` content frames are durable."""
    return bytes((ACKNOWLEDGED,)) + lib0.uint(count) + lib0.uint(seq)


def refused(number: int, code: str, message: str) -> bytes:
    """Content frame `number` was not taken."""
    words = dumps({"code": code, "message": message})
    return bytes((REFUSED,)) + lib0.uint(number) + lib0.prefixed(words)


def row(seq: int) -> bytes:
    """The update that follows is row `seq`."""
    return bytes((ROW,)) + lib0.uint(seq)


def notice(words: dict[str, Any]) -> bytes:
    """Something to know."""
    return bytes((NOTICE,)) + lib0.prefixed(dumps(words))


def done(number: int, words: dict[str, Any]) -> bytes:
    """Answers act `number`: `{"data"}`, or `{"error": {"code", "message"}}`."""
    return bytes((DONE,)) + lib0.uint(number) + lib0.prefixed(dumps(words))


def workshop(words: dict[str, Any]) -> bytes:
    """The workshop as everybody may see it."""
    return bytes((WORKSHOP,)) + lib0.prefixed(dumps(words))


def own(words: dict[str, Any]) -> bytes:
    """What of the workshop only this person may see."""
    return bytes((OWN,)) + lib0.prefixed(dumps(words))
