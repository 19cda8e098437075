"""Mind maps and flowcharts out of what somebody wrote."""

import re
from typing import Any

from django.utils.translation import gettext as _

from ai.outline.flow import Flow
from ai.outline.found import Found
from ai.outline.parse import Node, label, listed_after_colon, parse, sentences
from ai.sanitise import clean_line
from ai.schemas import MAX_NODES, Flowchart, MindMap, MindMapNode

_REQUEST = re.compile(
    r"^\s*(?:please\s+)?(?:draw|make|create|generate|give|show|build)?\s*(?:me|us)?\s*"
    r"(?:a|an|the)?\s*(?:mind[\s-]?map|flow[\s-]?chart|flow\s+diagram|diagram)"
    r"(?:\s+(?:of|for|about|on|from|showing|with))?\b[\s:,-]*",
    re.IGNORECASE,
)
_ARROW = re.compile(r"\s*(?:-+>|=+>|→|⟶|➔|➜)\s*")


def without_request(prompt: str) -> str:
    """What is asked about: `Draw a flowchart of the release: build, test` without its lead-in."""
    rest = _REQUEST.sub("", prompt, count=1)
    return rest if rest.strip() else prompt


def find_mind_map(material: dict[str, Any]) -> Found[MindMap]:
    """The prompt's outline, or the selection's texts around the prompt, as a tree."""
    prompt = without_request(str(material.get("prompt") or ""))
    texts = [str(text) for text in material.get("texts", [])]
    root = _mind_map_tree(prompt, texts)
    nodes: list[MindMapNode] = []
    _number(root, "", nodes)
    note = (
        _("Drawn from your selection.")
        if texts
        else _("Drawn from the structure of your text.")
        if len(nodes) > 1
        else _(
            "There is nothing to go by but a title: write the branches as a list or an indented "
            "outline and ask again."
        )
    )
    return Found(MindMap(nodes=nodes), note)


def _mind_map_tree(prompt: str, texts: list[str]) -> Node:
    if texts:
        middle = clean_line(prompt, 120) or _("Selection")
        return Node(
            middle, "line", children=[Node(clean_line(text, 300), "item") for text in texts]
        )
    tree = parse(prompt)
    if len(tree) == 1 and tree[0].children:
        return _split_lists(tree[0])
    if len(tree) > 1 and tree[0].kind == "line" and not tree[0].children:
        # A line above the list names what the list is of.
        return _split_lists(Node(tree[0].text, "line", children=tree[1:]))
    if len(tree) > 1:
        return _split_lists(Node(_("Mind map"), "line", children=tree))
    if listed := listed_after_colon(prompt):
        return Node(listed[0], "line", children=[Node(part, "line") for part in listed[1]])
    written = sentences(prompt) or [_("Mind map")]
    return Node(written[0], "line", children=[Node(each, "line") for each in written[1:]])


def _split_lists(node: Node) -> Node:
    """`Costs: hosting, mail` inside an outline is a branch with two twigs."""
    listed = None if node.children else listed_after_colon(node.text)
    if listed:
        return Node(listed[0], node.kind, children=[Node(part, "line") for part in listed[1]])
    return Node(node.text, node.kind, children=[_split_lists(child) for child in node.children])


def _number(node: Node, parent: str, into: list[MindMapNode]) -> None:
    text = label(node.text)
    if not text or len(into) >= MAX_NODES:
        return
    own = f"n{len(into) + 1}"
    into.append(MindMapNode(id=own, label=text, parent=parent))
    for child in node.children:
        _number(child, own, into)


def find_flowchart(material: dict[str, Any]) -> Found[Flowchart]:
    """Arrows, numbered or bulleted steps, or sentences in their order, as a flow."""
    prompt = without_request(str(material.get("prompt") or ""))
    texts = [clean_line(str(text), 300) for text in material.get("texts", [])]
    flow = Flow()
    chains = [line for line in prompt.splitlines() if _ARROW.search(line)]
    if texts:
        flow.add_sequence([Node(text, "item") for text in texts if text])
        note = _("Drawn from your selection, in its order on the board.")
    elif chains:
        flow.add_chains([_ARROW.split(chain.strip()) for chain in chains])
        note = _("Drawn from the arrows in your text.")
    else:
        flow.add_sequence(_steps(prompt))
        note = _("Drawn from the steps in your text, in their order.")
    if flow.step_count < 2:
        note = _(
            "There is nearly nothing to go by: write the steps as a list, as sentences, or as "
            "“Build → Test → Deploy”, and ask again."
        )
    return Found(flow.as_flowchart(), note)


def _steps(prompt: str) -> list[Node]:
    tree = parse(prompt)
    while len(tree) == 1 and tree[0].children:
        tree = tree[0].children
    if len(tree) > 1 and any(node.kind == "item" for node in tree):
        # What stands above the list is its title.
        return [node for node in tree if node.kind == "item"] or tree
    if len(tree) > 1 and any(node.children for node in tree):
        return tree
    if listed := listed_after_colon(prompt):
        return [Node(part, "line") for part in listed[1]]
    pieces = [
        piece
        for sentence in sentences(prompt)
        for piece in re.split(r",?\s+(?:and\s+)?then,?\s+", sentence, flags=re.IGNORECASE)
    ]
    return [Node(label(piece), "line") for piece in pieces if label(piece)]
