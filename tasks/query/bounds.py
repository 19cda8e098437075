"""From–to of what a term asks: every comparison of whole numbers and days, both ends included."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Generic, TypeVar

from tasks.query.grammar import Operator, Range, Value

T = TypeVar("T", Decimal, date)


@dataclass(frozen=True, slots=True)
class Bounds(Generic[T]):
    """From `low` to `high`; None is open. `has_low`: whether `low` itself is in, and so on."""

    low: T | None = None
    high: T | None = None
    has_low: bool = True
    has_high: bool = True


def bounds_of(
    operator: Operator, value: Value, read: Callable[[str], T | None]
) -> Bounds[T] | None:
    """What lies within; None where a value is no such thing, which nothing fits."""
    if isinstance(value, Range):
        low = read(value.start) if value.start else None
        high = read(value.end) if value.end else None
        is_none = (value.start and low is None) or (value.end and high is None)
        return None if is_none else Bounds(low, high)
    wanted = read(value.text)
    if wanted is None:
        return None
    match operator:
        case "<":
            return Bounds(high=wanted, has_high=False)
        case "<=":
            return Bounds(high=wanted)
        case ">":
            return Bounds(low=wanted, has_low=False)
        case ">=":
            return Bounds(low=wanted)
        case _:
            return Bounds(wanted, wanted)


def whole(bounds: Bounds[Decimal], least: int, most: int) -> tuple[int, int]:
    """The whole numbers within, none outside what a column can hold; empty when low > high."""
    low, high = least, most
    if bounds.low is not None:
        ceiling = int(bounds.low.to_integral_value(ROUND_CEILING))
        low = ceiling + (not bounds.has_low and ceiling == bounds.low)
    if bounds.high is not None:
        floor = int(bounds.high.to_integral_value(ROUND_FLOOR))
        high = floor - (not bounds.has_high and floor == bounds.high)
    return (max(low, least), min(high, most)) if low <= most and high >= least else (1, 0)


def days(bounds: Bounds[date]) -> tuple[date, date]:
    """The first and the last day within; empty when the first is after the last."""
    low, high = bounds.low or date.min, bounds.high or date.max
    if (not bounds.has_low and low == date.max) or (not bounds.has_high and high == date.min):
        return date.max, date.min
    one = timedelta(days=1)
    return (
        low if bounds.has_low else low + one,
        high if bounds.has_high else high - one,
    )


def moments(first: date, last: date, zone: tzinfo) -> tuple[datetime | None, datetime | None]:
    """When the first day begins and when the last has ended; None where the calendar ends."""
    margin = timedelta(days=2)
    begins = None if first - date.min < margin else datetime.combine(first, time.min, zone)
    after = None
    if date.max - last >= margin:
        after = datetime.combine(last + timedelta(days=1), time.min, zone)
    return begins, after
