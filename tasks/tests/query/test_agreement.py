"""Random queries on random tasks: SQL finds what the plain evaluator finds."""

import copy

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.models import Task
from tasks.query.grammar import (
    All,
    Any,
    Not,
    Range,
    Term,
    Word,
    Words,
    all_of,
    any_of,
    negated,
    print_query,
)
from tasks.query.parser import parse
from tasks.query.sql import condition_of
from tasks.query.words import QueryError
from tasks.tests.query.evaluator import Evaluator
from tasks.tests.query.world import FIXTURES, World

DAYS = st.sampled_from(
    ["today", "-1d", "+7d", "2026-03-01", "startofweek", "endofmonth", "-2w", "9999-12-31"]
)
NUMBERS = st.sampled_from(["0", "1", "2.5", "3", "8", "21", "-1", "100000"])
OPERATORS = st.sampled_from([":", "<", "<=", ">", ">="])
PEOPLE = st.sampled_from([Word("me"), Word("me", True), Word("none"), Word("ben"), Word("x y")])


def _terms(fields, values):
    lists = st.lists(values, min_size=1, max_size=3)
    return st.builds(
        lambda field, many: Term(field, ":", tuple(many)), st.sampled_from(fields), lists
    )


def _ordered(fields, texts):
    one = st.builds(
        lambda field, sign, text: Term(field, sign, (Word(text),)),
        st.sampled_from(fields),
        OPERATORS,
        texts,
    )
    ranges = st.builds(
        lambda field, low, high: Term(field, ":", (Range(low, high),)),
        st.sampled_from(fields),
        texts,
        texts | st.just(""),
    )
    return one | ranges


TERMS = st.one_of(
    _terms(["assignee", "creator", "watcher"], PEOPLE),
    _terms(["label"], st.sampled_from([Word("bug"), Word("none", True), Word("none"), Word("ui")])),
    _terms(["type"], st.sampled_from([Word("bug"), Word("none"), Word("epic")])),
    _terms(["milestone"], st.sampled_from([Word("beta"), Word("none"), Word("gone")])),
    _terms(["sprint"], st.sampled_from([Word("active"), Word("next"), Word("none")])),
    _terms(["parent"], st.sampled_from([Word("TF-4"), Word("tf-2"), Word("none")])),
    _terms(["status"], st.sampled_from([Word("done"), Word("todo"), Word("archived")])),
    _terms(
        ["is"],
        st.sampled_from(
            [Word(w) for w in ("open", "done", "overdue", "blocked", "subtask", "epic")]
        ),
    ),
    _terms(
        ["has", "no"],
        st.sampled_from(
            [Word(w) for w in ("assignee", "due", "points", "comments", "subtasks", "label")]
        ),
    ),
    _ordered(["due", "start", "created", "completed", "updated"], DAYS),
    _ordered(["points", "comments", "field.Cost"], NUMBERS),
    _ordered(["priority"], st.sampled_from(["low", "medium", "high", "critical"])),
    _ordered(["estimate"], st.sampled_from(["1h", "90", "1d", "0"])),
    st.builds(Words, st.sampled_from(["ship", "it", "TF", "TF-1", "2", "%", "_", "\\", "f-1"])),
)
QUERIES = st.recursive(
    TERMS,
    lambda inner: st.one_of(
        inner.map(negated),
        st.lists(inner, min_size=2, max_size=3).map(all_of),
        st.lists(inner, min_size=2, max_size=3).map(any_of),
    ),
    max_leaves=8,
)
TEXTS = st.lists(
    st.sampled_from(
        [
            *'ab "\\(),:<>=!-.',
            "and ",
            "or ",
            "not ",
            "label:",
            "due<+7d ",
            "field.",
            "é",
            "🎉",
            "..",
        ]
    ),
    max_size=25,
).map("".join)


@st.composite
def tasks(draw):
    """The fixtures' tasks with what they hold shuffled among them."""
    rows = copy.deepcopy(FIXTURES["tasks"])
    for name in ("points", "due", "start", "estimate", "type", "sprint", "milestone", "comments"):
        values = draw(st.permutations([row.pop(name, None) for row in rows]))
        for row, value in zip(rows, values, strict=True):
            if value is not None:
                row[name] = value
    for name in ("assignees", "labels", "column", "priority", "creator"):
        values = draw(st.permutations([row[name] for row in rows]))
        for row, value in zip(rows, values, strict=True):
            row[name] = value
    return {**FIXTURES, "tasks": rows}


@pytest.mark.django_db
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(fixtures=tasks(), queries=st.lists(QUERIES, min_size=5, max_size=15))
def test_sql_finds_what_the_evaluator_finds(fixtures, queries):
    evaluator = Evaluator(fixtures)
    with transaction.atomic():
        world = World(fixtures)
        for query in queries:
            found = Task.objects.filter(condition_of(query, world.context))
            numbers = sorted(found.values_list("number", flat=True))
            assert numbers == evaluator.matches(query), print_query(query)
        transaction.set_rollback(True)


@given(query=QUERIES)
def test_what_is_printed_is_read_again(query):
    text = print_query(query)

    assert print_query(parse(text)) == text
    assert _plain(parse(text)) == _plain(query)


@given(text=TEXTS)
def test_any_text_is_read_or_refused_and_printing_is_stable(text):
    error, query = _read(text)

    if error is None:
        assert parse(print_query(query)) == query
    else:
        assert 0 <= error.at <= len(text)


def _read(text):
    try:
        return None, parse(text)
    except QueryError as error:
        return error, None


def _plain(query):
    """Quotes apart: `field.Cost` and the like are as the printer spells them."""
    match query:
        case All(parts):
            return ("all", *(_plain(part) for part in parts))
        case Any(parts):
            return ("any", *(_plain(part) for part in parts))
        case Not(part):
            return ("not", _plain(part))
        case _:
            return query
