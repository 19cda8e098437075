"""Small pictures of files, drawn by a process of their own: what a file does to it harms no other.

A picture with too many pixels, a document that never ends or crashes its reader, costs that process
its time or its memory, and the file stays without a picture.
"""

import logging
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

logger = logging.getLogger(__name__)

_KINDS = {
    "image/png": "image",
    "image/jpeg": "image",
    "image/gif": "image",
    "image/webp": "image",
    "application/pdf": "pdf",
}
_SECONDS = 30
_PAINTER = Path(__file__).with_name("painter.py")


@dataclass(frozen=True, slots=True)
class Pictures:
    """WebP files: one for lists, and for a document its first page."""

    thumbnail: bytes = b""
    preview: bytes = b""


def pictures_of(file: BinaryIO, media_type: str) -> Pictures:
    """What can be drawn of it; nothing for other kinds, and for what cannot be drawn."""
    kind = _KINDS.get(media_type)
    if kind is None:
        return Pictures()
    with tempfile.TemporaryDirectory(prefix="teamflow-pictures-") as name:
        folder = Path(name)
        with (folder / "file").open("wb") as copy:
            shutil.copyfileobj(file, copy)
        if not _drawn(kind, folder):
            return Pictures()
        return Pictures(_read(folder / "thumbnail.webp"), _read(folder / "preview.webp"))


def _drawn(kind: str, folder: Path) -> bool:
    try:
        subprocess.run(  # noqa: S603 - a fixed program; the file's content is no word of it
            [sys.executable, "-I", str(_PAINTER), kind, str(folder)],
            check=True,
            timeout=_SECONDS,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except (subprocess.SubprocessError, OSError) as error:
        logger.info("no_picture", extra={"kind": kind, "why": type(error).__name__})
        return False
    return True


def _read(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""
