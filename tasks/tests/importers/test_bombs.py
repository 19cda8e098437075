"""Files that were made to hurt: a clear word, within a bounded time and memory."""

import io
import json
import time
import tracemalloc
import zipfile

import pytest

from tasks.importers.github import read_github
from tasks.importers.records import BrokenFile
from tasks.importers.sheets import read_sheet
from tasks.importers.trello import read_trello

MEGABYTE = 1024 * 1024


def _zip_bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.csv", bytes(20 * MEGABYTE))
    return file.getvalue()


TABLES = {
    "one cell of 30 MB": lambda: b'Title,Note\nA task,"' + b"x" * 30 * MEGABYTE + b'"\n',
    "a quote that never ends": lambda: b'Title\n"' + b"line\n" * 2_000_000,
    "a million columns": lambda: b"c," * 1_000_000 + b"\n1,2\n",
    "NULs": lambda: b"Title\nA task\x00\n",
    "nothing but commas": lambda: b"," * 10 * MEGABYTE,
    "a packed bomb": _zip_bomb,
    "51,000 rows": lambda: b"Title\n" + b"A task\n" * 51_000,
    "half of a UTF-16 file": lambda: "Title\nA task\n".encode("utf-16")[:3],
}
BOARDS = {
    "deep JSON": lambda: b'{"cards":' + b"[" * 500_000,
    "deep objects": lambda: b'{"a":' * 300_000 + b"1" + b"}" * 300_000,
    "a number of a million digits": lambda: b'{"cards":[], "n":' + b"9" * 1_000_000 + b"}",
    "half a board": lambda: b'{"lists": [{"id": "1", "name": "To',
    "a packed bomb": _zip_bomb,
}


def _refused(read, data: bytes) -> None:
    """In seconds, with a few times the memory that the file itself takes."""
    tracemalloc.start()
    began = time.monotonic()
    with pytest.raises(BrokenFile) as caught:
        read(io.BytesIO(data))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert str(caught.value)
    assert time.monotonic() - began < 60
    # A character takes one byte here; a list of cells eight for each, and its words.
    assert peak < 40 * MEGABYTE + 80 * len(data)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_that_hurts_is_refused(name):
    _refused(read_sheet, TABLES[name]())


@pytest.mark.parametrize("read", [read_trello, read_github])
@pytest.mark.parametrize("name", BOARDS)
def test_a_board_that_hurts_is_refused(name, read):
    _refused(read, BOARDS[name]())


def test_utf_16_is_read_as_what_it_says():
    for encoding in ("utf-16", "utf-8-sig"):
        board = read_sheet(io.BytesIO("Title,Status\nSüß ünd 日本,Ziel\n".encode(encoding)))
        assert [card.title for card in board.cards] == ["Süß ünd 日本"]


def test_odd_values_skip_themselves_and_nothing_else():
    cards = [
        None,
        7,
        {"id": None, "name": 5},
        {"id": "c1", "idList": "l1", "name": "Kept", "desc": None, "due": "nonsense", "pos": "x"},
    ]
    board = {"name": "B", "lists": [{"id": "l1", "name": "To do", "pos": 1}], "cards": cards}

    read = read_trello(io.BytesIO(json.dumps(board).encode()))

    assert "Kept" in [card.title for card in read.cards]
