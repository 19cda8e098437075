"""How long work takes, and how much of it gets done.

**Cycle time** is the time that passes between when a task started and when it finished ("the
amount of elapsed time between when a work item started and when a work item finished", The
Kanban Guide, 2020). Started: the first time that it was in a column of the states in progress, in
review or blocked. Finished: the last time that it came into a column of the state done. A task
that went straight to done has no cycle time; it is counted apart. A task that was opened again
counts once, from its first start to its last finish.

**Lead time** is the time from when the task was made to when it finished, by the same finish.

Both are elapsed time: nights and weekends count. Percentiles are by nearest rank, so that "p85"
is a time that a task really took, within which 85 % of them were done.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from tasks.reports.content import tidy

N = TypeVar("N", int, float)
SECONDS_A_DAY = 86_400
BINS = 12


@dataclass(frozen=True, slots=True)
class Finished:
    """One task that was done, with the three instants that matter."""

    task: str
    key: str
    title: str
    made: datetime
    begun: datetime | None
    finished: datetime
    points: int | None = None

    @property
    def lead_days(self) -> float:
        """From when it was made."""
        return days_of(self.made, self.finished)

    @property
    def cycle_days(self) -> float | None:
        """From when somebody began; None where nobody did before it was done."""
        if self.begun is None or self.begun > self.finished:
            return None
        return days_of(self.begun, self.finished)


def days_of(start: datetime, end: datetime) -> float:
    """Elapsed days, with their fraction."""
    return (end - start).total_seconds() / SECONDS_A_DAY


def percentile(values: Sequence[N], percent: float) -> N | None:
    """The smallest value that `percent` % of the values do not exceed; None of nothing."""
    if not values:
        return None
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]


def histogram(values: Sequence[float]) -> list[dict[str, float]]:
    """How many values fall between `from` (included) and `to`; at most a dozen whole-day steps."""
    if not values:
        return []
    step = max(1, math.ceil((max(values) + 1e-9) / BINS))
    counts = [0] * (int(max(values) // step) + 1)
    for value in values:
        counts[int(value // step)] += 1
    return [
        {"from": place * step, "to": (place + 1) * step, "count": count}
        for place, count in enumerate(counts)
    ]


def rounded(value: float | None) -> float | None:
    """Days as they are shown."""
    return None if value is None else tidy(value)
