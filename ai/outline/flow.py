"""Building a flowchart step by step, with decisions where the text has them."""

import re

from django.utils.translation import gettext as _

from ai.outline.parse import Node, label
from ai.sanitise import clean_line
from ai.schemas import MAX_NODES, Flowchart, FlowEdge, FlowNode

_IF = re.compile(
    r"^if\s+(?P<test>.+?)(?:,\s*(?:then\s+)?|\s+then\s+)(?P<yes>.+?)"
    r"(?:[,;.]?\s*(?:otherwise|else|if not)[,:]?\s+(?P<no>.+))?$",
    re.IGNORECASE,
)
_BRANCH = re.compile(r"^(?P<label>[^:→]{1,40}?)\s*(?::|→|->)\s*(?P<step>.+)$")
_EDGE_LABEL = re.compile(r"^\[(?P<label>[^\]]{1,40})\]\s*")

# Where the flow goes on from: boxes, each with the word on the arrow that leaves it.
Ends = list[tuple[str, str]]


class Flow:
    """A flowchart in the making."""

    def __init__(self) -> None:
        self.nodes: list[FlowNode] = []
        self.edges: list[FlowEdge] = []
        self._by_label: dict[str, str] = {}
        self._frame_count = 0

    @property
    def step_count(self) -> int:
        """Boxes that came from the text."""
        return len(self.nodes) - self._frame_count

    def add_sequence(self, steps: list[Node]) -> None:
        """Start, each step after the other, end."""
        self._frame_count = 2
        ends: Ends = [(self._add(_("Start"), "start"), "")]
        for step in steps:
            ends = self._add_step(step, ends)
        self._join(ends, self._add(_("End"), "end"))

    def add_chains(self, chains: list[list[str]]) -> None:
        """`A → B → C` lines: the same words are the same box, so that chains meet."""
        for chain in chains:
            before = ""
            for text in chain:
                edge_label = _EDGE_LABEL.match(text)
                name = label(_EDGE_LABEL.sub("", text))
                if not name or len(self.nodes) >= MAX_NODES:
                    continue
                box = self._named(name)
                if before and box != before:
                    self._edge(before, box, edge_label["label"] if edge_label else "")
                before = box
        self._mark_ends()

    def as_flowchart(self) -> Flowchart:
        """What was built."""
        return Flowchart(nodes=self.nodes, edges=self.edges)

    def _add_step(self, step: Node, ends: Ends) -> Ends:
        if len(self.nodes) >= MAX_NODES - 4:
            return ends
        if condition := _IF.match(step.text):
            return self._add_condition(condition, ends)
        if step.text.rstrip().endswith("?"):
            return self._add_decision(step, ends)
        box = self._add(step.text, "step")
        self._join(ends, box)
        ends = [(box, "")]
        for child in step.children:
            ends = self._add_step(child, ends)
        return ends

    def _add_condition(self, condition: re.Match[str], ends: Ends) -> Ends:
        test = label(condition["test"])
        box = self._add(f"{test[:1].upper()}{test[1:]}?", "decision")
        self._join(ends, box)
        yes = self._add(_capital(condition["yes"]), "step")
        self._edge(box, yes, _("Yes"))
        if not condition["no"]:
            return [(yes, ""), (box, _("No"))]
        no = self._add(_capital(condition["no"]), "step")
        self._edge(box, no, _("No"))
        return [(yes, ""), (no, "")]

    def _add_decision(self, step: Node, ends: Ends) -> Ends:
        """A question; the lines under it, `Yes: …`, are its branches."""
        box = self._add(step.text, "decision")
        self._join(ends, box)
        out: Ends = []
        for child in step.children:
            branch = _BRANCH.match(child.text)
            word = clean_line(branch["label"], 60) if branch else ""
            first = Node(branch["step"] if branch else child.text, "line", children=child.children)
            out += self._add_step(first, [(box, word)])
        if len(step.children) < 2:
            out.append((box, _("No") if step.children else ""))
        return out

    def _named(self, name: str) -> str:
        key = name.casefold()
        if key not in self._by_label:
            self._by_label[key] = self._add(name, "decision" if name.endswith("?") else "step")
        return self._by_label[key]

    def _add(self, text: str, kind: str) -> str:
        own = f"n{len(self.nodes) + 1}"
        name = label(text) or text
        self.nodes.append(FlowNode(id=own, label=clean_line(name, 300), kind=kind))  # type: ignore[arg-type]
        return own

    def _join(self, ends: Ends, target: str) -> None:
        for source, word in ends:
            self._edge(source, target, word)

    def _edge(self, source: str, target: str, word: str) -> None:
        edge = FlowEdge(source=source, target=target, label=word)
        if edge not in self.edges:
            self.edges.append(edge)

    def _mark_ends(self) -> None:
        """Boxes that nothing leads to or from are where a chain starts and ends."""
        targets = {edge.target for edge in self.edges}
        sources = {edge.source for edge in self.edges}
        for node in self.nodes:
            if node.kind == "step" and node.id not in targets and node.id in sources:
                node.kind = "start"
            elif node.kind == "step" and node.id not in sources and node.id in targets:
                node.kind = "end"


def _capital(text: str) -> str:
    text = label(text)
    return text[:1].upper() + text[1:]
