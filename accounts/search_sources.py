"""Whom one can find; the migration and `manage.py rebuild_search` read it."""

from teamflow.common.search.sources import Source, vector

PERSON = Source(
    kind="person",
    table="accounts_membership",
    shelf=0,
    columns=("workspace_id", "user_id"),
    workspace="source.workspace_id",
    joins="JOIN accounts_user AS person ON person.id = source.user_id",
    is_hidden="NOT person.is_active",
    words=f"{vector('person.name', 'A')} || {vector('person.email', 'B')}",
)
SOURCES = (PERSON,)

FOLLOW = """
CREATE FUNCTION search_follow_user() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM search_note_person(
        (SELECT array_agg(id) FROM accounts_membership WHERE user_id = NEW.id));
    RETURN NULL;
END $$;
CREATE TRIGGER search_follow AFTER UPDATE OF name, email, is_active ON accounts_user
    FOR EACH ROW WHEN ((OLD.name, OLD.email, OLD.is_active)
        IS DISTINCT FROM (NEW.name, NEW.email, NEW.is_active))
    EXECUTE FUNCTION search_follow_user();
"""
FOLLOW_BACK = """
DROP TRIGGER search_follow ON accounts_user;
DROP FUNCTION search_follow_user();
"""
