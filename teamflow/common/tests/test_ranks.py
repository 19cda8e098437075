"""The fixture beside this file is also read by `client/src/common/rank.test.ts`."""

import json
from pathlib import Path

import pytest

from teamflow.common.ranks import is_rank, rank_between, ranks_between

FIXTURE = json.loads((Path(__file__).parent / "ranks.json").read_text())


@pytest.mark.parametrize(("before", "after", "expected"), FIXTURE["between"])
def test_rank_between_agrees_with_the_client(before, after, expected):
    assert rank_between(before, after) == expected
    assert is_rank(expected)
    assert (before or "") < expected
    assert after is None or expected < after


@pytest.mark.parametrize(("before", "after", "count", "expected"), FIXTURE["many"])
def test_ranks_between_agrees_with_the_client(before, after, count, expected):
    assert ranks_between(before, after, count) == expected
    assert expected == sorted(expected)


@pytest.mark.parametrize(("before", "after"), FIXTURE["refused"])
def test_refuses_where_nothing_lies_between(before, after):
    with pytest.raises(ValueError, match="no rank lies between"):
        rank_between(before, after)


def test_knows_a_rank_when_it_sees_one():
    assert all(is_rank(text) for text in FIXTURE["valid"])
    assert not any(is_rank(text) for text in FIXTURE["invalid"])


def test_a_thousand_cards_put_on_top_stay_in_order():
    ranks = [rank_between(None, None)]

    for _ in range(1000):
        ranks.insert(0, rank_between(None, ranks[0]))

    assert ranks == sorted(ranks)
    assert len(ranks[0]) < 60
