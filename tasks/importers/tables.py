"""Tables out of CSV files as spreadsheets and trackers write them."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _

from tasks.importers.records import BrokenFile
from tasks.importers.texts import clean, decode

MAX_ROWS = 50_000
MAX_COLUMNS = 1_000
# Longer than a description with all its comments; a cell beyond it is no text that people wrote.
MAX_CELL = 1_000_000
# One quoted cell that never ends would take the whole file for itself.
csv.field_size_limit(MAX_CELL)
_DELIMITERS = ",;\t"
# A formula in a cell is kept from running by an apostrophe, which is not the author's.
_GUARDED = ("'=", "'+", "'-", "'@")


@dataclass(frozen=True, slots=True)
class Table:
    """Headers, which may repeat, and rows of the same length with the number of their record."""

    headers: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_table(file: BinaryIO) -> Table:
    """The table in `file`, without rows that are wholly blank; BrokenFile says why it is none."""
    text = decode(file.read())
    if not text.strip():
        raise BrokenFile(_("This file is empty."))
    if "\x00" in text:
        raise BrokenFile(_("This file is not a table: it holds no plain text."))
    records = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=False)
    try:
        return _table(records)
    except csv.Error as error:
        raise BrokenFile(_("This table cannot be read: %(why)s.") % {"why": error}) from None


def _table(records: Iterable[list[str]]) -> Table:
    headers: tuple[str, ...] = ()
    rows: list[tuple[int, tuple[str, ...]]] = []
    for number, record in enumerate(records, 1):
        if not any(cell.strip() for cell in record):
            continue
        if not headers:
            if len(record) > MAX_COLUMNS:
                raise BrokenFile(_("This table has more than 1,000 columns."))
            headers = tuple(clean(cell).strip() for cell in record)
            continue
        if len(rows) == MAX_ROWS:
            raise BrokenFile(_("This table has more than 50,000 rows."))
        rows.append((number, _row(record, len(headers))))
    return Table(headers, tuple(rows))


def _row(record: list[str], width: int) -> tuple[str, ...]:
    cells = [_unguarded(clean(cell)) for cell in record[:width]]
    return (*cells, *("" for _missing in range(width - len(cells))))


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith(_GUARDED) else cell


def _delimiter(text: str) -> str:
    """The sign that parts the first line most often, outside of quotes."""
    line = ""
    is_quoted = False
    for character in text[:MAX_CELL]:
        if character == '"':
            is_quoted = not is_quoted
        elif character in "\r\n" and not is_quoted and line.strip():
            break
        elif not is_quoted:
            line += character
    return max(_DELIMITERS, key=line.count)
