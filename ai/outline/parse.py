"""A text as a tree of lines: headings hold what stands under them, indents nest."""

import re
from dataclasses import dataclass, field
from typing import Literal

from ai.sanitise import clean_line, clean_markdown

Kind = Literal["heading", "item", "line"]

_FENCE = re.compile(r"^\s*(```|~~~)")
_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+(.+?)\s*#*\s*$")
_ITEM = re.compile(r"^(\s*)(?:[-*+•‣◦–—]|\(?(?:\d{1,3}|[a-zA-Z])[.)])\s+(.*)$")
_CHECK = re.compile(r"^\[([ xX✓✔]?)\]\s*(.*)$")
_BARE_CHECK = re.compile(r"^(\s*)(\[[ xX✓✔]?\]\s+.*)$")
_RULE = re.compile(r"^\s*([-*_]\s*){3,}$")
_EMPHASIS = re.compile(r"(\*\*|__|`|~~|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w))")
# Chinese and Japanese full stop, exclamation mark, question mark, semicolon; colon; commas.
_WIDE_ENDS, _WIDE_COLON, _WIDE_COMMAS = "\u3002\uff01\uff1f\uff1b", "\uff1a", "\u3001\uff0c"
_SENTENCE_END = re.compile(rf"(?<=[.!?;])\s+(?=\S)|(?<=[{_WIDE_ENDS}])\s*|\n+")
_SHORT = re.compile(r"(?:\b(?:e\.g|i\.e|etc|vs|approx|no|nr)|\b\w)\.$", re.IGNORECASE)
_PARTS = re.compile(rf"\s*[,;{_WIDE_COMMAS}]\s*(?:and\s+|or\s+)?|\s+and\s+")
_TAIL = re.compile(rf"[\s.,;{_WIDE_ENDS[0]}{_WIDE_ENDS[3]}{_WIDE_COMMAS}]+$")


@dataclass(slots=True)
class Node:
    """One line and what belongs to it."""

    text: str
    kind: Kind
    is_done: bool = False
    children: list["Node"] = field(default_factory=list)


def parse(text: str) -> list[Node]:
    """The tree of `text`; code blocks and rules are left out."""
    roots: list[Node] = []
    # (depth, node) from the outermost to the innermost that is still open.
    open_nodes: list[tuple[int, Node]] = []
    for line in _prose_lines(text):
        depth, node = _read(line)
        if not node.text:
            continue
        while open_nodes and open_nodes[-1][0] >= depth:
            open_nodes.pop()
        (open_nodes[-1][1].children if open_nodes else roots).append(node)
        open_nodes.append((depth, node))
    return roots


def _prose_lines(text: str) -> list[str]:
    lines, in_code = [], False
    for line in text.expandtabs(4).splitlines():
        if _FENCE.match(line):
            in_code = not in_code
        elif not in_code and line.strip() and not _RULE.match(line):
            lines.append(line)
    return lines


def _read(line: str) -> tuple[int, Node]:
    """The depth is comparable across kinds: headings lie outside of every indent."""
    if heading := _HEADING.match(line):
        return len(heading[1]) - 100, Node(plain(heading[2]), "heading")
    if check := _BARE_CHECK.match(line):
        return 2 * len(check[1]) + 1, _item(check[2])
    if item := _ITEM.match(line):
        return 2 * len(item[1]) + 1, _item(item[2])
    indent = len(line) - len(line.lstrip())
    text = line.strip()
    # "Backend:" above a list holds it though the list is not indented.
    return 2 * indent, Node(plain(text), "line")


def _item(text: str) -> Node:
    check = _CHECK.match(text)
    if check is None:
        return Node(plain(text), "item")
    return Node(plain(check[2]), "item", is_done=check[1] in set("xX✓✔"))


def plain(text: str) -> str:
    """A line without Markdown's marks."""
    return clean_line(_EMPHASIS.sub("", clean_markdown(text)), 1000)


def label(text: str) -> str:
    """A line as the name of a step or box: no closing stop or colon."""
    return _TAIL.sub("", text).rstrip(f":{_WIDE_COLON}").strip()


def sentences(text: str) -> list[str]:
    """The sentences of prose, without their closing stops; questions keep their mark."""
    found: list[str] = []
    for piece in _SENTENCE_END.split(text):
        if not piece or not piece.strip():
            continue
        is_cut = bool(found) and bool(_SHORT.search(found[-1]))
        if is_cut:
            found[-1] = f"{found[-1]} {piece.strip()}"
        else:
            found.append(piece.strip())
    return [name for name in (label(plain(each)) for each in found) if name]


def listed_after_colon(text: str) -> tuple[str, list[str]] | None:
    """`Release: build, test and deploy` as its head and its parts; None for other lines."""
    head, colon, rest = text.partition(":")
    if not colon or not rest.strip() or "//" in rest[:2]:
        return None
    parts = _PARTS.split(_TAIL.sub("", rest.strip()))
    parts = [part for part in (label(plain(each)) for each in parts) if part]
    return (label(plain(head)), parts) if len(parts) >= 2 else None


def items_of(nodes: list[Node]) -> list[Node]:
    """The outermost list items, wherever they stand under headings and lines."""
    found = []
    for node in nodes:
        found += [node] if node.kind == "item" else items_of(node.children)
    return found


def headings_of(nodes: list[Node]) -> list[Node]:
    """The headings of the level that has at least two; a single title on top is looked through."""
    headings = [node for node in nodes if node.kind == "heading"]
    if len(headings) == 1 and any(child.kind == "heading" for child in headings[0].children):
        return headings_of(headings[0].children)
    return headings


def flatten(nodes: list[Node]) -> list[Node]:
    """Every node, in reading order."""
    found = []
    for node in nodes:
        found += [node, *flatten(node.children)]
    return found
