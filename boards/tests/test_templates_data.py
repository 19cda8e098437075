"""Every built-in template is a board that can be drawn."""

import pytest

from boards.document import BoardDocument
from boards.elements import add_elements, read_elements
from boards.templates_data import CATEGORIES, built_in

NEEDED = {
    *("kanban", "retrospective", "mind-map", "flowchart", "user-journey", "wireframe"),
    *("sprint-planning", "swot", "story-map", "org-chart"),
}


def test_has_the_ten_that_are_promised_and_many_more():
    assert built_in().keys() >= NEEDED
    assert len(built_in()) >= 25
    assert {each.category for each in built_in().values()} <= CATEGORIES.keys()


@pytest.mark.parametrize("key", sorted(built_in()))
def test_is_valid_and_whole(key):
    elements = built_in()[key].elements()
    document = BoardDocument()

    with document.doc.transaction():
        add_elements(document, elements)

    drawn = read_elements(document)
    ids = {each["id"] for each in drawn}
    ends = [each[side] for each in drawn if each["kind"] == "connector" for side in ("from", "to")]
    assert len(drawn) == len(elements) >= 5
    assert all(end["element"] in ids for end in ends if "element" in end)
    assert all(each.get("parent", each["id"]) in ids for each in drawn if each["kind"] == "mindmap")


def test_two_boards_of_one_template_share_no_element():
    first, second = ({each["id"] for each in built_in()["swot"].elements()} for _ in range(2))

    assert not first & second
