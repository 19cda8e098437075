"""Uploads into a folder: a signed address of this server takes the bytes."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from teamflow.common.uploads.contract import (
    GOOD_FOR_SECONDS,
    INCOMING,
    Incoming,
    NotArrived,
    Stored,
    UploadPart,
    UploadTarget,
    part_sizes,
)

_SALT = "teamflow.uploads"
_PIECE = 64 * 1024
PART = 1024 * 1024
_IN_PARTS = "parts"


class FolderUploads:
    """The contract, kept with files."""

    def prepare(self, origin: str) -> None:
        """The folder itself; who may put files into it says the address."""
        _path("").mkdir(parents=True, exist_ok=True)

    def begin(self, incoming: Incoming) -> str:
        """Nothing is made before the first byte comes."""
        return _IN_PARTS if incoming.size > PART else ""

    def target(self, incoming: Incoming) -> UploadTarget:
        """One address for a small file, one a part for others."""
        if not incoming.upload_id:
            return self.put_target(incoming)
        parts = (
            UploadPart(number, size, _address(key, size), _path(key).exists())
            for number, size, key in _parts(incoming)
        )
        return UploadTarget(parts=tuple(parts))

    def put_target(self, incoming: Incoming) -> UploadTarget:
        """The signature in the address is bound to key and size."""
        headers = {"Content-Type": incoming.media_type or "application/octet-stream"}
        return UploadTarget(url=_address(incoming.key, incoming.size), headers=headers)

    def take_in(self, incoming: Incoming, final: str) -> None:
        """Join the parts, or take the whole; copied, as whoever comes second must find it too."""
        keys = [key for _number, _size, key in _parts(incoming)] or [incoming.key]
        _write_once(_path(final), _joined([_path(key) for key in keys]))
        if _path(final).stat().st_size != incoming.size:
            _path(final).unlink()
            raise NotArrived

    def forget(self, incoming: Incoming) -> None:
        """The file, and the folder of its parts."""
        _path(incoming.key).unlink(missing_ok=True)
        if incoming.upload_id:
            shutil.rmtree(_path(f"{incoming.key}.parts"), ignore_errors=True)

    def reading(self, key: str) -> BinaryIO:
        """The file itself."""
        try:
            return _path(key).open("rb")
        except FileNotFoundError:
            raise NotArrived from None

    def pieces(self, key: str, start: int, length: int) -> Iterator[bytes]:
        """Opened with the first piece."""
        with self.reading(key) as file:
            file.seek(start)
            while length > 0 and (piece := file.read(min(_PIECE, length))):
                length -= len(piece)
                yield piece

    def stored(self, prefix: str) -> Iterator[Stored]:
        """Files below the folder, those that are just being written left out."""
        root = _path("")
        for folder, _folders, names in os.walk(_path(prefix)):
            for name in names:
                path = Path(folder) / name
                with contextlib.suppress(FileNotFoundError):
                    held = path.stat()
                    at = datetime.fromtimestamp(held.st_mtime, UTC)
                    yield Stored(path.relative_to(root).as_posix(), held.st_size, at)

    def forget_cut(self, before: datetime) -> int:
        """Parts are files below INCOMING, which is swept as a whole; here go empty folders."""
        count = 0
        for folder, folders, names in os.walk(_path(INCOMING), topdown=False):
            is_old = Path(folder).stat().st_mtime < before.timestamp()
            if is_old and not names and not folders and Path(folder) != _path(INCOMING):
                with contextlib.suppress(OSError):  # somebody just put something into it
                    Path(folder).rmdir()
                    count += 1
        return count


def take_upload(token: str, body: BinaryIO) -> None:
    """Keep what came to a signed address; BadSignature for an old or invented one.

    Bringing it twice keeps the first; what is too long or too short is not kept at all.
    """
    key, size = signing.loads(token, salt=_SALT, max_age=GOOD_FOR_SECONDS)
    if not _path(key).exists():
        _write_once(_path(key), _counted(body, size))


def _address(key: str, size: int) -> str:
    return f"/uploads/{signing.dumps([key, size], salt=_SALT, compress=True)}"


def _parts(incoming: Incoming) -> list[tuple[int, int, str]]:
    if not incoming.upload_id:
        return []
    sizes = part_sizes(incoming.size, PART)
    return [
        (number, size, f"{incoming.key}.parts/{number:05d}") for number, size in enumerate(sizes, 1)
    ]


def _path(key: str) -> Path:
    return Path(default_storage.path(key))


def _joined(paths: list[Path]) -> Iterator[bytes]:
    for path in paths:
        try:
            with path.open("rb") as part:
                while piece := part.read(_PIECE):
                    yield piece
        except FileNotFoundError:
            raise NotArrived from None


def _counted(body: BinaryIO, size: int) -> Iterator[bytes]:
    left = size
    while piece := body.read(_PIECE):
        left -= len(piece)
        if left < 0:
            raise ValidationError({"file": _("This file is larger than was said.")})
        yield piece
    if left:
        raise ValidationError({"file": _("This file is smaller than was said.")})


def _write_once(path: Path, pieces: Iterator[bytes]) -> None:
    """All of it or nothing, and never over what is there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=_path(".") / _spare(), suffix=".new") as file:
        for piece in pieces:
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(file.name, path)
            path.chmod(0o644)


def _spare() -> str:
    """A folder for what is being written: on the same disk, and outside of all that is listed."""
    _path(".arriving").mkdir(parents=True, exist_ok=True)
    return ".arriving"
