"""A rule as people say it: “every second Tuesday”."""

from datetime import date

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from tasks.recurrence.rule import Rule, until_day

_WEEK = ["MO", "TU", "WE", "TH", "FR"]


def rule_words(rule: Rule, starts_on: date) -> str:
    """The rule in a few words, its end included."""
    words = _frequency(rule, starts_on)
    if rule.count is not None:
        return _("%(words)s, %(count)s times") % {"words": words, "count": rule.count}
    if "UNTIL" in rule.parts:
        day = date_format(until_day(rule.parts["UNTIL"]), "DATE_FORMAT")
        return _("%(words)s, until %(day)s") % {"words": words, "day": day}
    return words


def _frequency(rule: Rule, starts_on: date) -> str:
    if set(rule.parts) & {"BYWEEKNO", "BYYEARDAY"} or _is_odd(rule):
        return _("by the rule %(rule)s") % {"rule": rule.text}
    match rule.frequency:
        case "DAILY":
            return _every(rule.interval, _("day"), _("days")) + _in_months(rule)
        case "WEEKLY":
            return _weekly(rule, starts_on) + _in_months(rule)
        case "MONTHLY":
            every = _every(rule.interval, _("month"), _("months"))
            return f"{every} {_in_month(rule, starts_on)}{_in_months(rule)}"
        case _:
            return f"{_every(rule.interval, _('year'), _('years'))} {_in_year(rule, starts_on)}"


def _is_odd(rule: Rule) -> bool:
    """A combination that plain words would get wrong."""
    names = set(rule.parts)
    if "BYSETPOS" in names or {"BYDAY", "BYMONTHDAY"} <= names:
        return True
    return rule.frequency == "DAILY" and bool(names & {"BYDAY", "BYMONTHDAY"})


def _every(interval: int, one: str, many: str) -> str:
    if interval == 1:
        return _("every %(unit)s") % {"unit": one}
    if interval == 2:
        return _("every second %(unit)s") % {"unit": one}
    return _("every %(number)s %(unit)s") % {"number": interval, "unit": many}


def _weekly(rule: Rule, starts_on: date) -> str:
    days = rule.parts.get("BYDAY", "").split(",") if "BYDAY" in rule.parts else []
    if not days:
        days = [["MO", "TU", "WE", "TH", "FR", "SA", "SU"][starts_on.weekday()]]
    if days == _WEEK and rule.interval == 1:
        return _("every weekday")
    if len(days) == 1 and rule.interval <= 2:
        name = _weekday(days[0])
        return _every(rule.interval, name, name)
    names = get_text_list([_weekday(day) for day in days], _("and"))
    week = _every(rule.interval, _("week"), _("weeks"))
    return _("%(week)s on %(days)s") % {"week": week, "days": names}


def _in_month(rule: Rule, starts_on: date) -> str:
    if "BYDAY" in rule.parts:
        return _on_weekdays(rule.parts["BYDAY"])
    days = rule.parts.get("BYMONTHDAY", str(starts_on.day)).split(",")
    if days == ["-1"]:
        return _("on the last day")
    return _("on day %(days)s") % {"days": get_text_list(days, _("and"))}


def _in_year(rule: Rule, starts_on: date) -> str:
    months = rule.parts.get("BYMONTH", str(starts_on.month)).split(",")
    names = get_text_list([_month(month) for month in months], _("and"))
    if "BYDAY" in rule.parts:
        where = _on_weekdays(rule.parts["BYDAY"])
        return _("%(where)s in %(months)s") % {"where": where, "months": names}
    days = rule.parts.get("BYMONTHDAY", str(starts_on.day)).split(",")
    return _("on %(days)s %(months)s") % {
        "days": get_text_list(days, _("and")),
        "months": names,
    }


def _in_months(rule: Rule) -> str:
    if "BYMONTH" not in rule.parts:
        return ""
    names = [_month(month) for month in rule.parts["BYMONTH"].split(",")]
    return " " + _("in %(months)s") % {"months": get_text_list(names, _("and"))}


def _on_weekdays(text: str) -> str:
    names = []
    for day in text.split(","):
        place, weekday = day[:-2], _weekday(day[-2:])
        names.append(f"{_place(place)} {weekday}" if place else weekday)
    return _("on the %(days)s") % {"days": get_text_list(names, _("and"))}


def _place(text: str) -> str:
    places = {1: _("first"), 2: _("second"), 3: _("third"), 4: _("fourth"), 5: _("fifth")}
    number = int(text)
    if number == -1:
        return _("last")
    return places.get(number, f"{number}.")


def _weekday(code: str) -> str:
    names = {
        "MO": _("Monday"), "TU": _("Tuesday"), "WE": _("Wednesday"), "TH": _("Thursday"),
        "FR": _("Friday"), "SA": _("Saturday"), "SU": _("Sunday"),
    }  # fmt: skip
    return names[code[-2:]]


def _month(text: str) -> str:
    number = int(text)
    if not 1 <= number <= 12:
        return text
    return date_format(date(2000, number, 1), "F")
