"""One log as this process hears it: in the order of `seq`, without gaps, nothing twice."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

import orjson

from teamflow.common import eventlog
from teamflow.common.database import in_database

logger = logging.getLogger(__name__)

# An entry as the bus carries it: a LogEntry's message with its `rooms` beside.
Entry = dict[str, Any]
PAGE = 1000


class LogFeed:
    """Hears a log's new entries and hands them on in order; what the bus lost is read."""

    def __init__(self, log: str, deliver: Callable[[list[Entry]], None]) -> None:
        self.log = log
        self.seq = 0
        self.users = 0
        self.is_ready = asyncio.Event()
        self._deliver = deliver
        self._ahead: dict[int, Entry] = {}
        self._fill_lock = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Begin at the log's present end; call it once the bus listens."""
        self.seq = await in_database(eventlog.head, self.log)
        self.is_ready.set()
        self._advance()

    def hear(self, payload: bytes) -> None:
        """Entries from the bus, in any order, perhaps again."""
        for entry in orjson.loads(payload):
            self._ahead[entry["seq"]] = entry
        if self.is_ready.is_set():
            self._advance()

    async def fill(self) -> None:
        """Read what the log has beyond what was delivered."""
        async with self._fill_lock:
            while True:
                entries = await in_database(eventlog.read_after, self.log, self.seq, limit=PAGE)
                for entry in entries:
                    self._ahead.setdefault(entry.seq, as_entry(entry))
                before = self.seq
                self._hand_on()
                if len(entries) < PAGE or self.seq == before:
                    return

    def _advance(self) -> None:
        self._hand_on()
        if self._ahead and not self._fill_lock.locked():
            task = asyncio.get_running_loop().create_task(self._fill_safely())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _fill_safely(self) -> None:
        try:
            await self.fill()
        except Exception:  # the next entry or the next poll tries again
            logger.warning("feed_not_filled", extra={"log": self.log}, exc_info=True)

    def _hand_on(self) -> None:
        ready = []
        while (entry := self._ahead.pop(self.seq + 1, None)) is not None:
            ready.append(entry)
            self.seq += 1
        for seq in [seq for seq in self._ahead if seq <= self.seq]:
            del self._ahead[seq]
        if ready:
            self._deliver(ready)


def as_entry(entry: eventlog.LogEntry) -> Entry:
    """A stored entry in the form in which the bus carries it."""
    return {**entry.message(""), "rooms": entry.rooms}


def for_room(entry: Entry, room: str) -> dict[str, Any]:
    """What the people in `room` get of it."""
    return {key: value for key, value in entry.items() if key != "rooms"} | {"room": room}
