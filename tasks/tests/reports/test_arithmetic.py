"""What must hold for every history, and for any numbers."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.reports.asked import Kind, parse_asked
from tasks.reports.burn import Move, Window, burn_rows
from tasks.reports.days import day_of, midnight, zone_of
from tasks.reports.forecast import CONFIDENCES, forecast, has_enough
from tasks.reports.sheet import as_csv
from tasks.reports.times import Finished, histogram, percentile
from tasks.selectors.reports.flow import flow_rows

FIRST = date(2026, 3, 2)
DAYS = [FIRST + timedelta(days=ahead) for ahead in range(7)]
STATES = ("todo", "in_progress", "in_review", "blocked", "done", "archived")
numbers = st.floats(0, 1000, allow_nan=False)
# A life: the days (or None: before the first) on which a task changed, and what it became.
lives = st.lists(
    st.lists(st.tuples(st.sampled_from([None, *DAYS]), st.sampled_from(STATES)), min_size=1),
    max_size=12,
)


def moves_of(lives):
    """The comings and goings of these lives; each task is worth its place in the list."""
    moves = []
    for points, life in enumerate(lives):
        held = None
        for day, state in sorted(life, key=lambda step: step[0] or date.min):
            if held:
                moves.append(Move(day, held, -1, -points))
            moves.append(Move(day, state, 1, points))
            held = state
    return moves


def standing(lives, day):
    """Counted naively: what each task is at the end of `day`."""
    found = []
    for points, life in enumerate(lives):
        past = sorted(life, key=lambda step: step[0] or date.min)
        states = [state for when, state in past if when is None or when <= day]
        if states:
            found.append((points, states[-1]))
    return found


@given(lives, st.booleans())
def test_remaining_and_done_are_the_scope_on_every_day(lives, points):
    rows = burn_rows(moves_of(lives), Window(DAYS, DAYS[-1]), points=points)

    for row, day in zip(rows[1:], DAYS, strict=True):
        living = [(worth, state) for worth, state in standing(lives, day) if state != "archived"]
        scope = sum(worth if points else 1 for worth, _state in living)
        done = sum(worth if points else 1 for worth, state in living if state == "done")
        assert (row["scope"], row["done"], row["remaining"]) == (scope, done, scope - done)
        assert row["remaining"] >= 0


@given(lives, st.randoms())
def test_the_order_of_what_happens_at_one_time_changes_nothing(lives, chance):
    moves = moves_of(lives)
    shuffled = chance.sample(moves, len(moves))

    window = Window(DAYS, DAYS[-1])
    assert burn_rows(moves, window, points=True) == burn_rows(shuffled, window, points=True)


@given(lives)
def test_the_flow_of_a_day_adds_up_to_the_tasks_that_live(lives):
    moves = [(move.day, move.state, move.count) for move in moves_of(lives)]
    rows = flow_rows(moves, DAYS, STATES)

    for row, day in zip(rows, DAYS, strict=True):
        assert sum(row[state] for state in STATES) == len(standing(lives, day))
        assert all(row[state] >= 0 for state in STATES)


@given(st.lists(numbers, min_size=1), st.floats(0, 100), st.floats(0, 100))
def test_percentiles_rise_and_are_values_that_were(values, low, high):
    low, high = sorted((low, high))

    assert percentile(values, low) <= percentile(values, high)
    assert percentile(values, high) in values
    share = sum(value <= percentile(values, high) for value in values) / len(values)
    assert share >= high / 100 - 1e-9


@given(st.lists(numbers, max_size=50))
def test_a_histogram_loses_nothing(values):
    bins = histogram(values)

    assert sum(each["count"] for each in bins) == len(values)
    assert len(bins) <= 13


@settings(deadline=None, max_examples=25)
@given(st.lists(st.integers(0, 6), min_size=14, max_size=90), st.integers(0, 300))
def test_a_surer_forecast_is_never_sooner(samples, remaining):
    if not sum(samples):
        return

    found = forecast(samples, remaining).days
    days = [found[percent] for percent in CONFIDENCES]

    known = [day for day in days if day is not None]
    assert known == sorted(known)
    assert all(day is None for day in days[len(known) :])


def test_a_steady_team_is_done_when_division_says_so():
    # Two a day, every day: 20 take ten days, whoever draws.
    assert forecast([2] * 30, 20).days == {50: 10, 85: 10, 95: 10}
    # 980 lie 490 days ahead: weeks of 14 are drawn, seventy of them.
    assert forecast([2] * 30, 980).days == {50: 490, 85: 490, 95: 490}


def test_the_same_question_gets_the_same_forecast():
    samples = [0, 3, 1, 0, 0, 2, 5] * 6

    assert forecast(samples, 40, seed=7) == forecast(samples, 40, seed=7)


def test_what_never_ends_has_no_date():
    assert forecast([1] + [0] * 89, 5000).days[50] is None


def test_little_history_forecasts_nothing():
    assert not has_enough([1] * 13, 13)
    assert not has_enough([0] * 20 + [9], 9)
    assert not has_enough([0] * 20, 30)
    assert has_enough([1] * 14, 14)


@pytest.mark.parametrize(
    ("day", "zone", "starts"),
    [
        ("2026-03-29", "Europe/Berlin", "2026-03-28T23:00:00+00:00"),
        # After the clocks went forward the day begins an hour earlier by UTC.
        ("2026-03-30", "Europe/Berlin", "2026-03-29T22:00:00+00:00"),
        ("2026-03-30", "America/New_York", "2026-03-30T04:00:00+00:00"),
        ("2026-03-30", "Asia/Kathmandu", "2026-03-29T18:15:00+00:00"),
    ],
)
def test_a_day_begins_at_its_own_midnight(day, zone, starts):
    begins = midnight(date.fromisoformat(day), zone)

    assert begins.isoformat() == starts
    assert day_of(begins, zone).isoformat() == day
    assert day_of(begins - timedelta(microseconds=1), zone).isoformat() < day


def test_days_ago_move_with_the_day():
    asked = parse_asked(Kind.FLOW, {"from": "-29d"}, zone="UTC", today=FIRST)

    assert (asked.start, asked.end) == (date(2026, 2, 1), FIRST)
    with pytest.raises(ValidationError):
        parse_asked(Kind.FLOW, {"from": "-9999d"}, zone="UTC", today=FIRST)


def test_an_unknown_zone_is_passed_over():
    assert zone_of(None, 7, "Mars/Olympus", "Asia/Tokyo") == "Asia/Tokyo"
    assert zone_of("") == "UTC"


def test_a_task_that_nobody_began_has_no_cycle_time():
    made, done = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 3, tzinfo=UTC)
    task = Finished("1", "TF-1", "Sail", made, None, done)

    assert (task.cycle_days, task.lead_days) == (None, 2)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_sheet_program_runs_nothing(text):
    report = {"fields": [{"key": "a", "label": "A"}], "rows": [{"a": text}, {"a": -1}]}

    assert as_csv(report).splitlines()[1].lstrip('"').startswith("'")
    assert as_csv(report).splitlines()[-1] == "-1"
