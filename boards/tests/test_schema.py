"""Each value that an entry may not hold is refused, and those beside it are not."""

import pytest

from boards.schema import Unfit, check_content, check_style

FREE = {"x": 1.0, "y": 2.0}


def refuses(check, value, field):
    with pytest.raises(Unfit) as raised:
        check(value)
    assert raised.value.field == field


@pytest.mark.parametrize("head", ["none", "open", "open-diamond", "circle", "bar"])
def test_a_line_may_end_in_any_head(head):
    check_style({"start_head": head, "end_head": head})


@pytest.mark.parametrize("head", ["", "crow", "Open", None, 1.0, ["arrow"]])
def test_a_line_ends_in_no_other_head(head):
    refuses(check_style, {"end_head": head}, "style.end_head")


@pytest.mark.parametrize("anchor", [None, "auto", "top", "center", [0.0, 1.0]])
def test_a_line_is_glued_to_any_place_of_an_element(anchor):
    end = {"element": "a", "anchor": anchor}
    check_content({"kind": "connector", "from": end, "to": FREE})


@pytest.mark.parametrize("anchor", ["middle", [0.5], [0.5, 1.5], [0.5, float("nan")], {}, 3.0])
def test_a_line_is_glued_to_no_other_place(anchor):
    end = {"element": "a", "anchor": anchor}
    refuses(check_content, {"kind": "connector", "from": end, "to": FREE}, "from")
