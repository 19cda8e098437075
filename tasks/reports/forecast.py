"""When it will be done, by Monte Carlo: the past is drawn from at random, ten thousand times.

Each trial lives through days drawn from the days that were (with nothing done on many of them)
until all that remains is done; the percentiles of the trials' ends are the forecast. It assumes
that the coming weeks are like the past ones, and that the work that is left does not grow.
"""

import random
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from tasks.reports.times import percentile

TRIALS = 10_000
CONFIDENCES = (50, 85, 95)
# Fewer done tasks, or days to draw from, say more about chance than about the team.
FEWEST_DONE = 10
FEWEST_DAYS = 14
# Farther away than this, weeks are drawn instead of days: as true, and many times quicker.
FAR_DAYS = 30
LONGEST_DAYS = 3650


@dataclass(frozen=True, slots=True)
class Outlook:
    """How many days it takes at each confidence, and how the trials were spread."""

    days: dict[int, int | None]
    spread: list[tuple[int, float]]


def has_enough(samples: Sequence[int], finished: int) -> bool:
    """Whether the past is long enough to say anything."""
    return len(samples) >= FEWEST_DAYS and finished >= FEWEST_DONE and sum(samples) > 0


def forecast(samples: Sequence[int], remaining: int, *, seed: int = 1) -> Outlook:
    """The days until `remaining` is done, drawn from what was done on each past day."""
    if remaining <= 0:
        return Outlook(dict.fromkeys(CONFIDENCES, 0), [(0, 1.0)])
    mean = sum(samples) / len(samples)
    if remaining / mean > FAR_DAYS:
        step = 7
        drawn = [sum(samples[at : at + 7]) for at in range(len(samples) - 6)]
    else:
        step, drawn = 1, list(samples)
    ends = _trials(drawn, remaining, step, random.Random(seed))  # noqa: S311 - repeatable
    found = {percent: percentile(ends, percent) for percent in CONFIDENCES}
    days = {
        percent: None if end is None or end > LONGEST_DAYS else end
        for percent, end in found.items()
    }
    return Outlook(days, _spread(ends))


def _trials(drawn: list[int], remaining: int, step: int, chance: random.Random) -> list[int]:
    most = LONGEST_DAYS // step + 1
    expected = remaining * len(drawn) / max(sum(drawn), 1)
    # A little more than is needed as a rule; the few trials that take longer draw again.
    batch = min(most, round(1.1 * expected) + 6)
    ends = []
    for _trial in range(TRIALS):
        done, steps = 0, 0
        while True:
            sums = list(accumulate(chance.choices(drawn, k=batch), initial=done))
            place = bisect_left(sums, remaining)
            if place <= batch:
                ends.append((steps + place) * step)
                break
            done, steps = sums[-1], steps + batch
            if steps >= most:
                ends.append(LONGEST_DAYS + 1)
                break
    return ends


def _spread(ends: list[int]) -> list[tuple[int, float]]:
    """For some days ahead, the share of trials that were done by then; at most some forty."""
    ordered = sorted(ends)
    first, last = ordered[0], min(ordered[-1], LONGEST_DAYS)
    step = max(1, -(-(last - first + 1) // 40))
    days = [*range(first, last, step), last]
    return [(day, bisect_left(ordered, day + 1) / len(ordered)) for day in days]


def end_date(today: date, days: int | None) -> date | None:
    """The date that lies `days` ahead; None where no end is in sight."""
    return None if days is None else today + timedelta(days=days)
