"""Every file of the default storage, be it a folder or a bucket."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.files.storage import default_storage

from teamflow.backup.problem import BackupProblem

# What is on its way in or out, and made again when somebody asks.
PASSING = ("imports/", "incoming/", "archives/", "exports/")


@contextmanager
def asking_storage() -> Iterator[None]:
    """What a bucket refuses is said in words; boto3 is not loaded where there is none."""
    try:
        yield
    except Exception as error:
        if not type(error).__module__.startswith(("botocore.", "boto3.")):
            raise
        raise BackupProblem(
            f"The storage of files does not answer as it should: {error}. Nothing in the database"
            " was changed; manage.py prepare_storage makes a bucket that is missing."
        ) from error


def all_keys(folder: str = "") -> Iterator[str]:
    """The files, but for those that are only passing through."""
    try:
        folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in names:
        yield f"{folder}{name}"
    for name in folders:
        below = f"{folder}{name}/"
        if name and below not in PASSING:
            yield from all_keys(below)


def key_marks() -> list[str]:
    """Which keys open the secrets in the database, without the keys themselves."""
    return [
        f"{pair.partition(':')[0]}:{hashlib.sha256(pair.encode()).hexdigest()[:16]}"
        for pair in settings.FIELD_KEYS
    ]
