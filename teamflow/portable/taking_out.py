"""Writing an archive: row by row, file by file, never whole in memory."""

import hashlib
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any, BinaryIO
from uuid import UUID

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone

from accounts.models import User, Workspace
from accounts.services.stand_ins import DOMAIN
from boards.models import BoardUpdate
from tasks.models import Project, Task, TaskText
from tasks.selectors.exports import csv_parts
from tasks.services.tasks.texts import settle_text
from teamflow.common.models import Event
from teamflow.portable.opening import file_place
from teamflow.portable.rows import CHUNK, line_of, rows_out
from teamflow.portable.shape import (
    FILES,
    FORMAT,
    PARTS,
    VERSION,
    Part,
    fields_of,
    lists_of,
    logs_of,
)

_COPY = 256 * 1024
Tell = Callable[[int], None]


@dataclass(slots=True)
class Writer:
    """An archive on its way out, and what its manifest will say."""

    archive: zipfile.ZipFile
    workspace: Workspace
    tell: Tell
    total: int = 1
    done: int = 0
    people: set[UUID] = field(default_factory=set)
    entries: list[dict[str, Any]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def step(self, count: int) -> None:
        """Say how far it is, every thousand rows."""
        before = self.done // CHUNK
        self.done += count
        if self.done // CHUNK != before:
            self.tell(min(97, 2 + 95 * self.done // self.total))


def settle_texts_of(workspace: Workspace) -> None:
    """Write what people are just typing into the descriptions, so that it travels too."""
    waiting = TaskText.objects.filter(
        task__project__workspace=workspace, unwritten_since__isnull=False
    )
    for task in Task.objects.filter(pk__in=waiting.values("task")):
        settle_text(task=task)


def write_archive(*, workspace: Workspace, to: BinaryIO, tell: Tell) -> dict[str, Any]:
    """Write the workspace into `to`; gives the manifest. Run inside `one_moment`."""
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        writer = Writer(archive, workspace, tell)
        writer.total = max(1, sum(part.rows(workspace.pk).count() for part in PARTS))
        for part in PARTS:
            _write_part(writer, part)
        _write_people(writer)
        _write_files(writer)
        _write_tables(writer)
        manifest = _manifest(writer)
        archive.writestr("manifest.json", line_of(manifest))
    return manifest


def _write_part(writer: Writer, part: Part) -> None:
    persons = [each.attname for each in fields_of(part.label) if each.related_model is User]
    lists = [each.name for each in lists_of(part.label) if each.related_model is User]

    def lines() -> Iterator[bytes]:
        for row in rows_out(part, writer.workspace.pk):
            writer.people.update(row[name] for name in persons if row[name])
            for name in lists:
                writer.people.update(row[name])
            writer.step(1)
            yield line_of(row)

    _write(writer, part.file, lines())


def _write_people(writer: Writer) -> None:
    """Whoever is named by a row, by an event or by a board's log: name and address, no more."""
    pk = writer.workspace.pk
    events = Event.objects.filter(log__in=logs_of(pk), actor_id__isnull=False)
    actors = events.values_list("actor_id", flat=True).distinct()
    writer.people.update(actor for actor in actors if actor is not None)
    updates = BoardUpdate.objects.filter(board__workspace=pk).values_list("authors", flat=True)
    for authors in updates.iterator(chunk_size=CHUNK):
        writer.people.update(authors)

    def lines() -> Iterator[bytes]:
        rows = User.objects.filter(pk__in=writer.people).order_by("pk")
        for person in rows.only("pk", "name", "email", "stands_for"):
            address = "" if person.email.endswith(f"@{DOMAIN}") else person.email
            yield line_of(
                {"id": person.pk, "name": person.name, "email": person.stands_for or address}
            )

    _write(writer, "people.jsonl", lines())


def _write_files(writer: Writer) -> None:
    for label, names in FILES.items():
        part = next(each for each in PARTS if each.label == label)
        rows = part.rows(writer.workspace.pk).values_list("pk", *names)
        for pk, *keys in rows.iterator(chunk_size=CHUNK):
            for name, key in zip(names, keys, strict=True):
                if key:
                    _write_file(writer, file_place(label, pk, name), key)


def _write_file(writer: Writer, place: str, key: str) -> None:
    try:
        stored = default_storage.open(key, "rb")
    except OSError:
        # The row travels all the same; whoever brings it in hears that its file was gone.
        writer.missing.append(place)
        return
    with stored:
        pieces = iter(lambda: stored.read(_COPY), b"")
        _write(writer, place, pieces, method=zipfile.ZIP_STORED)
    writer.tell(97)


def _write_tables(writer: Writer) -> None:
    """A table of each project's tasks beside, for eyes and for sheet programs."""
    for project in Project.objects.filter(workspace=writer.workspace, deleted_at=None):
        tasks = Task.objects.filter(project=project, deleted_at=None).order_by("number")
        ids = list(tasks.values_list("pk", flat=True))
        parts = (part.encode("utf-8", "replace") for part in csv_parts(project, ids))
        _write(writer, f"tables/{project.key}.csv", parts)


def _write(
    writer: Writer, place: str, pieces: Iterable[bytes], method: int = zipfile.ZIP_DEFLATED
) -> None:
    digest, size, rows = hashlib.sha256(), 0, 0
    info = zipfile.ZipInfo(place, timezone.now().timetuple()[:6])
    info.compress_type = method
    info.external_attr = 0o600 << 16
    out: IO[bytes]
    with writer.archive.open(info, "w", force_zip64=True) as out:
        for piece in pieces:
            digest.update(piece)
            size += len(piece)
            rows += 1
            out.write(piece)
    entry = {"name": place, "size": size, "sha256": digest.hexdigest()}
    if place.endswith(".jsonl"):
        entry["rows"] = rows
    writer.entries.append(entry)


def _manifest(writer: Writer) -> dict[str, Any]:
    workspace = writer.workspace
    return {
        "format": FORMAT,
        "version": VERSION,
        "made_at": timezone.now(),
        "from": {
            "url": settings.TEAMFLOW_URL,
            "workspace": workspace.pk,
            "slug": workspace.slug,
            "name": workspace.name,
        },
        "counts": {
            entry["name"].removeprefix("rows/").removesuffix(".jsonl"): entry["rows"]
            for entry in writer.entries
            if "rows" in entry
        },
        "missing_files": writer.missing,
        "entries": writer.entries,
    }
