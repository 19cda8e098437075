"""Titles of what a text points to, asked for by kind: areas register what they can name.

An answer holds only what the asker may see; the rest is missing, as if it did not exist.
"""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

# (user id, workspace id, ids) -> the shown fields of those that may be seen
Namer = Callable[[UUID, UUID, Sequence[UUID]], list[dict[str, Any]]]

_namers: dict[str, Namer] = {}


def register_namer(kind: str, namer: Namer) -> None:
    """Let texts point to things of this kind."""
    _namers[kind] = namer


def named(kind: str, *, user_id: UUID, workspace_id: UUID, ids: Sequence[UUID]) -> list[Any]:
    """What may be shown of these; nothing for a kind that nobody registered."""
    namer = _namers.get(kind)
    return namer(user_id, workspace_id, ids) if namer and ids else []
