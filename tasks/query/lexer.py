"""A query cut into signs, words, quotes and the names that an operator follows."""

import re
from dataclasses import dataclass
from typing import Literal

from tasks.query.words import CUSTOM, QueryError

MOST = 5000
_BLANKS = " \t\r\n\u00a0"
_NAME = re.compile(r"[A-Za-z][A-Za-z_-]*(?=:|!=|<|>)")
_CUSTOM_QUOTED = re.compile(r'field\.(?=")', re.IGNORECASE)
_CUSTOM_BARE = re.compile(r'field\.([^ \t\r\n\u00a0()":<>!=,]+)(?=:|!=|<|>)', re.IGNORECASE)
_OPERATOR = re.compile(r":|!=|<=|>=|<|>")
_WORD = re.compile(r'[^ \t\r\n\u00a0()"]+')
_VALUE = re.compile(r'[^ \t\r\n\u00a0()",]+')

Kind = Literal[
    "open", "close", "minus", "and", "or", "not", "comma", "name", "operator", "word", "quoted"
]
_JOINERS: dict[str, Kind] = {"and": "and", "or": "or", "not": "not"}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query, and where it begins."""

    kind: Kind
    at: int
    text: str


def tokens(text: str) -> list[Token]:
    """The pieces of `text`; QueryError where there is none."""
    if len(text) > MOST:
        raise QueryError("too_long", MOST)
    nul = text.find("\0")
    if nul >= 0:
        raise QueryError("bad_sign", nul)
    found: list[Token] = []
    at = 0
    while at < len(text):
        at = at + 1 if text[at] in _BLANKS else _take(text, at, found)
    return found


def _take(text: str, at: int, found: list[Token]) -> int:
    """One token, or a field with all its values; answers where the next begins."""
    sign = text[at]
    if sign in "()":
        found.append(Token("open" if sign == "(" else "close", at, sign))
        return at + 1
    if sign == "-" and at + 1 < len(text) and text[at + 1] not in _BLANKS:
        found.append(Token("minus", at, sign))
        return at + 1
    name = _name_at(text, at)
    if name is not None:
        found.append(Token("name", at, name[0]))
        return _take_values(text, name[1], found)
    if sign == '"':
        inside, end = _quoted_at(text, at)
        found.append(Token("quoted", at, inside))
        return end
    word = _matched(_WORD, text, at)
    found.append(Token(_JOINERS.get(word.lower(), "word"), at, word))
    return at + len(word)


def _name_at(text: str, at: int) -> tuple[str, int] | None:
    if _CUSTOM_QUOTED.match(text, at):
        inside, end = _quoted_at(text, at + len(CUSTOM))
        if not _OPERATOR.match(text, end):
            raise QueryError("missing_value", end)
        return CUSTOM + inside, end
    custom = _CUSTOM_BARE.match(text, at)
    if custom:
        return CUSTOM + custom[1], custom.end()
    plain = _NAME.match(text, at)
    return (plain[0], plain.end()) if plain else None


def _take_values(text: str, start: int, found: list[Token]) -> int:
    operator = _matched(_OPERATOR, text, start)
    found.append(Token("operator", start, operator))
    at = start + len(operator)
    while True:
        at = _take_value(text, at, found)
        if at >= len(text) or text[at] != ",":
            return at
        found.append(Token("comma", at, ","))
        at += 1


def _take_value(text: str, at: int, found: list[Token]) -> int:
    if text[at : at + 1] == '"':
        inside, end = _quoted_at(text, at)
        found.append(Token("quoted", at, inside))
        return end
    value = _matched(_VALUE, text, at)
    if not value:
        raise QueryError("missing_value", at)
    found.append(Token("word", at, value))
    return at + len(value)


def _quoted_at(text: str, at: int) -> tuple[str, int]:
    inside: list[str] = []
    end = at + 1
    while end < len(text):
        if text[end] == '"':
            return "".join(inside), end + 1
        if text[end] == "\\" and end + 1 < len(text):
            end += 1
        inside.append(text[end])
        end += 1
    raise QueryError("unclosed_quote", at)


def _matched(pattern: re.Pattern[str], text: str, at: int) -> str:
    found = pattern.match(text, at)
    return found[0] if found else ""
