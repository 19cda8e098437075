"""Who shows what was found: each app its own kinds, of what the asker may see."""

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from teamflow.common.search.entries import Hit, Shown

# (who asks, their workspaces' slugs by id, ids) -> what of these may be shown
Shower = Callable[[UUID, Mapping[UUID, str], Sequence[UUID]], dict[UUID, Shown]]

_showers: dict[str, Shower] = {}


def register_shower(kind: str, shower: Shower) -> None:
    """Let things of this kind be found."""
    _showers[kind] = shower


def shown(
    hits: Sequence[Hit], *, user_id: UUID, slugs: Mapping[UUID, str]
) -> list[tuple[Hit, Shown]]:
    """The hits that may be shown, in their order; one read a kind."""
    found: dict[UUID, Shown] = {}
    for kind in dict.fromkeys(hit.kind for hit in hits):
        ids = [hit.id for hit in hits if hit.kind == kind]
        if kind in _showers:
            found |= _showers[kind](user_id, slugs, ids)
    return [(hit, found[hit.id]) for hit in hits if hit.id in found]
