"""What a picture is: decided by its bytes, never by its name; nothing of it is decoded."""

from dataclasses import dataclass
from typing import BinaryIO

from PIL import Image

IMAGES = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "GIF": "image/gif",
    "WEBP": "image/webp",
    "AVIF": "image/avif",
}
# A browser that draws more at once may run out of memory.
MAX_PIXELS = 100_000_000
_ORIENTATION = 0x0112
_ON_ITS_SIDE = frozenset({5, 6, 7, 8})


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's kind, and its size as it is seen."""

    media_type: str
    width: int
    height: int


def picture_in(file: BinaryIO) -> Picture | None:
    """The picture that a file is; None for everything else."""
    file.seek(0)
    try:
        with Image.open(file, formats=list(IMAGES)) as picture:
            width, height = picture.size
            if picture.getexif().get(_ORIENTATION) in _ON_ITS_SIDE:
                width, height = height, width
            return Picture(IMAGES[str(picture.format)], width, height)
    except Exception:  # Pillow raises nearly anything for what is no picture
        return None
