"""Reading titles: a job's work, after their tasks were written."""

import logging
import time

from celery import current_app
from django.db import connection, transaction

from tasks.meaning.vectors import packed, vectors_of
from tasks.models import TaskMeaning
from tasks.selectors.similar import as_sql, has_pgvector

logger = logging.getLogger(__name__)
BATCH = 500
BURST_SECONDS = 2.0
_woken = [-BURST_SECONDS]

_WRITE = """
UPDATE tasks_taskmeaning AS meaning SET is_waiting = false, near = fresh.said::vector
FROM unnest(%s::uuid[], %s::text[]) AS fresh (id, said) WHERE meaning.task_id = fresh.id
"""


def wake_meanings() -> None:
    """Have titles read soon, unless that was just asked; what this misses the next sweep finds."""
    now = time.monotonic()
    if now - _woken[0] < BURST_SECONDS:
        return
    _woken[0] = now
    try:
        current_app.send_task("tasks.keep_meanings", countdown=BURST_SECONDS, retry=False)
    except Exception:
        logger.warning("broker_unavailable", extra={"job": "tasks.keep_meanings"})


def keep_meanings() -> int:
    """Read every title that waits, a batch a transaction; two workers read different ones."""
    read = 0
    while batch := keep_some_meanings():
        read += batch
    return read


@transaction.atomic
def keep_some_meanings(most: int = BATCH) -> int:
    """Read some of the titles that wait. Who changes one meanwhile waits, and has it read anew."""
    waiting = TaskMeaning.objects.select_for_update(of=("self",), skip_locked=True)
    rows = list(
        waiting.filter(is_waiting=True).order_by("pk").values_list("pk", "task__title")[:most]
    )
    if not rows:
        return 0
    vectors = vectors_of([title for _pk, title in rows])
    if has_pgvector():
        with connection.cursor() as cursor:
            said = [as_sql(vector) for vector in vectors]
            cursor.execute(_WRITE, [[pk for pk, _title in rows], said])
        return len(rows)
    found = [
        TaskMeaning(pk=pk, is_waiting=False, vector=packed(vector))
        for (pk, _title), vector in zip(rows, vectors, strict=True)
    ]
    TaskMeaning.objects.bulk_update(found, ["is_waiting", "vector"])
    return len(rows)
