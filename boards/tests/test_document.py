"""The judge of updates: whatever the bytes are, it says yes or no, and yes means what Yjs means."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pycrdt import Array, Doc, Map, Text

from boards.document import BoardDocument, Incomplete
from teamflow.common.yjs.lib0 import Reader, Refused, uint
from teamflow.common.yjs.updates import Depths, read_state_vector, read_update

IDS = st.sampled_from(["a", "b", "c", "d"])
NUMBERS = st.floats(-1e6, 1e6, allow_nan=False)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
STEPS = st.one_of(
    st.tuples(st.just("move"), IDS, NUMBERS),
    st.tuples(st.just("make"), IDS, TEXTS),
    st.tuples(st.just("type"), IDS, TEXTS),
    st.tuples(st.just("delete"), IDS, st.none()),
    st.tuples(st.just("foreign"), IDS, NUMBERS),
)
BENDS = st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255))


class Person:
    """One copy of the board that somebody draws on."""

    def __init__(self, number=0):
        self.doc = Doc(client_id=100 + number)
        self.elements = self.doc.get("elements", type=Map)
        self.texts = self.doc.get("texts", type=Map)
        self.todo = self.doc.get("todo", type=Array)
        self.updates = []
        self.doc.observe(lambda event: self.updates.append(bytes(event.update)))

    def take(self, step):
        verb, key, value = step
        with self.doc.transaction():
            getattr(self, verb)(key, value)

    def move(self, key, value):
        self.elements[f"{key}.g"] = [value, 0.0, 10.0, 10.0, 0.0, "V"]

    def make(self, key, value):
        self.elements[f"{key}.c"] = {"kind": "sticky"}
        self.texts[key] = Text(value)
        self.move(key, 0.0)

    def type(self, key, value):
        if key in self.texts:
            self.texts[key].insert(0, value)

    def delete(self, key, value):
        for entries, name in ((self.elements, f"{key}.c"), (self.texts, key)):
            if name in entries:
                del entries[name]

    def foreign(self, key, value):
        self.todo.append(Map({key: value, "more": Map({"n": Array([value])})}))


def is_taken(board, update):
    try:
        return board.propose(update)
    except (Refused, Incomplete):
        return False


def everything(doc):
    return doc.get("elements", type=Map).to_py(), doc.get("texts", type=Map).to_py()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2), STEPS), max_size=30), st.randoms())
def test_takes_what_people_draw_and_converges(steps, random):
    people = [Person(number) for number in range(3)]
    board = BoardDocument()

    for who, step in steps:
        people[who].take(step)
    queues = [list(person.updates) for person in people]
    while any(queues):
        queue = random.choice([queue for queue in queues if queue])
        board.propose(queue.pop(0))
        if random.random() < 0.5:
            merged = board.proposed() if board._proposed else b"\x00\x00"
            board.accept()
            read_update(merged, max_structs=10_000, depths=Depths())
    board.accept()

    for person in people:
        person.doc.apply_update(board.update_since())
        assert everything(person.doc) == everything(board.doc)
        assert board.propose(person.doc.get_update()) in (True, False)


@settings(max_examples=400, deadline=None)
@given(st.binary(max_size=200))
@example(b"\x01\x01\x01\x00\x28\x01\x08elements\x03a.g\x01\x75\x00\x00")
def test_any_bytes_are_taken_or_refused(data):
    board = BoardDocument()
    try:
        board.propose(data)
    except (Refused, Incomplete):
        assert board.doc.get_state() == b"\x00"


@settings(max_examples=300, deadline=None)
@given(st.lists(STEPS, min_size=1, max_size=8), st.lists(BENDS, min_size=1, max_size=4))
def test_a_bent_update_never_ends_the_process(steps, bends):
    person, board = Person(), BoardDocument()
    for step in steps:
        person.take(step)
    bent = bytearray(person.doc.get_update())
    for place, byte in bends:
        bent[int(place * len(bent))] = byte

    try:
        board.propose(bytes(bent))
        board.accept()
    except (Refused, Incomplete):
        pass

    for key, value in (board.elements.to_py() or {}).items():
        assert key[-2:] in (".g", ".s", ".c")
        assert isinstance(value, list | dict)


@given(st.binary(max_size=60))
def test_any_state_vector_is_read_or_refused(data):
    try:
        clocks = read_state_vector(data)
    except Refused:
        return
    assert all(clock >= 0 for clock in clocks.values())


@given(st.integers(0, 2**53 - 1))
def test_numbers_come_back(value):
    reader = Reader(uint(value))

    assert (reader.uint(), reader.left) == (value, 0)


def test_what_builds_upon_the_unknown_has_to_wait():
    person = Person()
    person.take(("make", "a", "x"))
    person.take(("move", "a", 5.0))
    board = BoardDocument()

    with pytest.raises(Incomplete):
        board.propose(person.updates[1])

    assert board.propose(person.updates[0])
    assert board.propose(person.updates[1])


def test_nothing_new_is_no_change():
    person, board = Person(), BoardDocument()
    person.take(("make", "a", "x"))
    board.propose(person.updates[0])
    board.accept()

    assert not board.propose(person.updates[0])
    assert not board.propose(b"\x00\x00")


def test_a_refused_update_leaves_no_trace():
    person, board = Person(), BoardDocument()
    person.take(("make", "a", "x"))
    board.propose(person.updates[0])
    person.elements["a.g"] = ["not a place"]

    with pytest.raises(Refused):
        board.propose(person.updates[1])
    board.accept()

    assert board.elements["a.g"] == [0.0, 0.0, 10.0, 10.0, 0.0, "V"]


def test_shared_types_nest_64_deep_and_no_deeper():
    doc, board, updates = Doc(), BoardDocument(), []
    inner = doc.get("foreign", type=Map)
    doc.observe(lambda event: updates.append(bytes(event.update)))
    for _ in range(70):
        inner["k"] = Map({})
        inner = inner["k"]

    taken = [update for update in updates if is_taken(board, update)]
    board.accept()
    # A process that loads the board from its rows counts on from there.
    again = BoardDocument([board.update_since()])

    assert 60 < len(taken) < 68
    assert not any(is_taken(again, update) for update in updates[len(taken) :])


def test_undo_of_a_deletion_brings_the_words_back():
    person, board = Person(), BoardDocument()
    person.take(("make", "a", "words"))
    board.propose(person.doc.get_update())
    person.take(("delete", "a", None))
    person.take(("make", "a", "words"))

    board.propose(person.doc.get_update())
    board.accept()

    assert str(board.texts["a"]) == "words"
