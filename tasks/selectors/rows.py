"""All tasks of a project, lean: what a list of ten thousand rows is filled from.

A row says by id what the kanban's answer says in full (columns, labels), leaves out what a task
does not have, and is written by PostgreSQL: what goes with the rows is gathered once a page.
"""

# ruff: noqa: S608 - constants are joined; values travel as parameters.

from bisect import bisect_right
from itertools import accumulate
from typing import Any

from django.db import connection

from tasks.models import Project, State, Task

_TIME = """to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')"""
_FACE = "CASE WHEN person.avatar = '' THEN NULL ELSE '/' || person.avatar || '-96.webp' END"

_ROWS_SQL = f"""
    WITH page AS MATERIALIZED (
        SELECT task.* FROM tasks_task AS task
        JOIN tasks_column AS col ON col.id = task.column_id
        WHERE task.project_id = %(project)s AND task.number > %(after)s
        AND task.deleted_at IS NULL AND task.archived_at IS NULL AND col.state <> 'archived'
        ORDER BY task.number LIMIT %(limit)s),
    worn AS (
        SELECT link.task_id, array_agg(link.label_id ORDER BY label.name, label.id) AS ids
        FROM tasks_task_labels AS link JOIN tasks_label AS label ON label.id = link.label_id
        WHERE link.task_id IN (SELECT id FROM page) GROUP BY link.task_id),
    given AS (
        SELECT link.task_id, array_agg(person.id ORDER BY person.name, person.id) AS ids
        FROM tasks_task_assignees AS link JOIN accounts_user AS person ON person.id = link.user_id
        WHERE link.task_id IN (SELECT id FROM page) GROUP BY link.task_id),
    steps AS (
        SELECT list.task_id, json_agg(
            json_build_object('id', item.id, 'title', item.title, 'done', item.done)
            ORDER BY list.rank, list.id, item.rank, item.id) AS items
        FROM tasks_checklist AS list JOIN tasks_checklistitem AS item ON item.checklist_id = list.id
        WHERE list.task_id IN (SELECT id FROM page) GROUP BY list.task_id),
    said AS (
        SELECT remark.task_id, count(*) AS count FROM tasks_comment AS remark
        WHERE remark.deleted_at IS NULL AND remark.task_id IN (SELECT id FROM page)
        GROUP BY remark.task_id),
    below AS (
        SELECT child.parent_id, json_build_object('total', count(*),
            'done', count(*) FILTER (WHERE child.completed_at IS NOT NULL)) AS counts
        FROM tasks_task AS child
        WHERE child.deleted_at IS NULL AND child.parent_id IN (SELECT id FROM page)
        GROUP BY child.parent_id),
    held AS (
        SELECT value.task_id, json_object_agg(value.field_id, COALESCE(to_json(value.text),
            to_json(trim_scale(value.number)), to_json(value.date), to_json(value.boolean),
            to_json(value.person_id),
            CASE WHEN field.kind = 'select' THEN to_json(value.options[1])
                ELSE to_json(value.options) END)) AS fields
        FROM tasks_customfieldvalue AS value
        JOIN tasks_customfield AS field ON field.id = value.field_id
        WHERE value.task_id IN (SELECT id FROM page) GROUP BY value.task_id),
    rows AS (
        SELECT page.id, page.number, page.title, page.column_id AS "column", page.priority,
            page.story_points, page.start_date, page.due_date, page.parent_id AS parent,
            page.rank, page.version, {_TIME.format("page.created_at")} AS created_at,
            {_TIME.format("page.updated_at")} AS updated_at,
            {_TIME.format("page.completed_at")} AS completed_at, page.type_id AS type,
            page.sprint_id AS sprint, page.milestone_id AS milestone, page.estimate_minutes,
            worn.ids AS labels, given.ids AS assignees, steps.items AS checklist,
            said.count AS comment_count, below.counts AS subtasks, held.fields AS fields
        FROM page LEFT JOIN worn ON worn.task_id = page.id
        LEFT JOIN given ON given.task_id = page.id LEFT JOIN steps ON steps.task_id = page.id
        LEFT JOIN said ON said.task_id = page.id LEFT JOIN below ON below.parent_id = page.id
        LEFT JOIN held ON held.task_id = page.id)
    SELECT json_build_object(
        'results', COALESCE((SELECT json_agg(json_strip_nulls(row_to_json(rows))
            ORDER BY rows.number) FROM rows), '[]'),
        'people', COALESCE((SELECT json_agg(json_build_object('id', person.id,
            'name', person.name, 'avatar', {_FACE}) ORDER BY person.id)
            FROM accounts_user AS person
            WHERE person.id IN (SELECT unnest(given.ids) FROM given)), '[]'),
        'next', CASE WHEN (SELECT count(*) FROM page) = %(limit)s
            THEN (SELECT max(number) FROM page) END)::text
"""


_TEXTS = 200
_LETTERS = 1_000_000


def latest_texts(*, project: Project) -> list[dict[str, Any]]:
    """What open tasks say, the latest changed first: 200, or as many as a megabyte holds."""
    tasks = Task.objects.filter(project=project, deleted_at=None, archived_at=None)
    tasks = tasks.exclude(column__state__in=[State.DONE, State.ARCHIVED])
    latest = tasks.order_by("-updated_at", "-id").values("id", "version", "description")
    rows: list[dict[str, Any]] = [{**row} for row in latest[:_TEXTS]]
    letters = list(accumulate(len(row["description"]) for row in rows))
    return rows[: bisect_right(letters, _LETTERS)]


def lean_rows(*, project: Project, after: int, limit: int) -> str:
    """The live tasks with numbers above `after`, as JSON text; `next` is the next `after`."""
    arguments: dict[str, Any] = {"project": project.pk, "after": after, "limit": limit}
    with connection.cursor() as cursor:
        cursor.execute(_ROWS_SQL, arguments)
        text: str = cursor.fetchone()[0]
    return text
