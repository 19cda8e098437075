"""What no service may do: write without saying so, number with holes, leave history torn."""

from collections.abc import Iterator
from typing import Any

from django.db import connection

# table, and whom of the log's targets a changed row must be told of
_OWNERS = {
    "tasks_project": "id",
    "tasks_task": "id",
    "tasks_task_assignees": "task_id",
    "tasks_task_labels": "task_id",
    "tasks_task_watchers": "task_id",
    "tasks_checklist": "task_id",
    "tasks_customfieldvalue": "task_id",
    "tasks_approval": "task_id",
    "tasks_timeentry": "task_id",
    "tasks_comment": "id",
    "tasks_reaction": "comment_id",
    "tasks_tasklink": "source_id",
    "tasks_column": "project_id",
    "tasks_label": "project_id",
    "tasks_itemtype": "project_id",
    "tasks_customfield": "project_id",
    "tasks_milestone": "project_id",
    "tasks_transition": "project_id",
    "tasks_sprint": "id",
    "tasks_sprintcapacity": "sprint_id",
    "tasks_intakeitem": "id",
    "tasks_recurrence": "id",
    "tasks_automation": "id",
    "tasks_servicetarget": "id",
    "tasks_initiative": "id",
    "tasks_initiative_projects": "initiative_id",
    "tasks_savedview": "id",
    "tasks_savedview_favorites": "savedview_id",
    "tasks_dashboard": "id",
}
# Parts of a project: when it tells its shape anew, what tasks held of it is told with it.
_FOLLOWS_SHAPE = {"tasks_task", "tasks_task_labels", "tasks_customfieldvalue", "tasks_approval"}
# Numbers of a project's own book-keeping, which nobody sees.
_UNSEEN = {"tasks_project": "next_number"}

Prints = dict[tuple[str, str], str]


def _print_sql(table: str, owner: str) -> str:
    row = f"to_jsonb(row) - '{_UNSEEN.get(table, '')}'"
    return (
        f"SELECT '{table}', {owner}::text, md5(string_agg(({row})::text, ',' ORDER BY row.id))"
        f" FROM {table} AS row GROUP BY {owner}"
    )  # fmt: skip


_PRINTS = " UNION ALL ".join(
    [
        *(_print_sql(table, owner) for table, owner in _OWNERS.items()),
        # A step belongs to its task; a file is told once it was looked at.
        "SELECT 'tasks_checklistitem', list.task_id::text,"
        " md5(string_agg(item::text, ',' ORDER BY item.id)) FROM tasks_checklistitem AS item"
        " JOIN tasks_checklist AS list ON list.id = item.checklist_id GROUP BY list.task_id",
        "SELECT 'tasks_attachment', id::text, md5(row::text) FROM tasks_attachment AS row"
        " WHERE status <> 'arriving'",
    ]
)


def prints() -> Prints:
    """A fingerprint of everything that people see, by table and whom it belongs to."""
    with connection.cursor() as cursor:
        cursor.execute(_PRINTS)
        return {(table, owner): mark for table, owner, mark in cursor.fetchall()}


def changed_tables(before: Prints, after: Prints) -> set[str]:
    return {key[0] for key in before.keys() | after.keys() if before.get(key) != after.get(key)}


def untold(
    before: Prints, after: Prints, targets: set[str], parts: set[str], is_reshaped: bool
) -> list[tuple[str, str]]:
    """What changed in silence: neither told itself nor, but for a task's own row, by a part."""
    changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    return sorted(
        (table, owner)
        for table, owner in changed
        if owner not in targets
        and not (owner in parts and table != "tasks_task")
        and not (is_reshaped and table in _FOLLOWS_SHAPE)
    )


def torn_logs() -> list[Any]:
    """Logs whose numbers have a hole, a double, or another end than their head says."""
    with connection.cursor() as cursor:
        cursor.execute("""
            SELECT log, count(*), min(event.seq), max(event.seq), max(head.seq)
            FROM common_event AS event FULL JOIN common_loghead AS head USING (log)
            GROUP BY log HAVING (min(event.seq), max(event.seq), max(head.seq))
                IS DISTINCT FROM (1::bigint, count(*), count(*))
        """)
        return list(cursor.fetchall())


def wrong_spans() -> Iterator[Any]:
    """Spans that overlap or leave a gap, and open ones that say other than the task."""
    with connection.cursor() as cursor:
        cursor.execute("""
            SELECT task_id, 'chain' FROM (
                SELECT span.*, lead(started_at) OVER series AS next_start
                FROM tasks_taskspan AS span
                WINDOW series AS (PARTITION BY task_id ORDER BY started_at, id)) AS chain
            WHERE next_start IS NOT NULL AND (ended_at IS NULL OR ended_at > next_start)
            UNION ALL
            SELECT task.id, 'open' FROM tasks_task AS task
            JOIN tasks_column AS col ON col.id = task.column_id
            LEFT JOIN tasks_taskspan AS span ON span.task_id = task.id AND span.ended_at IS NULL
            WHERE (task.deleted_at IS NULL) <> (span.id IS NOT NULL)
            OR (span.id IS NOT NULL AND (span.project_id, span.column_id, span.points, span.status)
                IS DISTINCT FROM (task.project_id, task.column_id, task.story_points,
                CASE WHEN task.archived_at IS NULL THEN col.state ELSE 'archived' END))
        """)
        yield from cursor.fetchall()
