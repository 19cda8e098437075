"""Dates as trackers and spreadsheets write them: by country, by locale, with and without zones."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from email.utils import parsedate_to_datetime

from tasks.importers.cells import plain

# The first three letters say which month it is, in the languages that exports come in; where
# three letters do not, the words stand whole.
_MONTHS = (
    "jan|janv|ene|gen|sty|янв|1月",
    "feb|fev|févr|fevr|lut|фев|2月",
    "mar|mars|marz|mär|mrz|maart|mrt|мар|3月",
    "apr|avr|abr|kwi|апр|4月",
    "may|mai|mei|mag|maj|май|мая|5月",
    "jun|juin|giu|cze|июн|6月",
    "jul|juil|lug|lip|июл|7月",
    "aug|aou|août|aout|ago|sie|авг|8月",
    "sep|set|wrz|сен|9月",
    "oct|okt|ott|out|paz|окт|10月",
    "nov|lis|ноя|11月",
    "dec|dez|dic|déc|gru|дек|12月",
)
_MONTH = {
    plain(word): number for number, words in enumerate(_MONTHS, 1) for word in words.split("|")
}
_NUMBERS = re.compile(
    r"(\d{1,4})[/.\-](\d{1,2}|[^\W\d_]{3,10}\.?|\d{1,2}月)[/.\-](\d{1,4})(?:[ ,T]+(.*))?$"
)
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AaPp]\.?\s?[Mm]\.?)?")
# JavaScript's own form ends with the zone's name in parentheses, which says nothing more.
_JAVASCRIPT = re.compile(r"^\w{3} (\w{3}) (\d{1,2}) (\d{4}) (\d{2}:\d{2}:\d{2}) GMT([+-]\d{4})")


@dataclass(frozen=True, slots=True)
class Moments:
    """How one file writes its dates. `is_day_first` is None where the file does not tell, and
    `open` is then a date of it that may be read either way."""

    zone: tzinfo
    is_day_first: bool | None = None
    open: str = ""

    @classmethod
    def of(cls, cells: Iterable[str], zone: tzinfo) -> "Moments":
        """What the file's own dates say of their order: a part over 12 is no month."""
        open_date = ""
        for cell in cells:
            found = _NUMBERS.match(cell.strip())
            if found is None or not found[2].isdecimal() or len(found[1]) == 4:
                continue
            first, second = int(found[1]), int(found[2])
            if first > 12 >= second:
                return cls(zone, is_day_first=True)
            if second > 12 >= first:
                return cls(zone, is_day_first=False)
            if first != second:
                open_date = open_date or cell.strip()
        return cls(zone, open=open_date)

    def time(self, cell: str) -> datetime | None:
        """The moment in UTC; none for what is no date, or one that no calendar of ours holds."""
        text = cell.strip()
        moment = _iso(text) or _long(text) or self._local(text)
        if moment is None or not 1970 <= moment.year <= 9000:
            return None
        return (moment if moment.tzinfo else moment.replace(tzinfo=self.zone)).astimezone(UTC)

    def day(self, cell: str) -> date | None:
        """The date as it is written, in whatever zone it was meant."""
        text = cell.strip()
        moment = _iso(text) or _long(text) or self._local(text)
        return moment.date() if moment is not None and 1970 <= moment.year <= 9000 else None

    def _local(self, text: str) -> datetime | None:
        found = _NUMBERS.match(text)
        if found is None:
            return None
        parts = self._day_of(found[1], found[2].rstrip("."), found[3])
        hour, minute, second = _clock(found[4] or "")
        try:
            # The zone is the caller's to add: a date alone has none.
            return datetime(*parts, hour, minute, second)  # noqa: DTZ001
        except (TypeError, ValueError):
            return None

    def _day_of(self, first: str, second: str, third: str) -> tuple[int, int, int]:
        """Year, month, day."""
        if len(first) == 4:
            return int(first), _month(second), int(third)
        year = int(third) + (2000 if len(third) <= 2 else 0)
        if not second.isdecimal() or self.is_day_first is not False:
            return year, _month(second), int(first)
        return year, int(first), int(second)


def _month(word: str) -> int:
    if word.isdecimal():
        return int(word)
    name = plain(word)
    return _MONTH.get(name) or _MONTH.get(name[:4]) or _MONTH.get(name[:3]) or 0


def _clock(text: str) -> tuple[int, int, int]:
    found = _TIME.search(text)
    if found is None:
        return 0, 0, 0
    hour = int(found[1])
    half = (found[4] or "").casefold()
    if half.startswith("p") and hour < 12:
        hour += 12
    elif half.startswith("a") and hour == 12:
        hour = 0
    return hour, int(found[2]), int(found[3] or 0)


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _long(text: str) -> datetime | None:
    """`Mon Mar 04 2030 09:30:00 GMT+0000 (GMT)` and `Mon, 04 Mar 2030 09:30:00 UTC+0000`."""
    found = _JAVASCRIPT.match(text)
    if found:
        text = f"{found[2]} {found[1]} {found[3]} {found[4]} {found[5]}"
    elif not text[:3].isalpha():
        return None
    try:
        return parsedate_to_datetime(text.replace("UTC+", "+").replace("UTC-", "-"))
    except (TypeError, ValueError, IndexError):
        return None
