"""Burndown and burnup: what is left, what is done, and how the whole grew.

A day's numbers are those at its end. Scope is what is in the sprint (or project) and not dropped;
scope = remaining + done, always.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from tasks.reports.content import Content, Field, Figure, tidy
from tasks.reports.days import is_weekend

DONE = "done"
DROPPED = "archived"


@dataclass(frozen=True, slots=True)
class Move:
    """What came into a state (or left it: negative) on `day`; None: up to the beginning."""

    day: date | None
    state: str
    count: int
    points: int


@dataclass(frozen=True, slots=True)
class Window:
    """Which days are drawn, and up to which of them anything is known."""

    days: Sequence[date]
    known_until: date
    weekends: bool = True
    has_ideal: bool = True

    @property
    def drawn(self) -> list[date]:
        """The days that get a row."""
        return [day for day in self.days if self.weekends or not is_weekend(day)]


def burn_rows(moves: Iterable[Move], window: Window, *, points: bool) -> list[dict[str, Any]]:
    """One row for the beginning and one for the end of each day; unknown days hold None."""
    change: dict[date | None, list[int]] = defaultdict(lambda: [0, 0])
    for move in moves:
        amount = move.points if points else move.count
        if move.state != DROPPED:
            change[move.day][0] += amount
        if move.state == DONE:
            change[move.day][1] += amount
    scope, done = change[None]
    ideals = _ideals(scope - done, window)
    rows = [_row(None, scope, done, next(ideals))]
    for day in window.days:
        scope += change[day][0]
        done += change[day][1]
        if window.weekends or not is_weekend(day):
            is_known = day <= window.known_until
            ideal = next(ideals)
            rows.append(_row(day, scope, done, ideal) if is_known else _row(day, None, None, ideal))
    return rows


def _ideals(remaining: int, window: Window) -> Any:
    """A straight line from all that is left to nothing at the end of the last day."""
    steps = max(1, len(window.drawn))
    if not window.has_ideal:
        return iter([None] * (steps + 1))
    return iter([tidy(remaining * (1 - step / steps)) for step in range(steps + 1)])


def _row(
    day: date | None, scope: int | None, done: int | None, ideal: float | None
) -> dict[str, Any]:
    remaining = None if scope is None or done is None else scope - done
    return {
        "day": day.isoformat() if day else None,
        "remaining": remaining,
        "done": done,
        "scope": scope,
        "ideal": ideal,
    }


def burn_content(
    rows: list[dict[str, Any]], *, is_up: bool, has_ideal: bool, extra: dict[str, Any]
) -> Content:
    """The rows with their names, and what they come to."""
    known = [row for row in rows if row["scope"] is not None]
    first, last = known[0], known[-1]
    fields = [
        Field("day", _("Day"), "date"),
        Field("done", _("Done"), state="done") if is_up else Field("remaining", _("Remaining")),
        Field("scope", _("Scope")),
    ]
    fields.append(Field("remaining", _("Remaining")) if is_up else Field("done", _("Done")))
    if has_ideal:
        fields.append(Field("ideal", _("Ideal")))
    figures = [
        Figure("remaining", _("Remaining"), last["remaining"]),
        Figure("done", _("Done"), last["done"]),
        Figure("scope", _("Scope"), last["scope"]),
        Figure("scope_change", _("Scope change"), last["scope"] - first["scope"]),
    ]
    return Content(fields=fields, rows=rows, figures=figures, extra=extra)
