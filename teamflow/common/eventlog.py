"""The event log: gapless numbers per log, written in the transaction of the change itself."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from teamflow.common.models import Event, LogHead


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """One logged fact as it travels: to sockets, to webhooks, to the activity list.

    `data` and `changes` must already be what the JSON encoder takes (`changes` maps a field to
    `[old, new]`).
    """

    log: str
    seq: int
    type: str
    rooms: tuple[str, ...]
    actor_id: UUID | None
    actor_name: str
    target_kind: str
    target_id: UUID
    at: datetime
    changes: dict[str, Any] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)
    # The row's own number, over all logs; it does not travel.
    id: int = 0

    def message(self, room: str) -> dict[str, Any]:
        """The wire form for one room (docs/protocol.md)."""
        return {
            "type": self.type,
            "room": room,
            "seq": self.seq,
            "at": self.at,
            "actor": {"id": self.actor_id, "name": self.actor_name},
            "target": {"kind": self.target_kind, "id": self.target_id},
            "changes": self.changes,
            "data": self.data,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntry:
    """What a writer knows of a fact before the log has numbered it."""

    log: str
    type: str
    rooms: tuple[str, ...]
    actor_id: UUID | None
    actor_name: str
    target_kind: str
    target_id: UUID
    changes: dict[str, Any] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)


def append(entry: NewEntry) -> LogEntry:
    """Number `entry` and write it; raises outside a transaction."""
    return append_many([entry])[0]


def append_many(entries: list[NewEntry]) -> list[LogEntry]:
    """Number and write entries of ONE log, in order, with two queries however many they are."""
    if not connection.in_atomic_block:
        raise RuntimeError("The event log was written outside a transaction")
    if not entries:
        return []
    log = entries[0].log
    if any(entry.log != log for entry in entries):
        raise ValueError("append_many() takes the entries of one log")
    last = _advance(log, len(entries))
    now = timezone.now()
    first = last - len(entries) + 1
    rows = [
        Event(
            log=log,
            seq=first + offset,
            type=entry.type,
            rooms=list(entry.rooms),
            actor_id=entry.actor_id,
            actor_name=entry.actor_name,
            target_kind=entry.target_kind,
            target_id=entry.target_id,
            changes=entry.changes,
            data=entry.data,
            at=now,
        )
        for offset, entry in enumerate(entries)
    ]
    Event.objects.bulk_create(rows)
    return [to_entry(row) for row in rows]


def head(log: str) -> int:
    """The last number of `log`; 0 for a log that nothing was written to."""
    return LogHead.objects.filter(log=log).values_list("seq", flat=True).first() or 0


def heads(logs: Sequence[str]) -> dict[str, int]:
    """The last numbers of those of `logs` that were written to."""
    return dict(LogHead.objects.filter(log__in=logs).values_list("log", "seq"))


def read_after(log: str, after: int, *, limit: int = 1000) -> list[LogEntry]:
    """The entries of `log` with a number above `after`, oldest first, at most `limit`."""
    rows = Event.objects.filter(log=log, seq__gt=after).order_by("seq")[:limit]
    return [to_entry(row) for row in rows]


def to_entry(row: Event) -> LogEntry:
    """The travelling form of a stored row."""
    return LogEntry(
        log=row.log,
        seq=row.seq,
        type=row.type,
        rooms=tuple(row.rooms),
        actor_id=row.actor_id,
        actor_name=row.actor_name,
        target_kind=row.target_kind,
        target_id=row.target_id,
        at=row.at,
        changes=row.changes,
        data=row.data,
        id=row.pk or 0,
    )


def _advance(log: str, count: int) -> int:
    """Take `count` numbers; the row lock that this leaves is held until the commit."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO common_loghead (log, seq) VALUES (%s, %s) "
            "ON CONFLICT (log) DO UPDATE SET seq = common_loghead.seq + EXCLUDED.seq "
            "RETURNING seq",
            [log, count],
        )
        row = cursor.fetchone()
    return int(row[0])
