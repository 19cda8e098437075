"""`manage.py restore FILE`: an installation out of a backup."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from teamflow.backup.checking import check_backup
from teamflow.backup.problem import BackupProblem
from teamflow.backup.restoring import restore_backup


class Command(BaseCommand):
    """Checks the backup first; a damaged one changes nothing."""

    help = "Put a backup in place. TeamFlow must not run meanwhile."
    # The database may be empty, or of another version.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """`--check` only looks."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="lose what is here already")
        parser.add_argument("--check", action="store_true", help="only say whether it is whole")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say each step, and at the end what was not sent."""
        path: Path = options["file"].expanduser().absolute()
        try:
            if options["check"]:
                manifest = check_backup(path)
                self.stdout.write(f"{path} is whole; it was made at {manifest['made_at']}.")
                return
            manifest = restore_backup(path, replace=options["replace"], tell=self.stdout.write)
        except BackupProblem as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write(f"Restored as it was at {manifest['made_at']}.")
        self.stdout.write(
            "Jobs, mails, pushes and deliveries that were waiting then are marked as not to be "
            "sent: the original may have sent them."
        )
        if not manifest["opens_secrets"]:
            self.stderr.write(
                "Secrets in this database were encrypted with other keys: put secrets.json (or "
                "TEAMFLOW_FIELD_KEYS) of the original here, or connect integrations anew."
            )
