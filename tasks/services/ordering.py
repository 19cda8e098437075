"""Where a row goes among the others that people put in order."""

from collections.abc import Iterable
from typing import Protocol, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from teamflow.common.errors import NotFound
from teamflow.common.ranks import rank_between


class Keyed(Protocol):
    """Anything with a key."""

    pk: UUID


class Ranked(Keyed, Protocol):
    """Anything with a key and a rank."""

    rank: str


R = TypeVar("R", bound=Keyed)


def still_standing(rows: Iterable[R], row: R) -> R:
    """`row` as it is among `rows`, read under the lock; NotFound when somebody removed it."""
    for each in rows:
        if each.pk == row.pk:
            return each
    raise NotFound


def last_rank(rows: Iterable[Ranked]) -> str:
    """A rank after all of `rows`."""
    ranks = sorted(row.rank for row in rows)
    return rank_between(ranks[-1] if ranks else None, None)


def rank_beside(
    row: Ranked, rows: Iterable[Ranked], before: UUID | None, after: UUID | None
) -> str:
    """The rank of `row` right after the one called `after`, or right before `before`.

    Where it stands there already, its own.
    """
    others = sorted((each for each in rows if each.pk != row.pk), key=lambda each: each.rank)
    places = {other.pk: place for place, other in enumerate(others)}
    named = after or before
    if named not in places:
        raise ValidationError({"after" if after else "before": _("There is no such neighbour.")})
    at = places[named] + 1 if after else places[named]
    low = others[at - 1].rank if at else None
    high = others[at].rank if at < len(others) else None
    if (low or "") < row.rank and (high is None or row.rank < high):
        return row.rank
    return rank_between(low, high)
