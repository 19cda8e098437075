"""What a project's tasks can be made of, on the wire: one query, for pages and for sockets."""

from typing import Any

import orjson
from django.db import connection

from tasks.models import Project

# Parts of a `json_build_object`; the project's id travels as the parameter `project`.
SHAPE = """
    'labels', COALESCE((
        SELECT json_agg(json_build_object('id', label.id, 'name', label.name,
            'color', label.color) ORDER BY label.name, label.id)
        FROM tasks_label AS label WHERE label.project_id = %(project)s), '[]'),
    'types', COALESCE((
        SELECT json_agg(json_build_object('id', type.id, 'name', type.name, 'icon', type.icon,
            'color', type.color, 'level', type.level) ORDER BY type.rank, type.id)
        FROM tasks_itemtype AS type WHERE type.project_id = %(project)s), '[]'),
    'fields', COALESCE((
        SELECT json_agg(json_build_object('id', field.id, 'name', field.name, 'kind', field.kind,
            'description', field.description, 'options', field.options)
            ORDER BY field.rank, field.id)
        FROM tasks_customfield AS field WHERE field.project_id = %(project)s), '[]'),
    'milestones', COALESCE((
        SELECT json_agg(json_build_object('id', mark.id, 'name', mark.name,
            'due_date', mark.due_date, 'reached_at', mark.reached_at) ORDER BY mark.rank, mark.id)
        FROM tasks_milestone AS mark WHERE mark.project_id = %(project)s), '[]'),
    'sprints', COALESCE((
        SELECT json_agg(json_build_object('id', sprint.id, 'name', sprint.name,
            'goal', sprint.goal, 'start_date', sprint.start_date, 'end_date', sprint.end_date,
            'status', sprint.status, 'capacity', sprint.capacity)
            ORDER BY sprint.start_date, sprint.created_at, sprint.id)
        FROM tasks_sprint AS sprint WHERE sprint.project_id = %(project)s), '[]')
"""


def shape_of(project: Project) -> dict[str, Any]:
    """Its labels, types, fields, milestones and sprints."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT json_build_object({SHAPE})::text", {"project": project.pk})
        shape: dict[str, Any] = orjson.loads(cursor.fetchone()[0])
    return shape
