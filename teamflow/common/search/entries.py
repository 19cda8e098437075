"""The best entries for a query, and how many there are."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import exp
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from teamflow.common.models import SearchEntry, Shelf
from teamflow.common.search.newest import Source, if_few

# Only the newest matches of each shelf are ranked: ranking reads all words of each.
CANDIDATES = 120
MOST_COUNTED = 100
READ_TO_COUNT = 300
# Of comments, descriptions, labels and files, titles.
_WEIGHTS = [0.1, 0.3, 0.7, 1.0]
_FRESH, _FRESH_DAYS, _OWN = 0.25, 60, 0.15


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is looked for, and where this person may look. `query` is for `to_tsquery`."""

    query: str
    user_id: UUID
    workspace_ids: Sequence[UUID]
    project_ids: Sequence[UUID]
    own_project_ids: frozenset[UUID] = frozenset()
    kinds: frozenset[str] = frozenset()
    with_archived: bool = False
    # Only what hangs on these tasks; their ids.
    tasks: QuerySet[Any] | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that fits, and how well."""

    id: UUID
    kind: str
    task_id: UUID | None
    score: float


@dataclass(frozen=True, slots=True)
class Shown:
    """How a hit is shown, by the app whose row it is. `text` is where a snippet is cut from."""

    title: str
    url: str
    workspace: str
    key: str = ""
    about: str = ""
    text: str = ""
    status: str | None = None
    project: UUID | None = None


def best(asked: Asked, limit: int) -> list[Hit]:
    """The best matches, best first."""
    found = SearchEntry.objects.filter(pk__in=_candidates(asked))
    query = SearchQuery(asked.query, search_type="raw", config="simple")
    rank = SearchRank(F("words"), query, weights=_WEIGHTS)
    rows = found.annotate(score=rank).values_list(
        "id", "kind", "task_id", "project_id", "at", "score"
    )
    now = timezone.now()
    hits = [
        Hit(pk, kind, task_id, _score(score, at, now, project in asked.own_project_ids))
        for pk, kind, task_id, project, at, score in rows
    ]
    hits.sort(key=lambda hit: (-hit.score, str(hit.id)))
    return hits[:limit]


def counts(asked: Asked) -> dict[str, int]:
    """How many there are of each kind; `MOST_COUNTED` means that many or more."""
    found: Counter[str] = Counter()
    query = _query(asked)
    for source in _sources(asked):
        entries = _entries(asked, source).filter(words=query)
        newest = SearchEntry.objects.filter(pk__in=source.newest(entries, READ_TO_COUNT))
        found.update(newest.values_list("kind", flat=True))
    return {kind: min(number, MOST_COUNTED) for kind, number in found.items()}


def _score(rank: float, at: datetime, now: datetime, is_own: bool) -> float:
    days = max(0.0, (now - at).total_seconds() / 86_400)
    return rank * (1 + _FRESH * exp(-days / _FRESH_DAYS) + _OWN * is_own)


def some_matches(asked: Asked, limit: int) -> list[UUID]:
    """Some that fit, of the first shelf that has any."""
    query = _query(asked)
    for source in _sources(asked):
        entries = _entries(asked, source).filter(words=query)
        if found := source.newest(entries, limit):
            return found
    return []


def _candidates(asked: Asked) -> set[UUID]:
    """The newest that fit of each shelf; of tasks first what is called so, however old it is.

    Where enough tasks are called so, those that only say so would come after all of them.
    """
    found: set[UUID] = set()
    query = _query(asked)
    for source in _sources(asked):
        entries = _entries(asked, source)
        fitting = source.newest(entries.filter(words=query), CANDIDATES)
        if source.shelf == Shelf.TASKS and len(fitting) >= CANDIDATES:
            called = source.newest(entries.filter(names=query), CANDIDATES)
            fitting = called if len(called) >= CANDIDATES else [*called, *fitting]
        found.update(fitting)
    return found


def _query(asked: Asked) -> SearchQuery:
    return SearchQuery(asked.query, search_type="raw", config="simple")


def _sources(asked: Asked) -> Iterable[Source]:
    """The shelves on which something of the kinds asked for may be."""
    few = None if asked.tasks is None else if_few(asked.tasks.values_list("pk", flat=True))
    for shelf, kinds in KINDS.items():
        is_wanted = not asked.kinds or asked.kinds.intersection(kinds)
        if is_wanted and (asked.tasks is None or shelf != Shelf.THINGS):
            yield Source(shelf=shelf, workspace_ids=asked.workspace_ids, few_tasks=few)


def _entries(asked: Asked, source: Source) -> QuerySet[SearchEntry]:
    """What of the source this person may find."""
    kinds = KINDS[source.shelf]
    entries = SearchEntry.objects.filter(
        shelf=source.shelf, workspace_id__in=asked.workspace_ids, is_hidden=False
    )
    if asked.kinds and not asked.kinds.issuperset(kinds):
        entries = entries.filter(kind__in=asked.kinds)
    if not asked.with_archived:
        entries = entries.filter(is_archived=False)
    if source.few_tasks is not None:
        return entries
    if asked.tasks is not None:
        return entries.filter(task_id__in=asked.tasks)
    if source.shelf == Shelf.THINGS:
        mine = Q(owner_id=None) | Q(owner_id=asked.user_id)
        return entries.filter(mine, Q(project_id=None) | Q(project_id__in=asked.project_ids))
    return entries.filter(project_id__in=asked.project_ids)


KINDS: dict[Shelf, tuple[str, ...]] = {
    Shelf.TASKS: ("task",),
    Shelf.UNDER_TASKS: ("comment", "attachment"),
    Shelf.THINGS: ("project", "board", "sprint", "milestone", "label", "view", "person"),
}
ALL_KINDS = tuple(kind for kinds in KINDS.values() for kind in kinds)
