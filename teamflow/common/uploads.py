"""Where a browser puts a file: an address that is good for minutes, bound to size and kind.

The default storage decides how: a folder takes the bytes through this server, an object storage
would sign an address of its own. Nobody else needs to know which.
"""

from dataclasses import dataclass
from typing import BinaryIO

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

GOOD_FOR_SECONDS = 300
_SALT = "teamflow.uploads"
_CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class UploadTarget:
    """What the browser does to bring the file."""

    url: str
    method: str
    headers: dict[str, str]
    expires_in: int = GOOD_FOR_SECONDS


def upload_target(*, key: str, size: int, media_type: str) -> UploadTarget:
    """An address that takes exactly `size` bytes for `key`."""
    token = signing.dumps([key, size], salt=_SALT, compress=True)
    return UploadTarget(
        url=f"/uploads/{token}",
        method="PUT",
        headers={"Content-Type": media_type or "application/octet-stream"},
    )


def take_upload(token: str, body: BinaryIO) -> None:
    """Keep what came to a signed address; BadSignature for an old or invented one.

    Bringing it twice keeps the first: what was confirmed cannot be exchanged.
    """
    key, size = signing.loads(token, salt=_SALT, max_age=GOOD_FOR_SECONDS)
    if default_storage.exists(key):
        return
    default_storage.save(key, _Counted(body, size))


class _Counted(File):  # type: ignore[type-arg]
    """A body that must be as long as was said; a longer one is refused before it fills the disk."""

    def __init__(self, body: BinaryIO, size: int) -> None:
        super().__init__(body, name="upload")
        self.size = size
        self._body = body

    def chunks(self, chunk_size: int | None = None):  # type: ignore[no-untyped-def]
        """The bytes, counted."""
        left = self.size
        while piece := self._body.read(chunk_size or _CHUNK):
            left -= len(piece)
            if left < 0:
                raise ValidationError({"file": _("This file is larger than was said.")})
            yield piece
        if left:
            raise ValidationError({"file": _("This file is smaller than was said.")})
