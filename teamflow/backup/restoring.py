"""Putting a backup in place: the files first, then the database in one transaction, in which all
that was still to be sent is marked as not to be sent."""

import tempfile
import zipfile
from pathlib import Path
from typing import IO, Any

from django.core.cache import cache
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection, connections

from teamflow.backup import programs
from teamflow.backup.checking import PSQL, check_backup, write_script
from teamflow.backup.problem import BackupProblem
from teamflow.backup.storage import all_keys, asking_storage, key_marks
from teamflow.backup.writing import Tell

_COPY = 256 * 1024
_CLEAR = b"DROP SCHEMA public CASCADE;\nCREATE SCHEMA public;\n"
# Tables by name, as the backup may be of an older TeamFlow: one that lacks a table skips it.
SILENCE = {
    "common_outbox": """
        UPDATE common_outbox SET done_at = now(), error = 'Not sent: this is a restored copy.'
        WHERE done_at IS NULL""",
    "common_job": """
        UPDATE common_job SET status = 'cancelled', finished_at = now(), leased_until = NULL,
            error = 'Not done: this is a restored copy.'
        WHERE status IN ('queued', 'running')""",
    "tasks_noticedelivery": "DELETE FROM tasks_noticedelivery",
    "tasks_inboundmail": """
        UPDATE tasks_inboundmail SET status = 'ignored' WHERE status = 'waiting'""",
    "integrations_webhookdelivery": """
        UPDATE integrations_webhookdelivery SET status = 'ignored',
            error = 'Not handled: this is a restored copy.'
        WHERE status = 'received'""",
    "tasks_automationrun": """
        UPDATE tasks_automationrun SET status = 'stopped', finished_at = now()
        WHERE status = 'waiting'""",
    "tasks_automationcursor": """
        UPDATE tasks_automationcursor AS cursor SET seq = head.seq
        FROM common_loghead AS head WHERE head.log = 'project:' || cursor.project_id""",
}


def restore_backup(path: Path, *, replace: bool, tell: Tell) -> dict[str, Any]:
    """Make this installation what the backup says; refused without `replace` where there is
    anything already. Gives the manifest, and `opens_secrets`: whether the keys here are the same.
    """
    tell("Looking at the backup …")
    manifest = check_backup(path)
    with asking_storage():
        _check_target(manifest, replace=replace)
    with zipfile.ZipFile(path) as archive:
        tell("The files …")
        with asking_storage():
            kept = put_files(archive)
        tell("The database …")
        _put_database(archive)
    if replace:
        for key in set(all_keys()) - kept:
            default_storage.delete(key)
    connections.close_all()
    cache.clear()
    tell("Newer tables …")
    call_command("migrate", interactive=False, verbosity=0)
    return {**manifest, "opens_secrets": set(manifest["field_keys"]) <= set(key_marks())}


def _check_target(manifest: dict[str, Any], *, replace: bool) -> None:
    if programs.server_version() < manifest["postgres"]:
        raise BackupProblem(
            f"The backup is of PostgreSQL {manifest['postgres']}, and this database is older."
        )
    if not replace and (_has_people() or next(all_keys(), None)):
        raise BackupProblem(
            "There is something here already. Restore into an empty installation, or say "
            "--replace: what is here is then lost."
        )


def _has_people() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('public.accounts_user')")
        if cursor.fetchone()[0] is None:
            return False
        cursor.execute("SELECT EXISTS (SELECT FROM accounts_user)")
        return bool(cursor.fetchone()[0])


def put_files(archive: zipfile.ZipFile) -> set[str]:
    """Every file of the backup, over what lies there; gives their keys."""
    kept = set()
    for name in archive.namelist():
        if not name.startswith("files/"):
            continue
        key = name.removeprefix("files/")
        if default_storage.exists(key):
            default_storage.delete(key)
        with archive.open(name) as stored:
            default_storage.save(key, File(stored, name=key))
        kept.add(key)
    return kept


def _put_database(archive: zipfile.ZipFile) -> None:
    """All of it or nothing: until the end, whoever looks sees what was there before."""
    # Ours would wait for itself.
    connections.close_all()
    with tempfile.TemporaryFile() as script:
        script.write(_CLEAR)
        script.flush()
        write_script(archive, script)
        script.seek(0, 2)
        script.write(_silence())
        script.seek(0)
        _run(script)


def _silence() -> bytes:
    parts = [
        f"DO $do$ BEGIN IF to_regclass('public.{table}') IS NOT NULL THEN\n"
        f"  {statement};\nEND IF; END $do$;\n"
        for table, statement in SILENCE.items()
    ]
    return ("\nSET search_path = public;\n" + "".join(parts)).encode()


def _run(script: IO[bytes]) -> None:
    try:
        programs.run("psql", *PSQL, "--single-transaction", "-f", "-", source=script)
    except BackupProblem as problem:
        if "lock timeout" in str(problem):
            raise BackupProblem(
                "TeamFlow still works with this database: stop it, and try again. Nothing changed."
            ) from None
        raise BackupProblem(f"{problem} Nothing changed in the database.") from None
