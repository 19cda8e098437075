"""Days in words: `today`, `+7d`, `-2w`, `startofmonth-1m`, `2030-01-31`; durations; numbers."""

import re
from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal

from tasks.query.words import ANCHORS

_FORM = re.compile(r"([a-z]*)(?:([+-])([0-9]{1,4})([dwmy]))?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DURATION = re.compile(
    r"(?:([0-9]{1,4}(?:\.[0-9]{1,2})?)d)?(?:([0-9]{1,5}(?:\.[0-9]{1,2})?)h)?(?:([0-9]{1,7})m?)?"
)
_NUMBER = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{1,6})?")
WORKDAY_HOURS = 8


def day_of(text: str, today: date) -> date | None:
    """The day that `text` names when it is `today`; None for what names none."""
    if _DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return None
    found = _FORM.fullmatch(text.lower())
    if found is None or not text:
        return None
    anchor, sign, count, unit = found.groups()
    if anchor and anchor not in ANCHORS:
        return None
    base = _anchored(anchor, today)
    if not count:
        return base
    day = _shifted(base, int(f"{sign}{count}"), unit)
    # A month's end stays one: a month after the end of February comes the end of March.
    return _anchored(anchor, day) if anchor == "endofmonth" and unit in "my" else day


def _anchored(anchor: str, today: date) -> date:
    last = monthrange(today.year, today.month)[1]
    return {
        "yesterday": lambda: _shifted(today, -1, "d"),
        "tomorrow": lambda: _shifted(today, 1, "d"),
        "startofweek": lambda: _shifted(today, -today.weekday(), "d"),
        "endofweek": lambda: _shifted(today, 6 - today.weekday(), "d"),
        "startofmonth": lambda: today.replace(day=1),
        "endofmonth": lambda: today.replace(day=last),
        "startofyear": lambda: today.replace(month=1, day=1),
        "endofyear": lambda: today.replace(month=12, day=31),
    }.get(anchor, lambda: today)()


def _shifted(day: date, count: int, unit: str) -> date:
    """A month later is the same day, or the month's last; the calendar ends at both ends."""
    if unit in "dw":
        try:
            return day + timedelta(days=count * (7 if unit == "w" else 1))
        except OverflowError:
            return date.min if count < 0 else date.max
    months = day.year * 12 + day.month - 1 + count * (12 if unit == "y" else 1)
    year, month = divmod(months, 12)
    if not date.min.year <= year <= date.max.year:
        return date.min if year < date.min.year else date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def minutes_of(text: str) -> int | None:
    """Minutes of `90`, `30m`, `2h`, `1d4h` (a day has eight hours); None for no duration."""
    found = _DURATION.fullmatch(text.lower())
    if found is None or not text:
        return None
    days, hours, minutes = (Decimal(part or 0) for part in found.groups())
    return int(days * WORKDAY_HOURS * 60 + hours * 60 + minutes)


def number_of(text: str) -> Decimal | None:
    """A number with at most twelve digits and six decimals."""
    return Decimal(text) if _NUMBER.fullmatch(text) else None
