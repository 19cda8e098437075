"""What of tasks can be found; the migrations and `manage.py rebuild_search` read it."""

from teamflow.common.search.sources import Source, vector

_OF_PROJECT = "JOIN tasks_project AS project ON project.id = source.project_id"
_OF_TASK = (
    "JOIN tasks_task AS task ON task.id = source.task_id "
    "JOIN tasks_project AS project ON project.id = task.project_id"
)
_UNDER_TASK = {
    "shelf": 2,
    "workspace": "project.workspace_id",
    "project": "task.project_id",
    "task": "task.id",
    "joins": _OF_TASK,
    "is_hidden": "source.deleted_at IS NOT NULL OR task.deleted_at IS NOT NULL",
    "is_archived": "task.archived_at IS NOT NULL",
}
_NAMED = {"shelf": 0, "workspace": "project.workspace_id", "joins": _OF_PROJECT}

TASK = Source(
    kind="task",
    table="tasks_task",
    shelf=1,
    columns=("title", "description", "project_id", "deleted_at", "archived_at"),
    workspace="project.workspace_id",
    joins=_OF_PROJECT,
    project="source.project_id",
    task="source.id",
    is_hidden="source.deleted_at IS NOT NULL",
    is_archived="source.archived_at IS NOT NULL",
    names=vector("source.title", "A"),
    words=f"{vector('source.title', 'A')} || {vector('source.description', 'C')}",
)
COMMENT = Source(
    kind="comment",
    table="tasks_comment",
    columns=("body", "deleted_at"),
    at="source.created_at",
    words=vector("source.body", "D"),
    **_UNDER_TASK,  # type: ignore[arg-type]
)
ATTACHMENT = Source(
    kind="attachment",
    table="tasks_attachment",
    columns=("name", "deleted_at"),
    at="source.created_at",
    words=vector("source.name", "B"),
    **_UNDER_TASK,  # type: ignore[arg-type]
)
PROJECT = Source(
    kind="project",
    table="tasks_project",
    shelf=0,
    columns=("name", "key", "description", "deleted_at", "archived_at", "workspace_id"),
    workspace="source.workspace_id",
    project="source.id",
    is_hidden="source.deleted_at IS NOT NULL",
    is_archived="source.archived_at IS NOT NULL",
    words=" || ".join(
        [vector("source.key || ' ' || source.name", "A"), vector("source.description", "C")]
    ),
)
SPRINT = Source(
    kind="sprint",
    table="tasks_sprint",
    columns=("name", "goal", "project_id"),
    project="source.project_id",
    words=f"{vector('source.name', 'A')} || {vector('source.goal', 'C')}",
    **_NAMED,  # type: ignore[arg-type]
)
MILESTONE = Source(
    kind="milestone",
    table="tasks_milestone",
    columns=("name", "description", "project_id"),
    project="source.project_id",
    words=f"{vector('source.name', 'A')} || {vector('source.description', 'C')}",
    **_NAMED,  # type: ignore[arg-type]
)
LABEL = Source(
    kind="label",
    table="tasks_label",
    columns=("name", "project_id"),
    project="source.project_id",
    words=vector("source.name", "B"),
    **_NAMED,  # type: ignore[arg-type]
)
VIEW = Source(
    kind="view",
    table="tasks_savedview",
    shelf=0,
    columns=("name", "is_shared", "owner_id", "project_id", "deleted_at"),
    workspace="source.workspace_id",
    project="source.project_id",
    owner="CASE WHEN source.is_shared THEN NULL ELSE source.owner_id END",
    is_hidden="source.deleted_at IS NOT NULL",
    words=vector("source.name", "A"),
)
SOURCES = (TASK, COMMENT, ATTACHMENT, PROJECT, SPRINT, MILESTONE, LABEL, VIEW)

# What hangs on a task is hidden, archived and moved with it, and its words stay.
FOLLOW = """
CREATE FUNCTION search_follow_task() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE common_searchentry AS entry
        SET project_id = NEW.project_id,
            workspace_id = (SELECT workspace_id FROM tasks_project WHERE id = NEW.project_id),
            is_archived = NEW.archived_at IS NOT NULL,
            is_hidden = NEW.deleted_at IS NOT NULL OR (
                SELECT deleted_at IS NOT NULL FROM tasks_comment WHERE id = entry.id
                UNION ALL
                SELECT deleted_at IS NOT NULL FROM tasks_attachment WHERE id = entry.id
            )
        WHERE entry.task_id = NEW.id AND entry.id <> NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER search_follow AFTER UPDATE OF project_id, deleted_at, archived_at ON tasks_task
    FOR EACH ROW WHEN ((OLD.project_id, OLD.deleted_at, OLD.archived_at)
        IS DISTINCT FROM (NEW.project_id, NEW.deleted_at, NEW.archived_at))
    EXECUTE FUNCTION search_follow_task();
"""
FOLLOW_BACK = """
DROP TRIGGER search_follow ON tasks_task;
DROP FUNCTION search_follow_task();
"""
