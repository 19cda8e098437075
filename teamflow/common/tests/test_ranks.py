"""Ranks keep their order however people insert; the TypeScript twin reads the same fixture."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teamflow.common.ranks import is_rank, rank_between, ranks_between

CASES = json.loads((Path(__file__).parent / "ranks.json").read_text())


@pytest.mark.parametrize(("before", "after", "expected"), CASES["between"])
def test_gives_what_the_shared_fixture_says(before, after, expected):
    assert rank_between(before, after) == expected


@pytest.mark.parametrize(("before", "after", "count", "expected"), CASES["many"])
def test_gives_the_batches_of_the_shared_fixture(before, after, count, expected):
    assert ranks_between(before, after, count) == expected


@pytest.mark.parametrize(("before", "after"), CASES["refused"])
def test_refuses_ends_in_the_wrong_order(before, after):
    with pytest.raises(ValueError, match="no rank lies between"):
        rank_between(before, after)


def test_tells_ranks_from_other_texts():
    assert all(is_rank(text) for text in CASES["valid"])
    assert not any(is_rank(text) for text in CASES["invalid"])


@given(st.lists(st.integers(min_value=0, max_value=10_000), max_size=120))
def test_any_order_of_inserting_stays_sorted(places):
    ranks: list[str] = []

    for place in places:
        at = place % (len(ranks) + 1)
        before = ranks[at - 1] if at else None
        after = ranks[at] if at < len(ranks) else None
        ranks.insert(at, rank_between(before, after))

    assert ranks == sorted(set(ranks))
    assert all(is_rank(rank) for rank in ranks)


@given(st.integers(min_value=0, max_value=2000))
def test_a_batch_is_sorted_short_and_between(count):
    ranks = ranks_between("V", "W", count)

    assert len(ranks) == count
    assert ranks == sorted(set(ranks))
    assert all("V" < rank < "W" and len(rank) <= 12 for rank in ranks)


def test_going_on_at_one_end_stays_short():
    first = last = "V"
    for _ in range(1000):
        first, last = rank_between(None, first), rank_between(last, None)

    assert len(first) <= 40
    assert len(last) <= 40
