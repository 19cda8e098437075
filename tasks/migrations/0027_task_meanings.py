"""Vectors of titles, with triggers that have them made, and pgvector where it is to be had."""

import django.db.models.deletion
from django.db import migrations, models

TRIGGERS = """
CREATE FUNCTION tasks_meaning_made() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO tasks_taskmeaning (task_id, project_id)
        SELECT id, project_id FROM made ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE FUNCTION tasks_meaning_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE tasks_taskmeaning
        SET project_id = NEW.project_id, is_waiting = is_waiting OR NEW.title <> OLD.title
        WHERE task_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER tasks_meaning_made AFTER INSERT ON tasks_task REFERENCING NEW TABLE AS made
    FOR EACH STATEMENT EXECUTE FUNCTION tasks_meaning_made();
CREATE TRIGGER tasks_meaning_changed AFTER UPDATE OF title, project_id ON tasks_task
    FOR EACH ROW WHEN ((OLD.title, OLD.project_id) IS DISTINCT FROM (NEW.title, NEW.project_id))
    EXECUTE FUNCTION tasks_meaning_changed();
"""
BACK = """
DROP TRIGGER tasks_meaning_changed ON tasks_task;
DROP TRIGGER tasks_meaning_made ON tasks_task;
DROP FUNCTION tasks_meaning_changed();
DROP FUNCTION tasks_meaning_made();
"""
# Somebody who may not make extensions does without: numpy then compares.
VECTOR = """
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_available_extensions WHERE name = 'vector') THEN
        BEGIN
            CREATE EXTENSION IF NOT EXISTS vector;
        EXCEPTION WHEN insufficient_privilege THEN
            RAISE NOTICE 'The extension vector may not be made here.';
        END;
    END IF;
    IF EXISTS (SELECT FROM pg_extension WHERE extname = 'vector') THEN
        ALTER TABLE tasks_taskmeaning ADD COLUMN near vector(256);
    END IF;
END $$;
"""
FILL = "INSERT INTO tasks_taskmeaning (task_id, project_id) SELECT id, project_id FROM tasks_task"


class Migration(migrations.Migration):
    dependencies = [("tasks", "0026_without_former_search_indexes")]

    operations = [
        migrations.CreateModel(
            name="TaskMeaning",
            fields=[
                (
                    "task",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="meaning",
                        serialize=False,
                        to="tasks.task",
                    ),
                ),
                ("project_id", models.UUIDField(db_index=True)),
                ("is_waiting", models.BooleanField(db_default=True, default=True)),
                ("vector", models.BinaryField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_waiting", True)),
                        fields=["task"],
                        name="meaning_waiting",
                    )
                ],
            },
        ),
        migrations.RunSQL(VECTOR, migrations.RunSQL.noop),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RunSQL(TRIGGERS, BACK),
    ]
