"""What somebody asks a report: parsed once, whichever door it comes through."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_DAYS = 1830
_AGO = re.compile(r"-([0-9]{1,4})d")
YEARS = (1970, 2100)


class Kind(StrEnum):
    """The reports there are, by the word in their address."""

    BURNDOWN = "burndown"
    BURNUP = "burnup"
    VELOCITY = "velocity"
    FLOW = "flow"
    CYCLE_TIME = "cycle-time"
    THROUGHPUT = "throughput"
    AGE = "age"
    WORKLOAD = "workload"
    TIME = "time"
    CREATED_DONE = "created-done"
    FORECAST = "forecast"


BURNS = {Kind.BURNDOWN, Kind.BURNUP}
FILTERS = {"person", "type", "query"}
PARAMS: dict[Kind, set[str]] = {
    Kind.BURNDOWN: {"sprint", "from", "to", "unit", "weekends", *FILTERS},
    Kind.BURNUP: {"sprint", "from", "to", "unit", "weekends", *FILTERS},
    Kind.VELOCITY: {"last", "unit", *FILTERS},
    Kind.FLOW: {"from", "to", "unit", "by", *FILTERS},
    Kind.CYCLE_TIME: {"from", "to", *FILTERS},
    Kind.THROUGHPUT: {"from", "to", *FILTERS},
    Kind.AGE: FILTERS,
    Kind.WORKLOAD: FILTERS,
    Kind.TIME: {"from", "to", "by", *FILTERS},
    Kind.CREATED_DONE: {"from", "to", "by", *FILTERS},
    Kind.FORECAST: {"sprint", "unit", "history", *FILTERS},
}
CHOICES: dict[str, tuple[str, ...]] = {"unit": ("points", "count"), "weekends": ("true", "false")}
BY: dict[Kind, tuple[str, ...]] = {
    Kind.FLOW: ("status", "column"),
    Kind.TIME: ("person", "task", "week"),
    Kind.CREATED_DONE: ("week", "day"),
}
BOUNDS = {"last": (3, 10), "history": (14, 730)}
# What is looked at when nobody says from when: enough to see a trend.
SPANS = {Kind.BURNDOWN: 30, Kind.BURNUP: 30, Kind.TIME: 30, Kind.FLOW: 60}
USUAL_SPAN = 84


@dataclass(frozen=True, slots=True)
class Asked:
    """A report's question. `sprint`: an id, "active", "none", or "" for what is at hand."""

    kind: Kind
    zone: str
    today: date
    start: date
    end: date
    has_range: bool = False
    sprint: str = ""
    unit: str = "points"
    weekends: bool = True
    by: str = ""
    last: int = 6
    history: int = 90
    person: str = ""
    type: str = ""
    query: str = ""
    # Who asks, where a query may speak of "me": to others the same words mean something else.
    me: str = ""

    @property
    def counts_points(self) -> bool:
        """Whether story points are added up, rather than tasks."""
        return self.unit == "points"

    def key(self, language: str) -> str:
        """The same for the same question on the same day: what a kept answer is found by."""
        said = json.dumps({**asdict(self), "language": language}, default=str, sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()


def parse_asked(
    kind: Kind, said: Mapping[str, str], *, zone: str, today: date, me: str = ""
) -> Asked:
    """The question in `said` (words of a query string); ValidationError, by name, where unclear."""
    unknown = set(said) - PARAMS[kind]
    if unknown:
        raise ValidationError({name: _("There is no such filter.") for name in sorted(unknown)})
    start, end = _range(kind, said, today)
    return Asked(
        kind=kind,
        zone=zone,
        today=today,
        start=start,
        end=end,
        has_range="from" in said or "to" in said,
        sprint=_sprint(said),
        # Points where teams plan by them; else what moves is tasks.
        unit=_choice(said, "unit", CHOICES["unit"], _usual_unit(kind)),
        weekends=_choice(said, "weekends", CHOICES["weekends"], "true") == "true",
        by=_choice(said, "by", BY[kind], BY[kind][0]) if kind in BY else "",
        last=_number(said, "last", 6),
        history=_number(said, "history", 90),
        person=_uuid(said, "person", words=("none",)),
        type=_uuid(said, "type"),
        query=_query(said),
        me=me if said.get("query") else "",
    )


def _usual_unit(kind: Kind) -> str:
    return "count" if kind in {Kind.FLOW, Kind.FORECAST} else "points"


def _range(kind: Kind, said: Mapping[str, str], today: date) -> tuple[date, date]:
    end = _date(said, "to", today) or today
    start = _date(said, "from", today) or end - timedelta(days=SPANS.get(kind, USUAL_SPAN) - 1)
    if start > end:
        raise ValidationError({"from": _("This lies after the end.")})
    if (end - start).days > MOST_DAYS:
        raise ValidationError({"from": _("At most five years at once.")})
    return start, end


def _date(said: Mapping[str, str], name: str, today: date) -> date | None:
    """A day, or `-30d`: so many days ago, which stays true on a dashboard."""
    if name not in said:
        return None
    ago = _AGO.fullmatch(said[name])
    if ago is not None:
        return today - timedelta(days=int(ago[1]))
    try:
        day = date.fromisoformat(said[name])
    except ValueError:
        raise ValidationError(
            {name: _("A day as 2030-12-31, or -30d for so many days ago.")}
        ) from None
    if not YEARS[0] <= day.year <= YEARS[1]:
        message = _("A year from %(low)s to %(high)s.") % {"low": YEARS[0], "high": YEARS[1]}
        raise ValidationError({name: message})
    return day


def _choice(said: Mapping[str, str], name: str, choices: tuple[str, ...], usual: str) -> str:
    chosen = said.get(name, usual)
    if chosen not in choices:
        raise ValidationError({name: _("One of: %(names)s.") % {"names": ", ".join(choices)}})
    return chosen


def _number(said: Mapping[str, str], name: str, usual: int) -> int:
    low, high = BOUNDS[name]
    text = said.get(name, str(usual))
    if not (text.isascii() and text.isdecimal() and len(text) <= 4 and low <= int(text) <= high):
        message = _("A number from %(low)s to %(high)s.") % {"low": low, "high": high}
        raise ValidationError({name: message})
    return int(text)


def _sprint(said: Mapping[str, str]) -> str:
    return _uuid(said, "sprint", words=("active", "none"))


def _uuid(said: Mapping[str, str], name: str, *, words: tuple[str, ...] = ()) -> str:
    text = said.get(name, "")
    if not text or text in words:
        return text
    try:
        return str(UUID(text))
    except ValueError:
        raise ValidationError({name: _("This is no id.")}) from None


def _query(said: Mapping[str, str]) -> str:
    text = said.get("query", "")
    if len(text) > 2000 or "\0" in text:
        raise ValidationError({"query": _("At most 2000 characters.")})
    return text
