"""A description that several people write in at once: one Yjs text, judged before it is taken."""

from collections.abc import Iterable
from typing import Any

from pycrdt import Doc, Text

from tasks.models.task import DESCRIPTION_LIMIT
from tasks.text_edits import edits_between
from teamflow.common.yjs.lib0 import Refused
from teamflow.common.yjs.updates import (
    PLAIN_TEXT,
    Depths,
    Shape,
    Update,
    read_state_vector,
    read_update,
)

ROOT = "text"
SHAPE = Shape(contents=PLAIN_TEXT, is_flat=True)
MAX_STRUCTS = 100_000
MAX_BYTES = 1024 * 1024
NOTHING = b"\x00\x00"


class Incomplete(Exception):
    """The update builds upon something that is not here (yet)."""


class SharedText:
    """One description's document; what it refused leaves it unfit for further use."""

    def __init__(self, updates: Iterable[bytes] = ()) -> None:
        self.doc: Doc[Any] = Doc()
        self.text: Text = self.doc.get(ROOT, type=Text)
        for update in updates:
            self.doc.apply_update(update)

    def __str__(self) -> str:
        return str(self.text)

    def take(self, update: bytes) -> bool:
        """Apply `update`; False when it changes nothing. Raises Refused or Incomplete."""
        if len(update) > MAX_BYTES:
            raise Refused("too_big", "A change holds at most 1 MB.")
        found = read_update(update, max_structs=MAX_STRUCTS, depths=Depths(), shape=SHAPE)
        if found.roots - {ROOT}:
            raise Refused("root", "This document is one plain text.")
        if found.is_empty:
            return False
        clocks = read_state_vector(self.doc.get_state())
        if not _is_complete(found, clocks):
            raise Incomplete
        before = self.state()
        try:
            self.doc.apply_update(update)
        except Exception as error:
            raise Refused("malformed", "The message could not be read.") from error
        self._check(found, clocks)
        return self.state() != before

    def replace(self, new: str) -> bytes | None:
        """Make it say `new` by edits of what differs; the change, None for nothing."""
        state = self.doc.get_state()
        old = str(self)
        edits = edits_between(old, new)
        if not edits:
            return None
        with self.doc.transaction():
            for edit in reversed(edits):
                # The library counts in bytes of UTF-8.
                start = len(old[: edit.start].encode())
                end = start + len(old[edit.start : edit.end].encode())
                del self.text[start:end]
                self.text.insert(start, edit.text)
        return self.doc.get_update(state)

    def state(self) -> bytes:
        """All of it."""
        return self.doc.get_update()

    def state_vector(self) -> bytes:
        """What this copy has."""
        return self.doc.get_state()

    def since(self, state_vector: bytes) -> bytes:
        """What the other side lacks; raises Refused for what is no state vector."""
        read_state_vector(state_vector)
        return self.doc.get_update(state_vector)

    def _check(self, found: Update, clocks: dict[int, int]) -> None:
        actual = read_state_vector(self.doc.get_state())
        for client, (_start, end) in found.ranges.items():
            if actual.get(client, 0) != max(clocks.get(client, 0), end):
                raise Refused("circular", "The changes wait for one another.")
        text = str(self)
        if len(text) > DESCRIPTION_LIMIT:
            raise Refused("too_long", "A description has at most 50,000 characters.")
        if "\x00" in text or "\r" in text:
            raise Refused("control", "A description holds no control characters.")


def _is_complete(update: Update, clocks: dict[int, int]) -> bool:
    starts_late = any(
        start > clocks.get(client, 0) for client, (start, _end) in update.ranges.items()
    )
    brought = {client: end for client, (_start, end) in update.ranges.items()}
    return not starts_late and all(
        needed <= max(clocks.get(client, 0), brought.get(client, 0))
        for client, needed in update.needs.items()
    )
