"""What any storage does for uploads."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO, Protocol

from teamflow.common.errors import Unavailable

GOOD_FOR_SECONDS = 300
# Whatever lies below it was brought and not yet kept.
INCOMING = "incoming"
MAX_PARTS = 1000


class NotArrived(Exception):
    """The file, or a part of it, is not there, or is not as long as was said."""


class StorageAway(Unavailable):
    """The storage does not answer, or refuses what TeamFlow asks of it."""


@dataclass(frozen=True, slots=True)
class UploadPart:
    """A piece of a file: its bytes follow those of the pieces before it."""

    number: int
    size: int
    url: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class UploadTarget:
    """What the browser does to bring the file: whole, or, where there are `parts`, in those.

    With `fields`, the body is a form that ends with the file.
    """

    url: str = ""
    method: str = "PUT"
    headers: dict[str, str] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    parts: tuple[UploadPart, ...] = ()
    expires_in: int = GOOD_FOR_SECONDS


@dataclass(frozen=True, slots=True)
class Stored:
    """Something that lies in the storage."""

    key: str
    size: int
    modified_at: datetime


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that is announced; `upload_id` is what the storage calls one that comes in parts."""

    key: str
    size: int
    media_type: str = ""
    upload_id: str = ""


class Uploads(Protocol):
    """The contract."""

    def prepare(self, origin: str) -> None:
        """Make the storage ready for browsers that stand on `origin`; again changes nothing."""

    def begin(self, incoming: Incoming) -> str:
        """Make ready for a file; its `upload_id`, empty for one that comes whole."""

    def target(self, incoming: Incoming) -> UploadTarget:
        """Where to put it, and which parts are there already."""

    def put_target(self, incoming: Incoming) -> UploadTarget:
        """Where to put it whole, by one PUT."""

    def take_in(self, incoming: Incoming, final: str) -> None:
        """Copy what arrived to `final`, where no address that was given out reaches it."""

    def forget(self, incoming: Incoming) -> None:
        """Remove what arrived of it; what is not there is no error."""

    def reading(self, key: str) -> BinaryIO:
        """A seekable file on this machine with what is stored, never all of it in memory."""

    def pieces(self, key: str, start: int, length: int) -> Iterator[bytes]:
        """`length` bytes from `start`, piece by piece."""

    def stored(self, prefix: str) -> Iterator[Stored]:
        """All that lies below a folder."""

    def forget_cut(self, before: datetime) -> int:
        """Give up what began to come in parts before then and was never finished."""


def part_sizes(size: int, least: int) -> list[int]:
    """The sizes of a file's parts: all alike but the last, and not too many."""
    each = max(least, -(-size // MAX_PARTS))
    return [min(each, size - start) for start in range(0, size, each)]
