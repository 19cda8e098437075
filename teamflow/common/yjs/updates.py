"""A strict reader of Yjs updates (version 1): what is in the bytes, before anything applies them.

A CRDT library trusts its input: a value nested deeply enough ends the whole process, and garbage
may pass in silence. So an update is read here first, to its last byte, with every count and depth
bounded. Nothing is built from it except what decides whether it can be applied.
"""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field

from teamflow.common.yjs.lib0 import MAX_DEPTH, Malformed, Reader, Refused

MAX_CLOCK = 2**31
MAX_ROOT_NAME = 200

_ORIGIN, _RIGHT_ORIGIN, _PARENT_SUB = 0x80, 0x40, 0x20
_SKIP = 10
_XML_NAMED = (3, 5)
_KNOWN_TYPES = range(7)

Id = tuple[int, int]


# What a document of one plain text is written with: text, and what was deleted of it.
PLAIN_TEXT = frozenset({1, 4})


@dataclass(frozen=True, slots=True)
class Shape:
    """What a kind of document takes: its root maps, the kinds of content, types inside types."""

    maps: frozenset[str] = frozenset()
    contents: frozenset[int] | None = None
    is_flat: bool = False


@dataclass(slots=True)
class Update:
    """What one update brings and what it builds upon."""

    ranges: dict[int, tuple[int, int]] = field(default_factory=dict)
    needs: dict[int, int] = field(default_factory=dict)
    roots: set[str] = field(default_factory=set)
    structs: int = 0
    deletions: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether applying it could change anything."""
        return not self.structs and not self.deletions

    def need(self, client: int, end: int) -> None:
        """Note that everything of `client` below `end` has to be there."""
        if end > self.needs.get(client, 0):
            self.needs[client] = end


class Depths:
    """How deep inside shared types the items lie; what is not noted lies in a root type."""

    def __init__(self) -> None:
        self._starts: dict[int, list[int]] = {}
        self._spans: dict[int, list[tuple[int, int]]] = {}

    def of(self, item: Id) -> int:
        """How many shared types are around `item`, its root not counted."""
        client, clock = item
        starts = self._starts.get(client)
        if not starts:
            return 0
        position = bisect_right(starts, clock) - 1
        if position < 0:
            return 0
        end, depth = self._spans[client][position]
        return depth if clock < end else 0

    def note(self, client: int, start: int, end: int, depth: int) -> None:
        """Items of one client, whose clocks only ever grow."""
        starts = self._starts.setdefault(client, [])
        spans = self._spans.setdefault(client, [])
        if spans and spans[-1] == (start, depth):
            spans[-1] = (end, depth)
        elif not starts or starts[-1] < start:
            starts.append(start)
            spans.append((end, depth))


def read_update(data: bytes, *, max_structs: int, depths: Depths, shape: Shape = Shape()) -> Update:
    """Read `data` to its end; raises Refused with the reason."""
    reader = Reader(data)
    update = Update()
    try:
        for _ in range(reader.count()):
            _read_client(reader, update, max_structs, depths, shape)
        _read_deletions(reader, update, max_structs)
    except (IndexError, UnicodeDecodeError):
        raise Malformed from None
    if reader.position != len(data):
        raise Malformed
    return update


def read_state_vector(data: bytes) -> dict[int, int]:
    """The clocks that the other side has; raises Refused."""
    reader = Reader(data)
    try:
        clocks = {reader.uint(): reader.uint() for _ in range(reader.count())}
    except IndexError:
        raise Malformed from None
    if reader.position != len(data):
        raise Malformed
    if any(clock > MAX_CLOCK for clock in clocks.values()):
        raise Malformed
    return clocks


def _read_client(
    reader: Reader, update: Update, max_structs: int, depths: Depths, shape: Shape
) -> None:
    count = reader.count()
    update.structs += count
    if update.structs > max_structs:
        raise Refused("too_many", "One message holds too many changes.")
    client = reader.uint()
    start = clock = reader.uint()
    if client in update.ranges or not count:
        raise Malformed
    for _ in range(count):
        clock += _read_struct(reader, update, (client, clock), depths, shape)
        if clock > MAX_CLOCK:
            raise Malformed
    update.ranges[client] = (start, clock)


def _read_struct(reader: Reader, update: Update, own: Id, depths: Depths, shape: Shape) -> int:
    info = reader.byte()
    kind = info & 31
    if info == _SKIP:
        raise Refused("gap", "The changes have a gap.")
    if kind == 0:
        return _positive(reader.uint())
    left = _read_id(reader, update, own) if info & _ORIGIN else None
    right = _read_id(reader, update, own) if info & _RIGHT_ORIGIN else None
    if left is None and right is None:
        depth = _read_parent(reader, update, own, depths, shape, info)
    else:
        depth = depths.of(left if left is not None else right)  # type: ignore[arg-type]
    length = _positive(_read_content(reader, kind, shape))
    if depth:
        depths.note(own[0], own[1], own[1] + length, depth)
        if depth > MAX_DEPTH:
            raise Refused("too_deep", "Nested too deeply.")
    return length


def _positive(length: int) -> int:
    if not 0 < length <= MAX_CLOCK:
        raise Malformed
    return length


def _read_id(reader: Reader, update: Update, own: Id) -> Id:
    client, clock = reader.uint(), reader.uint()
    if client == own[0]:
        # An item builds only upon what its own writer made before it.
        if clock >= own[1]:
            raise Malformed
    else:
        update.need(client, clock + 1)
    return client, clock


def _read_parent(
    reader: Reader, update: Update, own: Id, depths: Depths, shape: Shape, info: int
) -> int:
    has_key = bool(info & _PARENT_SUB)
    is_root = reader.uint()
    if is_root not in (0, 1):
        raise Malformed
    if is_root:
        name = reader.text()
        if len(name) > MAX_ROOT_NAME:
            raise Refused("root_name", "The name of a shared type is too long.")
        if name in shape.maps and not has_key:
            raise Refused("root_type", "This shared type is a map.")
        update.roots.add(name)
        depth = 0
    else:
        depth = depths.of(_read_id(reader, update, own)) + 1
    if shape.is_flat and (depth or has_key):
        raise Refused("nested", "This document is one plain text.")
    if has_key:
        reader.text()
    return depth


def _read_content(reader: Reader, kind: int, shape: Shape) -> int:
    read = _CONTENTS.get(kind)
    if read is None or (shape.contents is not None and kind not in shape.contents):
        raise Refused("unknown_content", "This kind of content is not taken.")
    length = read(reader)
    return 1 if length is None else length


def _read_json_list(reader: Reader) -> int:
    count = reader.count()
    for _ in range(count):
        reader.json()
    return count


def _read_type(reader: Reader) -> None:
    type_ref = reader.uint()
    if type_ref not in _KNOWN_TYPES:
        raise Refused("unknown_type", "This kind of shared type is not taken.")
    if type_ref in _XML_NAMED:
        reader.text()


def _read_deletions(reader: Reader, update: Update, max_structs: int) -> None:
    for _ in range(reader.count()):
        client = reader.uint()
        for _ in range(reader.count()):
            start, length = reader.uint(), reader.uint()
            update.deletions += 1
            if update.deletions > max_structs:
                raise Refused("too_many", "One message holds too many changes.")
            if start + length > MAX_CLOCK or not length:
                raise Malformed
            update.need(client, start + length)


def _read_any_list(reader: Reader) -> int:
    count = reader.count()
    for _ in range(count):
        reader.any()
    return count


def _read_format(reader: Reader) -> None:
    reader.text()
    reader.json()


# Sub-documents (9), moves (11) and whatever comes later are not taken.
_CONTENTS: dict[int, Callable[[Reader], int | None]] = {
    1: Reader.uint,
    2: _read_json_list,
    3: Reader.skip_bytes,
    4: Reader.utf16_length,
    5: Reader.json,
    6: _read_format,
    7: _read_type,
    8: _read_any_list,
}
