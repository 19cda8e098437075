"""One web process: uvicorn on the socket that the supervisor holds as standard input."""

import argparse
import gc
import socket
import sys
from importlib import import_module
from typing import Any

import uvicorn
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from teamflow.launch.programs import HOPELESS


def load_application() -> Any:
    """The application with all its addresses read, so that the first visitor need not wait."""
    from teamflow.asgi import application

    import_module(settings.ROOT_URLCONF)
    # All of this stays until the end. Walked by every full collection, it would hold a request
    # up for 140 ms now and then, with nothing to be found in it.
    gc.collect()
    gc.freeze()
    return application


def configuration(application: Any = None, **more: Any) -> uvicorn.Config:
    """How TeamFlow is served; the numbers in docs/benchmarks.md hold for exactly this."""
    return uvicorn.Config(
        application if application is not None else "teamflow.asgi:application",
        loop="uvloop",
        http="httptools",
        ws="teamflow.uvicorn_protocol:HandingOverProtocol",
        ws_per_message_deflate=False,
        ws_max_size=1024 * 1024,
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        # Which proxy may say who the caller is, and what it says, is teamflow/common/api.py's.
        proxy_headers=False,
        timeout_graceful_shutdown=5,
        backlog=2048,
        **more,
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, help="listen here instead of on standard input")
    parser.add_argument("--reload", action="store_true")
    options = parser.parse_args()
    try:
        if options.reload:
            _serve_with_reload(options.host, options.port)
        elif options.port:
            config = configuration(load_application(), host=options.host, port=options.port)
            uvicorn.Server(config).run()
        else:
            listener = socket.socket(fileno=0)
            uvicorn.Server(configuration(load_application())).run(sockets=[listener])
    except ImproperlyConfigured as error:
        sys.stderr.write(f"{error}\n")
        return HOPELESS
    return 0


def _serve_with_reload(host: str, port: int) -> None:
    from uvicorn.supervisors import ChangeReload

    config = configuration(host=host, port=port, reload=True, reload_includes=["*.html"])
    ChangeReload(config, uvicorn.Server(config).run, [config.bind_socket()]).run()


if __name__ == "__main__":
    sys.exit(main())
