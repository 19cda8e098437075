from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from ai.layout.box import Box, Size, around, size_for
from ai.layout.layered import lay_out_layers
from ai.layout.place import MARGIN, free_place
from ai.layout.tree import Branch, lay_out_tree

sizes = st.builds(Size, st.floats(20, 400), st.floats(20, 300))


@st.composite
def trees(draw):
    """A tree of up to 40 nodes: each hangs on one that was there before it."""
    own = draw(st.lists(sizes, min_size=1, max_size=40))
    branches = [Branch(f"n{index}", size) for index, size in enumerate(own)]
    for index in range(1, len(branches)):
        branches[draw(st.integers(0, index - 1))].children.append(branches[index])
    return branches


@st.composite
def graphs(draw):
    """Up to 25 nodes and any edges between them: circles, loops and doubles included."""
    own = draw(st.lists(sizes, min_size=1, max_size=25))
    names = [f"n{index}" for index in range(len(own))]
    ends = st.sampled_from(names)
    return dict(zip(names, own, strict=True)), draw(st.lists(st.tuples(ends, ends), max_size=50))


def overlaps(boxes: list[Box]) -> list[tuple[Box, Box]]:
    return [(a, b) for a, b in combinations(boxes, 2) if a.meets(b, -0.001)]


@settings(deadline=None, max_examples=80)
@given(trees())
def test_a_mind_map_places_every_node_once_and_none_on_another(branches):
    boxes = lay_out_tree(branches[0])

    assert set(boxes) == {branch.key for branch in branches}
    assert overlaps(list(boxes.values())) == []
    assert all(
        (boxes[branch.key].width, boxes[branch.key].height)
        == (branch.size.width, branch.size.height)
        for branch in branches
    )


@settings(deadline=None, max_examples=80)
@given(graphs())
def test_a_flowchart_places_every_node_once_and_none_on_another(graph):
    own, edges = graph

    layered = lay_out_layers(own, edges)

    assert set(layered.boxes) == set(own)
    assert overlaps(list(layered.boxes.values())) == []


@settings(deadline=None, max_examples=60)
@given(graphs())
def test_long_arrows_bend_beside_the_boxes_that_they_pass(graph):
    own, edges = graph

    layered = lay_out_layers(own, edges)

    for bends in layered.bends.values():
        for x, y in bends:
            assert not any(box.meets(Box(x, y, 0.0, 0.0), -0.001) for box in layered.boxes.values())


def test_an_arrow_leads_down_where_the_flow_has_no_circle():
    own = {name: Size(100, 40) for name in "abcd"}

    boxes = lay_out_layers(own, [("a", "b"), ("b", "c"), ("a", "d"), ("d", "c")]).boxes

    assert boxes["a"].bottom < boxes["b"].y < boxes["c"].y
    assert boxes["b"].y == boxes["d"].y


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.builds(Box, *[st.floats(-2000, 2000)] * 2, *[st.floats(1, 600)] * 2), max_size=30),
    sizes,
)
def test_a_diagram_is_put_where_nothing_is(taken, size):
    frame = Box(-10.0, 5.0, size.width, size.height)

    dx, dy = free_place(frame, taken, (0.0, 0.0))

    assert not any(frame.moved(dx, dy).meets(box, MARGIN - 0.001) for box in taken)


def test_an_empty_board_gets_it_in_the_middle_of_the_view():
    frame = Box(0.0, 0.0, 200.0, 100.0)

    assert free_place(frame, [], (500.0, 500.0)) == (400.0, 450.0)


def test_the_frame_holds_all():
    assert around([Box(0, 0, 10, 10), Box(-5, 20, 10, 10)]) == Box(-5, 0, 15, 30)


def test_a_longer_label_needs_a_larger_box_and_a_diamond_more_than_a_rectangle():
    short, long = size_for("Build"), size_for("Build " * 20)

    assert short.width < long.width
    assert short.height < long.height
    assert size_for("Build", shape="diamond").height > short.height
    assert size_for("构建和测试产品").width > size_for("abcdefg").width
