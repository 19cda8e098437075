"""Elements as the API shows them, to and from the document's entries (docs/protocol.md).

Pure, except that writers change the document they are given.
"""

import secrets
import string
from collections.abc import Iterable
from typing import Any

from pycrdt import Map, Text

from boards import schema
from boards.document import BoardDocument
from boards.schema import Unfit
from teamflow.common.ranks import is_rank, ranks_between

Element = dict[str, Any]

GEOMETRY = ("x", "y", "width", "height", "rotation", "z")
_ALPHABET = string.digits + string.ascii_letters
_SIZES: dict[str, tuple[float, float]] = {
    "sticky": (200, 200),
    "text": (200, 40),
    "frame": (800, 600),
    "task": (260, 120),
    "mindmap": (160, 48),
    "emoji": (48, 48),
    "icon": (48, 48),
    "image": (320, 240),
    "link": (280, 100),
    "code": (320, 160),
    "table": (360, 160),
    "connector": (0, 0),
    "group": (0, 0),
}
_DEFAULT_SIZE = (160, 100)
_TYPED_AT_ONCE = schema.SHAPES | {"sticky", "text", "mindmap", "code", "frame"}


def new_element_id() -> str:
    """Twelve random characters: 71 bits, and a short key in the document."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(12))


def read_elements(document: BoardDocument) -> list[Element]:
    """Every element that exists, in painting order."""
    entries = document.elements.to_py() or {}
    texts = document.texts.to_py() or {}
    found = []
    for key, content in entries.items():
        if key.endswith(".c"):
            element = _as_element(key[:-2], content, entries, texts)
            if element is not None:
                found.append(element)
    found.sort(key=lambda element: (element["z"], element["id"]))
    return found


def display_list(elements: Iterable[Element]) -> list[dict[str, Any]]:
    """The same as the entries that the canvas paints."""
    return [
        {
            "id": element["id"],
            "g": [element[name] for name in GEOMETRY],
            "s": element["style"],
            "c": content_of(element),
            "t": element["text"],
        }
        for element in elements
    ]


def content_of(element: Element) -> dict[str, Any]:
    """The `.c` entry of an element as the API shows it."""
    apart = {"id", "style", "text", *GEOMETRY}
    return {key: value for key, value in element.items() if key not in apart}


def top_rank(document: BoardDocument) -> str | None:
    """The rank of what is in front of everything."""
    entries = document.elements.to_py() or {}
    ranks = (g[5] for key, g in entries.items() if key.endswith(".g") and _is_geometry(g))
    return max((rank for rank in ranks if is_rank(rank)), default=None)


def add_elements(document: BoardDocument, elements: list[Element]) -> list[str]:
    """Write new elements in front of all others; raises Unfit naming which and what."""
    ranks = ranks_between(top_rank(document), None, len(elements))
    ids = []
    for position, (element, rank) in enumerate(zip(elements, ranks, strict=True)):
        try:
            ids.append(_add(document, element, rank))
        except Unfit as problem:
            raise Unfit(f"{position}.{problem.field}", problem.reason) from None
    return ids


def change_element(document: BoardDocument, element: Element, changes: Element) -> None:
    """Write what differs; an entry that stays the same is not written, so nothing is overruled."""
    element_id = element["id"]
    geometry = [as_floats(changes.get(name, element[name])) for name in GEOMETRY]
    style = _merged(element["style"], changes.get("style"))
    apart = {"id", "style", "text", *GEOMETRY}
    plain = {key: value for key, value in changes.items() if key not in apart}
    content = _merged(content_of(element), plain)
    _write(document.elements, f"{element_id}.g", geometry, [element[n] for n in GEOMETRY])
    _write(document.elements, f"{element_id}.s", style, element["style"])
    _write(document.elements, f"{element_id}.c", content, content_of(element))
    if "text" in changes:
        write_text(document, element_id, _checked_text(changes["text"]))


def remove_elements(document: BoardDocument, ids: Iterable[str]) -> list[str]:
    """Delete those that are there."""
    removed = []
    for element_id in ids:
        keys = [f"{element_id}.{part}" for part in "gsc"]
        present = [key for key in keys if key in document.elements]
        for key in present:
            del document.elements[key]
        if element_id in document.texts:
            del document.texts[element_id]
        if present:
            removed.append(element_id)
    return removed


def write_text(document: BoardDocument, element_id: str, wanted: str) -> None:
    """Change only where the texts differ, so that what others type beside it stays."""
    text = document.texts.get(element_id)
    if not isinstance(text, Text):
        if wanted:
            document.texts[element_id] = Text(wanted)
        return
    current = str(text)
    if current == wanted:
        return
    start = _shared(current, wanted)
    end = _shared(current[start:][::-1], wanted[start:][::-1])
    # pycrdt counts in UTF-8 bytes.
    at = len(current[:start].encode())
    gone = len(current[start : len(current) - end].encode())
    if gone:
        del text[at : at + gone]
    new = wanted[start : len(wanted) - end]
    if new:
        text.insert(at, new)


def as_floats(value: Any) -> Any:
    """JSON as a document holds it: every number a float."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return float(value) if abs(value) < 2**53 else value
    if isinstance(value, list):
        return [as_floats(each) for each in value]
    if isinstance(value, dict):
        return {str(key): as_floats(each) for key, each in value.items()}
    return value


def as_json(value: Any) -> Any:
    """The inverse: whole numbers without a point."""
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 2**53 else value
    if isinstance(value, list):
        return [as_json(each) for each in value]
    if isinstance(value, dict):
        return {key: as_json(each) for key, each in value.items()}
    return value


def _as_element(
    element_id: str, content: Any, entries: dict[str, Any], texts: dict[str, Any]
) -> Element | None:
    geometry = entries.get(f"{element_id}.g")
    if not isinstance(content, dict) or content.get("kind") not in schema.KINDS:
        return None
    if not _is_geometry(geometry):
        return None
    style = entries.get(f"{element_id}.s")
    shown = {"id": element_id, "kind": content["kind"]}
    shown |= dict(zip(GEOMETRY, as_json(geometry), strict=True))
    shown["style"] = as_json(style) if isinstance(style, dict) else {}
    shown["text"] = str(texts.get(element_id) or "")
    return {**as_json(content), **shown}


def _is_geometry(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 6 and isinstance(value[5], str)


def _add(document: BoardDocument, element: Element, rank: str) -> str:
    element_id = element.get("id") or new_element_id()
    if not schema.is_element_id(element_id):
        raise Unfit("id", "cannot be the id of an element")
    if f"{element_id}.c" in document.elements:
        raise Unfit("id", "is taken")
    kind = element.get("kind")
    content = as_floats(content_of(element))
    if kind == "freehand" and "size" not in content:
        content["size"] = [as_floats(element.get(name)) for name in ("width", "height")]
    schema.check_content(content)
    width, height = _SIZES.get(str(kind), _DEFAULT_SIZE)
    given = {"x": 0, "y": 0, "width": width, "height": height, "rotation": 0, "z": rank}
    geometry = [
        as_floats(given[name] if element.get(name) is None else element[name]) for name in GEOMETRY
    ]
    schema.check_geometry(geometry)
    style = as_floats(element.get("style") or {})
    schema.check_style(style)
    text = _checked_text(element.get("text") or "")
    document.elements[f"{element_id}.g"] = geometry
    if style:
        document.elements[f"{element_id}.s"] = style
    document.elements[f"{element_id}.c"] = content
    if text or kind in _TYPED_AT_ONCE:
        document.texts[element_id] = Text(text)
    return str(element_id)


def _write(entries: "Map[Any]", key: str, value: Any, current: Any) -> None:
    if as_json(value) == as_json(current):
        return
    schema.check_entry(key, value)
    entries[key] = value


def _merged(current: dict[str, Any], changes: Any) -> dict[str, Any]:
    if changes is None:
        return current
    if not isinstance(changes, dict):
        raise Unfit("style", "is not an object")
    merged = as_floats({**current, **changes})
    return {key: value for key, value in merged.items() if value is not None}


def _checked_text(text: Any) -> str:
    if not isinstance(text, str) or schema.utf16_length(text) > schema.MAX_TEXT:
        raise Unfit("text", "holds at most 10,000 characters")
    return text


def _shared(first: str, second: str) -> int:
    length = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        length += 1
    return length
