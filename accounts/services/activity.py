"""Who did what: the one way in which every app writes to the event log."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from accounts.models import User
from teamflow.common import eventlog
from teamflow.common.eventlog import LogEntry, NewEntry


def record(
    *,
    actor: User | None,
    log: str,
    verb: str,
    target_kind: str,
    target_id: UUID,
    rooms: Iterable[str],
    changes: dict[str, Any] | None = None,
    data: dict[str, Any] | None = None,
) -> LogEntry:
    """Write one fact to `log` in the running transaction; `actor` None is the system itself."""
    return eventlog.append(
        NewEntry(
            log=log,
            type=verb,
            rooms=tuple(rooms),
            actor_id=actor.pk if actor else None,
            actor_name=actor.name if actor else "",
            target_kind=target_kind,
            target_id=target_id,
            changes=changes or {},
            data=data or {},
        )
    )
