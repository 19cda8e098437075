"""Mind maps: the root in the middle, its branches to both sides, packed along their outlines."""

from dataclasses import dataclass, field

from ai.layout.box import Box, Size

LEVEL_GAP = 72.0
SIBLING_GAP = 20.0
BRANCH_GAP = 36.0


@dataclass(slots=True)
class Branch:
    """One node of the tree and what hangs on it."""

    key: str
    size: Size
    children: list["Branch"] = field(default_factory=list)


@dataclass(slots=True)
class _Packed:
    """A subtree whose root's middle is at 0: where its nodes are, and its outline a level."""

    middles: dict[str, float]
    outline: list[tuple[float, float]]


def lay_out_tree(root: Branch) -> dict[str, Box]:
    """The box of every node, the root's centre at 0, 0.

    Nodes of one depth and side stand in one column, so only nodes of the same column could meet;
    packing by the outline of each level keeps them apart.
    """
    right, left = _sides(root.children)
    boxes = {root.key: _centred(root.size, 0.0, 0.0)}
    for side, branches in ((1, right), (-1, left)):
        packed = _pack_all(branches, BRANCH_GAP)
        columns = _columns(root.size.width / 2, branches)
        _place(branches, 0, side, packed, columns, boxes)
    return boxes


def _sides(branches: list[Branch]) -> tuple[list[Branch], list[Branch]]:
    """Reading order goes down the right side and on down the left, about half of it each."""
    heights = [_height(branch) for branch in branches]
    total, taken = sum(heights), 0.0
    if len(branches) <= 3:
        return branches, []
    for position, height in enumerate(heights):
        taken += height
        if taken * 2 >= total:
            return branches[: position + 1], branches[position + 1 :]
    return branches, []


def _height(branch: Branch) -> float:
    below = sum(_height(child) + SIBLING_GAP for child in branch.children) - SIBLING_GAP
    return max(branch.size.height, below)


def _pack(branch: Branch) -> _Packed:
    below = _pack_all(branch.children, SIBLING_GAP)
    half = branch.size.height / 2
    return _Packed({branch.key: 0.0, **below.middles}, [(-half, half), *below.outline])


def _pack_all(branches: list[Branch], gap: float) -> _Packed:
    """Siblings from the top down, each as high as the outlines allow; their middle at 0."""
    middles: dict[str, float] = {}
    outline: list[tuple[float, float]] = []
    firsts: list[float] = []
    for branch in branches:
        packed = _pack(branch)
        shift = max(
            (
                bottom + gap - top
                for (_, bottom), (top, _) in zip(outline, packed.outline, strict=False)
            ),
            default=0.0,
        )
        firsts.append(shift)
        middles.update({key: y + shift for key, y in packed.middles.items()})
        outline = _merged(outline, [(top + shift, low + shift) for top, low in packed.outline])
    middle = (firsts[0] + firsts[-1]) / 2 if firsts else 0.0
    return _Packed(
        {key: y - middle for key, y in middles.items()},
        [(top - middle, bottom - middle) for top, bottom in outline],
    )


def _merged(
    upper: list[tuple[float, float]], lower: list[tuple[float, float]]
) -> list[tuple[float, float]]:
    merged = []
    for level in range(max(len(upper), len(lower))):
        both = [outline[level] for outline in (upper, lower) if level < len(outline)]
        merged.append((min(top for top, _ in both), max(bottom for _, bottom in both)))
    return merged


def _columns(start: float, branches: list[Branch]) -> list[float]:
    """How far from the middle each level begins."""
    columns, level, edge = [], branches, start
    while level:
        columns.append(edge + LEVEL_GAP)
        edge = columns[-1] + max(branch.size.width for branch in level)
        level = [child for branch in level for child in branch.children]
    return columns


def _place(
    branches: list[Branch],
    depth: int,
    side: int,
    packed: _Packed,
    columns: list[float],
    boxes: dict[str, Box],
) -> None:
    for branch in branches:
        distance = columns[depth] + branch.size.width / 2
        boxes[branch.key] = _centred(branch.size, side * distance, packed.middles[branch.key])
        _place(branch.children, depth + 1, side, packed, columns, boxes)


def _centred(size: Size, x: float, y: float) -> Box:
    return Box(x - size.width / 2, y - size.height / 2, size.width, size.height)
