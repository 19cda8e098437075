"""Tables of tasks (Jira, Asana, Linear, Plane, or anybody's own) as records."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, tzinfo
from typing import BinaryIO

from django.utils.translation import gettext as _

from tasks.importers.building import BoardBuilder
from tasks.importers.meanings import MEANINGS, guess, source_of
from tasks.importers.moments import Moments
from tasks.importers.records import (
    BoardRecord,
    BrokenFile,
    CardRecord,
    ColumnRecord,
    DateOrder,
    Skipped,
)
from tasks.importers.relations import Relatives
from tasks.importers.sheet_cards import CardReader
from tasks.importers.tables import Table, read_table

NAMES = {"jira": "Jira", "asana": "Asana", "linear": "Linear", "plane": "Plane", "csv": "CSV"}
SAMPLED = 50
_DATES = ("created_at", "completed_at", "due_date", "start_date", "comment", "archived_at")


class Row:
    """One row, asked by meaning."""

    def __init__(
        self, number: int, cells: tuple[str, ...], places: Mapping[str, list[int]]
    ) -> None:
        self.number = number
        self._cells = cells
        self._places = places

    def all(self, meaning: str) -> list[str]:
        """What stands in the columns of that meaning, from the left, without the empty ones."""
        cells = (self._cells[index].strip() for index in self._places.get(meaning, ()))
        return [cell for cell in cells if cell]

    def first(self, meaning: str) -> str:
        """The first of them, or nothing."""
        return next(iter(self.all(meaning)), "")

    def named(self, meaning: str, headers: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        """Header and value of each column of that meaning that says something."""
        for index in self._places.get(meaning, ()):
            if self._cells[index].strip():
                yield headers[index], self._cells[index].strip()


def read_sheet(
    file: BinaryIO,
    *,
    source: str = "csv",
    columns: Mapping[int, str] | None = None,
    zone: tzinfo = UTC,
    is_day_first: bool | None = None,
) -> BoardRecord:
    """The tasks in a table; `columns` says what a column means where the guess was wrong.

    `source` "csv" finds out whose table it is. Dates without a zone are in `zone`; where none of
    them tells whether day or month comes first, `is_day_first` does.
    """
    table = read_table(file)
    if not table.rows:
        raise BrokenFile(_("This table has no rows below its headers."))
    whose = source_of(table.headers) if source == "csv" else source
    meanings = guess(whose, table.headers, [cells for _number, cells in table.rows[:SAMPLED]])
    for index, meaning in (columns or {}).items():
        if 0 <= index < len(meanings) and meaning in (*MEANINGS, ""):
            meanings[index] = meaning
    builder = BoardBuilder(whose, whose, NAMES[whose])
    builder.board.columns = _columns(table, meanings)
    if "title" not in meanings:
        builder.warn(_("Say which column holds the titles."))
        return builder.finish()
    _read(table, meanings, builder, zone, is_day_first)
    return builder.finish()


def _read(
    table: Table,
    meanings: list[str],
    builder: BoardBuilder,
    zone: tzinfo,
    is_day_first: bool | None,
) -> None:
    places: dict[str, list[int]] = {}
    for index, meaning in enumerate(meanings):
        places.setdefault(meaning, []).append(index)
    rows = [Row(number, cells, places) for number, cells in table.rows]
    moments = _moments(rows, builder, zone, is_day_first)
    reader = CardReader(builder, moments, table.headers)
    reader.learn_people(rows)
    relatives = Relatives(builder)
    seen: Counter[str] = Counter()
    ranks: dict[str, str] = {}
    for row in rows:
        card_id = identity(builder.board.source, row, seen)
        if card_id in ranks:
            reason = _("The same task stands further up in the file.")
            builder.board.skipped.append(Skipped(_row_name(row), reason))
            continue
        ranks[card_id] = row.first("rank")
        card = reader.card(row, card_id)
        relatives.learn(row, card)
        builder.add(card)
    relatives.settle()
    _in_order(builder.board.cards, ranks)


def _moments(
    rows: list[Row], builder: BoardBuilder, zone: tzinfo, is_day_first: bool | None
) -> Moments:
    """What the file says, else what was chosen, else the day first: and then with a warning."""
    dates = (cell[:30] for row in rows for meaning in _DATES for cell in row.all(meaning))
    moments = Moments.of(dates, zone)
    if not moments.open:
        return moments
    chosen = is_day_first is not False
    builder.board.dates = DateOrder(sample=moments.open[:30], is_day_first=chosen)
    if is_day_first is None:
        message = _("Dates like %(date)s may be read in two ways: the day was taken to come first.")
        builder.warn(message % {"date": moments.open[:30]})
    return replace(moments, is_day_first=chosen)


def identity(source: str, row: Row, seen: Counter[str]) -> str:
    """What names the row in every file of that tool; what has no id is known by how it began."""
    own, key = row.first("id"), row.first("key")
    if source == "jira" and own and key:
        # Ids begin anew in every Jira; with the project's key they are one in the world.
        return f"{key.rpartition('-')[0]}:{own}"[:190]
    if own or key:
        return (own or key)[:190]
    said = f"{row.first('title')}\n{row.first('created_at')}"
    seen[said] += 1
    return hashlib.sha256(f"{said}\n{seen[said]}".encode("utf-8", "replace")).hexdigest()[:40]


def _in_order(cards: list[CardRecord], ranks: Mapping[str, str]) -> None:
    """As they were ranked, where the file says it; else as they stand in the file."""
    if any(ranks.values()):
        cards.sort(key=lambda card: ranks[card.external_id] or "\uffff")


def _row_name(row: Row) -> str:
    return row.first("key") or row.first("title")[:80] or _("row %(n)s") % {"n": row.number}


def _columns(table: Table, meanings: list[str]) -> list[ColumnRecord]:
    samples: dict[int, str] = {}
    for _number, cells in table.rows[:SAMPLED]:
        for index, cell in enumerate(cells):
            if index not in samples and cell.strip():
                samples[index] = " ".join(cell.split())[:80]
    return [
        ColumnRecord(index=index, header=header, meaning=meaning, sample=samples.get(index, ""))
        for index, (header, meaning) in enumerate(zip(table.headers, meanings, strict=True))
        if index in samples
    ]
