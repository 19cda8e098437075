"""PostgreSQL keeps the history that reports are counted from."""

from django.db import migrations

# A setting of the transaction, `teamflow.now`, gives another time to those who bring history.
# A clock that went back between two writers must not give a span that ends before it begins.
FUNCTIONS = """
CREATE FUNCTION tasks_span_now() RETURNS timestamptz LANGUAGE sql AS $$
    SELECT COALESCE(NULLIF(current_setting('teamflow.now', true), '')::timestamptz,
        clock_timestamp())
$$;

CREATE FUNCTION tasks_keep_span() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    held tasks_taskspan%ROWTYPE;
    place text;
    moment timestamptz := tasks_span_now();
BEGIN
    SELECT CASE WHEN NEW.archived_at IS NULL THEN col.state ELSE 'archived' END INTO place
        FROM tasks_column AS col WHERE col.id = NEW.column_id;
    SELECT * INTO held FROM tasks_taskspan WHERE task_id = NEW.id AND ended_at IS NULL;
    IF FOUND THEN
        IF NEW.deleted_at IS NULL
            AND (held.status, held.column_id, held.points, held.sprint_id) IS NOT DISTINCT FROM
                (place::varchar, NEW.column_id, NEW.story_points, NEW.sprint_id) THEN
            RETURN NULL;
        END IF;
        moment := GREATEST(moment, held.started_at);
        UPDATE tasks_taskspan SET ended_at = moment WHERE id = held.id;
    END IF;
    IF NEW.deleted_at IS NULL THEN
        INSERT INTO tasks_taskspan
            (task_id, project_id, started_at, status, column_id, points, sprint_id)
            VALUES (NEW.id, NEW.project_id, moment, place, NEW.column_id, NEW.story_points,
                NEW.sprint_id);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION tasks_keep_spans_of_column() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    moment timestamptz := tasks_span_now();
BEGIN
    WITH closed AS (
        UPDATE tasks_taskspan AS span SET ended_at = GREATEST(moment, span.started_at)
        FROM tasks_task AS task
        WHERE task.column_id = NEW.id AND task.archived_at IS NULL AND span.task_id = task.id
            AND span.ended_at IS NULL
        RETURNING span.*
    )
    INSERT INTO tasks_taskspan
        (task_id, project_id, started_at, status, column_id, points, sprint_id)
        SELECT task_id, project_id, ended_at, NEW.state, column_id, points, sprint_id FROM closed;
    RETURN NULL;
END $$;

CREATE TRIGGER tasks_span_of_task
    AFTER INSERT OR UPDATE OF column_id, archived_at, story_points, sprint_id, deleted_at,
        project_id
    ON tasks_task FOR EACH ROW EXECUTE FUNCTION tasks_keep_span();
CREATE TRIGGER tasks_span_of_column
    AFTER UPDATE OF state ON tasks_column
    FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state)
    EXECUTE FUNCTION tasks_keep_spans_of_column();
"""
BACK = """
DROP TRIGGER tasks_span_of_column ON tasks_column;
DROP TRIGGER tasks_span_of_task ON tasks_task;
DROP FUNCTION tasks_keep_spans_of_column();
DROP FUNCTION tasks_keep_span();
DROP FUNCTION tasks_span_now();
"""
# Of tasks that stand already: what came before is not guessed at.
FILL = """
INSERT INTO tasks_taskspan (task_id, project_id, started_at, status, column_id, points)
SELECT task.id, task.project_id, COALESCE(task.completed_at, task.archived_at, task.created_at),
    CASE WHEN task.archived_at IS NULL THEN col.state ELSE 'archived' END,
    task.column_id, task.story_points
FROM tasks_task AS task JOIN tasks_column AS col ON col.id = task.column_id
WHERE task.deleted_at IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [("tasks", "0004_depth_of_tasks")]

    operations = [
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RunSQL(FUNCTIONS, BACK),
    ]
