"""Makes the storage of files ready: the bucket, and the rule that lets browsers put into it."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from teamflow.common.uploads import StorageAway, uploads


class Command(BaseCommand):
    """`manage.py prepare_storage`, once after S3 was set; again changes nothing."""

    help = "Make the S3 bucket where it is missing, and set its CORS rule for TEAMFLOW_URL."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, or say what the storage answered."""
        try:
            uploads().prepare(settings.TEAMFLOW_URL)
        except StorageAway as error:
            raise CommandError(f"{error} ({error.__cause__})") from None
        self.stdout.write(f"Browsers on {settings.TEAMFLOW_URL} can put files into the storage.")
