"""What the client's parser and compiler are held to, and the server's too."""

from datetime import date

import pytest

from tasks.models import Task
from tasks.query.dates import day_of
from tasks.query.grammar import print_query
from tasks.query.parser import parse
from tasks.query.sql import condition_of
from tasks.query.words import QueryError
from tasks.tests.query.world import FIXTURES, World


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """The fixtures' tasks, for all cases at once."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


@pytest.mark.parametrize(("query", "expected"), FIXTURES["matches"])
def test_finds_the_tasks_that_fit(world, query, expected):
    if expected == "error":
        with pytest.raises(QueryError):
            parse(query)
        return

    found = Task.objects.filter(condition_of(parse(query), world.context))

    assert sorted(found.values_list("number", flat=True)) == sorted(expected)


@pytest.mark.parametrize(("query", "printed"), FIXTURES["prints"])
def test_has_one_spelling(query, printed):
    assert print_query(parse(query)) == printed
    assert print_query(parse(printed)) == printed


@pytest.mark.parametrize(("query", "code", "at", "suggestion"), FIXTURES["errors"])
def test_says_what_is_wrong_and_where(query, code, at, suggestion):
    with pytest.raises(QueryError) as caught:
        parse(query)

    error = caught.value
    assert (error.code, error.at, error.suggestion) == (code, at, suggestion)
    assert error.words


@pytest.mark.parametrize(("words", "today", "day"), FIXTURES["days"])
def test_names_days(words, today, day):
    assert day_of(words, date.fromisoformat(today)) == date.fromisoformat(day)


@pytest.mark.parametrize(("sign", "count", "is_taken"), FIXTURES["lengths"])
def test_counts_signs_and_not_bytes(sign, count, is_taken):
    if is_taken:
        assert print_query(parse(sign * count)) == sign * count
        return
    with pytest.raises(QueryError) as caught:
        parse(sign * count)
    assert caught.value.code == "too_long"
