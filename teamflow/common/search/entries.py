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


class _Unguessed(SearchQuery):
    """A query into which the planner does not look.

    Of hundreds of words in an "or" it believes that most rows have one, and reads all of them.
    """

    def as_sql(self, *args: Any, **kwargs: Any) -> tuple[str, Any]:
        """As a value that is only known when it runs."""
        sql, params = super().as_sql(*args, **kwargs)
        return f"(SELECT {sql})", params


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
    for _shelf, part in _shelves(asked):
        found.update(part.order_by().values_list("kind", flat=True)[:READ_TO_COUNT])
    return {kind: min(number, MOST_COUNTED) for kind, number in found.items()}


def _score(rank: float, at: datetime, now: datetime, is_own: bool) -> float:
    days = max(0.0, (now - at).total_seconds() / 86_400)
    return rank * (1 + _FRESH * exp(-days / _FRESH_DAYS) + _OWN * is_own)


def some_matches(asked: Asked, limit: int) -> list[UUID]:
    """Some that fit, in no order, of the first shelf that has any."""
    query = _Unguessed(asked.query, search_type="raw", config="simple")
    for _shelf, part in _shelves(asked, query):
        if found := list(part.order_by().values_list("pk", flat=True)[:limit]):
            return found
    return []


def _candidates(asked: Asked) -> list[UUID]:
    """The newest that fit of each shelf; of tasks first what is called so, however old it is.

    Where enough tasks are called so, those that only say so are not asked for: they would come
    after all of them, and finding the newest of many thousands is what a search costs most.
    """
    query = SearchQuery(asked.query, search_type="raw", config="simple")
    parts = dict(_shelves(asked))
    said = parts.pop(Shelf.TASKS, None)
    if said is None:
        return _newest_of([*parts.values()])
    called = list(_newest(_on_shelf(asked, Shelf.TASKS).filter(names=query)))
    if len(called) < CANDIDATES:
        parts[Shelf.TASKS] = said
    return list({*called, *_newest_of([*parts.values()])})


def _newest(part: QuerySet[SearchEntry]) -> QuerySet[SearchEntry, UUID]:
    return part.order_by("-at").values_list("pk", flat=True)[:CANDIDATES]


def _newest_of(parts: Sequence[QuerySet[SearchEntry]]) -> list[UUID]:
    if not parts:
        return []
    first, *rest = (_newest(part) for part in parts)
    return list(first.union(*rest)) if rest else list(first)


def _shelves(
    asked: Asked, query: SearchQuery | None = None
) -> Iterable[tuple[Shelf, QuerySet[SearchEntry]]]:
    query = query or SearchQuery(asked.query, search_type="raw", config="simple")
    for shelf, kinds in KINDS.items():
        wanted = [kind for kind in kinds if not asked.kinds or kind in asked.kinds]
        if not wanted or (asked.tasks is not None and shelf == Shelf.THINGS):
            continue
        part = _on_shelf(asked, shelf).filter(words=query)
        yield shelf, part if len(wanted) == len(kinds) else part.filter(kind__in=wanted)


def _on_shelf(asked: Asked, shelf: Shelf) -> QuerySet[SearchEntry]:
    entries = SearchEntry.objects.filter(
        shelf=shelf, workspace_id__in=asked.workspace_ids, is_hidden=False
    )
    if not asked.with_archived:
        entries = entries.filter(is_archived=False)
    if asked.tasks is not None:
        return entries.filter(task_id__in=asked.tasks)
    if shelf == Shelf.THINGS:
        mine = Q(owner_id=None) | Q(owner_id=asked.user_id)
        return entries.filter(mine, Q(project_id=None) | Q(project_id__in=asked.project_ids))
    return entries.filter(project_id__in=asked.project_ids)


KINDS: dict[Shelf, tuple[str, ...]] = {
    Shelf.TASKS: ("task",),
    Shelf.UNDER_TASKS: ("comment", "attachment"),
    Shelf.THINGS: ("project", "board", "sprint", "milestone", "label", "view", "person"),
}
ALL_KINDS = tuple(kind for kinds in KINDS.values() for kind in kinds)
