"""The few moves from which every built-in template is laid out.

Sections are sheets of "paper", which is light in the light theme and dark in the dark one, and are
locked: what people put on them is moved, they are not.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from boards.elements import Element, new_element_id

NOTE = 150
GAP = 16
PAD = 24
HEAD = 44


class Sheet:
    """Elements as they are laid out, in painting order."""

    def __init__(self) -> None:
        self.elements: list[Element] = []

    def add(
        self,
        kind: str,
        box: tuple[float, float, float, float],
        text: str = "",
        *,
        style: dict[str, Any] | None = None,
        **content: Any,
    ) -> str:
        """One element; gives its id."""
        x, y, width, height = box
        place = {"x": x, "y": y, "width": width, "height": height}
        element_id = new_element_id()
        said = {"id": element_id, "kind": kind, "text": str(text), "style": style or {}}
        self.elements.append({**said, **place, **content})
        return element_id

    def words(
        self,
        x: float,
        y: float,
        text: str,
        *,
        width: float = 400,
        size: float = 16,
        **style: Any,
    ) -> str:
        """Plain text without a box."""
        lines = 1 + str(text).count("\n")
        box = (x, y, width, round(size * 1.35 * lines))
        return self.add("text", box, text, style={"font_size": size, **style})

    def title(self, text: str, hint: str, *, width: float = 900, top: float = 0) -> None:
        """The name of the whole above it, and one line on how it is used."""
        self.words(0, top - 120, text, width=width, size=40, bold=True)
        self.words(0, top - 56, hint, width=width, size=18, color="gray")

    def panel(self, box: tuple[float, float, float, float], *, radius: float = 16) -> str:
        """A sheet of paper that stays where it is."""
        look = {"fill": "paper", "stroke": "gray", "stroke_width": 1, "radius": radius}
        return self.add("rounded", box, style=look, locked=True)

    def pill(
        self, x: float, y: float, text: str, color: str, *, width: float = 200, height: float = HEAD
    ) -> str:
        """A coloured heading."""
        look = {"fill": color, "stroke": "transparent", "radius": 12, "bold": True, "font_size": 18}
        return self.add("rounded", (x, y, width, height), text, style=look)

    def note(
        self, x: float, y: float, text: str = "", color: str = "yellow", *, size: float = NOTE
    ) -> str:
        """A sticky note."""
        return self.add("sticky", (x, y, size, size), text, style={"fill": color})

    def notes(
        self,
        x: float,
        y: float,
        texts: Sequence[str],
        color: str,
        *,
        columns: int = 2,
        size: float = NOTE,
    ) -> list[str]:
        """Notes row by row."""
        step = size + GAP
        return [
            self.note(x + n % columns * step, y + n // columns * step, text, color, size=size)
            for n, text in enumerate(texts)
        ]

    def section(
        self,
        box: tuple[float, float, float, float],
        heading: str,
        color: str,
        *,
        hint: str = "",
        notes: Sequence[str] = (),
        columns: int = 2,
        size: float = NOTE,
    ) -> None:
        """A sheet with a heading, a question in small letters, and notes to write on."""
        x, y, width, _height = box
        self.panel(box)
        self.pill(x + PAD, y + PAD, heading, color, width=width - 2 * PAD)
        below = y + PAD + HEAD + 10
        if hint:
            self.words(x + PAD, below, hint, width=width - 2 * PAD, size=14, color="gray")
            below += 34
        self.notes(x + PAD, below + 6, notes, color, columns=columns, size=size)

    def join(
        self,
        start: str,
        end: str,
        *,
        sides: tuple[str, str] = ("right", "left"),
        text: str = "",
        route: str = "elbow",
        **style: Any,
    ) -> str:
        """A connector between two elements."""
        ends: dict[str, Any] = {
            "from": {"element": start, "anchor": sides[0]},
            "to": {"element": end, "anchor": sides[1]},
        }
        return self.add("connector", (0, 0, 0, 0), text, style=style, route=route, **ends)

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        *,
        head: str = "none",
        **style: Any,
    ) -> str:
        """A straight line between two points."""
        (x1, y1), (x2, y2) = start, end
        box = (min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1))
        ends: dict[str, Any] = {"from": {"x": x1, "y": y1}, "to": {"x": x2, "y": y2}}
        look = {"end_head": head, **style}
        return self.add("connector", box, style=look, route="straight", locked=True, **ends)

    def shape(
        self,
        kind: str,
        box: tuple[float, float, float, float],
        text: str = "",
        color: str = "paper",
        **style: Any,
    ) -> str:
        """A closed shape with words in it."""
        look = {"fill": color, "stroke": "gray", "stroke_width": 1, **style}
        return self.add(kind, box, text, style=look)

    def table(
        self,
        x: float,
        y: float,
        widths: Sequence[int],
        rows: Iterable[Sequence[str]],
        *,
        row: int = 48,
    ) -> str:
        """A table; its first row is its head."""
        cells = [[str(cell) for cell in each] for each in rows]
        box = (x, y, sum(widths), row * len(cells))
        sizes: dict[str, Any] = {"columns": list(widths), "rows": [row] * len(cells)}
        return self.add("table", box, cells=cells, **sizes)
