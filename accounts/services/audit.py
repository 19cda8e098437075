"""The audit trail: security-relevant acts, with where they came from."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from accounts.models import AuditEvent, User, Workspace


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a request came from; empty for jobs and commands."""

    ip: str | None = None
    user_agent: str = ""


_NOWHERE = Origin()
_origin: ContextVar[Origin] = ContextVar("origin", default=_NOWHERE)


@contextmanager
def acting_from(origin: Origin) -> Iterator[None]:
    """Let everything inside be audited as coming from `origin`."""
    token = _origin.set(origin)
    try:
        yield
    finally:
        _origin.reset(token)


def current_origin() -> Origin:
    """Where the running request came from."""
    return _origin.get()


def record_audit(
    *,
    actor: User | None,
    action: str,
    workspace: Workspace | None = None,
    target: tuple[str, Any] = ("", ""),
    changes: dict[str, Any] | None = None,
) -> AuditEvent:
    """Keep one act; `target` is its kind and its id, `changes` maps a field to `[old, new]`."""
    origin = current_origin()
    kind, identifier = target
    return AuditEvent.objects.create(
        actor=actor,
        workspace=workspace,
        action=action,
        target_kind=kind,
        target_id=str(identifier),
        ip=origin.ip,
        user_agent=origin.user_agent[:300],
        changes=changes or {},
    )
