"""The board's socket, with real clients against a real server."""

import json
import os
import subprocess
from pathlib import Path

from boards.documents import load_document
from teamflow.tests.live import cookie_of

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = Path(__file__).parent / "node" / "two_clients.mjs"


def test_unchanged_y_websocket_clients_sync(server, board, clients):
    result = subprocess.run(
        [
            "node",
            str(SCRIPT),
            server.url(f"/ws/boards/{board.pk}"),
            cookie_of(clients["editor"]),
        ],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "CLIENT_FOLDER": str(ROOT / "client")},
        check=False,
    )

    assert result.returncode == 0, result.stderr
    seen = json.loads(result.stdout)
    assert seen["text"] == "hello world"
    assert seen["elements"]["n1.g"][:2] == [50, 50]
    assert seen["elements"]["n1.s"] == {"fill": "blue"}
    stored = load_document(board.pk).document
    assert stored.elements.to_py() == seen["elements"]
