"""lib0's encoding, as the Yjs protocols use it: bounded reading, and plain writing."""

MAX_DEPTH = 64
_MAX_UINT = 2**53 - 1


class Refused(Exception):
    """The bytes are not taken; `code` is for programs, the message for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class Malformed(Refused):
    """Not an encoding that a Yjs client makes."""

    def __init__(self) -> None:
        super().__init__("malformed", "The message could not be read.")


class Reader:
    """Reads forward; every length is checked against what is left before it is believed."""

    __slots__ = ("data", "position")

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.position = 0

    @property
    def left(self) -> int:
        """The bytes that were not read yet."""
        return len(self.data) - self.position

    def byte(self) -> int:
        """One byte."""
        value = self.data[self.position]
        self.position += 1
        return value

    def uint(self) -> int:
        """A variable-length number up to 2^53 - 1."""
        value = self.data[self.position]
        self.position += 1
        if value < 128:
            return value
        value &= 127
        shift = 7
        while True:
            byte = self.data[self.position]
            self.position += 1
            value |= (byte & 127) << shift
            if value > _MAX_UINT:
                raise Malformed
            if byte < 128:
                return value
            shift += 7

    def count(self) -> int:
        """How many things follow; each takes a byte at least."""
        value = self.uint()
        if value > self.left:
            raise Malformed
        return value

    def bytes(self) -> bytes:
        """Length-prefixed bytes."""
        length = self.count()
        start = self.position
        self.position += length
        return self.data[start : self.position]

    def skip_bytes(self) -> None:
        """Length-prefixed bytes that nobody looks at."""
        self.position += self.count()

    def text(self) -> str:
        """Length-prefixed UTF-8."""
        return self.bytes().decode()

    def utf16_length(self) -> int:
        """The length of a text in the units that Yjs counts."""
        text = self.text()
        return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2

    def json(self) -> None:
        """A JSON text that is bounded in depth; `undefined` is what Yjs writes for nothing."""
        depth = 0
        for character in self.text():
            if character in "[{":
                depth += 1
                if depth > MAX_DEPTH:
                    raise Refused("too_deep", "Nested too deeply.")
            elif character in "]}":
                depth -= 1

    def any(self, depth: int = 0) -> None:
        """A value of lib0's `any`, bounded in depth."""
        kind = self.byte()
        if kind >= 126 or kind in (120, 121):
            if kind > 127:
                raise Malformed
        elif kind == 125:
            self._skip_signed()
        elif kind == 119:
            self.text()
        elif kind in (122, 123, 124):
            self._skip(4 if kind == 124 else 8)
        elif kind in (117, 118):
            self._nested(depth + 1, has_keys=kind == 118)
        elif kind == 116:
            self.skip_bytes()
        else:
            raise Malformed

    def _nested(self, depth: int, *, has_keys: bool) -> None:
        if depth > MAX_DEPTH:
            raise Refused("too_deep", "Nested too deeply.")
        for _ in range(self.count()):
            if has_keys:
                self.text()
            self.any(depth)

    def _skip_signed(self) -> None:
        for _ in range(8):
            if self.byte() < 128:
                return
        raise Malformed

    def _skip(self, length: int) -> None:
        if length > self.left:
            raise Malformed
        self.position += length


def uint(value: int) -> bytes:
    """`value` as a variable-length number."""
    if value < 128:
        return bytes((value,))
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


def prefixed(data: bytes) -> bytes:
    """`data` with its length before it."""
    return uint(len(data)) + data


def text(value: str) -> bytes:
    """A length-prefixed UTF-8 text."""
    return prefixed(value.encode())


__all__ = ["MAX_DEPTH", "Malformed", "Reader", "Refused", "prefixed", "text", "uint"]
