"""An S3 server of the test's own: seaweedfs, from its wheel."""

import json
import subprocess
import sys
import time
from pathlib import Path

import requests

from e2e.server import free_port

KEY, SECRET, BUCKET = "teamflow", "a-secret-of-the-test", "teamflow-files"
_PORTS = ("master.port", "master.port.grpc", "volume.port", "volume.port.grpc", "filer.port",
          "filer.port.grpc", "s3.port", "s3.port.grpc")  # fmt: skip


class Seaweed:
    """Speaks S3 at `url`; what it holds lies in `folder`, and outlives its end."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.folder.mkdir()
        ports = {name: free_port() for name in _PORTS}
        self.url = f"http://127.0.0.1:{ports['s3.port']}"
        identity = {
            "name": "teamflow",
            "credentials": [{"accessKey": KEY, "secretKey": SECRET}],
            "actions": ["Admin", "Read", "Write", "List"],
        }
        (folder / "s3.json").write_text(json.dumps({"identities": [identity]}))
        self.options: dict[str, object] = {
            "dir": folder, "ip": "127.0.0.1", "ip.bind": "127.0.0.1", "volume.max": 20,
            "master.volumeSizeLimitMB": 64, "s3.config": folder / "s3.json", **ports,
        }  # fmt: skip
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; `wait` says when it answers."""
        command = [str(Path(sys.executable).with_name("weed")), "server", "-s3"]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [*command, *(f"-{name}={value}" for name, value in self.options.items())],
                stdout=log,
                stderr=log,
            )

    def wait(self, seconds: float = 90) -> None:
        """Until it answers."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and self.process is not None and self.process.poll() is None:
            try:
                requests.get(self.url, timeout=1)
                return
            except requests.RequestException:
                time.sleep(0.1)
        said = (self.folder / "log").read_text(errors="replace")
        raise RuntimeError(f"seaweedfs did not start:\n{said[-2000:]}")

    def kill(self) -> None:
        """SIGKILL: asked politely it takes half a minute to end."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def environment(self) -> dict[str, str]:
        """What TeamFlow is told of it."""
        return {
            "S3_BUCKET": BUCKET,
            "S3_ENDPOINT_URL": self.url,
            "S3_ACCESS_KEY": KEY,
            "S3_SECRET_KEY": SECRET,
        }
