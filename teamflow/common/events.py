"""Domain events: plain facts, announced inside the transaction that made them true."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.db import transaction

from teamflow.common.eventlog import LogEntry

Handler = Callable[[Any], None]

_within: dict[type["DomainEvent"], list[Handler]] = defaultdict(list)
_after_commit: dict[type["DomainEvent"], list[Handler]] = defaultdict(list)


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainEvent:
    """A fact in the past tense; `entry` is the row that the log keeps of it."""

    entry: LogEntry


def subscribe(
    event_type: type[DomainEvent],
    *,
    within: Sequence[Handler] = (),
    after_commit: Sequence[Handler] = (),
) -> None:
    """Set who handles `event_type`: `within` may veto by raising, `after_commit` may only react."""
    _within[event_type] = list(within)
    _after_commit[event_type] = list(after_commit)


def subscribed_types() -> set[type[DomainEvent]]:
    """Every event type that the product's one table names."""
    return set(_within) | set(_after_commit)


def publish(event: DomainEvent) -> None:
    """Announce `event`; a handler that fails after the commit is logged and stops no other."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{type(event).__name__} published outside a transaction")
    for handler in _within[type(event)]:
        handler(event)
    for handler in _after_commit[type(event)]:
        transaction.on_commit(_bind(handler, event), robust=True)


def _bind(handler: Handler, event: DomainEvent) -> Callable[[], None]:
    # Not functools.partial: Django names a failed robust callback by its __qualname__.
    @wraps(handler)
    def call() -> None:
        handler(event)

    return call
