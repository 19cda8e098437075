"""Text → a frozen query, and back. Nobody's names are looked up here: a query says the same in
every project. client/src/tasks/query/parser.ts does the same; shared fixtures hold both to it.
"""

import re
from dataclasses import dataclass
from typing import Literal

from tasks.query.words import CUSTOM

Operator = Literal[":", "<", "<=", ">", ">="]


@dataclass(frozen=True, slots=True)
class Word:
    """A name or a sign; `is_quoted` only where quotes keep `none` and the like from a meaning."""

    text: str
    is_quoted: bool = False


@dataclass(frozen=True, slots=True)
class Range:
    """From–to, both included; an open end is empty."""

    start: str
    end: str


Value = Word | Range


@dataclass(frozen=True, slots=True)
class Term:
    """What a field holds; any one of the values suffices."""

    field: str
    operator: Operator
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Words that key or title hold."""

    text: str


@dataclass(frozen=True, slots=True)
class All:
    """Every part; without parts: everything."""

    parts: "tuple[Query, ...]"


@dataclass(frozen=True, slots=True)
class Any:
    """At least one part."""

    parts: "tuple[Query, ...]"


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite."""

    part: "Query"


Query = All | Any | Not | Term | Words

EVERYTHING = All(())

_PLAIN_VALUE = re.compile(r'[^= \t\r\n\u00a0()",\\][^ \t\r\n\u00a0()",\\]*')
_PLAIN_NAME = re.compile(r'[^ \t\r\n\u00a0()":<>!=,\\]+')
_PLAIN_WORDS = re.compile(r'[^ \t\r\n\u00a0()":<>!=,\\-][^ \t\r\n\u00a0()":<>!=\\]*')
JOINERS = frozenset({"and", "or", "not"})


def all_of(parts: list[Query]) -> Query:
    """All parts, without needless nesting."""
    flat: list[Query] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, All) else [part])
    return flat[0] if len(flat) == 1 else All(tuple(flat))


def any_of(parts: list[Query]) -> Query:
    """Any part, without needless nesting."""
    flat: list[Query] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, Any) else [part])
    return flat[0] if len(flat) == 1 else Any(tuple(flat))


def negated(part: Query) -> Query:
    """The opposite; twice no is yes."""
    return part.part if isinstance(part, Not) else Not(part)


def print_query(query: Query) -> str:
    """The query in the one spelling that addresses and saved views carry."""
    return _printed(query, None)


def _printed(query: Query, within: type | None) -> str:
    """`and` binds tighter than `or`: only what would be read otherwise stands in parentheses."""
    match query:
        case Term():
            return _printed_term(query)
        case Words(text):
            is_plain = _PLAIN_WORDS.fullmatch(text) and text.lower() not in JOINERS
            return text if is_plain else _quoted(text)
        case Not(part):
            return f"-{_printed(part, Not)}"
        case All(parts) | Any(parts):
            joint = " or " if isinstance(query, Any) else " "
            text = joint.join(_printed(part, type(query)) for part in parts)
            is_loose = within is None or (isinstance(query, All) and within is Any)
            return text if is_loose else f"({text})"


def _printed_term(term: Term) -> str:
    field = term.field
    if field.startswith(CUSTOM) and not _PLAIN_NAME.fullmatch(field.removeprefix(CUSTOM)):
        field = CUSTOM + _quoted(field.removeprefix(CUSTOM))
    return f"{field}{term.operator}{','.join(_printed_value(value) for value in term.values)}"


def _printed_value(value: Value) -> str:
    if isinstance(value, Range):
        return f"{value.start}..{value.end}"
    is_plain = _PLAIN_VALUE.fullmatch(value.text) and ".." not in value.text
    return value.text if is_plain and not value.is_quoted else _quoted(value.text)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
