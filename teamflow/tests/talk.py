"""Talking to `/ws/` and to a board's socket from a test."""

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import orjson
from pycrdt import Doc, Map, Text
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
from websockets.typing import Origin

from boards import protocol
from teamflow.common.yjs import lib0
from teamflow.common.yjs.lib0 import Reader


class Talk:
    """One `/ws/` socket."""

    def __init__(self, url: str, *, cookie: str = "", origin: str | None = None) -> None:
        headers = {"Cookie": cookie} if cookie else {}
        self.socket = connect(
            url,
            additional_headers=headers,
            origin=Origin(origin) if origin else None,
            max_size=None,
            legacy=True,
        )

    def say(self, message: dict[str, Any]) -> None:
        """Send."""
        self.socket.send(orjson.dumps(message).decode())

    def hear(self, *kinds: str, timeout: float = 5) -> dict[str, Any]:
        """The next message of one of these types; others are passed over."""
        deadline = time.monotonic() + timeout
        while True:
            left = max(0.001, deadline - time.monotonic())
            message: dict[str, Any] = orjson.loads(self.socket.recv(timeout=left))
            if message["type"] in kinds:
                return message

    def events(self, count: int) -> list[dict[str, Any]]:
        """The next `count` logged events, batches opened."""
        found: list[dict[str, Any]] = []
        while len(found) < count:
            message = orjson.loads(self.socket.recv(timeout=5))
            rows = message["events"] if message["type"] == "batch" else [message]
            found += [row for row in rows if "seq" in row]
        return found

    def closed_with(self, timeout: float = 5) -> int | None:
        """The code with which the server closed."""
        deadline = time.monotonic() + timeout
        try:
            while True:
                self.socket.recv(timeout=max(0.001, deadline - time.monotonic()))
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else None


class Drawing:
    """One y-websocket client, written out: it sends what it draws and applies what it hears."""

    def __init__(self, url: str, *, cookie: str = "", hello: bool = False) -> None:
        headers = {"Cookie": cookie} if cookie else {}
        self.doc: Doc[Any] = Doc()
        self.elements: Map[Any] = self.doc.get("elements", type=Map)
        self.texts: Map[Any] = self.doc.get("texts", type=Map)
        self.heard: list[tuple[int, Any]] = []
        self.acknowledged = (0, 0)
        self.socket = connect(url, additional_headers=headers, max_size=None, legacy=True)
        if hello:
            words = b'{"client":"teamflow","version":1}'
            self.socket.send(bytes((protocol.HELLO,)) + lib0.prefixed(words))
        with suppress(ConnectionClosed):  # the test asks for the code
            self.socket.send(protocol.step_1(self.doc.get_state()))

    def draw(self, work: Callable[[], None]) -> bytes:
        """Change the document and send what that gave."""
        updates: list[bytes] = []
        subscription = self.doc.observe(lambda event: updates.append(bytes(event.update)))
        with self.doc.transaction():
            work()
        self.doc.unobserve(subscription)
        self.send_update(updates[0])
        return updates[0]

    def note(self, key: str, words: str = "note", x: float = 0.0) -> bytes:
        """Draw a sticky note."""

        def work() -> None:
            self.elements[f"{key}.g"] = [x, 0.0, 200.0, 200.0, 0.0, "V"]
            self.elements[f"{key}.c"] = {"kind": "sticky"}
            self.texts[key] = Text(words)

        return self.draw(work)

    def send_update(self, update: bytes) -> None:
        """Send an update, whatever is in it."""
        self.socket.send(protocol.update_frame(update))

    def listen_until(self, check: Callable[[], bool], timeout: float = 5) -> float:
        """Apply what comes until `check` holds; how long that took."""
        began = time.monotonic()
        while not check():
            self._take(self.socket.recv(timeout=max(0.001, began + timeout - time.monotonic())))
        return time.monotonic() - began

    def closed_with(self, timeout: float = 5) -> int | None:
        """The code with which the server closed."""
        deadline = time.monotonic() + timeout
        try:
            while True:
                self._take(self.socket.recv(timeout=max(0.001, deadline - time.monotonic())))
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else None

    def _take(self, frame: Any) -> None:
        reader = Reader(frame)
        kind = reader.uint()
        if kind == protocol.SYNC:
            step, data = reader.uint(), reader.bytes()
            if step == protocol.STEP_1:
                self.socket.send(protocol.step_2(self.doc.get_update(data)))
            else:
                self.doc.apply_update(data)
        elif kind == protocol.ACKNOWLEDGED:
            self.acknowledged = (reader.uint(), reader.uint())
        self.heard.append((kind, frame))
