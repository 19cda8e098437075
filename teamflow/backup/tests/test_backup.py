"""A backup while people write, restored into another folder, and started there."""

import json
import os
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection

from integrations.models import Connection
from tasks.models import Attachment, Task
from tasks.services.tasks import create_task
from teamflow.backup.checking import check_backup
from teamflow.backup.problem import BackupProblem
from teamflow.backup.writing import make_backup
from teamflow.common.jobs import enqueue
from teamflow.common.models import Outbox
from teamflow.launch.options import ROOT
from teamflow.launch.services import running_services
from teamflow.portable.beside import hang_up

KEYS = {
    "TEAMFLOW_SECRET_KEY": "s" * 50,
    "TEAMFLOW_FIELD_KEYS": f"k1:{'A' * 43}=",
    "TEAMFLOW_URL": "http://127.0.0.1:8000",
    "DJANGO_SETTINGS_MODULE": "teamflow.settings",
}
# What the restored copy says of itself, asked in a process that only knows it.
LOOK = """
import json, django
django.setup()
from django.test import Client
from accounts.models import User
from integrations.models import Connection
from tasks.models import Attachment, Project, Task
from teamflow.common.jobs import recover_jobs
from teamflow.common.models import Job, Outbox
from django.core.files.storage import default_storage
client = Client(headers={"host": "127.0.0.1"})
client.force_login(User.objects.get(email="owner@example.com"),
    backend="django.contrib.auth.backends.ModelBackend")
print(json.dumps({
    "health": client.get("/health/live").status_code,
    "board": client.get(f"/api/v1/projects/{Project.objects.get().pk}/board").status_code,
    "tasks": sorted(Task.objects.values_list("title", flat=True)),
    "files": [default_storage.open(a.storage_key).read().decode()
        for a in Attachment.objects.order_by("pk")],
    "jobs": list(Job.objects.values_list("status", "error")),
    "outbox": Outbox.objects.filter(done_at=None).count(),
    "waiting": recover_jobs(),
    "secret": Connection.objects.get().secret,
}))
"""


@pytest.fixture
def installation(transactional_db, workspace, project, owner, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.FIELD_KEYS = [KEYS["TEAMFLOW_FIELD_KEYS"]]
    task = create_task(actor=owner, project=project, title="Sail away")
    Connection.objects.create(workspace=workspace, vendor="github", secret="hush")
    key = default_storage.save(f"attachments/{task.pk}/one", ContentFile(b"bytes"))
    Attachment.objects.create(task=task, name="a.txt", status="clean", storage_key=key, size=5)
    enqueue(kind="tasks.import", actor=owner, payload={}, workspace_id=workspace.pk)
    Outbox.objects.create(topic="mail")
    return project


def restored(backup, data, *arguments):
    """`manage.py restore` in a process and with services of its own; gives what it says."""
    with running_services(data, throwaway=True) as environment:
        env = {**os.environ, **KEYS, **environment, "TEAMFLOW_DATA": str(data)}

        def run(*command):
            return subprocess.run(
                [sys.executable, *command],
                env=env,
                cwd=ROOT,
                capture_output=True,
                text=True,
                check=False,
            )

        command = run("manage.py", "restore", str(backup), *arguments)
        look = run("-c", LOOK)
    assert command.returncode == 0, command.stderr
    assert look.returncode == 0, look.stderr
    return command.stdout, json.loads(look.stdout.splitlines()[-1])


def test_a_backup_under_writes_is_of_one_moment_and_starts_elsewhere(installation, owner, tmp_path):
    stop, written = threading.Event(), []

    def write():
        try:
            while not stop.is_set():
                title = f"Wave {len(written)}"
                create_task(actor=owner, project=installation, title=title)
                written.append(title)
        finally:
            hang_up()

    writer = threading.Thread(target=write)
    writer.start()
    backup = tmp_path / "backup.zip"
    manifest = make_backup(backup, tell=lambda text: None)
    stop.set()
    writer.join()

    said, copy = restored(backup, tmp_path / "copy")

    count = manifest["counts"]["tasks_task"]
    assert 1 <= count <= len(written) + 1
    # All that was there at the moment, and nothing that came later.
    assert copy["tasks"] == sorted(["Sail away", *written[: count - 1]])
    assert copy["files"] == ["bytes"]
    assert (copy["health"], copy["board"]) == (200, 200)
    assert copy["jobs"] == [["cancelled", "Not done: this is a restored copy."]]
    assert copy["outbox"] == copy["waiting"] == 0
    assert copy["secret"] == "hush"
    assert "not to be sent" in said
    assert oct(backup.stat().st_mode)[-3:] == "600"


def test_a_damaged_backup_is_refused_and_nothing_is_touched(installation, tmp_path):
    backup = tmp_path / "backup.zip"
    make_backup(backup, tell=lambda text: None)
    whole = backup.read_bytes()
    tasks = Task.objects.count()

    for at in (len(whole) // 3, len(whole) // 2):
        flipped = bytearray(whole)
        flipped[at] ^= 0xFF
        backup.write_bytes(flipped)
        with pytest.raises(CommandError, match="damaged"):
            call_command("restore", backup, "--replace")
    backup.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(CommandError, match="damaged"):
        call_command("restore", backup, "--replace")

    assert Task.objects.count() == tasks
    assert Attachment.objects.get().storage_key
    with pytest.raises(BackupProblem, match="cannot be read"):
        check_backup(tmp_path / "none.zip")


def test_verify_restores_it_besides_and_leaves_nothing(installation, tmp_path, capsys):
    backup = tmp_path / "backup.zip"

    call_command("backup", backup, "--verify")

    assert "1 files" in capsys.readouterr().out
    with pytest.raises(CommandError, match="something here already"):
        call_command("restore", backup)
    call_command("restore", backup, "--check")
    assert "is whole" in capsys.readouterr().out
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_database WHERE datname LIKE 'teamflow_verify%%'")
        assert cursor.fetchone()[0] == 0
    with pytest.raises(CommandError, match="there already"):
        call_command("backup", backup)


def test_a_newer_backup_says_so(installation, tmp_path):
    backup = tmp_path / "backup.zip"
    make_backup(backup, tell=lambda text: None)
    with zipfile.ZipFile(backup) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(held.pop("manifest.json"))
    manifest["migrations"].append(["tasks", "9999_wishes"])
    with zipfile.ZipFile(backup, "w") as archive:
        for name, data in held.items():
            archive.writestr(name, data)
        archive.writestr("manifest.json", json.dumps(manifest))

    with pytest.raises(CommandError, match="newer TeamFlow"):
        call_command("restore", backup, "--replace")


def test_a_lost_file_is_told(installation, tmp_path):
    Path(default_storage.path(Attachment.objects.get().storage_key)).unlink()

    manifest = make_backup(tmp_path / "backup.zip", tell=lambda text: None)

    assert manifest["missing_files"] == [Attachment.objects.get().storage_key]
