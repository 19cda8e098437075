"""The three-way merge of texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.merging import merge_texts

lines = st.lists(st.sampled_from(["a", "b", "c", "d", ""]), max_size=8).map("\n".join)


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "merged"),
    [
        ("a\nb", "A\nb", "a\nB", "A\nB"),
        ("a\nb", "a\nb\nc", "a\nb\nd", "a\nb\nc\nd"),
        ("a\nb\nc", "a\nc", "a\nb\nc\nd", "a\nc\nd"),
        ("a", "x", "y", None),
        ("a\nb\nc", "a\nc", "a\nB\nc", None),
        ("", "x", "y", None),
        ("a\r\nb", "a\r\nb\r\nc", "A\r\nb", "A\nb\nc"),
    ],
)
def test_merges_lines(base, ours, theirs, merged):
    assert merge_texts(base, ours, theirs) == merged


@given(lines, lines)
def test_one_side_alone_is_taken_whole(base, side):
    assert merge_texts(base, side, base) == side
    assert merge_texts(base, base, side) == side


@given(lines, lines)
def test_the_same_change_twice_is_that_change(base, side):
    assert merge_texts(base, side, side) == side


@given(lines, lines, lines)
def test_who_was_first_does_not_decide_whether_it_clashes(base, ours, theirs):
    assert (merge_texts(base, ours, theirs) is None) == (merge_texts(base, theirs, ours) is None)


@given(st.lists(st.integers(0, 99).map(str), min_size=4, max_size=12, unique=True), st.data())
def test_changes_to_different_lines_are_both_kept(base, data):
    first = data.draw(st.integers(0, len(base) - 1))
    second = data.draw(st.integers(0, len(base) - 1).filter(lambda place: place != first))
    ours, theirs = list(base), list(base)
    ours[first], theirs[second] = "ours", "theirs"

    merged = merge_texts("\n".join(base), "\n".join(ours), "\n".join(theirs))

    assert merged is not None
    assert merged.split("\n")[first] == "ours"
    assert merged.split("\n")[second] == "theirs"


@given(lines, lines, lines)
def test_no_added_line_is_lost(base, ours, theirs):
    merged = merge_texts(base, ours, theirs)
    if merged is None:
        return
    for side in (ours, theirs):
        added = set(side.split("\n")) - set(base.split("\n"))
        assert added <= set(merged.split("\n"))
