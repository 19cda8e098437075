"""Tokens → query: `or` of `and` of terms, with parentheses and `not`."""

from typing import cast

from tasks.query.check import checked
from tasks.query.grammar import (
    EVERYTHING,
    Operator,
    Query,
    Range,
    Term,
    Value,
    Word,
    Words,
    all_of,
    any_of,
    negated,
)
from tasks.query.lexer import Kind, Token, tokens
from tasks.query.words import ALIASES, CUSTOM, FIELDS, KEYWORDS, QueryError, closest, sort_of

DEEPEST = 20


def parse(text: str) -> Query:
    """The query that `text` says; QueryError tells what is wrong, and where."""
    parser = _Parser(tokens(text), len(text))
    query = parser.any(0)
    left = parser.peek()
    if left is not None:
        raise QueryError("unexpected", left.at, left.text)
    return query


class _Parser:
    def __init__(self, found: list[Token], end: int) -> None:
        self._tokens = found
        self._end = end
        self._at = 0

    def peek(self) -> Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _next(self) -> Token | None:
        token = self.peek()
        self._at += 1
        return token

    def _takes(self, kind: Kind) -> bool:
        token = self.peek()
        if token is None or token.kind != kind:
            return False
        self._at += 1
        return True

    def any(self, depth: int) -> Query:
        token = self.peek()
        if depth == 0 and (token is None or token.kind == "close"):
            return EVERYTHING
        parts = [self._all(depth)]
        while self._takes("or"):
            parts.append(self._all(depth))
        return any_of(parts)

    def _all(self, depth: int) -> Query:
        parts = [self._one(depth)]
        while True:
            is_joined = self._takes("and")
            token = self.peek()
            if not is_joined and (token is None or token.kind in {"or", "close"}):
                return all_of(parts)
            parts.append(self._one(depth))

    def _one(self, depth: int) -> Query:
        token = self._next()
        if token is None:
            raise QueryError("missing_part", self._end)
        if depth >= DEEPEST:
            raise QueryError("too_deep", token.at, token.text)
        match token.kind:
            case "minus" | "not":
                return negated(self._one(depth + 1))
            case "open":
                return self._inside(token, depth)
            case "name":
                return self._term(token)
            case "word" | "quoted":
                if not token.text:
                    raise QueryError("missing_value", token.at)
                return Words(token.text)
            case _:
                raise QueryError("missing_part", token.at, token.text)

    def _inside(self, opening: Token, depth: int) -> Query:
        inner = self.any(depth + 1)
        if not self._takes("close"):
            raise QueryError("missing_close", opening.at, opening.text)
        return inner

    def _term(self, name: Token) -> Query:
        field = _field_of(name)
        operator = self._next() or name
        places = [self._value_token()]
        while self._takes("comma"):
            places.append(self._value_token())
        is_not = operator.text == "!="
        sign = cast(Operator, ":" if is_not else operator.text)
        term = Term(field, sign, tuple(_value_of(place) for place in places))
        good = checked(term, operator, places)
        return negated(good) if is_not else good

    def _value_token(self) -> Token:
        token = self._next()
        if token is None or not token.text:
            raise QueryError("missing_value", token.at if token else self._end)
        return token


def _value_of(token: Token) -> Value:
    if token.kind == "quoted":
        return Word(token.text, token.text.lower() in KEYWORDS)
    start, dots, end = token.text.partition("..")
    if not dots:
        return Word(token.text)
    if not start and not end:
        raise QueryError("missing_value", token.at)
    return Range(start, end)


def _field_of(token: Token) -> str:
    if token.text.lower().startswith(CUSTOM):
        name = token.text[len(CUSTOM) :]
        if not name:
            raise QueryError("unknown_field", token.at, token.text)
        return CUSTOM + name
    lower = token.text.lower()
    field = ALIASES.get(lower, lower)
    if sort_of(field) is not None:
        return field
    raise QueryError(
        "unknown_field", token.at, token.text, closest(token.text, (*FIELDS, *ALIASES))
    )
