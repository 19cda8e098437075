"""Whether a backup is whole, asked before anything is touched."""

import hashlib
import secrets
import tempfile
import zipfile
import zlib
from pathlib import Path
from typing import IO, Any

import orjson
import psycopg
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

from teamflow.backup import programs
from teamflow.backup.problem import BackupProblem

_COPY = 256 * 1024
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, KeyError, TypeError)


def check_backup(path: Path) -> dict[str, Any]:
    """The manifest of a backup that is whole and that this TeamFlow can read; BackupProblem says
    what is wrong with another."""
    try:
        with zipfile.ZipFile(path) as archive:
            manifest: dict[str, Any] = orjson.loads(archive.read("manifest.json"))
            _check_kind(manifest)
            _check_entries(archive, manifest)
            _check_dump(archive)
    except OSError as error:
        raise BackupProblem(f"{path} cannot be read: {error.strerror or error}.") from None
    except _DAMAGED:
        raise BackupProblem(f"{path} is no backup of TeamFlow, or it is damaged.") from None
    return manifest


def check_by_restoring(path: Path, manifest: dict[str, Any]) -> None:
    """Restore the database beside the real one, count its rows, and drop it again."""
    name = f"teamflow_verify_{secrets.token_hex(4)}"
    _in_server(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
    try:
        with zipfile.ZipFile(path) as archive, tempfile.TemporaryFile() as script:
            write_script(archive, script)
            script.seek(0)
            programs.run("psql", *PSQL, "-f", "-", database=name, source=script)
        with programs.connect(name) as restored:
            found = count_rows(restored)
        wrong = [table for table, count in manifest["counts"].items() if found.get(table) != count]
        if wrong:
            raise BackupProblem(f"After a restore these tables differ: {', '.join(wrong)}.")
    finally:
        _in_server(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


# Nothing from anybody's ~/.psqlrc, and the first error is the end.
PSQL = ("-X", "-q", "-v", "ON_ERROR_STOP=1")


def count_rows(moment: "psycopg.Connection[tuple[object, ...]]") -> dict[str, int]:
    """How many rows each table has, as this connection sees them."""
    statement = b"SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
    counts = {}
    for (table,) in moment.execute(statement).fetchall():
        counting = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(str(table)))
        row = moment.execute(counting).fetchone()
        counts[str(table)] = int(str(row[0])) if row else 0
    return counts


def write_script(archive: zipfile.ZipFile, to: IO[bytes]) -> None:
    """The dump as a script for psql."""
    with tempfile.NamedTemporaryFile() as dump:
        with archive.open("database.dump") as stored:
            while piece := stored.read(_COPY):
                dump.write(piece)
        dump.flush()
        programs.run("pg_restore", "--no-owner", "--no-acl", "-f", "-", dump.name, target=to)


def _check_kind(manifest: dict[str, Any]) -> None:
    if manifest["format"] != "teamflow-backup":
        raise ValueError
    known = set(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)
    unknown = {(app, name) for app, name in manifest["migrations"]} - known
    if manifest["version"] > 1 or unknown:
        raise BackupProblem(
            "This backup is from a newer TeamFlow: bring this one up to date, and try again."
        )


def _check_entries(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    said = {entry["name"]: entry for entry in manifest["entries"]}
    if set(archive.namelist()) != {*said, "manifest.json"} or "database.dump" not in said:
        raise ValueError
    for name, entry in said.items():
        if ".." in name.split("/") or not name.startswith(("files/", "database.dump")):
            raise ValueError
        digest, size = hashlib.sha256(), 0
        with archive.open(name) as stored:
            while piece := stored.read(_COPY):
                digest.update(piece)
                size += len(piece)
        if (size, digest.hexdigest()) != (entry["size"], entry["sha256"]):
            raise ValueError


def _check_dump(archive: zipfile.ZipFile) -> None:
    """PostgreSQL's own reader knows it, too."""
    with tempfile.TemporaryFile() as script:
        write_script(archive, script)
        if not script.tell():
            raise ValueError


def _in_server(statement: sql.Composed) -> None:
    with programs.connect() as connection:
        connection.autocommit = True
        connection.execute(statement)
