"""`manage.py backup FILE`: the whole installation in one file, while it runs."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from teamflow.backup.checking import check_by_restoring
from teamflow.backup.problem import BackupProblem
from teamflow.backup.writing import make_backup


class Command(BaseCommand):
    """Writes a backup, and reads it again before it says that it is done."""

    help = "Write the database and all files, consistent with each other, into one file."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--verify` takes longer and knows more."""
        parser.add_argument("file", type=Path, help="where to write it; must not be there yet")
        parser.add_argument(
            "--verify",
            action="store_true",
            help="restore it into a database of its own besides, count the rows, and drop that",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Say each step, and at the end what is in it."""
        path: Path = options["file"].expanduser().absolute()
        if path.exists():
            raise CommandError(f"{path} is there already: choose another name.")
        if not path.parent.is_dir():
            raise CommandError(f"{path.parent} is no folder.")
        try:
            manifest = make_backup(path, tell=self.stdout.write)
            if options["verify"]:
                self.stdout.write("Restoring it beside …")
                check_by_restoring(path, manifest)
        except BackupProblem as problem:
            raise CommandError(str(problem)) from None
        rows = sum(manifest["counts"].values())
        self.stdout.write(
            f"{path}: {rows} rows, {manifest['files']} files, {path.stat().st_size} bytes."
        )
        for key in manifest["missing_files"]:
            self.stderr.write(f"Missing in the storage before this backup: {key}")
        self.stdout.write(
            "The keys that open stored secrets are not in it: keep secrets.json of the data "
            "folder (or TEAMFLOW_SECRET_KEY and TEAMFLOW_FIELD_KEYS) at another safe place."
        )
