"""What an element may be: pure checks of the plain entries of docs/protocol.md, section 1.

Numbers come out of a Yjs document as floats, whatever was put in; an `int` there is a BigInt,
with which no browser can compute.
"""

import math
import re
from collections.abc import Callable
from typing import Any

import orjson

KINDS = frozenset(
    (
        *("sticky", "rectangle", "rounded", "ellipse", "diamond", "triangle", "hexagon", "star"),
        *("cylinder", "cloud", "arrow", "text", "freehand", "connector", "image", "frame"),
        *("group", "table", "mindmap", "task", "link", "emoji", "code", "icon"),
    )
)
SHAPES = frozenset(
    (
        *("rectangle", "rounded", "ellipse", "diamond", "triangle", "hexagon", "star"),
        *("cylinder", "cloud", "arrow"),
    )
)
MAX_ELEMENTS = 50_000
MAX_TEXT = 10_000
MAX_ENTRY = 200_000
MAX_COORDINATE = 10_000_000
MAX_URL = 2000
ANCHORS = ("auto", "top", "right", "bottom", "left", "center")

_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")
_KEY = re.compile(r"([A-Za-z0-9_-]{1,40})\.([gsc])")
_UUID = re.compile(r"[0-9a-fA-F]{8}-?(?:[0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}")
_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})|[a-z]{2,24}")
_URL = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)

Check = Callable[[Any], bool]


class Unfit(Exception):
    """An entry that is not what the protocol says; `field` and the reason are for its writer."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


def split_key(key: str) -> tuple[str, str] | None:
    """The element and the part (`g`, `s`, `c`) that a key of `elements` names."""
    match = _KEY.fullmatch(key)
    return (match[1], match[2]) if match else None


def is_element_id(value: Any) -> bool:
    """Whether `value` can name an element."""
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def is_uuid(value: Any) -> bool:
    """Whether `value` is a UUID as text."""
    return isinstance(value, str) and _UUID.fullmatch(value) is not None


def is_web_address(value: Any) -> bool:
    """Only http and https: a board must not carry a `javascript:` to somebody else's click."""
    return isinstance(value, str) and len(value) <= MAX_URL and bool(_URL.fullmatch(value))


def check_entry(key: str, value: Any) -> None:
    """One entry of `elements`; raises Unfit."""
    split = split_key(key)
    if split is None:
        raise Unfit(key[:60], "is not the key of an element")
    _PARTS[split[1]](value)


def check_geometry(value: Any) -> None:
    """`[x, y, width, height, rotation, z]`."""
    if not isinstance(value, list) or len(value) != 6:
        raise Unfit("geometry", "is not a list of six")
    x, y, width, height, rotation, z = value
    for name, number in (("x", x), ("y", y)):
        if not is_number(number, -MAX_COORDINATE, MAX_COORDINATE):
            raise Unfit(name, "is not a number within the board")
    for name, number in (("width", width), ("height", height)):
        if not is_number(number, 0, MAX_COORDINATE):
            raise Unfit(name, "is not a size")
    if not is_number(rotation, -36_000, 36_000):
        raise Unfit("rotation", "is not an angle")
    if not is_text(z, 200) or not z:
        raise Unfit("z", "is not a rank")


def check_style(value: Any) -> None:
    """Known keys by their meaning; others when they are short and plain."""
    if not isinstance(value, dict) or len(value) > 60:
        raise Unfit("style", "is not an object")
    for key, entry in value.items():
        if len(key) > 40 or not _STYLE.get(key, _is_scalar)(entry):
            raise Unfit(f"style.{key[:40]}", "has no such value")


def check_content(value: Any) -> None:
    """The object with `kind`."""
    if not isinstance(value, dict) or len(value) > 60:
        raise Unfit("content", "is not an object")
    kind = value.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        raise Unfit("kind", "is not known")
    for key, entry in value.items():
        check = _CONTENT.get(key)
        is_good = len(key) <= 40 and (check(entry) if check else _is_plain(entry))
        if not is_good:
            raise Unfit(key[:40], "has no such value")
    _check_needed(kind, value)
    if "points" in value:
        _check_points(kind, value["points"])
    if len(orjson.dumps(value)) > MAX_ENTRY:
        raise Unfit("content", "is too large")


def _check_needed(kind: str, value: dict[str, Any]) -> None:
    for key in _NEEDED.get(kind, ()):
        if value.get(key) is None:
            raise Unfit(key, f"is needed for {kind}")


def check_meta(key: str, value: Any) -> None:
    """One entry of `meta`."""
    if len(key) > 40 or not _is_plain(value):
        raise Unfit(f"meta.{key[:40]}", "has no such value")


def check_marks(marks: dict[str, Any]) -> None:
    """How letters of a text are marked: four switches and a link; others when they are plain."""
    for key, value in marks.items():
        if len(key) > 40 or not _MARKS.get(key, _is_scalar)(value):
            raise Unfit(f"text.{key[:40]}", "has no such value")


def is_number(value: Any, low: float, high: float) -> bool:
    """A finite number from `low` to `high`; a BigInt is none."""
    return type(value) is float and math.isfinite(value) and low <= value <= high


def is_text(value: Any, longest: int) -> bool:
    """A text of at most `longest` characters."""
    return isinstance(value, str) and len(value) <= longest


def utf16_length(text: str) -> int:
    """The length of a text in the units that Yjs counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _check_points(kind: str, points: Any) -> None:
    limit = 30_000 if kind == "freehand" else 200
    step = 3 if kind == "freehand" else 2
    is_good = (
        isinstance(points, list)
        and len(points) <= limit
        and len(points) % step == 0
        and all(is_number(each, -10 * MAX_COORDINATE, 10 * MAX_COORDINATE) for each in points)
    )
    if not is_good:
        raise Unfit("points", "is not a list of points")


def _is_end(value: Any) -> bool:
    if not isinstance(value, dict):
        return False
    if "element" in value:
        return is_element_id(value["element"]) and _is_anchor(value.get("anchor"))
    return all(is_number(value.get(k), -MAX_COORDINATE, MAX_COORDINATE) for k in ("x", "y"))


def _is_anchor(value: Any) -> bool:
    if isinstance(value, list):
        return len(value) == 2 and all(is_number(each, 0, 1) for each in value)
    return value is None or value in ANCHORS


def _is_size(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 2
        and all(is_number(each, 0, MAX_COORDINATE) for each in value)
    )


def _is_crop(value: Any) -> bool:
    """What is seen of a picture, in fractions of it: `[x, y, width, height]`."""
    if not isinstance(value, list) or len(value) != 4:
        return False
    if not all(is_number(each, 0, 1) for each in value):
        return False
    x, y, width, height = value
    # A little beyond the edge: fractions are rounded by whoever writes them.
    is_within: bool = max(x + width, y + height) <= 1.001
    return is_within and min(width, height) > 0


def _is_colour(value: Any) -> bool:
    return isinstance(value, str) and _COLOUR.fullmatch(value) is not None


def _is_scalar(value: Any) -> bool:
    if value is None or isinstance(value, bool):
        return True
    return is_text(value, 200) or is_number(value, -math.inf, math.inf)


def _is_plain(value: Any) -> bool:
    return _depth_of(value) <= 4 and len(orjson.dumps(value, default=_no)) <= 10_000


def _no(value: Any) -> str:
    return "x" * 10_001


def _depth_of(value: Any, depth: int = 0) -> int:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return 99 if depth > 4 else max((_depth_of(v, depth + 1) for v in value), default=depth + 1)
    is_finite = not isinstance(value, float) or math.isfinite(value)
    return depth if is_finite and type(value) is not int else 99


def _is_table(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) <= 100
        and all(
            isinstance(row, list) and len(row) <= 100 and all(is_text(c, MAX_TEXT) for c in row)
            for row in value
        )
    )


def _is_sizes(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) <= 100
        and all(is_number(each, 0, MAX_COORDINATE) for each in value)
    )


def _one_of(*names: str) -> Check:
    return lambda value: isinstance(value, str) and value in names


def _number(low: float, high: float) -> Check:
    return lambda value: is_number(value, low, high)


def _short(longest: int) -> Check:
    return lambda value: is_text(value, longest)


def _optional(check: Check) -> Check:
    return lambda value: value is None or check(value)


def _is_binding(value: Any) -> bool:
    if not isinstance(value, dict) or value.get("kind") not in {"column", "sprint", "person"}:
        return False
    return _optional(is_uuid)(value.get("id")) and is_text(value.get("name", ""), 200)


def _is_flag(value: Any) -> bool:
    return isinstance(value, bool)


def _is_font_size(value: Any) -> bool:
    return value == "auto" or is_number(value, 4, 400)


_HEADS = _one_of(
    *("none", "arrow", "triangle", "open", "diamond", "open-diamond", "dot", "circle", "bar")
)
_MARKS: dict[str, Check] = {
    "bold": _optional(_is_flag),
    "italic": _optional(_is_flag),
    "underline": _optional(_is_flag),
    "strike": _optional(_is_flag),
    "link": _optional(is_web_address),
}
_STYLE: dict[str, Check] = {
    "fill": _is_colour,
    "stroke": _is_colour,
    "color": _is_colour,
    "stroke_width": _number(0, 64),
    "stroke_style": _one_of("solid", "dashed", "dotted"),
    "opacity": _number(0, 1),
    "font_size": _is_font_size,
    "font_family": _one_of("sans", "serif", "mono", "hand"),
    "bold": _is_flag,
    "italic": _is_flag,
    "underline": _is_flag,
    "strike": _is_flag,
    "align": _one_of("start", "center", "end"),
    "valign": _one_of("top", "middle", "bottom"),
    "radius": _number(0, 1000),
    "start_head": _HEADS,
    "end_head": _HEADS,
}
_CONTENT: dict[str, Check] = {
    "kind": lambda _value: True,
    "points": lambda _value: True,
    "group": _optional(is_element_id),
    "locked": _is_flag,
    "hidden": _is_flag,
    "author": _optional(is_uuid),
    "task": _optional(is_uuid),
    "private": _optional(is_uuid),
    "url": _optional(is_web_address),
    "name": _short(200),
    "bind": _optional(_is_binding),
    "from": _is_end,
    "to": _is_end,
    "route": _one_of("straight", "elbow", "curved"),
    "size": _is_size,
    "pen": _one_of("pen", "highlighter"),
    "asset": _optional(is_uuid),
    "crop": _optional(_is_crop),
    "alt": _short(1000),
    "emoji": _short(32),
    "icon": _short(64),
    "language": _short(32),
    "title": _short(300),
    "description": _short(1000),
    "direction": _one_of("right", "left", "up", "down"),
    "parent": _optional(is_element_id),
    "order": _short(200),
    "collapsed": _is_flag,
    "columns": _is_sizes,
    "rows": _is_sizes,
    "cells": _is_table,
}
_NEEDED: dict[str, tuple[str, ...]] = {
    "connector": ("from", "to"),
    "freehand": ("points", "size"),
    "task": ("task",),
}
_PARTS: dict[str, Callable[[Any], None]] = {
    "g": check_geometry,
    "s": check_style,
    "c": check_content,
}
