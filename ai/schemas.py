"""What each operation's result must look like; nothing that does not fit is shown to anybody."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from ai.sanitise import clean_line, clean_markdown

MAX_NODES = 120


class _Strict(BaseModel):
    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True)


class Subtask(_Strict):
    """One step of a task."""

    title: str = Field(min_length=3, max_length=200)
    description: str = Field(default="", max_length=5000)
    estimated_hours: float = Field(ge=1, le=5)
    confidence: float = Field(ge=0, le=1)
    order: int = Field(ge=0, le=100)

    @field_validator("title", mode="before")
    @classmethod
    def _clean_title(cls, value: object) -> object:
        return clean_line(value, 200) if isinstance(value, str) else value

    @field_validator("description", mode="before")
    @classmethod
    def _clean_description(cls, value: object) -> object:
        return clean_markdown(value) if isinstance(value, str) else value


class Breakdown(_Strict):
    """A task as ordered steps."""

    subtasks: list[Subtask] = Field(min_length=3, max_length=10)

    @model_validator(mode="after")
    def _number_in_order(self) -> "Breakdown":
        self.subtasks.sort(key=lambda subtask: subtask.order)
        for position, subtask in enumerate(self.subtasks, start=1):
            subtask.order = position
        return self


class FoundBreakdown(Breakdown):
    """What rules found in somebody's own text: as many steps as it has, none included."""

    subtasks: list[Subtask] = Field(max_length=10)


class MindMapNode(_Strict):
    """One idea; `parent` is the idea that it hangs on, empty for the one in the middle."""

    id: str = Field(min_length=1, max_length=64)
    label: str = Field(min_length=1, max_length=300)
    parent: str = Field(default="", max_length=64)

    @field_validator("label", mode="before")
    @classmethod
    def _clean(cls, value: object) -> object:
        return clean_line(value, 300) if isinstance(value, str) else value


class MindMap(_Strict):
    """Ideas as one tree."""

    nodes: list[MindMapNode] = Field(min_length=1, max_length=MAX_NODES)

    @model_validator(mode="after")
    def _is_one_tree(self) -> "MindMap":
        parents = {node.id: node.parent for node in self.nodes}
        if len(parents) != len(self.nodes):
            raise ValueError("every node needs an id of its own")
        if sum(1 for parent in parents.values() if not parent) != 1:
            raise ValueError("exactly one node must have an empty parent")
        for node_id in parents:
            _follow_to_root(node_id, parents)
        return self


def _follow_to_root(node_id: str, parents: dict[str, str]) -> None:
    seen: set[str] = set()
    while node_id:
        if node_id in seen:
            raise ValueError(f"the parents of {node_id!r} form a circle")
        if node_id not in parents:
            raise ValueError(f"there is no node {node_id!r}")
        seen.add(node_id)
        node_id = parents[node_id]


class FlowNode(_Strict):
    """One box of a flowchart."""

    id: str = Field(min_length=1, max_length=64)
    label: str = Field(min_length=1, max_length=300)
    kind: Literal["start", "step", "decision", "end"] = "step"

    @field_validator("label", mode="before")
    @classmethod
    def _clean(cls, value: object) -> object:
        return clean_line(value, 300) if isinstance(value, str) else value


class FlowEdge(_Strict):
    """An arrow between two boxes, with a word on it where it leaves a decision."""

    source: str = Field(min_length=1, max_length=64)
    target: str = Field(min_length=1, max_length=64)
    label: str = Field(default="", max_length=60)

    @field_validator("label", mode="before")
    @classmethod
    def _clean(cls, value: object) -> object:
        return clean_line(value, 60) if isinstance(value, str) else value


class Flowchart(_Strict):
    """Boxes and the arrows between them."""

    nodes: list[FlowNode] = Field(min_length=1, max_length=MAX_NODES)
    edges: list[FlowEdge] = Field(max_length=3 * MAX_NODES)

    @model_validator(mode="after")
    def _edges_join_nodes(self) -> "Flowchart":
        ids = {node.id for node in self.nodes}
        if len(ids) != len(self.nodes):
            raise ValueError("every node needs an id of its own")
        for edge in self.edges:
            if edge.source not in ids or edge.target not in ids:
                raise ValueError(f"the edge {edge.source} → {edge.target} joins no two nodes")
        return self
