"""`manage.py rebuild_search`: every entry of the search index anew, while people go on working."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from accounts.search_sources import SOURCES as PEOPLE
from boards.search_sources import SOURCES as BOARDS
from boards.services.compaction import read_unread_boards
from tasks.search_sources import SOURCES as TASKS
from tasks.services.meanings import keep_meanings
from teamflow.common.search.sources import fill


class Command(BaseCommand):
    """For after rows were written past the triggers, as some ways of restoring a copy do."""

    help = "Make the search index anew, and read boards and titles that nobody has read."

    def handle(self, *args: Any, **options: Any) -> None:
        """A kind a line, with how many there are."""
        while read_unread_boards():
            pass
        with connection.cursor() as cursor:
            fill(cursor, (*TASKS, *BOARDS, *PEOPLE), told=self.stdout.write)
        self.stdout.write(f"titles read: {keep_meanings()}")
