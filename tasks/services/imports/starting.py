"""Taking a file in: to the storage, and a job for it."""

from collections.abc import Mapping
from datetime import UTC, tzinfo
from typing import Any, BinaryIO, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from tasks.importers.github import read_github
from tasks.importers.records import BoardRecord
from tasks.importers.sheets import read_sheet
from tasks.importers.texts import decode
from tasks.importers.trello import read_trello
from tasks.models import Project
from teamflow.common.ids import uuid7
from teamflow.common.jobs import enqueue
from teamflow.common.models import Job

SHEETS = ("csv", "jira", "asana", "linear", "plane")
FORMATS = ("auto", "trello", "github", *SHEETS)


@transaction.atomic
def start_import(
    *, actor: User, project: Project, upload: UploadedFile[bytes], source: str, **options: Any
) -> Job:
    """Keep the upload and queue the job that reads it; `options` go to the job as they are."""
    if source not in FORMATS:
        raise ValidationError({"format": _("This format is not known.")})
    if upload.size is None or upload.size > settings.IMPORT_MAX_BYTES:
        megabytes = settings.IMPORT_MAX_BYTES // (1024 * 1024)
        raise ValidationError({"file": _("A file has at most %(n)s MB.") % {"n": megabytes}})
    if not upload.size:
        raise ValidationError({"file": _("This file is empty.")})
    name = default_storage.save(f"imports/{uuid7()}", upload)
    return enqueue(
        kind="tasks.import",
        actor=actor,
        workspace_id=project.workspace_id,
        payload={"file": name, "format": source, "project": str(project.pk), **options},
        target_kind="project",
        target_id=project.pk,
    )


def read_upload(
    name: str,
    source: str,
    *,
    columns: Mapping[int, str] | None = None,
    zone: str = "UTC",
    dates: str = "",
) -> BoardRecord:
    """The records of a kept upload; "auto" looks into it to find out whose it is.

    The others are for tables: what a column means, where a date without a zone is, and whether its
    "day" or "month" comes first, where the file does not tell.
    """
    with default_storage.open(name, "rb") as stored:
        file = cast(BinaryIO, stored)
        if source == "auto":
            source = _format_of(file)
        if source == "trello":
            return read_trello(file)
        if source == "github":
            return read_github(file)
        is_day_first = dates == "day" if dates else None
        return read_sheet(
            file, source=source, columns=columns, zone=_zone(zone), is_day_first=is_day_first
        )


def _format_of(file: BinaryIO) -> str:
    """JSON is a Trello board where it has lists and cards, else issues; all else is a table."""
    begun = decode(file.read(200_000)).lstrip()
    file.seek(0)
    if begun.startswith("{") and ('"cards"' in begun or '"idBoard"' in begun):
        return "trello"
    if begun.startswith("{") and '"number"' not in begun and '"issues"' not in begun:
        return "trello"
    return "github" if begun.startswith(("{", "[")) else "csv"


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return UTC


def drop_upload(name: str) -> None:
    """Forget the file once nobody needs it."""
    default_storage.delete(name)


def people_choice(value: Any) -> dict[str, UUID | None]:
    """`{person in the file: id of a member, or nothing}` as it came in."""
    if not isinstance(value, dict):
        raise ValidationError({"options": _("People: a name in the file to an id.")})
    try:
        return {str(key): UUID(str(each)) if each else None for key, each in value.items()}
    except ValueError:
        raise ValidationError({"options": _("This is not an id.")}) from None
