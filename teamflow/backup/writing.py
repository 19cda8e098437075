"""Making a backup while the product runs: the database as it was at one moment, and every file
that it names."""

import hashlib
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson
import psycopg
from django.apps import apps
from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone
from psycopg import sql

from teamflow.backup import programs
from teamflow.backup.checking import check_backup, count_rows
from teamflow.backup.problem import BackupProblem
from teamflow.backup.storage import all_keys, asking_storage, key_marks
from teamflow.portable.shape import FILES, WITHOUT_BYTES

FORMAT, VERSION = "teamflow-backup", 1
_COPY = 256 * 1024
Tell = Callable[[str], None]


@dataclass(slots=True)
class Draft:
    """A backup on its way to the disk."""

    archive: zipfile.ZipFile
    entries: list[dict[str, Any]] = field(default_factory=list)

    def add(self, name: str, pieces: Iterable[bytes]) -> None:
        """Write one entry, counted and summed."""
        digest, size = hashlib.sha256(), 0
        info = zipfile.ZipInfo(name, timezone.now().timetuple()[:6])
        with self.archive.open(info, "w", force_zip64=True) as out:
            for piece in pieces:
                digest.update(piece)
                size += len(piece)
                out.write(piece)
        self.entries.append({"name": name, "size": size, "sha256": digest.hexdigest()})


def make_backup(path: Path, *, tell: Tell) -> dict[str, Any]:
    """Write the backup to `path`, whole or not at all; gives its manifest."""
    part = path.with_name(f".{path.name}.part")
    try:
        with open(os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
                manifest = _write(Draft(archive), tell)
            file.flush()
            os.fsync(file.fileno())
        tell("Reading it again …")
        check_backup(part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return manifest


def _write(draft: Draft, tell: Tell) -> dict[str, Any]:
    with programs.connect() as moment:
        moment.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        snapshot = str(_one(moment, "SELECT pg_export_snapshot()"))
        tell("The database …")
        _dump(draft, snapshot)
        counts = count_rows(moment)
        named = set(_named(moment))
        migrations = _rows(moment, "SELECT app, name FROM django_migrations ORDER BY id")
    tell("The files …")
    with asking_storage():
        kept = _copy_files(draft)
    gone, missing = _absent(named - kept)
    manifest = {
        "format": FORMAT,
        "version": VERSION,
        "made_at": timezone.now(),
        "url": settings.TEAMFLOW_URL,
        "postgres": programs.server_version(),
        "migrations": [list(row) for row in migrations],
        "counts": counts,
        "files": len(kept),
        "gone_files": gone,
        "missing_files": missing,
        "field_keys": key_marks(),
        "entries": draft.entries,
    }
    draft.archive.writestr("manifest.json", orjson.dumps(manifest))
    return manifest


def _dump(draft: Draft, snapshot: str) -> None:
    with tempfile.TemporaryFile() as dump:
        options = ("--format=custom", "--no-owner", "--no-acl", "--no-comments")
        programs.run("pg_dump", *options, f"--snapshot={snapshot}", target=dump)
        dump.seek(0)
        draft.add("database.dump", iter(lambda: dump.read(_COPY), b""))


def _named(moment: "psycopg.Connection[tuple[object, ...]]") -> Iterator[str]:
    """The files that rows of the snapshot name."""
    for label, names in FILES.items():
        model = apps.get_model(label)
        for name in names:
            column = sql.Identifier(str(model._meta.get_field(name).column))
            table = sql.Identifier(model._meta.db_table)
            says, values = WITHOUT_BYTES[label]
            statement = sql.SQL("SELECT {0} FROM {1} WHERE {0} <> '' AND NOT {2} = ANY(%s)")
            query = statement.format(column, table, sql.Identifier(says))
            for (key,) in moment.execute(query, [values]):
                yield str(key)


def _copy_files(draft: Draft) -> set[str]:
    """All there are: what came after the snapshot does no harm, and what left is looked at."""
    kept = set()
    for key in sorted(all_keys()):
        try:
            stored = default_storage.open(key, "rb")
        except OSError:
            continue
        with stored:
            draft.add(f"files/{key}", iter(lambda: stored.read(_COPY), b""))  # noqa: B023
        kept.add(key)
    return kept


def _absent(keys: set[str]) -> tuple[list[str], list[str]]:
    """Files that the snapshot names and nobody has: deleted meanwhile with their row, or lost."""
    gone: list[str] = []
    missing: list[str] = []
    with programs.connect() as now:
        named_now = set(_named(now))
    for key in sorted(keys):
        (missing if key in named_now else gone).append(key)
    return gone, missing


def _one(moment: "psycopg.Connection[tuple[object, ...]]", statement: str) -> object:
    rows = _rows(moment, statement)
    if not rows:
        raise BackupProblem("The database does not answer.")
    return rows[0][0]


def _rows(
    moment: "psycopg.Connection[tuple[object, ...]]", statement: str
) -> list[tuple[object, ...]]:
    return moment.execute(statement.encode()).fetchall()
