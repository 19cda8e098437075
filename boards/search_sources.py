"""What of boards can be found; the migration and `manage.py rebuild_search` read it."""

from teamflow.common.search.sources import Source, vector

BOARD = Source(
    kind="board",
    table="boards_board",
    shelf=0,
    columns=("title", "description", "project_id", "deleted_at"),
    workspace="source.workspace_id",
    joins="LEFT JOIN boards_boardtext AS written ON written.board_id = source.id",
    project="source.project_id",
    is_hidden="source.deleted_at IS NOT NULL",
    words=" || ".join(
        [
            vector("source.title", "A"),
            vector("source.description", "C"),
            vector("coalesce(written.text, '')", "C"),
        ]
    ),
)
SOURCES = (BOARD,)

FOLLOW = """
CREATE FUNCTION search_follow_board_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM search_note_board(ARRAY[NEW.board_id]);
    RETURN NULL;
END $$;
CREATE TRIGGER search_follow AFTER INSERT OR UPDATE OF text ON boards_boardtext
    FOR EACH ROW EXECUTE FUNCTION search_follow_board_text();
"""
FOLLOW_BACK = """
DROP TRIGGER search_follow ON boards_boardtext;
DROP FUNCTION search_follow_board_text();
"""
