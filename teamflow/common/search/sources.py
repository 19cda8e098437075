"""How a table's rows come into the index: SQL for the migrations of the apps.

Each source has a function `search_note_<kind>(ids)` that brings its entries up to date, and
triggers that call it, so that no door can forget to.
"""

from collections.abc import Callable
from dataclasses import dataclass

BATCH = 2000
_COLUMNS = (
    "id, kind, shelf, workspace_id, project_id, task_id, owner_id, at, is_hidden, is_archived, "
    "names, words"
)
_FRESH = ", ".join(f"{name} = EXCLUDED.{name}" for name in _COLUMNS.split(", ")[1:])


@dataclass(frozen=True, slots=True)
class Source:
    """Rows of `table`; the expressions read them as `source` and what `joins` brings."""

    kind: str
    table: str
    shelf: int
    # A change of these makes the entry anew.
    columns: tuple[str, ...]
    workspace: str
    words: str
    joins: str = ""
    project: str = "NULL::uuid"
    task: str = "NULL::uuid"
    owner: str = "NULL::uuid"
    at: str = "source.updated_at"
    is_hidden: str = "false"
    is_archived: str = "false"
    names: str = "''::tsvector"
    # Whose id the entry bears; another than the row's where rows belong to one entry.
    row: str = "id"

    @property
    def note(self) -> str:
        """The function that writes the entries of some rows."""
        return f"""
CREATE FUNCTION search_note_{self.kind}(ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO common_searchentry ({_COLUMNS})
        SELECT source.{self.row}, '{self.kind}', {self.shelf}, {self.workspace}, {self.project},
            {self.task}, {self.owner}, {self.at}, {self.is_hidden}, {self.is_archived},
            {self.names}, {self.words}
        FROM {self.table} AS source {self.joins}
        WHERE source.{self.row} = ANY (ids)
        ON CONFLICT (id) DO UPDATE SET {_FRESH};
END $$;
"""

    @property
    def triggers(self) -> str:
        """What calls it, and takes the entry away with its row."""
        kind, table, row = self.kind, self.table, self.row
        old = ", ".join(f"OLD.{name}" for name in self.columns)
        new = ", ".join(f"NEW.{name}" for name in self.columns)
        return f"""
CREATE FUNCTION search_made_{kind}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM search_note_{kind}((SELECT array_agg({row}) FROM made));
    RETURN NULL;
END $$;
CREATE FUNCTION search_changed_{kind}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM search_note_{kind}(ARRAY[NEW.{row}]);
    RETURN NULL;
END $$;
CREATE FUNCTION search_gone_{kind}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM common_searchentry WHERE id = OLD.{row};
    RETURN NULL;
END $$;
CREATE TRIGGER search_made AFTER INSERT ON {table} REFERENCING NEW TABLE AS made
    FOR EACH STATEMENT EXECUTE FUNCTION search_made_{kind}();
CREATE TRIGGER search_changed AFTER UPDATE OF {", ".join(self.columns)} ON {table}
    FOR EACH ROW WHEN (({old}) IS DISTINCT FROM ({new}))
    EXECUTE FUNCTION search_changed_{kind}();
CREATE TRIGGER search_gone AFTER DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION search_gone_{kind}();
"""

    @property
    def without_rows(self) -> str:
        """Takes away the entries that no row stands behind."""
        return f"""
DELETE FROM common_searchentry AS entry WHERE entry.kind = '{self.kind}' AND NOT EXISTS (
    SELECT 1 FROM {self.table} AS source WHERE source.{self.row} = entry.id
)"""

    @property
    def sql(self) -> str:
        """All of it."""
        return self.note + self.triggers

    @property
    def back(self) -> str:
        """The way back."""
        return f"""
DROP TRIGGER search_made ON {self.table};
DROP TRIGGER search_changed ON {self.table};
DROP TRIGGER search_gone ON {self.table};
DROP FUNCTION search_made_{self.kind}();
DROP FUNCTION search_changed_{self.kind}();
DROP FUNCTION search_gone_{self.kind}();
DROP FUNCTION search_note_{self.kind}(uuid[]);
"""


def vector(text: str, weight: str) -> str:
    """SQL for the words of an expression, all of one weight."""
    return f"setweight(to_tsvector('simple', search_plain({text})), '{weight}')"


def fill(cursor: object, sources: tuple[Source, ...], *, told: Callable[[str], None]) -> None:
    """Write every entry of these sources, in batches that hold no row for long.

    What no row stands behind any more goes: a trigger that did not run has left it.
    """
    execute, fetch = cursor.execute, cursor.fetchall  # type: ignore[attr-defined]
    for source in sources:
        execute(f"SELECT {source.row} FROM {source.table} ORDER BY {source.row}")
        ids = [row[0] for row in fetch()]
        for start in range(0, len(ids), BATCH):
            execute(f"SELECT search_note_{source.kind}(%s)", [ids[start : start + BATCH]])
        # Right after many rows came, the planner may still take the tables for empty, and would
        # compare each entry with each row.
        execute(f"ANALYZE {source.table}, common_searchentry")
        execute(source.without_rows)
        told(f"{source.kind}: {len(ids)}")
