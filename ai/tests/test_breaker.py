from concurrent.futures import ThreadPoolExecutor

import pytest

from ai.breaker import Breaker


@pytest.fixture
def now():
    return [5000.0]


@pytest.fixture
def breaker(now):
    return Breaker("test", clock=lambda: now[0])


def fail(breaker, times):
    for _ in range(times):
        breaker.failed()


def test_lets_through_until_the_fifth_failure_within_a_minute(breaker):
    fail(breaker, 4)
    assert breaker.lets_through()

    fail(breaker, 1)
    assert not breaker.lets_through()


def test_failures_further_apart_do_not_add_up(breaker, now):
    fail(breaker, 4)
    now[0] += 61
    fail(breaker, 1)

    assert breaker.lets_through()


def test_one_probe_after_half_a_minute(breaker, now):
    fail(breaker, 5)
    now[0] += 30

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: breaker.lets_through(), range(8)))

    assert answers.count(True) == 1


def test_a_probe_that_succeeds_closes_it(breaker, now):
    fail(breaker, 5)
    now[0] += 30
    assert breaker.lets_through()

    breaker.succeeded()

    assert breaker.lets_through()
    assert breaker.lets_through()


def test_a_probe_that_fails_opens_it_anew(breaker, now):
    fail(breaker, 5)
    now[0] += 30
    assert breaker.lets_through()

    breaker.failed()

    assert not breaker.lets_through()
    now[0] += 30
    assert breaker.lets_through()


def test_without_redis_it_lets_everybody_through(breaker, monkeypatch):
    fail(breaker, 5)

    def gone(alias):
        raise ConnectionError

    monkeypatch.setattr("ai.breaker.get_redis_connection", gone)

    assert breaker.lets_through()
    breaker.failed()
    breaker.succeeded()
