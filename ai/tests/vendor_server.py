"""A server on loopback that speaks the wire formats of OpenAI and Anthropic.

Tests say what each answer will be; the official SDKs do the talking.
"""

import json
import socket
import struct
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

OPENAI_PATH = "/openai/chat/completions"
ANTHROPIC_PATH = "/v1/messages"


@dataclass
class Reply:
    """What the vendor does with one request."""

    text: str = "{}"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    # Keep silent until the test ends, so that the asker's time-out runs out.
    hangs: bool = False
    # Break the connection off after this many pieces of a stream, or before any answer.
    cut_after: int | None = None
    stop: str = ""
    tokens: tuple[int, int] = (100, 50)


@dataclass
class Request:
    """What one asker sent, and when."""

    vendor: str
    body: dict[str, Any]
    headers: dict[str, str]
    at: float


class VendorServer:
    """Both vendors behind one port, each with its own queue of replies."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.replies: dict[str, deque[Reply]] = {"openai": deque(), "anthropic": deque()}
        self.otherwise: dict[str, Reply] = {}
        self.released = threading.Event()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler_for(self))
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def openai_url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_port}/openai"

    @property
    def anthropic_url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_port}"

    def will(self, vendor: str, *replies: Reply | str | dict[str, Any]) -> None:
        """Answer the next requests to `vendor` with these; a dict is a structured result."""
        self.replies[vendor].extend(_reply(each) for each in replies)

    def will_always(self, vendor: str, reply: Reply | str | dict[str, Any]) -> None:
        """Answer whatever is not queued with this."""
        self.otherwise[vendor] = _reply(reply)

    def asked(self, vendor: str) -> list[Request]:
        return [request for request in self.requests if request.vendor == vendor]

    def next_reply(self, vendor: str) -> Reply:
        if self.replies[vendor]:
            return self.replies[vendor].popleft()
        return self.otherwise.get(vendor, Reply(status=418))

    def close(self) -> None:
        self.released.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join(5)


def _reply(given: Reply | str | dict[str, Any]) -> Reply:
    if isinstance(given, Reply):
        return given
    return Reply(text=given if isinstance(given, str) else json.dumps(given))


def _handler_for(server: VendorServer) -> type[BaseHTTPRequestHandler]:  # noqa: C901
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            vendor = {OPENAI_PATH: "openai", ANTHROPIC_PATH: "anthropic"}.get(
                self.path.partition("?")[0]
            )
            if vendor is None:
                self.send_error(404)
                return
            body = json.loads(raw)
            server.requests.append(
                Request(
                    vendor, body, {k.lower(): v for k, v in self.headers.items()}, time.monotonic()
                )
            )
            self._answer(vendor, body, server.next_reply(vendor))

        def _answer(self, vendor: str, body: dict[str, Any], reply: Reply) -> None:
            if reply.hangs:
                server.released.wait(30)
                self.close_connection = True
            elif reply.status != 200:
                self._send_json(reply.status, _ERRORS[vendor](reply.status), reply.headers)
            elif body.get("stream"):
                self._send_stream(_STREAMS[vendor](reply, body["model"]), reply.cut_after)
            elif reply.cut_after is not None:
                self._reset()
            else:
                self._send_json(200, _WHOLES[vendor](reply, body["model"]), reply.headers)

        def _send_json(self, status: int, data: Any, headers: dict[str, str]) -> None:
            raw = json.dumps(data).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(raw)))
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(raw)

        def _send_stream(self, events: list[str], cut_after: int | None) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for event in events if cut_after is None else events[:cut_after]:
                raw = event.encode()
                self.wfile.write(f"{len(raw):x}\r\n".encode() + raw + b"\r\n")
            self.wfile.flush()
            if cut_after is None:
                self.wfile.write(b"0\r\n\r\n")
            else:
                self._reset()

        def _reset(self) -> None:
            """End the connection in the middle, as a proxy that dies does."""
            self.close_connection = True
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()

        def finish(self) -> None:
            try:
                super().finish()
            except (OSError, ValueError):
                self.close_connection = True

        def log_message(self, format: str, *args: Any) -> None:
            """Tests print nothing."""

    return Handler


def _openai_whole(reply: Reply, model: str) -> dict[str, Any]:
    message = {"role": "assistant", "content": reply.text, "refusal": None}
    tokens_in, tokens_out = reply.tokens
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": model,
        "choices": [{"index": 0, "message": message, "finish_reason": reply.stop or "stop"}],
        "usage": {
            "prompt_tokens": tokens_in,
            "completion_tokens": tokens_out,
            "total_tokens": tokens_in + tokens_out,
        },
    }


def _openai_stream(reply: Reply, model: str) -> list[str]:
    def chunk(choices: list[dict[str, Any]], usage: dict[str, int] | None = None) -> str:
        data = {
            "id": "chatcmpl-1",
            "object": "chat.completion.chunk",
            "created": 1,
            "model": model,
            "choices": choices,
            "usage": usage,
        }
        return f"data: {json.dumps(data)}\n\n"

    pieces = [
        chunk([{"index": 0, "delta": {"content": piece}, "finish_reason": None}])
        for piece in _pieces(reply.text)
    ]
    last = chunk([{"index": 0, "delta": {}, "finish_reason": reply.stop or "stop"}])
    tokens_in, tokens_out = reply.tokens
    usage = {
        "prompt_tokens": tokens_in,
        "completion_tokens": tokens_out,
        "total_tokens": tokens_in + tokens_out,
    }
    return [*pieces, last, chunk([], usage), "data: [DONE]\n\n"]


def _anthropic_message(reply: Reply, model: str, content: list[dict[str, Any]]) -> dict[str, Any]:
    tokens_in, tokens_out = reply.tokens
    return {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": model,
        "content": content,
        "stop_reason": reply.stop or "end_turn",
        "stop_sequence": None,
        "usage": {"input_tokens": tokens_in, "output_tokens": tokens_out},
    }


def _anthropic_whole(reply: Reply, model: str) -> dict[str, Any]:
    return _anthropic_message(reply, model, [{"type": "text", "text": reply.text}])


def _anthropic_stream(reply: Reply, model: str) -> list[str]:
    def event(kind: str, **data: Any) -> str:
        return f"event: {kind}\ndata: {json.dumps({'type': kind, **data})}\n\n"

    started = {**_anthropic_message(reply, model, []), "stop_reason": None}
    pieces = [
        event("content_block_delta", index=0, delta={"type": "text_delta", "text": piece})
        for piece in _pieces(reply.text)
    ]
    return [
        event("message_start", message=started),
        event("content_block_start", index=0, content_block={"type": "text", "text": ""}),
        *pieces,
        event("content_block_stop", index=0),
        event(
            "message_delta",
            delta={"stop_reason": reply.stop or "end_turn", "stop_sequence": None},
            usage={"output_tokens": reply.tokens[1]},
        ),
        event("message_stop"),
    ]


def _pieces(text: str, size: int = 40) -> list[str]:
    return [text[start : start + size] for start in range(0, len(text), size)]


def _openai_error(status: int) -> dict[str, Any]:
    return {"error": {"message": f"status {status}", "type": "test", "param": None, "code": None}}


def _anthropic_error(status: int) -> dict[str, Any]:
    return {"type": "error", "error": {"type": "api_error", "message": f"status {status}"}}


_WHOLES = {"openai": _openai_whole, "anthropic": _anthropic_whole}
_STREAMS = {"openai": _openai_stream, "anthropic": _anthropic_stream}
_ERRORS = {"openai": _openai_error, "anthropic": _anthropic_error}
