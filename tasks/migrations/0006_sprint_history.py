"""PostgreSQL keeps which task was in which sprint, so that no writer can forget to."""

from django.db import migrations, models

# A deleted task stays in its sprint: restoring it brings back its points at the start as well.
# The times are those of the span that the same change began (its trigger's name sorts before).
FUNCTIONS = """
CREATE FUNCTION tasks_keep_sprint() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    moment timestamptz;
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.sprint_id IS NOT DISTINCT FROM OLD.sprint_id THEN
        RETURN NULL;
    END IF;
    SELECT COALESCE(MAX(started_at), tasks_span_now()) INTO moment
        FROM tasks_taskspan WHERE task_id = NEW.id AND ended_at IS NULL;
    IF TG_OP = 'UPDATE' THEN
        UPDATE tasks_sprinttask SET removed_at = GREATEST(moment, added_at)
            WHERE task_id = NEW.id AND removed_at IS NULL;
    END IF;
    IF NEW.sprint_id IS NOT NULL THEN
        INSERT INTO tasks_sprinttask (task_id, sprint_id, added_at)
            VALUES (NEW.id, NEW.sprint_id, moment);
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER tasks_sprint_of_task_made AFTER INSERT ON tasks_task
    FOR EACH ROW WHEN (NEW.sprint_id IS NOT NULL) EXECUTE FUNCTION tasks_keep_sprint();
CREATE TRIGGER tasks_sprint_of_task_changed AFTER UPDATE OF sprint_id ON tasks_task
    FOR EACH ROW EXECUTE FUNCTION tasks_keep_sprint();
"""
BACK = """
DROP TRIGGER tasks_sprint_of_task_made ON tasks_task;
DROP TRIGGER tasks_sprint_of_task_changed ON tasks_task;
DROP FUNCTION tasks_keep_sprint();
"""


class Migration(migrations.Migration):
    dependencies = [("tasks", "0005_task_spans")]

    operations = [
        migrations.AddField(
            model_name="sprinttask",
            name="points_at_end",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="sprinttask",
            constraint=models.CheckConstraint(
                condition=models.Q(removed_at=None)
                | models.Q(removed_at__gte=models.F("added_at")),
                name="sprint_task_forward",
            ),
        ),
        migrations.RunSQL(FUNCTIONS, BACK),
    ]
