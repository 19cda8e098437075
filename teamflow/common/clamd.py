"""Asks clamd whether a file is infected, in its own words: INSTREAM over TCP or a Unix socket."""

import contextlib
import socket
import struct
from collections.abc import Iterator
from typing import Protocol
from urllib.parse import urlsplit

_PIECE = 64 * 1024
_ANSWER = 4096
_SECONDS = 30.0


class Away(Exception):
    """clamd does not answer, or says something that is no verdict: nothing is known of the file."""


class TooLarge(Exception):
    """The file is above clamd's StreamMaxLength: it was not scanned, and is not clean."""


class Readable(Protocol):
    """A file that is read from its start."""

    def read(self, size: int = -1, /) -> bytes: ...

    def seek(self, offset: int, /) -> int: ...


def ping(address: str) -> None:
    """Raises Away unless clamd answers."""
    with _connected(address, seconds=2.0) as line:
        line.sendall(b"zPING\0")
        if _answer(line) != "PONG":
            raise Away("no PONG")


def scan(file: Readable, address: str) -> str | None:
    """What clamd found in the file; None for a clean one."""
    file.seek(0)
    with _connected(address, seconds=_SECONDS) as line:
        # Above its limit clamd answers and hangs up while the file is still being sent.
        is_cut = False
        try:
            _send(line, file)
        except (BrokenPipeError, ConnectionResetError):
            is_cut = True
        return _verdict(_answer(line, is_cut=is_cut), is_cut)


def _send(line: socket.socket, file: Readable) -> None:
    line.sendall(b"zINSTREAM\0")
    while piece := file.read(_PIECE):
        line.sendall(struct.pack(">I", len(piece)) + piece)
    line.sendall(struct.pack(">I", 0))


def _verdict(words: str, is_cut: bool) -> str | None:
    if "size limit exceeded" in words or is_cut:
        raise TooLarge
    said = words.removeprefix("stream:").strip()
    if said == "OK":
        return None
    if said.endswith("FOUND"):
        return said.removesuffix("FOUND").strip()
    raise Away(words)


def _answer(line: socket.socket, *, is_cut: bool = False) -> str:
    words = b""
    try:
        while b"\0" not in words and len(words) < _ANSWER and (piece := line.recv(_ANSWER)):
            words += piece
    except ConnectionResetError:
        if not is_cut:
            # It hung up while the last bytes were on their way: the same as being cut.
            raise TooLarge from None
    return words.partition(b"\0")[0].decode(errors="replace").strip()


@contextlib.contextmanager
def _connected(address: str, *, seconds: float) -> Iterator[socket.socket]:
    """`tcp://host:3310` or `unix:///run/clamav/clamd.ctl`."""
    parts = urlsplit(address)
    try:
        if parts.scheme == "unix":
            line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            line.settimeout(seconds)
            line.connect(parts.path)
        else:
            line = socket.create_connection((parts.hostname or "", parts.port or 3310), seconds)
    except OSError as error:
        raise Away(str(error)) from error
    try:
        yield line
    except OSError as error:
        raise Away(str(error)) from error
    finally:
        line.close()
