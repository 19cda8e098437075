"""`manage.py backup` and `restore` for the embedded services: reached where they run, started for
as long as the command takes where they do not."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from teamflow.launch.folder import DataFolder, write_private
from teamflow.launch.keys import load_secrets
from teamflow.launch.options import Options
from teamflow.launch.postgres import Postgres
from teamflow.launch.problem import LaunchProblem
from teamflow.launch.services import running_services
from teamflow.launch.valkey import running_url

EMBEDDED = ("backup", "restore")


def main(arguments: list[str]) -> int:
    """Run one command with the environment that `make run` would give it."""
    options = Options.from_environment()
    folder = DataFolder(options.data)
    try:
        folder.make()
        for name, value in load_secrets(folder.path).items():
            os.environ.setdefault(name, value)
        os.environ["TEAMFLOW_DATA"] = str(folder.path)
        os.environ.setdefault("TEAMFLOW_URL", options.url)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "teamflow.settings")
        with _services(folder, arguments[0]) as environment:
            os.environ.update(environment)
            _run(arguments)
    except LaunchProblem as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    if arguments[0] == "restore" and "--check" not in arguments:
        _leave_without_demo(folder.path)
    return 0


@contextmanager
def _services(folder: DataFolder, command: str) -> Iterator[dict[str, str]]:
    postgres = Postgres(folder)
    if _is_free(folder):
        with running_services(folder.path) as environment:
            yield environment
    elif command == "restore":
        raise LaunchProblem(
            f"TeamFlow runs from {folder.path}: stop it before you restore. Nothing changed."
        )
    else:
        yield {"DATABASE_URL": postgres.url(), "REDIS_URL": running_url(folder)}


def _is_free(folder: DataFolder) -> bool:
    try:
        folder.lock().close()
    except LaunchProblem:
        return False
    return True


def _run(arguments: list[str]) -> None:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["manage.py", *arguments])


def _leave_without_demo(data: Path) -> None:
    """The next start finds people already, and makes none to look around with."""
    stamp = data / "prepared.json"
    if not stamp.exists():
        write_private(stamp, '{"demo": "restored"}')
