"""What of a query is looked for in texts, and what is asked of the tasks themselves."""

from dataclasses import dataclass

from tasks.query.grammar import All, Any, Not, Query, Words, all_of
from tasks.query.parser import parse
from tasks.query.words import QueryError
from teamflow.common.search.folding import Wanted, wanted


@dataclass(frozen=True, slots=True)
class Searched:
    """A query of the search: words for `to_tsquery` ("" for none), the words to mark, and the
    rest, which is asked of tasks. `problem` says what could not be understood, and was taken as
    words."""

    text: str
    marks: tuple[Wanted, ...]
    rest: Query | None
    problem: str = ""


def searched(said: str) -> Searched:
    """What somebody typed, complete or not yet: an unclosed quote or a field without a value is
    no mistake while one types."""
    for attempt, goes_on in ((said, False), (f'{said}"', True), (_without_last(said), False)):
        try:
            return _split(parse(attempt), goes_on)
        except QueryError:
            continue
    found = wanted(said)
    words = [Wanted(((word,),)) for word in found.words]
    text = " & ".join(word.as_query for word in words)
    return Searched(text, tuple(words), None, _problem(said))


def _without_last(said: str) -> str:
    head, _, last = said.rpartition(" ")
    return head if last[-1:] in set(":<>=,-(") else said


def _problem(said: str) -> str:
    try:
        parse(said)
    except QueryError as error:
        return error.words
    return ""


def _split(query: Query, goes_on: bool) -> Searched:
    parts = query.parts if isinstance(query, All) else (query,)
    texts = [part for part in parts if _is_text(part)]
    if not any(_finds(part) for part in texts):
        texts = []
    rest = [part for part in parts if part not in texts]
    said = [_as_text(part, goes_on) for part in texts]
    marks = tuple(mark for part in texts for mark in _marks(part, goes_on))
    return Searched(
        " & ".join(text for text in said if text), marks, all_of(rest) if rest else None
    )


def _is_text(query: Query) -> bool:
    match query:
        case Words():
            return True
        case Not(part):
            return _is_text(part)
        case All(parts):
            return all(_is_text(part) for part in parts)
        case Any(parts):
            # One that only leaves out would find nearly everything.
            return all(_is_text(part) and _finds(part) for part in parts)
        case _:
            return False


def _finds(query: Query) -> bool:
    match query:
        case Words(text):
            return bool(wanted(text).words)
        case All(parts) | Any(parts):
            return any(_finds(part) for part in parts)
        case _:
            return False


def _as_text(query: Query, goes_on: bool) -> str:
    match query:
        case Words(text):
            found = _wanted(text, goes_on)
            return found.as_query if found.words else ""
        case Not(part):
            inner = _as_text(part, goes_on)
            return f"!({inner})" if inner else ""
        case All(parts) | Any(parts):
            joint = " | " if isinstance(query, Any) else " & "
            inner = joint.join(text for part in parts if (text := _as_text(part, goes_on)))
            return f"({inner})" if inner else ""
        case _:
            return ""


def _marks(query: Query, goes_on: bool) -> list[Wanted]:
    match query:
        case Words(text):
            return [_wanted(text, goes_on)]
        case All(parts) | Any(parts):
            return [mark for part in parts for mark in _marks(part, goes_on)]
        case _:
            return []


def _wanted(text: str, goes_on: bool) -> Wanted:
    """Quoted blanks make a phrase of whole words; while it is typed, its last may go on."""
    return wanted(text, is_open=goes_on or " " not in text.strip())
