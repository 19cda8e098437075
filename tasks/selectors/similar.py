"""Open tasks of a project whose titles mean much the same."""

from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from tasks.meaning.vectors import unpacked, vectors_of
from tasks.models import State, Task, TaskLink, TaskMeaning

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Measured on pairs of titles that people would call the same, and not
# (tasks/tests/test_similar.py).
LIKE = 0.55
SHORTEST = 10
MOST = 20


def similar_to_title(*, project_id: UUID, title: str, limit: int) -> list[dict[str, Any]]:
    """The open tasks most like something called `title`; none for a word or two."""
    title = " ".join(title.replace("\0", "").split())
    if len(title) < SHORTEST:
        return []
    return _nearest(_open_meanings(project_id), title, limit)


def similar_to_task(*, task: Task, limit: int) -> list[dict[str, Any]]:
    """The open tasks most like this one, without those that it is linked to already."""
    ends = TaskLink.objects.filter(Q(source=task) | Q(target=task)).values_list("source", "target")
    known = {task.pk, *(pk for pair in ends for pk in pair)}
    others = _open_meanings(task.project_id).exclude(pk__in=known)
    return _nearest(others, task.title, limit)


@cache
def has_pgvector() -> bool:
    """Whether the migration found the extension; asked once a process."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM information_schema.columns"
            " WHERE table_name = 'tasks_taskmeaning' AND column_name = 'near'"
        )
        return cursor.fetchone() is not None


def as_sql(vector: "NDArray[np.float32]") -> str:
    """A vector as pgvector reads it."""
    return f"[{','.join(f'{number:.5f}' for number in vector)}]"


def _open_meanings(project_id: UUID) -> QuerySet[TaskMeaning]:
    return TaskMeaning.objects.filter(
        project_id=project_id,
        is_waiting=False,
        task__deleted_at=None,
        task__archived_at=None,
    ).exclude(task__column__state__in=[State.DONE, State.ARCHIVED])


def _nearest(meanings: QuerySet[TaskMeaning], title: str, limit: int) -> list[dict[str, Any]]:
    vector = vectors_of([title])[0]
    if not vector.any():
        return []
    near = (_by_database if has_pgvector() else _by_numpy)(meanings, vector, limit)
    likeness = {pk: alike for pk, alike in near if alike >= LIKE}
    tasks = Task.objects.filter(pk__in=likeness).select_related("project", "column")
    rows = [
        {
            "id": task.pk,
            "key": task.key,
            "title": task.title,
            "status": task.column.state,
            "likeness": round(likeness[task.pk], 3),
        }
        for task in tasks.defer("description", "field_versions")
    ]
    return sorted(rows, key=lambda row: (-row["likeness"], str(row["id"])))


def _by_database(
    meanings: QuerySet[TaskMeaning], vector: "NDArray[np.float32]", limit: int
) -> list[tuple[UUID, float]]:
    """Exactly, over the project's own: an index over all would find mostly others' tasks."""
    far = RawSQL("near <=> %s::vector", [as_sql(vector)])
    rows = meanings.annotate(far=far).order_by("far").values_list("pk", "far")[:limit]
    return [(pk, 1 - float(distance)) for pk, distance in rows if distance is not None]


def _by_numpy(
    meanings: QuerySet[TaskMeaning], vector: "NDArray[np.float32]", limit: int
) -> list[tuple[UUID, float]]:
    rows = list(meanings.exclude(vector=None).values_list("pk", "vector"))
    if not rows:
        return []
    alike = unpacked([bytes(kept or b"") for _pk, kept in rows]) @ vector
    best = alike.argsort()[::-1][:limit]
    return [(rows[place][0], float(alike[place])) for place in best]
