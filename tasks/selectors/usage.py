"""How much of a project hangs on each part of it: what removing that part would cost."""

from typing import Any

import orjson
from django.db import connection

from tasks.models import Project

# Archived tasks count: they lose a removed part like the others.
_USAGE = """
    WITH held AS (
        SELECT id, column_id, type_id, milestone_id, completed_at FROM tasks_task
        WHERE project_id = %(project)s AND deleted_at IS NULL)
    SELECT json_build_object(
        'columns', (SELECT json_object_agg(column_id, number) FROM (
            SELECT column_id, count(*) AS number FROM held GROUP BY 1) AS rows),
        'types', (SELECT json_object_agg(type_id, number) FROM (
            SELECT type_id, count(*) AS number FROM held
            WHERE type_id IS NOT NULL GROUP BY 1) AS rows),
        'milestones', (SELECT json_object_agg(milestone_id, number) FROM (
            SELECT milestone_id, count(*) AS number FROM held
            WHERE milestone_id IS NOT NULL GROUP BY 1) AS rows),
        'milestones_done', (SELECT json_object_agg(milestone_id, number) FROM (
            SELECT milestone_id, count(completed_at) AS number FROM held
            WHERE milestone_id IS NOT NULL GROUP BY 1) AS rows),
        'labels', (SELECT json_object_agg(label_id, number) FROM (
            SELECT worn.label_id, count(*) AS number FROM tasks_task_labels AS worn
            JOIN held ON held.id = worn.task_id GROUP BY 1) AS rows),
        'fields', (SELECT json_object_agg(field_id, number) FROM (
            SELECT value.field_id, count(*) AS number FROM tasks_customfieldvalue AS value
            JOIN held ON held.id = value.task_id GROUP BY 1) AS rows),
        'options', (SELECT json_object_agg(option, number) FROM (
            SELECT value.field_id || ':' || option AS option, count(*) AS number
            FROM tasks_customfieldvalue AS value JOIN held ON held.id = value.task_id
            CROSS JOIN unnest(value.options) AS option GROUP BY 1) AS rows)
    )::text
"""


def usage_of(project: Project) -> dict[str, dict[str, int]]:
    """How many tasks stand in each column, wear each label, hold each field …; none: left out.

    An option is called `<field>:<option>`.
    """
    with connection.cursor() as cursor:
        cursor.execute(_USAGE, {"project": project.pk})
        found: dict[str, Any] = orjson.loads(cursor.fetchone()[0])
    return {name: rows or {} for name, rows in found.items()}
