"""Remembered reads: dropped for certain, and never needed."""

from uuid import uuid4

import pytest

from teamflow.common.cache import cached, forget


@pytest.fixture
def key():
    """A key that nobody else uses: the store is shared with other tests."""
    return f"test:{uuid4()}"


def test_fills_once(key):
    values = iter(["first", "second"])

    assert [cached(key, 60, lambda: next(values)) for _ in range(2)] == ["first", "first"]


def test_forgetting_drops_at_once(key):
    cached(key, 60, lambda: "old")
    forget(key, "another")

    assert cached(key, 60, lambda: "new") == "new"


def test_whoever_read_before_the_change_does_not_put_it_back(key):
    def read_slowly():
        forget(key)
        return "old"

    assert cached(key, 60, read_slowly) == "old"
    assert cached(key, 60, lambda: "new") == "new"


def test_nothing_may_be_remembered_too(key):
    cached(key, 60, lambda: "")

    assert cached(key, 60, lambda: "asked again") == ""


def test_a_dead_redis_is_a_miss(settings, key):
    settings.CACHES = {
        "default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}
    }

    assert cached(key, 60, lambda: "first") == "first"
    forget(key)
    assert cached(key, 60, lambda: "second") == "second"
