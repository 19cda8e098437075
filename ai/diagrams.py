"""A mind map or flowchart as elements of a board: pure, from a checked result to drawn boxes."""

import hashlib
from collections.abc import Callable
from typing import Any

from ai.layout.box import Box, Size, around, size_for
from ai.layout.layered import lay_out_layers
from ai.layout.place import free_place
from ai.layout.tree import Branch, lay_out_tree

Element = dict[str, Any]

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_ID_LENGTH = 12
_BRANCH_FILLS = ("blue", "green", "orange", "pink", "teal", "yellow", "red", "brown")
_FLOW_LOOKS = {
    "start": ("ellipse", "green"),
    "end": ("ellipse", "red"),
    "decision": ("diamond", "yellow"),
    "step": ("rounded", "blue"),
}


def draw(
    kind: str, value: dict[str, Any], *, seed: str, taken: list[Box], centre: tuple[float, float]
) -> list[Element]:
    """The diagram's elements, boxes in reading order, each connector after both of its ends.

    Ids follow from `seed`, so that drawing the same run again makes the same elements. Nothing
    lies on what is `taken`.
    """
    elements, boxes = _DRAWERS[kind](value, seed)
    dx, dy = free_place(around(boxes), taken, centre)
    return [_moved(element, dx, dy) for element in elements]


def element_id(seed: str, name: str) -> str:
    """An id of the document's form, the same each time."""
    number = int.from_bytes(hashlib.sha256(f"{seed}/{name}".encode()).digest()[:16])
    digits = []
    for _ in range(_ID_LENGTH):
        number, digit = divmod(number, len(_ALPHABET))
        digits.append(_ALPHABET[digit])
    return "".join(digits)


def _mind_map(value: dict[str, Any], seed: str) -> tuple[list[Element], list[Box]]:
    nodes = value["nodes"]
    branches = {node["id"]: Branch(node["id"], _root_size(node)) for node in nodes}
    for node in nodes:
        if node["parent"]:
            branches[node["parent"]].children.append(branches[node["id"]])
    root = next(node["id"] for node in nodes if not node["parent"])
    boxes = lay_out_tree(branches[root])
    fills = _fills(branches[root])
    parents = {node["id"]: node["parent"] for node in nodes}
    labels = {node["id"]: node["label"] for node in nodes}
    elements: list[Element] = []
    for key in _reading_order(branches[root]):
        style = {"fill": fills[key], "bold": key == root}
        elements.append(_shape(seed, key, labels[key], "rounded", boxes[key], style))
        if parents[key]:
            elements.append(_branch(seed, parents[key], key, boxes))
    return elements, list(boxes.values())


def _root_size(node: dict[str, Any]) -> Size:
    size = size_for(node["label"])
    return size if node["parent"] else Size(size.width + 40, size.height + 20)


def _fills(root: Branch) -> dict[str, str]:
    """A colour for each branch of the middle, the same for all that hangs on it."""
    fills = {root.key: "violet"}
    for position, branch in enumerate(root.children):
        fill = _BRANCH_FILLS[position % len(_BRANCH_FILLS)]
        fills.update(dict.fromkeys(_reading_order(branch), fill))
    return fills


def _reading_order(branch: Branch) -> list[str]:
    return [branch.key, *(key for child in branch.children for key in _reading_order(child))]


def _branch(seed: str, parent: str, child: str, boxes: dict[str, Box]) -> Element:
    is_right = boxes[child].x > boxes[parent].x
    ends = ("right", "left") if is_right else ("left", "right")
    style = {"stroke": "gray", "end_head": "none"}
    return _connector(seed, (parent, child), ends, "curved", boxes, style)


def _flowchart(value: dict[str, Any], seed: str) -> tuple[list[Element], list[Box]]:
    nodes = {node["id"]: node for node in value["nodes"]}
    sizes = {
        key: size_for(node["label"], shape=_FLOW_LOOKS[node["kind"]][0])
        for key, node in nodes.items()
    }
    words = {(edge["source"], edge["target"]): edge["label"] for edge in value["edges"]}
    layered = lay_out_layers(sizes, list(words))
    boxes = layered.boxes
    waiting = [edge for edge in words if edge[0] != edge[1]]
    drawn: set[str] = set()
    elements: list[Element] = []
    for key in sorted(nodes, key=lambda each: (boxes[each].y, boxes[each].x)):
        shape, fill = _FLOW_LOOKS[nodes[key]["kind"]]
        elements.append(_shape(seed, key, nodes[key]["label"], shape, boxes[key], {"fill": fill}))
        drawn.add(key)
        ready = [edge for edge in waiting if drawn.issuperset(edge)]
        waiting = [edge for edge in waiting if edge not in ready]
        for edge in ready:
            elements.append(_arrow(seed, edge, words[edge], boxes, layered.bends.get(edge, [])))
    return elements, list(boxes.values())


def _arrow(
    seed: str,
    edge: tuple[str, str],
    word: str,
    boxes: dict[str, Box],
    bends: list[tuple[float, float]],
) -> Element:
    connector = _connector(seed, edge, _sides(edge, boxes, bends), "elbow", boxes, {})
    if word:
        connector["text"] = word
    return connector


def _sides(
    edge: tuple[str, str], boxes: dict[str, Box], bends: list[tuple[float, float]]
) -> tuple[str, str]:
    """Down to the next layer; round the side where its lane is past others, or back up."""
    source, target = boxes[edge[0]], boxes[edge[1]]
    if source.bottom <= target.y and not bends:
        return "bottom", "top"
    lane = bends[0][0] if bends else source.right
    side = "right" if lane >= source.x + source.width / 2 else "left"
    return side, side


def _shape(seed: str, key: str, label: str, kind: str, box: Box, style: dict[str, Any]) -> Element:
    return {
        "id": element_id(seed, key),
        "kind": kind,
        "x": box.x,
        "y": box.y,
        "width": box.width,
        "height": box.height,
        "style": {"stroke": "gray", "stroke_width": 1, "font_size": 16, **style},
        "text": label,
    }


def _connector(
    seed: str,
    edge: tuple[str, str],
    ends: tuple[str, str],
    route: str,
    boxes: dict[str, Box],
    style: dict[str, Any],
) -> Element:
    frame = around([boxes[edge[0]], boxes[edge[1]]])
    return {
        "id": element_id(seed, f"{edge[0]}>{edge[1]}"),
        "kind": "connector",
        "from": {"element": element_id(seed, edge[0]), "anchor": ends[0]},
        "to": {"element": element_id(seed, edge[1]), "anchor": ends[1]},
        "route": route,
        "x": frame.x,
        "y": frame.y,
        "width": frame.width,
        "height": frame.height,
        "style": style,
    }


def _moved(element: Element, dx: float, dy: float) -> Element:
    return {**element, "x": round(element["x"] + dx, 2), "y": round(element["y"] + dy, 2)}


_DRAWERS: dict[str, Callable[[dict[str, Any], str], tuple[list[Element], list[Box]]]] = {
    "mindmap": _mind_map,
    "flowchart": _flowchart,
}
