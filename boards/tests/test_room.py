"""Boards live: durable before told, the same in every process, and hard to poison."""

from functools import partial
from typing import Any

import pytest
from pycrdt import Array, Doc, Map, Text

from accounts.models import Role
from accounts.services.members import change_role, remove_member
from boards import protocol
from boards.documents import load_document
from boards.models import BoardUpdate
from boards.services.boards import delete_board
from boards.services.compaction import compact_board
from boards.services.elements import create_elements
from boards.services.tickets import issue_ticket
from teamflow.common.yjs import lib0
from teamflow.common.yjs.lib0 import Reader
from teamflow.tests.talk import Drawing


def has_settled(drawing, count):
    return drawing.acknowledged[0] >= count


def has_entries(drawing, count):
    return len(drawing.elements) == count


def stored(board):
    return load_document(board.pk).document


def test_what_is_acknowledged_is_in_the_rows(join, board, editor):
    ana = join("editor", hello=True)

    ana.note("a", "hello")
    # The answer to the server's sync step 1 is the first content frame.
    ana.listen_until(lambda: ana.acknowledged[0] >= 2)

    # A process that starts now knows the board from its rows alone.
    document = stored(board)
    assert document.elements.to_py() == ana.elements.to_py()
    assert str(document.texts["a"]) == "hello"
    row = BoardUpdate.objects.get(board=board)
    assert (row.seq, row.authors) == (ana.acknowledged[1], [editor.pk])


def test_others_see_it_live(join):
    ana, ben = join("editor"), join("viewer")
    ben.listen_until(lambda: any(kind == protocol.SYNC for kind, _frame in ben.heard))

    ana.note("a")

    ben.listen_until(lambda: "a.c" in ben.elements)
    assert ben.elements["a.c"] == {"kind": "sticky"}


def test_processes_converge(join, second_server, board):
    here, there = join("editor"), join("owner", at=second_server)

    for number in range(20):
        here.note(f"h{number}", x=number)
        there.note(f"t{number}", x=-number)
    for drawing in (here, there):
        drawing.listen_until(partial(has_entries, drawing, 80))

    assert here.elements.to_py() == there.elements.to_py() == stored(board).elements.to_py()
    seqs = list(BoardUpdate.objects.order_by("seq").values_list("seq", flat=True))
    assert seqs == list(range(1, len(seqs) + 1))


def test_without_the_bus_processes_still_converge(join, second_server, board, monkeypatch):
    from teamflow.common.bus import Bus

    here, there = join("editor"), join("owner", at=second_server)
    monkeypatch.setattr(Bus, "publish", lambda self, channel, payload: None)

    here.note("h")
    there.note("t")

    for drawing in (here, there):
        drawing.listen_until(partial(has_entries, drawing, 4))


def test_what_a_program_draws_is_seen_at_once(join, board, owner):
    ben = join("viewer")
    ben.listen_until(lambda: any(kind == protocol.SYNC for kind, _frame in ben.heard))

    made = create_elements(actor=owner, board=board, elements=[{"kind": "sticky", "text": "hi"}])

    ben.listen_until(lambda: f"{made[0]['id']}.c" in ben.elements)
    assert str(ben.texts[made[0]["id"]]) == "hi"


def test_a_viewer_receives_and_what_they_send_is_refused(join, board):
    vic, ana = join("viewer", hello=True), join("editor")

    vic.note("v")
    vic.listen_until(lambda: any(kind == protocol.REFUSED for kind, _frame in vic.heard))
    ana.note("a")
    vic.listen_until(lambda: "a.c" in vic.elements)

    assert any(kind == protocol.AUTH for kind, _frame in vic.heard)
    assert "v.c" not in stored(board).elements


def test_strangers_hear_that_there_is_no_such_board(join):
    assert join("outsider").closed_with() == 4404


def test_nobody_enters_without_signing_in(server, board):
    assert Drawing(server.url(f"/ws/boards/{board.pk}")).closed_with() == 4401


def test_a_ticket_opens_the_socket_again_and_again(server, board, editor, client):
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    proof = f"session:{client.session.session_key}"
    issued = issue_ticket(actor=editor, board=board, proof=proof)

    for number in range(2):
        drawing = Drawing(server.url(f"/ws/boards/{board.pk}?token={issued.token}"), hello=True)
        drawing.note(f"n{number}")
        drawing.listen_until(partial(has_settled, drawing, 2))

    client.logout()
    late = Drawing(server.url(f"/ws/boards/{board.pk}?token={issued.token}"))
    assert late.closed_with() == 4401


def test_a_removed_member_is_out(join, workspace, owner, editor, board):
    ana = join("editor", hello=True)
    ana.note("a")
    ana.listen_until(lambda: ana.acknowledged[0] >= 2)

    remove_member(actor=owner, membership=workspace.memberships.get(user=editor))

    assert ana.closed_with() == 4403


def test_a_lowered_role_writes_no_more(join, workspace, owner, editor, board):
    ana = join("editor", hello=True)
    ana.note("a")
    ana.listen_until(lambda: ana.acknowledged[0] >= 2)

    change_role(actor=owner, membership=workspace.memberships.get(user=editor), role=Role.VIEWER)
    ana.listen_until(lambda: any(kind == protocol.NOTICE for kind, _frame in ana.heard))
    ana.note("b")
    ana.listen_until(lambda: any(kind == protocol.REFUSED for kind, _frame in ana.heard))

    assert "b.c" not in stored(board).elements


def test_a_board_in_the_bin_closes(join, board, owner):
    ana = join("editor", hello=True)
    ana.note("a")
    ana.listen_until(lambda: ana.acknowledged[0] >= 2)

    delete_board(actor=owner, board=board)

    assert ana.closed_with() == 4403


def test_cursors_are_shown_under_ones_own_name(join, editor):
    ana, ben = join("editor"), join("viewer")
    ben.listen_until(lambda: any(kind == protocol.SYNC for kind, _frame in ben.heard))
    state = b'{"user":{"name":"Somebody else"},"cursor":{"x":1,"y":2}}'

    ana.socket.send(protocol.awareness_frame([(77, 1, state)]))
    ben.listen_until(lambda: any(kind == protocol.AWARENESS for kind, _frame in ben.heard))

    frame = next(frame for kind, frame in ben.heard if kind == protocol.AWARENESS)
    message = protocol.parse(frame)
    assert isinstance(message, protocol.Presence)
    client, _clock, shown = message.states[0]
    assert client == 77
    assert shown is not None
    assert editor.name.encode() in shown
    assert b"Somebody else" not in shown


def test_cursors_are_shown_in_every_process(join, second_server):
    ana, ben = join("editor"), join("viewer", at=second_server)
    ben.listen_until(lambda: any(kind == protocol.SYNC for kind, _frame in ben.heard))

    ana.socket.send(protocol.awareness_frame([(77, 1, b'{"cursor":{"x":1,"y":2}}')]))
    ben.listen_until(lambda: any(kind == protocol.AWARENESS for kind, _frame in ben.heard))
    ana.socket.close()
    ben.listen_until(lambda: sum(kind == protocol.AWARENESS for kind, _frame in ben.heard) == 2)

    message = protocol.parse(ben.heard[-1][1])
    assert isinstance(message, protocol.Presence)
    assert [(client, state) for client, _clock, state in message.states] == [(77, None)]


def test_a_folded_log_gives_the_same_board(join, board):
    ana = join("editor", hello=True)
    for number in range(5):
        ana.note("same", x=number)
        ana.listen_until(partial(has_settled, ana, number + 2))
    before = stored(board).elements.to_py()

    assert compact_board(board_id=board.pk)
    ana.note("later")
    ana.listen_until(lambda: ana.acknowledged[0] >= 7)
    assert compact_board(board_id=board.pk)

    assert not BoardUpdate.objects.filter(board=board, seq__lte=5).exists()
    after = stored(board).elements.to_py()
    assert {key: after[key] for key in before} == before
    assert "later.c" in after
    assert not compact_board(board_id=board.pk)


def deep_value(depth):
    """One map entry whose value nests `depth` deep, as lib0 writes it."""
    value = b"\x75\x01" * depth + b"\x7e"
    item = b"\x28\x01" + lib0.text("foreign") + lib0.text("k") + b"\x01" + value
    return b"\x01\x01" + lib0.uint(99) + b"\x00" + item + b"\x00"


def change(work, base=None):
    doc: Doc[Any] = Doc()
    if base:
        doc.apply_update(base)
    updates = []
    doc.observe(lambda event: updates.append(bytes(event.update)))
    with doc.transaction():
        work(doc)
    return updates[0]


def element(key, value):
    return change(lambda doc: doc.get("elements", type=Map).__setitem__(key, value))


POISON = {
    "nested 26,000 deep": deep_value(26_000),
    "nested 65 deep": deep_value(65),
    "cut short": element("a.g", [0.0] * 5 + ["V"])[:-3],
    "trailing bytes": element("a.c", {"kind": "sticky"}) + b"\x00",
    "version 2": b"\x00\x00\x05\xff\xff\xff\xff\x0f\x00\x01\x00\x00\x01\x00",
    "an endless count": b"\xff\xff\xff\xff\xff\xff\xff\x0f",
    "a far clock": b"\x01\x01\x63\xff\xff\xff\xff\xff\xff\xff\x07\x00\x01\x00",
    "a place that is nowhere": element("a.g", [float("nan"), 0.0, 1.0, 1.0, 0.0, "V"]),
    "an unknown kind": element("a.c", {"kind": "spaceship"}),
    "a script as link": element("a.c", {"kind": "link", "url": "javascript:alert(1)"}),
    "a key of no element": element("nonsense", 1.0),
    "a shared type as entry": element("a.c", Map({"kind": "sticky"})),
    "a text too long": change(
        lambda doc: doc.get("texts", type=Map).__setitem__("a", Text("x" * 10_001))
    ),
    "a text that is none": change(lambda doc: doc.get("texts", type=Map).__setitem__("a", "plain")),
    "a list named elements": change(lambda doc: doc.get("elements", type=Array).append(1.0)),
    "too large": element("a.c", {"kind": "text", "words": "x" * 300_000}),
}


@pytest.mark.parametrize("name", POISON)
def test_poison_is_refused_and_nobody_else_notices(join, board, name):
    mallory, ana = join("editor", hello=True), join("owner", hello=True)

    mallory.listen_until(lambda: mallory.acknowledged[0] == 1)
    mallory.send_update(POISON[name])

    assert mallory.closed_with() == 4400
    kind, frame = mallory.heard[-1]
    reader = Reader(frame)
    assert (kind, reader.uint(), reader.uint()) == (protocol.REFUSED, protocol.REFUSED, 2)
    ana.note("a")
    ana.listen_until(lambda: ana.acknowledged[0] >= 2)
    assert set(stored(board).elements.to_py()) == {"a.g", "a.c"}


def test_what_follows_a_refused_change_is_taken_after_synchronising(join, board):
    mallory = join("editor", hello=True)
    mallory.note("good")
    mallory.listen_until(lambda: mallory.acknowledged[0] >= 2)
    mallory.send_update(POISON["an unknown kind"])
    assert mallory.closed_with() == 4400

    back = join("editor", hello=True)
    back.listen_until(lambda: "good.c" in back.elements)
    back.note("better")
    back.listen_until(lambda: back.acknowledged[0] >= 2)

    assert "better.c" in stored(board).elements


def test_unknown_shared_types_are_kept(join, board):
    ana = join("editor", hello=True)
    ana.send_update(change(lambda doc: doc.get("todo", type=Array).append(Map({"a": 1.0}))))
    ana.listen_until(lambda: ana.acknowledged[0] >= 2)

    assert stored(board).doc.get("todo", type=Array).to_py() == [{"a": 1.0}]
