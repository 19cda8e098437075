"""The files of an archive, put into the storage; taken back when the import does not end well."""

from types import TracebackType

from django.core.files.base import File
from django.core.files.storage import default_storage

from teamflow.portable.opening import Archive


class KeptFiles:
    """What an import has put into the storage; leaving it with an error deletes it all."""

    def __init__(self) -> None:
        self.keys: list[str] = []
        self.missing: list[str] = []

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.keys)

    def __enter__(self) -> "KeptFiles":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is not None:
            for key in self.keys:
                default_storage.delete(key)

    def keep(self, archive: Archive, place: str, key: str) -> str:
        """Bring the bytes of `place` to `key`; gives the key under which they lie."""
        if default_storage.exists(key):
            # What an earlier try left that was killed.
            default_storage.delete(key)
        self.keys.append(key)
        with archive.zip.open(place) as entry:
            return default_storage.save(key, File(entry, name=key))
