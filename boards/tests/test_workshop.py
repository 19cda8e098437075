"""A workshop on a live board: timer, hidden votes, private words; what runs outlasts everything."""

from datetime import timedelta

import orjson
import pytest
from django.utils import timezone

from boards import protocol
from boards.documents import load_document
from boards.models import PrivateNote, Vote, VoteRound, Workshop
from boards.services.elements import create_elements
from teamflow.common.yjs import lib0
from teamflow.common.yjs.lib0 import Reader


class Seat:
    """One person at the workshop: acts, and what was heard of it."""

    def __init__(self, drawing):
        self.drawing = drawing
        self._number = 0

    def heard(self, kind):
        found = []
        for each, frame in self.drawing.heard:
            if each == kind:
                reader = Reader(frame)
                reader.uint()
                if kind == protocol.DONE:
                    found.append((reader.uint(), orjson.loads(reader.text())))
                else:
                    found.append(orjson.loads(reader.text()))
        return found

    def act(self, name, **data):
        self._number += 1
        words = orjson.dumps({"act": name, "data": data})
        frame = bytes((protocol.ACT,)) + lib0.uint(self._number) + lib0.prefixed(words)
        self.drawing.socket.send(frame)
        self.drawing.listen_until(lambda: self._number in dict(self.heard(protocol.DONE)))
        return dict(self.heard(protocol.DONE))[self._number]

    def sees(self, check):
        def holds():
            states = self.heard(protocol.WORKSHOP)
            return bool(states) and check(states[-1])

        self.drawing.listen_until(holds)
        return self.heard(protocol.WORKSHOP)[-1]

    def own(self, check):
        self.drawing.listen_until(lambda: any(check(each) for each in self.heard(protocol.OWN)))

    def wire(self):
        return b"".join(bytes(frame) for _kind, frame in self.drawing.heard)


@pytest.fixture
def seat(join):
    def seat(who, **more):
        drawing = join(who, hello=True, **more)
        drawing.listen_until(lambda: any(kind == protocol.WELCOME for kind, _f in drawing.heard))
        return Seat(drawing)

    return seat


@pytest.fixture
def notes(board, owner):
    made = create_elements(
        actor=owner,
        board=board,
        elements=[{"kind": "sticky", "text": text} for text in ("Boats", "Ropes", "Paint")],
    )
    return [each["id"] for each in made]


def test_a_timer_is_the_same_for_all_and_for_who_comes_late(seat, second_server):
    ana, vic = seat("editor"), seat("viewer", at=second_server)

    assert ana.act("timer.start", seconds=300) == {"data": None}
    seen = vic.sees(lambda state: state["timer"] is not None)
    ana.act("timer.extend", seconds=60)
    ana.act("timer.pause")
    paused = vic.sees(lambda state: state["timer"]["left"] is not None)
    late = seat("owner").sees(lambda state: state["timer"] is not None)

    assert 295_000 < seen["timer"]["ends_at"] - seen["now"] <= 300_000
    assert 355_000 < paused["timer"]["left"] <= 360_000
    assert late["timer"] == paused["timer"]
    ana.act("timer.resume")
    ana.act("timer.end")
    vic.sees(lambda state: state["timer"] is None)


def test_without_the_bus_the_other_process_still_hears(seat, second_server, monkeypatch):
    from boards.services.workshop import state

    ana, ben = seat("editor"), seat("owner", at=second_server)
    monkeypatch.setattr(state, "publish_bytes", lambda channel, message: None)

    ana.act("timer.start", seconds=300)

    ben.sees(lambda state: state["timer"] is not None)


ACTS = {
    "timer.start": {"seconds": 60},
    "timer.pause": {},
    "timer.resume": {},
    "timer.extend": {"seconds": 60},
    "timer.end": {},
    "vote.start": {"question": "Which?", "votes_each": 3, "elements": ["a"]},
    "vote.cast": {"element": "a", "count": 1},
    "vote.end": {},
    "writing.start": {},
    "writing.write": {"writing_id": "0" * 32, "element": "a", "text": "x"},
    "writing.reveal": {},
    "writing.reveal_own": {},
}


def test_denies_a_viewer_and_changes_nothing(seat, board):
    vic = seat("viewer")

    codes = {name: vic.act(name, **data)["error"]["code"] for name, data in ACTS.items()}

    assert set(codes.values()) == {"denied"}
    assert not Workshop.objects.filter(board=board).exists()
    assert not VoteRound.objects.exists()


BAD = {
    "an unknown act": ("fly", {}),
    "no seconds": ("timer.start", {}),
    "too long": ("timer.start", {"seconds": 10**9}),
    "no question": ("vote.start", {"question": " ", "votes_each": 3, "elements": ["a"]}),
    "no elements": ("vote.start", {"question": "W", "votes_each": 3, "elements": []}),
    "a strange element": ("vote.start", {"question": "W", "votes_each": 3, "elements": ["a b"]}),
    "too many votes": ("vote.start", {"question": "W", "votes_each": 99, "elements": ["a"]}),
    "not an object": ("vote.start", []),
    "a vote without a round": ("vote.cast", {"element": "a", "count": 1}),
    "words without a round": ("writing.write", ACTS["writing.write"]),
}


def test_bad_acts_are_answered_and_the_socket_stays(seat):
    ana = seat("editor")

    answers = {}
    for name, (act, data) in BAD.items():
        ana._number += 1
        number, words = ana._number, orjson.dumps({"act": act, "data": data})
        ana.drawing.socket.send(bytes((protocol.ACT,)) + lib0.uint(number) + lib0.prefixed(words))
        ana.drawing.listen_until(lambda: number in dict(ana.heard(protocol.DONE)))  # noqa: B023
        answers[name] = dict(ana.heard(protocol.DONE))[number]["error"]["code"]

    assert set(answers.values()) == {"invalid"}, answers
    assert ana.act("timer.start", seconds=5) == {"data": None}


def test_votes_are_hidden_until_they_end(seat, second_server, notes):
    ana, ben = seat("editor"), seat("owner", at=second_server)
    boats, ropes, _paint = notes

    ana.act("vote.start", question="Which first?", votes_each=3, elements=notes)
    ben.sees(lambda state: state["vote"] is not None)
    assert ana.act("vote.cast", element=boats, count=2) == {"data": {boats: 2}}
    assert ben.act("vote.cast", element=boats, count=1) == {"data": {boats: 1}}
    ben.act("vote.cast", element=ropes, count=2)
    assert ben.act("vote.cast", element=ropes, count=3)["error"]["code"] == "invalid"
    assert ben.act("vote.cast", element="elsewhere", count=1)["error"]["code"] == "invalid"
    ana.act("timer.start", seconds=60)
    ben.sees(lambda state: state["timer"] is not None)
    # Over the wire: of the other one's dots nothing, in no frame whatever.
    assert all("votes" not in state["vote"] for state in ben.heard(protocol.WORKSHOP))
    assert [own["votes"] for own in ben.heard(protocol.OWN) if own["votes"]][-1] == {
        boats: 1,
        ropes: 2,
    }
    assert b'"votes":3' not in ben.wire()
    assert all(own["votes"] in ({}, {boats: 2}) for own in ana.heard(protocol.OWN))

    ana.act("vote.end")

    ended = ben.sees(lambda state: state["results"] is not None)
    assert ended["vote"] is None
    assert [(row["label"], row["votes"]) for row in ended["results"]["results"]] == [
        ("Boats", 3),
        ("Ropes", 2),
    ]
    assert ended["results"]["voters"] == 2
    assert not Vote.objects.exists()
    (past,) = ana.act("vote.past")["data"]
    assert past["question"] == "Which first?"


def test_own_votes_come_back_after_a_reload(seat, notes):
    ana = seat("editor")
    ana.act("vote.start", question="Which?", votes_each=2, elements=notes)
    ana.act("vote.cast", element=notes[0], count=1)

    again = seat("editor")

    again.own(lambda own: own["votes"] == {notes[0]: 1})


def test_a_vote_ends_with_its_timer(seat, notes, board):
    ana = seat("editor")
    ana.act("vote.start", question="Which?", votes_each=2, elements=notes, seconds=1)
    ana.act("vote.cast", element=notes[0], count=2)

    state = ana.sees(lambda state: state["results"] is not None)

    assert state["results"]["results"][0]["votes"] == 2
    assert ana.act("vote.cast", element=notes[0], count=1)["error"]["code"] == "invalid"


def test_a_late_vote_is_refused_though_nobody_has_counted_yet(seat, notes, board):
    ana = seat("editor")
    ana.act("vote.start", question="Which?", votes_each=2, elements=notes, seconds=600)
    Workshop.objects.filter(board=board).update(timer_ends_at=timezone.now() - timedelta(1))

    assert ana.act("vote.cast", element=notes[0], count=1)["error"]["code"] == "invalid"
    assert not Vote.objects.exists()


def masked(drawing, key, writing, author):
    def work():
        drawing.elements[f"{key}.g"] = [0.0, 0.0, 200.0, 200.0, 0.0, "V"]
        drawing.elements[f"{key}.c"] = {
            "kind": "sticky",
            "private": writing,
            "author": str(author.pk),
        }

    drawing.draw(work)


def test_private_words_reach_nobody_before_they_are_revealed(seat, board, editor, second_server):
    ana, ben = seat("editor"), seat("owner", at=second_server)
    ben.act("writing.start")
    writing = ana.sees(lambda state: state["writing"] is not None)["writing"]["id"]
    masked(ana.drawing, "mine", writing, editor)
    ana.act("writing.write", writing_id=writing, element="mine", text="the secret plan")
    ben.drawing.listen_until(lambda: "mine.c" in ben.drawing.elements)
    ben.act("timer.start", seconds=60)
    assert b"secret" not in ben.wire()
    # Its writer goes away, and the words are safe.
    ana.drawing.socket.close()
    back = seat("editor")
    back.own(lambda own: own["notes"] == {"mine": "the secret plan"})
    back.drawing.socket.close()

    ben.act("writing.reveal")

    ben.drawing.listen_until(lambda: str(ben.drawing.texts.get("mine")) == "the secret plan")
    assert "private" not in ben.drawing.elements["mine.c"]
    assert str(load_document(board.pk).document.texts["mine"]) == "the secret plan"
    assert not PrivateNote.objects.exists()


def test_one_reveals_ones_own_and_the_rest_stays_hidden(seat, editor, owner, board):
    ana, ben = seat("editor"), seat("owner")
    ben.act("writing.start")
    writing = ana.sees(lambda state: state["writing"] is not None)["writing"]["id"]
    for who, key, author in ((ana, "hers", editor), (ben, "his", owner)):
        masked(who.drawing, key, writing, author)
        who.act("writing.write", writing_id=writing, element=key, text=f"words of {key}")

    ana.drawing.listen_until(lambda: "his.c" in ana.drawing.elements)
    ana.act("writing.reveal_own")

    ben.drawing.listen_until(lambda: "hers" in ben.drawing.texts)
    assert "his" not in ana.drawing.texts
    assert b"words of his" not in ana.wire()
    assert list(PrivateNote.objects.values_list("element", flat=True)) == ["his"]


def test_nobody_puts_words_under_anothers_note(seat, editor, owner):
    ana, ben = seat("editor"), seat("owner")
    ben.act("writing.start")
    writing = ana.sees(lambda state: state["writing"] is not None)["writing"]["id"]
    masked(ben.drawing, "his", writing, owner)
    ana.drawing.listen_until(lambda: "his.c" in ana.drawing.elements)
    ana.act("writing.write", writing_id=writing, element="his", text="false")
    ben.act("writing.write", writing_id=writing, element="his", text="true")

    ben.act("writing.reveal")

    ana.drawing.listen_until(lambda: "his" in ana.drawing.texts)
    assert str(ana.drawing.texts["his"]) == "true"
