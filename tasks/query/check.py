"""Whether a term's operator and values are what its field takes; gives them their one spelling."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from tasks.query.dates import day_of, minutes_of, number_of
from tasks.query.grammar import Range, Term, Value, Word
from tasks.query.lexer import Token
from tasks.query.words import (
    ALIASES,
    ANCHORS,
    BOOLEANS,
    CUSTOM,
    EMPTIABLE,
    FLAGS,
    ORDERED,
    PRESENCES,
    PRIORITY_ORDER,
    STATUSES,
    QueryError,
    Sort,
    closed,
    closest,
    sort_of,
)

_ANY_DAY = date(2000, 1, 1)
_NO_ALIASES: Mapping[str, str] = {}
_LISTS: dict[Sort, tuple[tuple[str, ...], Mapping[str, str]]] = {
    Sort.STATUS: (STATUSES, _NO_ALIASES),
    Sort.PRIORITY: (PRIORITY_ORDER, {"urgent": "critical"}),
    Sort.FLAG: (FLAGS, _NO_ALIASES),
    Sort.BOOLEAN: (BOOLEANS, {"true": "yes", "false": "no"}),
    Sort.PRESENCE: (PRESENCES, ALIASES),
}


def checked(term: Term, operator: Token, places: Sequence[Token]) -> Term:
    """The term with its values spelled as they are kept; QueryError for what cannot be."""
    sort = sort_of(term.field) or Sort.CUSTOM
    if term.operator != ":" and (sort not in ORDERED or len(term.values) > 1):
        raise QueryError("bad_operator", operator.at, operator.text)
    values = tuple(
        _value(term, sort, value, place) for value, place in zip(term.values, places, strict=True)
    )
    return replace(term, values=values)


def _value(term: Term, sort: Sort, value: Value, place: Token) -> Value:
    if isinstance(value, Range):
        if term.operator != ":" or sort not in ORDERED:
            raise QueryError("bad_operator", place.at, "..")
        ends = (
            _word(sort, Word(end), place).text if end else "" for end in (value.start, value.end)
        )
        return Range(*ends)
    is_none = value.text.lower() == "none" and not value.is_quoted and sort in EMPTIABLE
    if is_none and term.operator == ":":
        return Word("none")
    return _word(sort, value, place)


def _word(sort: Sort, value: Word, place: Token) -> Word:
    text = value.text
    if sort == Sort.PRESENCE and text.lower().startswith(CUSTOM):
        return Word(CUSTOM + text[len(CUSTOM) :])
    if sort in _LISTS:
        known, aliases = _LISTS[sort]
        return Word(_one_of(known, text, place, aliases))
    if sort == Sort.NUMBER or sort == Sort.DURATION:
        number = number_of(text) if sort == Sort.NUMBER else minutes_of(text)
        if number is None:
            raise QueryError("bad_number", place.at, text)
        return Word(text.lower())
    if sort == Sort.DATE:
        if day_of(text, _ANY_DAY) is None:
            raise QueryError("bad_date", place.at, text, closest(text, ANCHORS))
        return Word(text.lower())
    return value


def _one_of(known: tuple[str, ...], text: str, place: Token, aliases: Mapping[str, str]) -> str:
    plain = closed(text)
    found = aliases.get(plain, plain)
    if found in known:
        return found
    raise QueryError("unknown_value", place.at, text, closest(text, known))
