"""A real clamd of the test's own, which knows one signature: no downloaded database is needed."""

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
FOUND = "Eicar-Signature.UNOFFICIAL"
LIMIT = 256 * 1024
_PLACES = "/usr/local/sbin:/usr/sbin:/usr/local/bin:/usr/bin:/opt/homebrew/sbin"


@contextmanager
def scanning(limit: int = LIMIT) -> Iterator[str]:
    """Gives the address at which it scans files of up to `limit` bytes; it starts in a moment."""
    program = shutil.which("clamd") or shutil.which("clamd", path=_PLACES)
    if program is None:
        pytest.fail("The tests of scanning need clamd: install clamav-daemon.")
    with tempfile.TemporaryDirectory(prefix="teamflow-clamd-") as name:
        folder, port = Path(name), _free_port()
        (folder / "local.ndb").write_text(f"Eicar-Signature:0:*:{EICAR.hex()}\n")
        said = {
            "DatabaseDirectory": folder,
            "TCPAddr": "127.0.0.1",
            "TCPSocket": port,
            "Foreground": "yes",
            "StreamMaxLength": limit,
            "PidFile": folder / "pid",
        }
        (folder / "clamd.conf").write_text("".join(f"{key} {said[key]}\n" for key in said))
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [program, f"--config-file={folder / 'clamd.conf'}"], stdout=log, stderr=log
            )
        try:
            _wait(port, process, folder / "log")
            yield f"tcp://127.0.0.1:{port}"
        finally:
            process.kill()
            process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.02)
    raise RuntimeError(f"clamd did not start:\n{log.read_text(errors='replace')[-2000:]}")
