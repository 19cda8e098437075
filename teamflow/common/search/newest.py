"""The newest entries that fit, whether a word is in every tenth of them or in none.

PostgreSQL guesses badly how many rows have a word's beginning. Where it takes a common word for a
rare one, it reads all rows that have it; where it takes a rare one for a common one, it walks
through all rows by date. So the newest few thousand are looked through first, which is enough for a
common word, and the index of words is only asked for what those do not have. Where a filter leaves
few tasks, theirs are looked through, and nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import F, QuerySet

from teamflow.common.models import SearchEntry, Shelf

LOOKED_THROUGH = 3000
FEW_TASKS = 6000

# Both stand under the table's own name before a query of it, so that it reads these rows alone.
_NEWEST = """
WITH common_searchentry AS (
    SELECT newest.* FROM unnest(%s::uuid[]) AS place (workspace_id)
    CROSS JOIN LATERAL (
        SELECT entry.* FROM common_searchentry AS entry
        WHERE entry.workspace_id = place.workspace_id AND entry.shelf = %s
        ORDER BY entry.at DESC LIMIT %s
    ) AS newest
)
"""
_OF_TASKS = """
WITH common_searchentry AS (
    SELECT entry.* FROM unnest(%s::uuid[]) AS fitting (task_id)
    JOIN common_searchentry AS entry ON entry.task_id = fitting.task_id
    WHERE entry.shelf = %s
)
"""
# The index of dates cannot serve this order, so that the index of words must.
_AT = F("at") + timedelta(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where entries of one shelf are: in these workspaces, or, where given, on these few tasks."""

    shelf: Shelf
    workspace_ids: Sequence[UUID]
    few_tasks: list[UUID] | None = None

    def newest(self, entries: QuerySet[SearchEntry], most: int) -> list[UUID]:
        """The newest `most` of `entries`, which are of this source."""
        if self.few_tasks is not None:
            return _read(_OF_TASKS, [self.few_tasks, self.shelf], entries, most)
        places = [list(self.workspace_ids), self.shelf, LOOKED_THROUGH]
        found = _read(_NEWEST, places, entries, most)
        if len(found) >= most:
            return found
        return list(entries.order_by(_AT.desc()).values_list("pk", flat=True)[:most])


def if_few(tasks: QuerySet[Any, UUID]) -> list[UUID] | None:
    """Their ids, where all entries of these tasks can be looked through; else nothing."""
    ids = list(tasks[: FEW_TASKS + 1])
    return ids if len(ids) <= FEW_TASKS else None


def _read(rows: str, places: list[Any], entries: QuerySet[SearchEntry], most: int) -> list[UUID]:
    chosen = entries.order_by("-at").values_list("pk", flat=True)[:most]
    try:
        sql, params = chosen.query.sql_with_params()
    except EmptyResultSet:
        return []
    with connections[entries.db].cursor() as cursor:
        cursor.execute(rows + sql, [*places, *params])
        return [row[0] for row in cursor.fetchall()]
