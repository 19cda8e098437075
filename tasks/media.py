"""What a file is: decided by its bytes, never by its name."""

import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import PurePath

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
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SVG = re.compile(rb"^\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*(<!DOCTYPE[^>]*>\s*)?<svg[\s>]", re.S)


@dataclass(frozen=True, slots=True)
class Media:
    """A file's kind, and a picture's size."""

    media_type: str
    width: int | None = None
    height: int | None = None


def media_of(data: bytes, name: str) -> Media | None:
    """What these bytes are; None for what is not taken. `name` only tells twins apart."""
    suffix = PurePath(name).suffix.lower()
    if data.startswith(b"%PDF-"):
        return Media("application/pdf")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(data)
    if data.startswith(_OLE):
        return Media(_OLD_OFFICE[suffix]) if suffix in _OLD_OFFICE else None
    if _SVG.match(data[:4096]):
        return Media("image/svg+xml")
    return _picture(data) or _text(data, suffix)


def _picture(data: bytes) -> Media | None:
    try:
        # Only the head is read: nothing is decoded, so that no bomb goes off.
        with Image.open(io.BytesIO(data), formats=list(IMAGES)) as picture:
            return Media(IMAGES[str(picture.format)], *picture.size)
    except Exception:  # Pillow raises nearly anything for what is no picture
        return None


def _zip(data: bytes) -> Media | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return None
    for folder, media_type in _INSIDE_ZIP.items():
        if any(name.startswith(folder) for name in names):
            return Media(media_type)
    return Media("application/zip")


def _text(data: bytes, suffix: str) -> Media | None:
    if b"\x00" in data:
        return None
    try:
        data.decode()
    except UnicodeDecodeError:
        return None
    return Media(_TEXTS.get(suffix, "text/plain"))
