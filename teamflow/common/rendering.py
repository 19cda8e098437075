"""JSON as the API and the sockets write it."""

from typing import Any

import orjson
from rest_framework import renderers


def dumps(data: Any) -> bytes:
    """`data` as JSON: times in UTC with `Z`, UUIDs and lazy texts as text."""
    return orjson.dumps(data, default=_plain, option=orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS)


class JSONRenderer(renderers.JSONRenderer):
    """DRF's door to `dumps`."""

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Any = None,
    ) -> bytes:
        """The bytes of `data`; nothing for an answer without a body."""
        return b"" if data is None else dumps(data)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return dict(value)
    return list(value) if isinstance(value, list | tuple) else str(value)
