"""Boxes, and how large a label makes one."""

import unicodedata
from dataclasses import dataclass
from math import ceil

LINE_HEIGHT = 24.0
_CHAR, _WIDE_CHAR = 8.6, 16.5
_PADDING_X, _PADDING_Y = 32.0, 24.0
_MAX_TEXT_WIDTH = 220.0


@dataclass(frozen=True, slots=True)
class Size:
    """How large a box is."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Box:
    """A box in world units; x and y are its top left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of its right side."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of its lower side."""
        return self.y + self.height

    def moved(self, dx: float, dy: float) -> "Box":
        """The same box elsewhere."""
        return Box(self.x + dx, self.y + dy, self.width, self.height)

    def meets(self, other: "Box", gap: float = 0.0) -> bool:
        """Whether the two overlap, or come closer than `gap`."""
        return (
            self.x < other.right + gap
            and other.x < self.right + gap
            and self.y < other.bottom + gap
            and other.y < self.bottom + gap
        )


def around(boxes: list[Box]) -> Box:
    """The smallest box that holds all of `boxes`, of which there is at least one."""
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
    return Box(left, top, right - left, bottom - top)


def size_for(label: str, *, shape: str = "rectangle") -> Size:
    """Room for `label` at 16 px; a diamond or an ellipse holds text only in its middle."""
    text_width = sum(
        _WIDE_CHAR if unicodedata.east_asian_width(char) in "WF" else _CHAR for char in label
    )
    lines = max(1, ceil(text_width * 1.1 / _MAX_TEXT_WIDTH))
    width = _round(min(text_width, _MAX_TEXT_WIDTH) + _PADDING_X)
    height = _round(lines * LINE_HEIGHT + _PADDING_Y)
    if shape == "diamond":
        return Size(max(160.0, _round(width * 1.5)), max(100.0, _round(height * 1.9)))
    if shape == "ellipse":
        return Size(max(120.0, _round(width * 1.3)), max(56.0, _round(height * 1.3)))
    return Size(max(100.0, width), height)


def _round(value: float) -> float:
    return float(ceil(value / 4) * 4)
