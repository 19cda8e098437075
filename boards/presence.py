"""Cursors and selections: the last state of each client in a tick, kept in memory only."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

import orjson

from boards.models import Access
from boards.permissions import reaches
from teamflow.common.identity import Identity

Entry = tuple[int, int, bytes | None]

MAX_SHOWN = 200
MAX_EACH = 4
RENEW_SECONDS = 10.0
FORGOTTEN_AFTER_SECONDS = 45.0

# What moves other people's screens, or puts words on them, takes more than looking on.
_NEEDS = {"summon": Access.EDIT, "presenting": Access.EDIT, "chat": Access.COMMENT}


class Holder(Protocol):
    """The socket whose client ids these are."""

    identity: Identity
    access: Access


@dataclass(slots=True)
class _Known:
    clock: int
    state: bytes
    holder: Holder | None
    seen_at: float


class Cursors:
    """The awareness states of one board in this process, those of other processes included."""

    def __init__(self) -> None:
        self._known: dict[int, _Known] = {}
        self._fresh: dict[int, Entry] = {}
        self._renewed: set[int] = set()
        self._renewed_at = time.monotonic()

    def hear(self, holder: Holder | None, entries: Iterable[Entry]) -> None:
        """States from a socket here, or (no holder) from another process."""
        for client, clock, state in entries:
            known = self._known.get(client)
            if known is not None and (known.holder is not holder or clock < known.clock):
                continue
            if state is None:
                self._drop(client, clock)
            elif known is not None or self._has_room_for(holder):
                self._keep(client, clock, _signed(state, holder), holder)

    def gone(self, holder: Holder) -> None:
        """A socket closed: its cursors with it."""
        for client in [key for key, known in self._known.items() if known.holder is holder]:
            self._drop(client, self._known[client].clock + 1)

    def take_fresh(self) -> list[Entry]:
        """What changed since the last tick; renewals are gathered over a longer time.

        A client that only says "still here" every 15 s would otherwise cost a delivery to
        everybody each time.
        """
        fresh = self._fresh
        self._fresh = {}
        now = time.monotonic()
        if now - self._renewed_at >= RENEW_SECONDS:
            self._renewed_at = now
            for client in self._renewed:
                known = self._known.get(client)
                if known is not None and client not in fresh:
                    fresh[client] = (client, known.clock, known.state)
            self._renewed.clear()
            self._forget_silent(now)
        return list(fresh.values())

    def all(self, *, own_only: bool = False) -> list[Entry]:
        """Every known state, for a newcomer or (`own_only`) for another process."""
        return [
            (client, known.clock, known.state)
            for client, known in self._known.items()
            if not own_only or known.holder is not None
        ]

    def has_news(self) -> bool:
        """Whether a tick would send something."""
        return bool(self._fresh)

    def own_among(self, entries: list[Entry]) -> list[Entry]:
        """Those that did not come from another process."""
        return [e for e in entries if e[0] not in self._known or self._known[e[0]].holder]

    def _keep(self, client: int, clock: int, state: bytes, holder: Holder | None) -> None:
        known = self._known.get(client)
        is_renewal = known is not None and known.state == state
        self._known[client] = _Known(clock, state, holder, time.monotonic())
        if is_renewal:
            self._renewed.add(client)
        else:
            self._fresh[client] = (client, clock, state)

    def _drop(self, client: int, clock: int) -> None:
        if self._known.pop(client, None) is not None:
            self._fresh[client] = (client, clock, None)

    def _has_room_for(self, holder: Holder | None) -> bool:
        if len(self._known) >= MAX_SHOWN:
            return False
        if holder is None:
            return True
        return sum(known.holder is holder for known in self._known.values()) < MAX_EACH

    def _forget_silent(self, now: float) -> None:
        for client, known in list(self._known.items()):
            if known.holder is None and now - known.seen_at > FORGOTTEN_AFTER_SECONDS:
                self._drop(client, known.clock + 1)


def _signed(state: bytes, holder: Holder | None) -> bytes:
    """The state with its holder's own name, and without what their access does not reach to."""
    if holder is None:
        return state
    try:
        words = orjson.loads(state)
    except ValueError:
        return b"{}"
    if not isinstance(words, dict):
        return state
    for name, needed in _NEEDS.items():
        if name in words and not reaches(holder.access, needed):
            del words[name]
    if not isinstance(words.get("user"), dict):
        return orjson.dumps(words)
    words["user"] |= {"id": str(holder.identity.user_id), "name": holder.identity.name}
    return orjson.dumps(words)
