"""The shapes of tasks and comments on the wire, written by PostgreSQL itself.

Compiling these queries from expressions cost more than running them, so they are SQL: one query
gives a whole page. Lists and events carry `_FIELDS`; one task
alone carries `_DETAILS` on top.
"""

# ruff: noqa: S608 - only constants of this file are joined; ids travel as parameters.

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import orjson
from django.db import connection

from tasks.markdown import render_markdown

_TIME = """to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')"""
# The same address as accounts.avatars.url() gives.
_FACE = "CASE WHEN {0}.avatar = '' THEN NULL ELSE '/' || {0}.avatar || '-96.webp' END"
_PERSON = f"'id', {{0}}.id, 'email', {{0}}.email, 'name', {{0}}.name, 'avatar', {_FACE}"
# A list of a hundred tasks is to stay under 60 KB: faces in it come without the address.
_SHORT_PERSON = f"'id', {{0}}.id, 'name', {{0}}.name, 'avatar', {_FACE}"

_ASSIGNEES = """COALESCE((
        SELECT json_agg(json_build_object({}) ORDER BY person.name, person.id)
        FROM tasks_task_assignees AS link JOIN accounts_user AS person ON person.id = link.user_id
        WHERE link.task_id = task.id), '[]')"""

_FIELDS = f"""
    'id', task.id,
    'key', project.key || '-' || task.number,
    'number', task.number,
    'project', task.project_id,
    'title', task.title,
    'column', json_build_object('id', col.id, 'name', col.name, 'state', col.state),
    'status', CASE WHEN task.archived_at IS NULL THEN col.state ELSE 'archived' END,
    'priority', task.priority,
    'story_points', task.story_points,
    'start_date', task.start_date,
    'due_date', task.due_date,
    'labels', COALESCE((
        SELECT json_agg(json_build_object('id', label.id, 'name', label.name, 'color', label.color)
            ORDER BY label.name, label.id)
        FROM tasks_task_labels AS link JOIN tasks_label AS label ON label.id = link.label_id
        WHERE link.task_id = task.id), '[]'),
    'parent', task.parent_id,
    'checklist', COALESCE((
        SELECT json_agg(json_build_object('id', item.id, 'title', item.title, 'done', item.done)
            ORDER BY list.rank, list.id, item.rank, item.id)
        FROM tasks_checklist AS list JOIN tasks_checklistitem AS item ON item.checklist_id = list.id
        WHERE list.task_id = task.id), '[]'),
    'comment_count', (
        SELECT count(*) FROM tasks_comment AS remark
        WHERE remark.task_id = task.id AND remark.deleted_at IS NULL),
    'rank', task.rank,
    'version', task.version,
    'created_at', {_TIME.format("task.created_at")},
    'updated_at', {_TIME.format("task.updated_at")},
    'completed_at', {_TIME.format("task.completed_at")},
    'type', task.type_id,
    'sprint', task.sprint_id,
    'milestone', task.milestone_id,
    'estimate_minutes', task.estimate_minutes,
    'subtasks', (
        SELECT json_build_object('total', count(*),
            'done', count(*) FILTER (WHERE child.completed_at IS NOT NULL))
        FROM tasks_task AS child WHERE child.parent_id = task.id AND child.deleted_at IS NULL
        HAVING count(*) > 0),
    'fields', (
        SELECT json_object_agg(held.field_id, COALESCE(to_json(held.text),
            to_json(trim_scale(held.number)), to_json(held.date), to_json(held.boolean),
            to_json(held.person_id),
            CASE WHEN field.kind = 'select' THEN to_json(held.options[1])
                ELSE to_json(held.options) END))
        FROM tasks_customfieldvalue AS held
        JOIN tasks_customfield AS field ON field.id = held.field_id
        WHERE held.task_id = task.id)
"""
# What most tasks do not have is left out of their rows, so that a hundred stay small.
SPARSE = ("type", "sprint", "milestone", "estimate_minutes", "subtasks", "fields")

_IN_LISTS = f"'assignees', {_ASSIGNEES.format(_SHORT_PERSON.format('person'))}"
_WHOSE = """'created_by', CASE WHEN author.id IS NULL THEN NULL ELSE json_build_object({}) END"""

_DETAILS = f"""
    'assignees', {_ASSIGNEES.format(_PERSON.format("person"))},
    {_WHOSE.format(_PERSON.format("author"))},
    'description', task.description,
    'archived_at', {_TIME.format("task.archived_at")},
    'watchers', COALESCE((SELECT json_agg(link.user_id ORDER BY link.id)
        FROM tasks_task_watchers AS link WHERE link.task_id = task.id), '[]'),
    'checklists', COALESCE((
        SELECT json_agg(json_build_object('id', list.id, 'name', list.name, 'items', COALESCE((
            SELECT json_agg(json_build_object('id', item.id, 'title', item.title,
                'done', item.done) ORDER BY item.rank, item.id)
            FROM tasks_checklistitem AS item WHERE item.checklist_id = list.id), '[]'))
            ORDER BY list.rank, list.id)
        FROM tasks_checklist AS list WHERE list.task_id = task.id), '[]'),
    'attachments', COALESCE((
        SELECT json_agg(json_build_object('id', file.id, 'name', file.name, 'url', file.url,
            'created_at', {_TIME.format("file.created_at")}, 'status', file.status,
            'media_type', file.media_type, 'size', file.size, 'sha256', file.sha256,
            'width', file.width, 'height', file.height, 'verdict', file.verdict,
            'thumbnail_url', CASE WHEN file.thumbnail_key = '' THEN NULL
                ELSE '/previews/' || file.id || '/thumbnail.webp' END,
            'preview_url', CASE WHEN file.preview_key = '' THEN NULL
                ELSE '/previews/' || file.id || '/preview.webp' END)
            ORDER BY file.created_at, file.id)
        FROM tasks_attachment AS file
        WHERE file.task_id = task.id AND file.status <> 'arriving'
            AND file.deleted_at IS NULL), '[]'),
    'children', COALESCE((
        SELECT json_agg(json_build_object('id', child.id, 'key', project.key || '-' || child.number,
            'title', child.title, 'status',
            CASE WHEN child.archived_at IS NULL THEN place.state ELSE 'archived' END)
            ORDER BY array_position(task.subtask_order, child.id) NULLS LAST, child.number)
        FROM tasks_task AS child JOIN tasks_column AS place ON place.id = child.column_id
        WHERE child.parent_id = task.id AND child.deleted_at IS NULL), '[]')
"""

_FROM = """
    FROM tasks_task AS task
    JOIN tasks_project AS project ON project.id = task.project_id
    JOIN tasks_column AS col ON col.id = task.column_id
    LEFT JOIN accounts_user AS author ON author.id = task.created_by_id
    WHERE task.id = ANY(%s)
"""
_LIST_SQL = f"SELECT task.id, json_build_object({_FIELDS}, {_IN_LISTS})::text {_FROM}"
_LONG_LIST_SQL = f"""
    SELECT task.id, json_build_object({_FIELDS}, {_IN_LISTS},
        {_WHOSE.format(_SHORT_PERSON.format("author"))})::text {_FROM}
"""
_DETAIL_SQL = f"SELECT task.id, json_build_object({_FIELDS}, {_DETAILS})::text {_FROM}"
_LIVE_DETAIL_SQL = f"""
    SELECT project.workspace_id, json_build_object({_FIELDS}, {_DETAILS})::text {_FROM}
    AND task.deleted_at IS NULL AND project.deleted_at IS NULL
"""

_COMMENT_SQL = f"""
    SELECT remark.id, json_build_object(
        'id', remark.id,
        'task', remark.task_id,
        'author', CASE WHEN author.id IS NULL THEN NULL
            ELSE json_build_object({_PERSON.format("author")}) END,
        'body', remark.body,
        'parent', remark.parent_id,
        'reactions', COALESCE((
            SELECT json_agg(json_build_object('emoji', kind.emoji, 'users', kind.users)
                ORDER BY kind.first)
            FROM (SELECT emoji, json_agg(user_id ORDER BY id) AS users, min(id) AS first
                FROM tasks_reaction WHERE comment_id = remark.id GROUP BY emoji) AS kind), '[]'),
        'created_at', {_TIME.format("remark.created_at")},
        'edited_at', {_TIME.format("remark.edited_at")})::text
    FROM tasks_comment AS remark
    LEFT JOIN accounts_user AS author ON author.id = remark.author_id
    WHERE remark.id = ANY(%s)
"""


_DETAIL_ONLY = {"description", "description_html", "created_by", "archived_at", "checklists"}
_DETAIL_ONLY |= {"attachments", "children", "watchers"}


def task_payloads(task_ids: Sequence[UUID], *, with_author: bool = False) -> list[dict[str, Any]]:
    """The tasks in the order of `task_ids`, as lists and events carry them.

    PostgreSQL's text has blanks, a tenth of its length: it is parsed and written anew.
    """
    texts = _texts(_LONG_LIST_SQL if with_author else _LIST_SQL, task_ids)
    return [_without_blanks(orjson.loads(texts[pk])) for pk in task_ids if pk in texts]


def task_details(task_ids: Sequence[UUID]) -> list[dict[str, Any]]:
    """The tasks with everything about them but the rendered description."""
    texts = _texts(_DETAIL_SQL, task_ids)
    return [orjson.loads(texts[task_id]) for task_id in task_ids if task_id in texts]


def _without_blanks(row: dict[str, Any]) -> dict[str, Any]:
    for name in SPARSE:
        if row[name] is None:
            del row[name]
    return row


def live_task_detail(task_id: UUID) -> tuple[UUID, dict[str, Any]] | None:
    """Its workspace and everything about a task that is not deleted; the caller checks rights."""
    with connection.cursor() as cursor:
        cursor.execute(_LIVE_DETAIL_SQL, [[task_id]])
        row = cursor.fetchone()
    return (row[0], rendered(orjson.loads(row[1]))) if row else None


def task_detail(task_id: UUID) -> dict[str, Any]:
    """One task with everything about it."""
    return rendered(task_details([task_id])[0])


def rendered(detail: dict[str, Any]) -> dict[str, Any]:
    """The same with `description_html`."""
    return {**detail, "description_html": render_markdown(detail["description"])}


def as_event_data(detail: dict[str, Any]) -> dict[str, Any]:
    """What of a detail an event carries: with its blanks, for it also tells what is no more."""
    lean = {name: value for name, value in detail.items() if name not in _DETAIL_ONLY}
    lean["assignees"] = [
        {name: value for name, value in person.items() if name != "email"}
        for person in detail["assignees"]
    ]
    return lean


def comment_payloads(comment_ids: Sequence[UUID]) -> list[dict[str, Any]]:
    """Comments in the order of their ids, rendered."""
    texts = _texts(_COMMENT_SQL, comment_ids)
    rows = [orjson.loads(texts[comment_id]) for comment_id in comment_ids if comment_id in texts]
    for row in rows:
        row["body_html"] = render_markdown(row["body"])
    return rows


def _texts(sql: str, ids: Sequence[UUID]) -> dict[UUID, str]:
    if not ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(ids)])
        return dict(cursor.fetchall())
