"""Each value that an entry may not hold is refused, and those beside it are not."""

import pytest
from pycrdt import Doc, Map, Text

from boards.document import BoardDocument
from boards.schema import Unfit, check_content, check_marks, check_style
from teamflow.common.yjs.lib0 import Refused

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


@pytest.mark.parametrize(
    "marks",
    [{"bold": True, "strike": None}, {"link": "https://example.com/a?b=c"}, {"later": "plain"}],
)
def test_letters_are_marked(marks):
    check_marks(marks)


@pytest.mark.parametrize(
    ("marks", "field"),
    [
        ({"bold": "yes"}, "text.bold"),
        ({"italic": 1.0}, "text.italic"),
        ({"link": "javascript:alert(1)"}, "text.link"),
        ({"link": "https://e.com/" + "a" * 2000}, "text.link"),
        ({"other": {"deep": []}}, "text.other"),
        ({"x" * 41: True}, "text." + "x" * 40),
    ],
)
def test_letters_are_marked_with_nothing_else(marks, field):
    refuses(check_marks, marks, field)


@pytest.mark.parametrize("is_new", [True, False])
def test_a_marked_text_is_judged_wherever_it_comes_from(is_new):
    sender = Doc()
    texts = sender.get("texts", type=Map)
    board = BoardDocument()
    texts["a"] = Text("see here")
    if not is_new:
        assert board.propose(sender.get_update())
        board.accept()
    texts["a"].format(0, 3, {"bold": True})
    if not is_new:
        assert board.propose(sender.get_update(board.state_vector()))
        board.accept()
    texts["a"].format(4, 8, {"link": "javascript:alert(1)"})
    with pytest.raises(Refused):
        board.propose(sender.get_update(board.state_vector()))
    assert "javascript" not in str(board.texts.to_py())
