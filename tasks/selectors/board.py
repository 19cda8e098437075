"""A kanban in one answer: the frame in one query, the cards in two, however many columns."""

# ruff: noqa: S608 - constants are joined; values travel as parameters.

from typing import Any
from uuid import UUID

import orjson
from django.db import connection

from tasks.models import Project
from tasks.selectors.payloads import task_payloads
from tasks.selectors.projects import project_payload
from tasks.selectors.shape import SHAPE
from teamflow.common.paging import cursor_at

# The log's number is read before the tasks: what happens between is told again, never missed.
_FRAME_SQL = f"""
    SELECT json_build_object(
        'seq', COALESCE((SELECT seq FROM common_loghead WHERE log = %(log)s), 0),
        {SHAPE},
        'columns', COALESCE((
            SELECT json_agg(json_build_object('id', col.id, 'name', col.name, 'state', col.state,
                'rank', col.rank, 'wip_limit', col.wip_limit, 'task_count', (
                    SELECT count(*) FROM tasks_task AS task
                    WHERE task.column_id = col.id AND task.deleted_at IS NULL
                    AND (task.archived_at IS NULL OR %(archived)s))) ORDER BY col.rank, col.id)
            FROM tasks_column AS col
            WHERE col.project_id = %(project)s AND (col.state <> 'archived' OR %(archived)s)
        ), '[]'))::text
"""
_CARDS_SQL = """
    SELECT col.id, card.id, card.rank FROM tasks_column AS col CROSS JOIN LATERAL (
        SELECT task.id, task.rank FROM tasks_task AS task
        WHERE task.column_id = col.id AND task.deleted_at IS NULL
        AND (task.archived_at IS NULL OR %(archived)s)
        ORDER BY task.rank, task.id LIMIT %(per_column)s) AS card
    WHERE col.project_id = %(project)s AND (col.state <> 'archived' OR %(archived)s)
    ORDER BY col.rank, col.id, card.rank, card.id
"""


def kanban_payload(
    *, project: Project, per_column: int, include_archived: bool = False
) -> dict[str, Any]:
    """The kanban on the wire: columns with their first cards, and where each one's next are."""
    arguments: dict[str, str | int | UUID] = {
        "log": project.log,
        "project": project.pk,
        "archived": include_archived,
        "per_column": per_column,
    }
    with connection.cursor() as cursor:
        cursor.execute(_FRAME_SQL, arguments)
        frame: dict[str, Any] = orjson.loads(cursor.fetchone()[0])
        cursor.execute(_CARDS_SQL, arguments)
        cards: list[tuple[UUID, UUID, str]] = cursor.fetchall()
    ends = {str(column_id): (rank, task_id) for column_id, task_id, rank in cards}
    rows = task_payloads([task_id for _column, task_id, _rank in cards])
    tasks: dict[str, list[Any]] = {column["id"]: [] for column in frame["columns"]}
    for (column_id, _task, _rank), row in zip(cards, rows, strict=True):
        tasks[str(column_id)].append(row)
    for column in frame["columns"]:
        column["tasks"] = tasks[column["id"]]
        has_more = 0 < len(column["tasks"]) < column["task_count"]
        column["next"] = (
            _next_page(project, column, ends[column["id"]], include_archived) if has_more else None
        )
    return {"project": project_payload(project), **frame}


def _next_page(
    project: Project, column: dict[str, Any], end: tuple[str, UUID], include_archived: bool
) -> str:
    rank, task_id = end
    cursor = cursor_at([column["rank"], UUID(column["id"]), rank, task_id])
    more = "&include_archived=true" if include_archived else ""
    return (
        f"/api/v1/projects/{project.pk}/tasks?column={column['id']}&ordering=rank"
        f"{more}&cursor={cursor}"
    )
