"""What becomes of a task: invented, but as tasks in real projects go. Pure."""

import random
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

_POINTS = (None, 1, 1, 2, 2, 3, 3, 5, 5, 8, 13)


@dataclass(frozen=True, slots=True)
class Box:
    """A sprint as the simulation sees it."""

    id: object
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Stay:
    """A time in which nothing of what reports count changed; the last one has no end."""

    starts: datetime
    ends: datetime | None
    status: str
    points: int | None
    sprint: object | None


@dataclass(frozen=True, slots=True)
class Life:
    """All stays of one task, oldest first."""

    stays: Sequence[Stay]

    @property
    def now(self) -> Stay:
        """What the task is today."""
        return self.stays[-1]

    @property
    def completed_at(self) -> datetime | None:
        """Since when it is done, if it is."""
        if self.now.status != "done":
            return None
        done = self.now.starts
        for stay in reversed(self.stays):
            if stay.status != "done":
                break
            done = stay.starts
        return done


@dataclass(slots=True)
class _Telling:
    """A life in the making: what changes at which moment."""

    status: str = "todo"
    points: int | None = None
    sprint: object | None = None
    stays: list[Stay] = field(default_factory=list)
    since: datetime | None = None

    def turn(self, at: datetime, **now: object) -> None:
        """End the present stay at `at` and begin another."""
        if self.since is not None:
            self.stays.append(Stay(self.since, at, self.status, self.points, self.sprint))
        for name, value in now.items():
            setattr(self, name, value)
        self.since = at

    def rest(self) -> Life:
        assert self.since is not None  # noqa: S101 (for the type checker)
        last = Stay(self.since, None, self.status, self.points, self.sprint)
        return Life([*self.stays, last])


def invent_life(chance: random.Random, born: datetime, now: datetime, boxes: Sequence[Box]) -> Life:
    """A task from `born` to `now`: estimated, planned into a sprint, worked on, carried over."""
    telling = _Telling(points=chance.choice(_POINTS))
    telling.turn(born)
    for at, change in sorted(_plan(chance, born, boxes), key=lambda step: step[0]):
        if at < now:
            telling.turn(max(at, born), **change)
    return telling.rest()


def _plan(
    chance: random.Random, born: datetime, boxes: Sequence[Box]
) -> Iterator[tuple[datetime, dict[str, object]]]:
    """When something changes, and what: a tenth is never taken up."""
    if chance.random() < 0.1:
        return
    begins = born + timedelta(hours=chance.expovariate(1 / 300))
    ends = begins + timedelta(hours=4 + chance.lognormvariate(3.6, 0.9))
    if chance.random() < 0.15:
        estimated = born + (begins - born) * chance.random()
        yield estimated, {"points": chance.choice(_POINTS)}
    yield from _sprints(begins, ends, boxes)
    yield begins, {"status": "in_progress"}
    yield begins + (ends - begins) * chance.uniform(0.5, 0.9), {"status": "in_review"}
    yield ends, {"status": "done"}
    if chance.random() < 0.03:
        yield ends + timedelta(days=2), {"status": "in_progress"}
        yield ends + timedelta(days=4), {"status": "done"}


def _sprints(
    begins: datetime, ends: datetime, boxes: Sequence[Box]
) -> Iterator[tuple[datetime, dict[str, object]]]:
    """The sprint that work begins in, and each one that it is carried over to."""
    starts = [box.starts for box in boxes]
    for place in range(max(bisect_right(starts, begins) - 1, 0), len(boxes)):
        box = boxes[place]
        if box.starts >= ends:
            return
        at = max(box.starts, begins - timedelta(hours=1))
        yield at, {"sprint": box.id}
