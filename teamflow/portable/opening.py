"""Looking at an archive before anything of it is believed.

Everything is read once, in pieces: what does not fit the manifest, is larger than it may be, or
was not written by an export, is refused before a row is written.
"""

import hashlib
import json
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO
from uuid import UUID

import orjson
from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _

from accounts.services.stand_ins import Newcomer
from teamflow.portable.problem import ArchiveProblem
from teamflow.portable.shape import FORMAT, PARTS, VERSION, fields_of, lists_of

MAX_ENTRIES = 300_000
MAX_INDEX = 64 * 1024 * 1024
MAX_LINE = 64 * 1024 * 1024
MAX_ROWS = 5_000_000
_COPY = 256 * 1024
_TAIL = 66_000
_PLACE = re.compile(
    r"manifest\.json|people\.jsonl|rows/[a-z]+\.[a-z]+\.jsonl|tables/[A-Z]{2,6}\.csv"
    r"|files/[a-z]+\.[a-z]+/[0-9a-f-]{36}/[a-z_]+"
)
_DAMAGED = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError)


@dataclass(slots=True)
class Archive:
    """A checked archive: what is in it, and which rows it has."""

    zip: zipfile.ZipFile
    manifest: dict[str, Any]
    people: list[Newcomer] = field(default_factory=list)
    # The ids of its rows, each with the place of its part in PARTS.
    known: dict[str, int] = field(default_factory=dict)
    rows: int = 0
    # What else it holds, by place, with its checksum.
    places: dict[str, str] = field(default_factory=dict)

    @property
    def source(self) -> dict[str, str]:
        """Where it is from: `url`, `workspace`, `slug`, `name`."""
        found: dict[str, str] = self.manifest["from"]
        return found

    def lines(self, place: str) -> Iterator[tuple[int, bytes]]:
        """The lines of one entry with their numbers."""
        with self.zip.open(place) as entry:
            number = 0
            while line := entry.readline(MAX_LINE + 1):
                number += 1
                if len(line) > MAX_LINE:
                    raise ArchiveProblem(_in_place(place, number))
                yield number, line


def open_archive(file: BinaryIO) -> Archive:
    """The archive in `file`, checked from end to end; ArchiveProblem says what is wrong."""
    try:
        _check_index(file)
        archive = zipfile.ZipFile(file)
        _check_entries(archive.infolist())
        manifest = _manifest(archive)
        opened = Archive(archive, manifest)
        _check_sums(opened)
        _read_people(opened)
        _read_ids(opened)
    except ArchiveProblem:
        raise
    except _DAMAGED:
        raise ArchiveProblem(_("This archive is damaged or not whole.")) from None
    return opened


def row_in(place: str, number: int, line: bytes) -> dict[str, Any]:
    """A line as a row."""
    try:
        # Not orjson: it makes a float of a whole number that is longer than 64 bits.
        row = json.loads(line)
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, dict):
        raise ArchiveProblem(_in_place(place, number))
    return row


def _in_place(place: str, number: int) -> str:
    return _("This archive cannot be read: line %(n)s of %(place)s.") % {
        "n": number,
        "place": place,
    }


def _check_index(file: BinaryIO) -> None:
    """The list of entries stands at the end, and is read whole: look first how long it is."""
    file.seek(0, 2)
    length = file.tell()
    file.seek(max(0, length - _TAIL))
    tail = file.read()
    file.seek(0)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        raise ArchiveProblem(_("This is no archive of a workspace, or it is not whole."))
    count, size = struct.unpack_from("<HI", tail, at + 10)
    large = tail.rfind(b"PK\x06\x06", 0, at)
    if large >= 0 and len(tail) >= large + 48:
        count, size = struct.unpack_from("<QQ", tail, large + 32)
    if count > MAX_ENTRIES or size > MAX_INDEX:
        raise ArchiveProblem(_("This archive has too many entries."))


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    if len(entries) > MAX_ENTRIES:
        raise ArchiveProblem(_("This archive has too many entries."))
    if len(set(names)) != len(names):
        raise ArchiveProblem(_("This archive is damaged or not whole."))
    for entry in entries:
        is_plain = stat.S_IFMT(entry.external_attr >> 16) in {0, stat.S_IFREG}
        # `orig_filename` is what the file says, before anything was made of it.
        if not (_PLACE.fullmatch(entry.orig_filename) and is_plain and not entry.flag_bits & 1):
            raise ArchiveProblem(
                _("This archive holds “%(name)s”, which no export writes.")
                % {"name": entry.orig_filename[:100]}
            )
    if sum(entry.file_size for entry in entries) > settings.ARCHIVE_MAX_INFLATED_BYTES:
        raise ArchiveProblem(_("This archive is larger inside than this installation takes."))


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    not_ours = ArchiveProblem(_("This is no archive of a workspace."))
    try:
        info = archive.getinfo("manifest.json")
    except KeyError:
        raise not_ours from None
    if info.file_size > MAX_LINE:
        raise not_ours
    try:
        manifest = orjson.loads(archive.read(info))
    except orjson.JSONDecodeError:
        raise not_ours from None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise not_ours
    version = manifest.get("version")
    if not isinstance(version, int) or version > VERSION:
        raise ArchiveProblem(_newer())
    source = manifest.get("from")
    is_whole = isinstance(source, dict) and all(
        isinstance(source.get(name), str) for name in ("url", "workspace", "slug", "name")
    )
    if not is_whole or not isinstance(manifest.get("entries"), list):
        raise not_ours
    return manifest


def _newer() -> str:
    return _(
        "This archive is from a newer TeamFlow. Bring this installation up to date, and try again."
    )


def _check_sums(opened: Archive) -> None:
    """Each entry is what the manifest says, and nothing else is there."""
    damaged = ArchiveProblem(_("This archive is damaged: it is not what its manifest says."))
    said: dict[str, dict[str, Any]] = {}
    for entry in opened.manifest["entries"]:
        if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
            raise damaged
        said[entry["name"]] = entry
    if said.keys() != set(opened.zip.namelist()) - {"manifest.json"}:
        raise damaged
    known = {part.file for part in PARTS}
    for name, entry in said.items():
        if name.startswith("rows/") and name not in known:
            raise ArchiveProblem(_newer())
        if opened.zip.getinfo(name).file_size != entry.get("size"):
            raise damaged
        opened.places[name] = _sum_of(opened.zip, name)
        if opened.places[name] != entry.get("sha256"):
            raise damaged


def _sum_of(archive: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    with archive.open(name) as content:
        while piece := content.read(_COPY):
            digest.update(piece)
    return digest.hexdigest()


def _read_people(opened: Archive) -> None:
    if "people.jsonl" not in opened.zip.namelist():
        return
    for number, line in opened.lines("people.jsonl"):
        row = row_in("people.jsonl", number, line)
        try:
            person = Newcomer(UUID(row["id"]), str(row["name"]), str(row["email"] or ""))
        except (KeyError, ValueError, TypeError, AttributeError):
            raise ArchiveProblem(_in_place("people.jsonl", number)) from None
        if "\x00" in person.name + person.email:
            raise ArchiveProblem(_in_place("people.jsonl", number))
        opened.people.append(person)
        if len(opened.people) > MAX_ENTRIES:
            raise ArchiveProblem(_("This archive has too many entries."))


def _read_ids(opened: Archive) -> None:
    """Which rows there are, so that each reference can be checked; and that we know each field."""
    names = set(opened.zip.namelist())
    for index, part in enumerate(PARTS):
        if part.file not in names:
            continue
        key = part.model._meta.pk
        fields = {each.attname for each in fields_of(part.label)}
        fields |= {each.name for each in lists_of(part.label)}
        has_id = isinstance(key, models.UUIDField)
        for number, line in opened.lines(part.file):
            opened.rows += 1
            if opened.rows > MAX_ROWS:
                raise ArchiveProblem(_("This archive has too many rows."))
            row = row_in(part.file, number, line)
            if not row.keys() <= fields:
                raise ArchiveProblem(_newer())
            if has_id:
                opened.known[_id_of(row, part.file, number)] = index
    _check_one_workspace(opened)


def _id_of(row: dict[str, Any], place: str, number: int) -> str:
    try:
        found = str(UUID(row["id"]))
    except (KeyError, ValueError, TypeError, AttributeError):
        raise ArchiveProblem(_in_place(place, number)) from None
    if found != row["id"]:
        raise ArchiveProblem(_in_place(place, number))
    return found


def _check_one_workspace(opened: Archive) -> None:
    workspaces = [pk for pk, index in opened.known.items() if index == 0]
    if workspaces != [opened.source["workspace"]]:
        raise ArchiveProblem(_("This is no archive of a workspace."))


def file_place(label: str, pk: object, name: str) -> str:
    """Where the bytes that a field names stand in an archive."""
    return f"files/{label}/{pk}/{name}"
