"""What a file is: decided by its bytes, never by its name."""

import codecs
import re
import zipfile
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO

from PIL import Image

IMAGES = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "GIF": "image/gif",
    "WEBP": "image/webp",
}
SHOWN_INLINE = {*IMAGES.values(), "application/pdf"}
_OFFICE = "application/vnd.openxmlformats-officedocument."
_INSIDE_ZIP = {
    "word/": f"{_OFFICE}wordprocessingml.document",
    "xl/": f"{_OFFICE}spreadsheetml.sheet",
    "ppt/": f"{_OFFICE}presentationml.presentation",
}
_OLD_OFFICE = {
    ".doc": "application/msword",
    ".xls": "application/vnd.ms-excel",
    ".ppt": "application/vnd.ms-powerpoint",
}
_TEXTS = {".csv": "text/csv", ".md": "text/markdown", ".markdown": "text/markdown"}
_MP4 = {
    b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"dash", b"M4V",
    b"MSNV",
}  # fmt: skip
_HEAD = 4096
_PIECE = 256 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SVG = re.compile(rb"^\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*(<!DOCTYPE[^>]*>\s*)?<svg[\s>]", re.S)


@dataclass(frozen=True, slots=True)
class Media:
    """A file's kind, and a picture's size."""

    media_type: str
    width: int | None = None
    height: int | None = None


def media_of(file: BinaryIO, name: str) -> Media | None:
    """What this file is; None for what is not taken. `name` only tells twins apart.

    It is read in pieces, never as a whole.
    """
    suffix = PurePath(name).suffix.lower()
    file.seek(0)
    head = file.read(_HEAD)
    if head.startswith(b"%PDF-"):
        return Media("application/pdf")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(file)
    if head.startswith(_OLE):
        return Media(_OLD_OFFICE[suffix]) if suffix in _OLD_OFFICE else None
    if _SVG.match(head):
        return Media("image/svg+xml")
    return _video(head) or _picture(file) or _text(file, suffix)


def _picture(file: BinaryIO) -> Media | None:
    file.seek(0)
    try:
        # Only the head is read: nothing is decoded, so that no bomb goes off.
        with Image.open(file, formats=list(IMAGES)) as picture:
            return Media(IMAGES[str(picture.format)], *picture.size)
    except Exception:  # Pillow raises nearly anything for what is no picture
        return None


def _video(head: bytes) -> Media | None:
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        if brand == b"qt  ":
            return Media("video/quicktime")
        return Media("video/mp4") if brand.rstrip() in _MP4 else None
    if head.startswith(b"\x1aE\xdf\xa3") and b"webm" in head[:64]:
        return Media("video/webm")
    return None


def _zip(file: BinaryIO) -> Media | None:
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return None
    for folder, media_type in _INSIDE_ZIP.items():
        if any(name.startswith(folder) for name in names):
            return Media(media_type)
    return Media("application/zip")


def _text(file: BinaryIO, suffix: str) -> Media | None:
    file.seek(0)
    reader = codecs.getincrementaldecoder("utf-8")()
    try:
        while piece := file.read(_PIECE):
            if b"\x00" in piece:
                return None
            reader.decode(piece)
        reader.decode(b"", final=True)
    except UnicodeDecodeError:
        return None
    return Media(_TEXTS.get(suffix, "text/plain"))
