"""Days as people live them: in a time zone, from midnight to midnight."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

DAY = timedelta(days=1)
SATURDAY = 5


def zone_of(*names: object) -> str:
    """The first of `names` that is a time zone; UTC when none is."""
    known = available_timezones()
    return next((name for name in names if isinstance(name, str) and name in known), "UTC")


def midnight(day: date, zone: str) -> datetime:
    """The instant at which `day` begins there, in UTC."""
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def day_of(moment: datetime, zone: str) -> date:
    """The day that it is there at that instant."""
    return moment.astimezone(ZoneInfo(zone)).date()


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day from `first` to `last`, both included."""
    while first <= last:
        yield first
        first += DAY


def monday_of(day: date) -> date:
    """The day its ISO week begins."""
    return day - timedelta(days=day.weekday())


def is_weekend(day: date) -> bool:
    """Saturday or Sunday."""
    return day.weekday() >= SATURDAY
