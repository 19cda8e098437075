"""A demo person with a workspace to look around in; made once."""

import secrets
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from accounts.models import User
from accounts.services.registration import confirm_address, sign_up
from tasks.services.demo import (
    LargeDemo,
    fill_large_project,
    fill_large_workspace,
    home_of,
)
from teamflow.launch.folder import write_private

EMAIL = "demo@teamflow.local"


class Command(BaseCommand):
    """`manage.py demo`: makes it, or says where its password is kept."""

    help = "Make a demo person with a workspace, a project and a board; once."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--quiet` leaves the telling to the one who called."""
        parser.add_argument("--quiet", action="store_true")
        parser.add_argument("--size", choices=["small", "large"], default="small")
        parser.add_argument("--tasks", type=int, default=100_000, help="of the large workspace")
        parser.add_argument("--projects", type=int, default=50, help="of the large workspace")
        parser.add_argument("--one-project", type=int, help="only one project with so many tasks")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the demo unless it is there."""
        path = settings.DATA_DIR / "demo.txt"
        if not User.objects.with_address(EMAIL).exists():
            # The note first: a password that nobody can read would be of no use.
            password = secrets.token_urlsafe(9)
            note = f"Look around as {EMAIL} with the password {password}"
            write_private(path, f"{note}\n(kept in {path})\n")
            with transaction.atomic():
                demo = sign_up(email=EMAIL, name="Demo", password=password)
                confirm_address(actor=demo)
        if options["one_project"]:
            demo = User.objects.with_address(EMAIL).get()
            workspace = home_of(user=demo)
            fill_large_project(actor=demo, workspace=workspace, count=options["one_project"])
        elif options["size"] == "large":
            self._fill(LargeDemo(tasks=options["tasks"], projects=options["projects"]))
        if not options["quiet"]:
            self.stdout.write(path.read_text() if path.exists() else f"{EMAIL} is there.")

    def _fill(self, size: LargeDemo) -> None:
        def tell(done: int, count: int) -> None:
            self.stdout.write(f"  project {done} of {count}\r", ending="")

        demo = User.objects.with_address(EMAIL).get()
        fill_large_workspace(actor=demo, size=size, progress=tell)
        self.stdout.write("")
