"""Faces: an uploaded picture becomes three square WebP files; nothing of the upload is kept."""

import hashlib
import io
import warnings
from typing import IO

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

SIZES = (32, 96, 256)
MAX_BYTES = 5 * 1024 * 1024
MAX_PIXELS = 40_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")


def make(upload: UploadedFile[bytes]) -> dict[int, bytes]:
    """The three pictures, by size; a ValidationError for what is no picture, whatever it is
    called."""
    if upload.size is None or upload.size > MAX_BYTES:
        raise _error(_("A picture has at most 5 MB."))
    picture = _open(upload.file)
    square = ImageOps.fit(picture, (SIZES[-1], SIZES[-1]), Image.Resampling.LANCZOS)
    return {size: _encode(square, size) for size in SIZES}


def fingerprint(pictures: dict[int, bytes]) -> str:
    """A name that changes with the picture, so that files can be cached for ever."""
    return hashlib.sha256(pictures[SIZES[-1]]).hexdigest()[:20]


def file_name(path: str, size: int) -> str:
    """Where one size lies in the storage."""
    return f"{path}-{size}.webp"


def url(path: str, size: int = 96) -> str | None:
    """Where a browser gets one size; None for somebody without a face."""
    return f"/{file_name(path, size)}" if path else None


def _open(file: IO[bytes] | None) -> Image.Image:
    if file is None:
        raise _error(_("Choose a picture."))
    try:
        with warnings.catch_warnings():
            # Pillow only warns of a bomb that is not twice too large.
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            file.seek(0)
            picture = Image.open(file, formats=FORMATS)
            if picture.width * picture.height > MAX_PIXELS:
                raise _error(_("This picture has too many pixels."))
            picture.load()
            upright = ImageOps.exif_transpose(picture)
    except ValidationError:
        raise
    except Exception as error:
        # Pillow raises nearly anything for broken files.
        raise _error(_("This is not a picture that can be read (JPEG, PNG, WebP, GIF).")) from error
    has_alpha = "A" in upright.getbands() or "transparency" in upright.info
    return upright.convert("RGBA" if has_alpha else "RGB")


def _encode(square: Image.Image, size: int) -> bytes:
    out = io.BytesIO()
    square.resize((size, size), Image.Resampling.LANCZOS).save(out, "WEBP", quality=85)
    return out.getvalue()


def _error(message: str) -> ValidationError:
    return ValidationError({"avatar": message})
