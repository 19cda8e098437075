"""New ids and addresses for what comes in, wherever they are written: in columns, in JSON, inside
texts, and inside the documents of boards."""

import hashlib
import re
from collections.abc import Mapping
from uuid import UUID

_ID = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def renewed(old: str, seed: bytes) -> str:
    """Another id, of the same moment: what is sorted by id stays in its order."""
    number = UUID(old).int
    noise = hashlib.blake2b(old.encode(), key=seed, digest_size=8).digest()
    low = int.from_bytes(noise, "big") & 0x3FFF_FFFF_FFFF_FFFF
    return str(UUID(int=number >> 64 << 64 | 0b10 << 62 | low))


class Renaming:
    """What ids and addresses of the archive are called here."""

    def __init__(
        self,
        *,
        known: Mapping[str, int],
        people: Mapping[str, str],
        seed: bytes | None,
        addresses: tuple[str, str],
        slugs: tuple[str, str],
    ) -> None:
        """Without a `seed` the ids stay; `addresses` and `slugs` are (there, here)."""
        self._known = known
        self._people = {old.encode(): new.encode() for old, new in people.items()}
        self._seed = seed
        self._texts = _addresses(addresses, slugs)

    def id(self, old: str) -> str:
        """A row's id here."""
        if self._seed is None or old not in self._known:
            return self._people.get(old.encode(), old.encode()).decode()
        return renewed(old, self._seed)

    def is_person(self, old: str) -> bool:
        """Whether the archive names this person."""
        return old.encode() in self._people

    def ids_in(self, data: bytes) -> bytes:
        """The same bytes with the ids of here; as long as before, so that a binary document, which
        counts its bytes, stays whole."""
        return _ID.sub(self._swap, data)

    def in_line(self, line: bytes) -> bytes:
        """A line of JSON with the ids and addresses of here."""
        for pattern, here in self._texts:
            line = pattern.sub(here, line)
        return self.ids_in(line)

    def has_other_addresses(self) -> bool:
        """Whether texts that name this workspace's pages have to be written anew."""
        return bool(self._texts)

    def in_text(self, text: str) -> str:
        """A text with the ids and addresses of here."""
        return self.in_line(text.encode("utf-8", "surrogatepass")).decode("utf-8", "surrogatepass")

    def _swap(self, match: re.Match[bytes]) -> bytes:
        old = match[0]
        person = self._people.get(old)
        if person is not None:
            return person
        if self._seed is None:
            return old
        text = old.decode()
        return renewed(text, self._seed).encode() if text in self._known else old


def _addresses(
    addresses: tuple[str, str], slugs: tuple[str, str]
) -> list[tuple[re.Pattern[bytes], bytes]]:
    there, here = (each.rstrip("/").encode() for each in addresses)
    old, new = (each.encode() for each in slugs)
    page = rb"/w/%s(?![\w-])" % re.escape(old)
    found = []
    if there and there != here:
        # Boards and files have addresses of their own, without the workspace's name.
        thing = rb"(?=/(?:b|files)/[0-9a-f-]{36})"
        found.append((re.compile(re.escape(there) + thing), here))
    if there and (there, old) != (here, new):
        found.append((re.compile(re.escape(there) + page), here + b"/w/" + new))
    if old != new:
        # Not a page of another server; but after the sign for a new line, which ends in a letter.
        begin = rb"(?:(?<![\w.:/-])|(?<=\\[ntr]))"
        found.append((re.compile(begin + page), b"/w/" + new))
    return [(pattern, into.replace(b"\\", rb"\\")) for pattern, into in found]
