"""A web process for tests: the product's own uvicorn configuration, in a thread."""

import socket
import threading
import time
from typing import Any

import uvicorn

from teamflow.launch.web import configuration


class LiveServer:
    """Serves until `stop`; several of them are several processes as far as rooms are concerned."""

    def __init__(self, application: Any = None) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._server = uvicorn.Server(configuration(application))
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        deadline = time.monotonic() + 20
        while not self._server.started and time.monotonic() < deadline:
            time.sleep(0.01)
        assert self._server.started

    def url(self, path: str) -> str:
        """The address of a socket."""
        return f"ws://127.0.0.1:{self.port}{path}"

    def stop(self) -> None:
        """End it and wait."""
        self._server.should_exit = True
        self._server.force_exit = True
        self._thread.join(10)
        self._listener.close()

    def _run(self) -> None:
        self._server.run(sockets=[self._listener])


def cookie_of(client: Any) -> str:
    """The session of a signed-in test client, as a header."""
    return f"sessionid={client.cookies['sessionid'].value}"
