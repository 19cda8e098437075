"""A broken, foreign or hostile archive: a clear word, and nothing is written."""

import hashlib
import io
import json
import stat
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage

from accounts.models import User, Workspace
from teamflow.portable.problem import ArchiveProblem
from teamflow.portable.tests.test_round_trip import archived, brought_in
from teamflow.portable.tests.world import World, everything

pytestmark = pytest.mark.django_db
Entries = dict[str, bytes]


@pytest.fixture
def world(owner: User, settings: Any, tmp_path: Any) -> World:
    settings.MEDIA_ROOT = tmp_path
    return everything(owner)


def unpacked(file: io.BytesIO) -> Entries:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(entries: Entries, *, is_true: bool = True) -> io.BytesIO:
    """An archive of these entries; its manifest says what they are, where `is_true`."""
    if is_true:
        manifest = json.loads(entries["manifest.json"])
        manifest["entries"] = [
            {"name": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            for name, data in entries.items()
            if name != "manifest.json"
        ]
        entries = entries | {"manifest.json": json.dumps(manifest).encode()}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    file.seek(0)
    return file


def refused(owner: User, file: io.BytesIO) -> str:
    """What is said; nothing is written, neither row nor file."""
    before = (Workspace.objects.count(), User.objects.count(), _files())
    with pytest.raises(ArchiveProblem) as caught:
        brought_in(owner, file)
    assert (Workspace.objects.count(), User.objects.count(), _files()) == before
    return str(caught.value)


def _files() -> int:
    return sum(path.is_file() for path in Path(default_storage.path("")).rglob("*"))


def _edited(place: str, edit: Callable[[dict[str, Any]], object]) -> Callable[[Entries], Entries]:
    def change(entries: Entries) -> Entries:
        rows = [json.loads(line) for line in entries[place].splitlines()]
        edit(rows[0])
        data = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
        return entries | {place: data}

    return change


STRANGE = "01a2005e-c87b-7608-9b8e-464326b3a32b"
EDITS = {
    "a row that is none": lambda entries: entries | {"rows/tasks.label.jsonl": b"[]\n"},
    "deep JSON": lambda entries: entries | {"rows/tasks.label.jsonl": b"[" * 200_000 + b"\n"},
    "a column of another workspace": _edited(
        "rows/tasks.task.jsonl", lambda row: row.update(column_id=STRANGE)
    ),
    "a person who is not named": _edited(
        "rows/tasks.task.jsonl", lambda row: row.update(created_by_id=STRANGE)
    ),
    "a label of another kind": _edited(
        "rows/tasks.task.jsonl", lambda row: row.update(labels=[row["project_id"]])
    ),
    "the log of somebody else": _edited(
        "rows/common.event.jsonl", lambda row: row.update(log=f"user:{STRANGE}")
    ),
    "a script as an address": _edited(
        "rows/tasks.attachment.jsonl", lambda row: row.update(url="javascript:alert(1)")
    ),
    "another file's address": _edited(
        "rows/tasks.attachment.jsonl", lambda row: row.update(url=f"/files/{STRANGE}/x")
    ),
    "other bytes than were said": lambda entries: (
        entries | {name: b"x" for name in entries if name.startswith("files/")}
    ),
    "a state that is none": _edited(
        "rows/tasks.column.jsonl", lambda row: row.update(state="dreaming")
    ),
    "a title that is too long": _edited(
        "rows/tasks.task.jsonl", lambda row: row.update(title="x" * 201)
    ),
    "a list for an object": _edited(
        "rows/tasks.project.jsonl", lambda row: row.update(settings=[])
    ),
    "a NUL": _edited("rows/tasks.task.jsonl", lambda row: row.update(title="a\x00bc")),
    "a date that is none": _edited(
        "rows/tasks.task.jsonl", lambda row: row.update(due_date="2030-02-31")
    ),
    "a number that is too large": _edited(
        "rows/tasks.task.jsonl", lambda row: row.update(number=10**30)
    ),
    "two tasks of one number": lambda entries: (
        entries | {"rows/tasks.task.jsonl": _renumbered(entries["rows/tasks.task.jsonl"])}
    ),
    "a board that is none": _edited(
        "rows/boards.boardsnapshot.jsonl", lambda row: row.update(state="//////8=")
    ),
    "a log beyond its end": _edited("rows/common.event.jsonl", lambda row: row.update(seq=999)),
    "no workspace": lambda entries: entries | {"rows/accounts.workspace.jsonl": b""},
}


def _renumbered(data: bytes) -> bytes:
    rows = [json.loads(line) for line in data.splitlines()]
    return b"".join(json.dumps(row | {"number": 1}).encode() + b"\n" for row in rows)


def test_what_no_export_writes_is_refused(world, owner):
    """One world for all of them: making it is what takes time."""
    entries = unpacked(archived(world.workspace))

    taken = []
    for name, edit in EDITS.items():
        try:
            assert refused(owner, packed(edit(entries))), name
        except pytest.fail.Exception:
            taken.append(name)
    assert taken == []


def test_a_newer_archive_says_so(world, owner):
    entries = unpacked(archived(world.workspace))
    manifest = json.loads(entries["manifest.json"])
    newer = entries | {"manifest.json": json.dumps(manifest | {"version": 2}).encode()}
    with_more = entries | {"rows/tasks.wish.jsonl": b"{}\n"}
    with_field = _edited("rows/tasks.label.jsonl", lambda row: row.update(shape="round"))(entries)

    for file in (packed(newer), packed(with_more), packed(with_field)):
        assert "newer TeamFlow" in refused(owner, file)


def test_damage_is_found_wherever_it_is(world, owner):
    whole = archived(world.workspace).getvalue()

    for cut in (0, 10, len(whole) // 2, len(whole) - 30):
        assert refused(owner, io.BytesIO(whole[:cut]))
    for at in range(0, len(whole), max(1, len(whole) // 16)):
        flipped = bytearray(whole)
        flipped[at] ^= 0xFF
        # A bit that says nothing (the time of an entry) may be another.
        with suppress(ArchiveProblem):
            brought_in(owner, io.BytesIO(bytes(flipped)))


def test_a_manifest_that_lies_is_found(world, owner):
    entries = unpacked(archived(world.workspace))
    changed = entries | {"people.jsonl": entries["people.jsonl"] + b"\n"}
    missing = {name: data for name, data in entries.items() if name != "people.jsonl"}

    for each in (changed, missing):
        assert "manifest" in refused(owner, packed(each, is_true=False))


@pytest.mark.parametrize("name", ["../evil", "/etc/passwd", "rows/../x", "evil.sh", "files/a/b"])
def test_a_way_out_of_the_archive_is_refused(world, owner, name):
    entries = unpacked(archived(world.workspace))

    assert "no export writes" in refused(owner, packed(entries | {name: b"x"}))


def test_a_symbolic_link_is_refused(world, owner):
    file = archived(world.workspace)
    info = zipfile.ZipInfo("tables/EVIL.csv")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(info, "/etc/passwd")

    assert "no export writes" in refused(owner, file)


def test_a_bomb_is_refused_before_it_is_unpacked(world, owner, settings):
    entries = unpacked(archived(world.workspace))
    settings.ARCHIVE_MAX_INFLATED_BYTES = 10_000_000

    bomb = packed(entries | {"tables/BOMB.csv": bytes(20_000_000)})

    assert "larger inside" in refused(owner, bomb)


def test_too_many_entries_are_refused_before_they_are_read(owner, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("manifest.json", b"{}")
    ending = bytearray(file.getvalue())
    at = ending.rfind(b"PK\x05\x06")
    ending[at + 12 : at + 16] = (2**31).to_bytes(4, "little")

    assert "too many entries" in refused(owner, io.BytesIO(bytes(ending)))


@pytest.mark.parametrize("data", [b"", b"PK", b"hello", b"%PDF-1.7", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_archive_says_so(owner, data, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path

    assert refused(owner, io.BytesIO(data))
