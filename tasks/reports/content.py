"""The one shape of every report: a table, the figures above it, and a note.

Charts, tables, CSV and tiles are all drawn from it, so that they cannot disagree.
"""

from dataclasses import dataclass, field
from typing import Any, Literal

from django.utils.functional import Promise

Words = str | Promise
Kind = Literal["date", "moment", "week", "number", "days", "minutes", "percent", "text", "task"]


@dataclass(frozen=True, slots=True)
class Field:
    """A column of the table; `state` is the status whose colour it wears."""

    key: str
    label: Words
    kind: Kind = "number"
    state: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that stands for itself; None where there is nothing to count from."""

    key: str
    label: Words
    value: float | str | None
    kind: Kind = "number"


@dataclass(slots=True)
class Content:
    """A report's answer. `note` says in words what the numbers leave open."""

    fields: list[Field]
    rows: list[dict[str, Any]]
    figures: list[Figure] = field(default_factory=list)
    note: Words = ""
    extra: dict[str, Any] = field(default_factory=dict)

    def as_data(self) -> dict[str, Any]:
        """As it is kept and sent."""
        return {
            "fields": [
                {
                    "key": each.key,
                    "label": str(each.label),
                    "kind": each.kind,
                    **({"state": each.state} if each.state else {}),
                }
                for each in self.fields
            ],
            "rows": self.rows,
            "figures": [
                {
                    "key": each.key,
                    "label": str(each.label),
                    "value": each.value,
                    "kind": each.kind,
                }
                for each in self.figures
            ],
            "note": str(self.note),
            "extra": self.extra,
        }


def tidy(value: float) -> float | int:
    """A number as people read it: two places, and none where they say nothing."""
    rounded = round(value, 2)
    return int(rounded) if rounded == int(rounded) else rounded
