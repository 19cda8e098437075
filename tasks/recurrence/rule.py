"""Reading a rule, and the days that it gives; never more of them than were asked for."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from dateutil.rrule import rrulestr
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LIMIT = 500
EARLIEST = date(2000, 1, 1)
PARTS = {
    "FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS",
    "BYYEARDAY", "BYWEEKNO",
}  # fmt: skip
_BOUNDS = {"BYMONTHDAY": 31, "BYMONTH": 12, "BYSETPOS": 366, "BYYEARDAY": 366, "BYWEEKNO": 53}
_DAYS = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 31, "YEARLY": 366}
# A rule that gives no day for so long (the 30th of February) gives none at all.
_PATIENCE = timedelta(days=30 * 366)
_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_WEEKDAYS = re.compile(r"^[+-]?\d{0,2}(MO|TU|WE|TH|FR|SA|SU)$")
_NUMBERS = re.compile(r"^[+-]?\d{1,3}(,[+-]?\d{1,3})*$")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that was read: `text` in its one spelling, `parts` by their names."""

    text: str
    parts: dict[str, str]

    @property
    def frequency(self) -> str:
        """DAILY, WEEKLY, MONTHLY or YEARLY."""
        return self.parts["FREQ"]

    @property
    def interval(self) -> int:
        """Every how many of them."""
        return int(self.parts.get("INTERVAL", "1"))

    @property
    def count(self) -> int | None:
        """How many days there are at most."""
        return int(self.parts["COUNT"]) if "COUNT" in self.parts else None

    def without_count(self) -> "Rule":
        """The same rule without an end by number."""
        return _rule({name: value for name, value in self.parts.items() if name != "COUNT"})


def read_rule(text: str) -> Rule:
    """The rule that `text` says; a ValidationError that says what is wrong with it."""
    try:
        parts = _parts(text)
        _check(parts)
        rule = _rule(parts)
        next_day(rule, EARLIEST, EARLIEST)
    except (ValueError, OverflowError) as error:
        raise ValidationError({"rule": str(error)}) from None
    return rule


def next_day(rule: Rule, starts_on: date, after: date) -> date | None:
    """The day of the series that follows `after`; None once it has ended."""
    if not _is_in_the_calendar(rule.parts):
        return None
    patience = max(_PATIENCE, timedelta(days=2 * rule.interval * _DAYS[rule.frequency]))
    last = until_day(rule.parts["UNTIL"]) if "UNTIL" in rule.parts else date.max
    base = max(after, starts_on)
    horizon = min(last, base + patience) if base <= date.max - patience else last
    parts = {name: value for name, value in rule.parts.items() if name not in {"UNTIL", "COUNT"}}
    text = ";".join(f"{name}={value}" for name, value in parts.items())
    found: Any = rrulestr(text, dtstart=datetime.combine(starts_on, time.min))
    moments = iter(found.replace(until=datetime.combine(horizon, time.min)))
    days = (moment.date() for moment in islice(moments, rule.count))
    return next((day for day in days if day > after), None)


def first_day(rule: Rule, starts_on: date) -> date | None:
    """The first day of the series; None where the rule gives none."""
    return next_day(rule, starts_on, starts_on - timedelta(days=1))


def days_after(rule: Rule, starts_on: date, after: date, count: int) -> list[date]:
    """The next `count` days after `after`, or as many as there are."""
    days: list[date] = []
    while len(days) < count and (day := next_day(rule, starts_on, days[-1] if days else after)):
        days.append(day)
    return days


def _is_in_the_calendar(parts: dict[str, str]) -> bool:
    """Whether any month of the rule has any of its days: who looks for none looks for long."""
    if "BYMONTH" not in parts or "BYMONTHDAY" not in parts:
        return True
    longest = max(_LENGTHS[abs(int(month)) - 1] for month in parts["BYMONTH"].split(","))
    return min(abs(int(day)) for day in parts["BYMONTHDAY"].split(",")) <= longest


def _parts(text: str) -> dict[str, str]:
    text = text.strip().upper().removeprefix("RRULE:")
    if not text or len(text) > LIMIT:
        raise ValueError(_("Give a rule such as FREQ=WEEKLY;BYDAY=TU."))
    parts: dict[str, str] = {}
    for piece in text.split(";"):
        name, equals, value = piece.partition("=")
        if not equals or not value or name in parts:
            raise ValueError(_("“%(piece)s” is no part of a rule.") % {"piece": piece[:40]})
        parts[name] = value
    return parts


def _check(parts: dict[str, str]) -> None:
    _check_frequency(parts.get("FREQ", ""))
    unknown = sorted(set(parts) - PARTS)
    if unknown:
        raise ValueError(_("A rule has no part %(name)s here.") % {"name": unknown[0][:40]})
    if "COUNT" in parts and "UNTIL" in parts:
        raise ValueError(_("A series ends by COUNT or by UNTIL, not by both."))
    for name, high in (("INTERVAL", 999), ("COUNT", 9999)):
        _check_number(name, parts.get(name, "1"), high)
    for name, high in _BOUNDS.items():
        _check_list(name, parts.get(name, "1"), high)
    if not all(_WEEKDAYS.match(day) for day in parts.get("BYDAY", "MO").split(",")):
        raise ValueError(_("BYDAY is a list of MO, TU, WE, TH, FR, SA, SU."))
    if "UNTIL" in parts:
        until_day(parts["UNTIL"])


def _check_frequency(frequency: str) -> None:
    if frequency in {"SECONDLY", "MINUTELY", "HOURLY"}:
        raise ValueError(_("A task comes again daily at most, not by the hour or minute."))
    if frequency not in _DAYS:
        raise ValueError(_("FREQ is DAILY, WEEKLY, MONTHLY or YEARLY."))


def _check_number(name: str, text: str, high: int) -> None:
    if not (text.isdecimal() and 1 <= int(text) <= high):
        bounds = {"name": name, "high": high}
        raise ValueError(_("%(name)s is a number from 1 to %(high)s.") % bounds)


def _check_list(name: str, text: str, high: int) -> None:
    numbers = [abs(int(each)) for each in text.split(",")] if _NUMBERS.match(text) else [0]
    if not all(1 <= number <= high for number in numbers):
        bounds = {"name": name, "high": high}
        raise ValueError(_("%(name)s is a list of numbers from 1 to %(high)s.") % bounds)


def until_day(text: str) -> date:
    """The last day that UNTIL allows, whether it names a time or not."""
    try:
        return datetime.strptime(text[:8], "%Y%m%d").date()  # noqa: DTZ007
    except ValueError:
        raise ValueError(_("UNTIL is a day such as 20261231.")) from None


def _rule(parts: dict[str, str]) -> Rule:
    order = ("FREQ", "INTERVAL", *sorted(PARTS - {"FREQ", "INTERVAL"}))
    kept = {name: parts[name] for name in order if name in parts}
    return Rule(";".join(f"{name}={value}" for name, value in kept.items()), kept)
