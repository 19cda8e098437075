"""The words of the query language, and what is wrong with a query, in words.

client/src/tasks/query/fields.ts says the same; shared fixtures hold both to it.
"""

from enum import StrEnum

from django.utils.translation import gettext as _


class Sort(StrEnum):
    """What a field holds."""

    KEY = "key"
    TEXT = "text"
    STATUS = "status"
    PRIORITY = "priority"
    PERSON = "person"
    NAME = "name"
    PARENT = "parent"
    SPRINT = "sprint"
    NUMBER = "number"
    DURATION = "duration"
    DATE = "date"
    FLAG = "flag"
    PRESENCE = "presence"
    BOOLEAN = "boolean"
    CUSTOM = "custom"


FIELDS: dict[str, Sort] = {
    "key": Sort.KEY,
    "title": Sort.TEXT,
    "text": Sort.TEXT,
    "status": Sort.STATUS,
    "column": Sort.NAME,
    "priority": Sort.PRIORITY,
    "assignee": Sort.PERSON,
    "creator": Sort.PERSON,
    "watcher": Sort.PERSON,
    "label": Sort.NAME,
    "type": Sort.NAME,
    "parent": Sort.PARENT,
    "sprint": Sort.SPRINT,
    "milestone": Sort.NAME,
    "points": Sort.NUMBER,
    "estimate": Sort.DURATION,
    "start": Sort.DATE,
    "due": Sort.DATE,
    "created": Sort.DATE,
    "updated": Sort.DATE,
    "completed": Sort.DATE,
    "is": Sort.FLAG,
    "has": Sort.PRESENCE,
    "no": Sort.PRESENCE,
    "blocked": Sort.BOOLEAN,
    "project": Sort.NAME,
    "comments": Sort.NUMBER,
}
ALIASES = {"epic": "parent", "author": "creator"}
CUSTOM = "field."
STATUSES = ("todo", "in_progress", "in_review", "blocked", "done", "archived")
# Least first: this is the order of `<` and `>`.
PRIORITY_ORDER = ("low", "medium", "high", "critical")
FLAGS = ("open", "done", "overdue", "blocked", "archived", "subtask", "epic")
PRESENCES = (
    "assignee",
    "label",
    "type",
    "parent",
    "sprint",
    "milestone",
    "points",
    "estimate",
    "start",
    "due",
    "comments",
    "subtasks",
)
BOOLEANS = ("yes", "no")
ANCHORS = (
    "today",
    "yesterday",
    "tomorrow",
    "startofweek",
    "endofweek",
    "startofmonth",
    "endofmonth",
    "startofyear",
    "endofyear",
)
# Words that stand for something else than a thing of that name, unless quoted.
KEYWORDS = ("none", "me", "active", "next")
ORDERED = frozenset({Sort.PRIORITY, Sort.NUMBER, Sort.DURATION, Sort.DATE, Sort.CUSTOM})
EMPTIABLE = frozenset(
    {
        Sort.PERSON,
        Sort.NAME,
        Sort.PARENT,
        Sort.SPRINT,
        Sort.NUMBER,
        Sort.DURATION,
        Sort.DATE,
        Sort.CUSTOM,
    }
)
_BLANKS = " \t\r\n"
_FARTHEST = 2


class QueryError(Exception):
    """A query that cannot be read: what, where (in characters), and what may have been meant."""

    def __init__(self, code: str, at: int, word: str = "", suggestion: str | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.at = at
        self.end = at + max(1, len(word))
        self.word = word
        self.suggestion = suggestion

    @property
    def words(self) -> str:
        """What is wrong, for the person who wrote it."""
        what = _explained(self.code) % {"word": self.word[:60]}
        if self.suggestion is None:
            return what
        return what + " " + _("Did you mean “%(word)s”?") % {"word": self.suggestion}


def _explained(code: str) -> str:
    return {
        "unknown_field": _("There is no field “%(word)s”."),
        "unknown_value": _("“%(word)s” is not one of the values here."),
        "missing_value": _("A value is missing."),
        "missing_part": _("Something is missing here."),
        "missing_close": _("A closing parenthesis is missing."),
        "unexpected": _("“%(word)s” does not belong here."),
        "unclosed_quote": _("These quotes are not closed."),
        "bad_operator": _("“%(word)s” cannot be used with this field."),
        "bad_date": _("“%(word)s” is not a day such as 2030-01-31, today or +7d."),
        "bad_number": _("“%(word)s” is not a number."),
        "too_long": _("The query is too long."),
        "too_deep": _("The query is nested too deeply."),
        "bad_sign": _("There is a sign that no task can hold."),
    }[code]


def sort_of(field: str) -> Sort | None:
    """What a field holds; None for a word that is none."""
    return Sort.CUSTOM if field.startswith(CUSTOM) else FIELDS.get(field)


def closed(text: str) -> str:
    """The one spelling of a word from a closed list: `In Progress` is `in_progress`."""
    return text.lower().replace(" ", "_").replace("-", "_")


def slug(name: str) -> str:
    """Names are the same whatever their case, and with `-` for blanks."""
    spaced = name.lower().translate({ord(blank): " " for blank in _BLANKS})
    return "-".join(part for part in spaced.split(" ") if part)


def closest(wrong: str, known: tuple[str, ...]) -> str | None:
    """The known word that somebody who mistyped may have meant."""
    text = wrong.lower()
    best, least = None, min(_FARTHEST, len(text) - 1) + 1
    for each in known:
        distance = _distance(text, each.lower())
        if distance < least:
            best, least = each, distance
    return best


def _distance(start: str, end: str) -> int:
    """How many letters must be put in, taken out or changed."""
    if abs(len(start) - len(end)) > _FARTHEST:
        return _FARTHEST + 1
    row = list(range(len(end) + 1))
    for i, letter in enumerate(start):
        following = [i + 1]
        for j, other in enumerate(end):
            change = row[j] + (letter != other)
            following.append(min(change, row[j + 1] + 1, following[j] + 1))
        row = following
    return row[-1]
