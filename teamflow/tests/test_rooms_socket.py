"""`/ws/`: who may enter which room, and that nothing is missed or heard twice."""

from contextlib import suppress

import pytest
from django.db import transaction
from websockets.exceptions import ConnectionClosed, InvalidStatus

from accounts.services.members import change_role, remove_member
from accounts.services.sign_ins import end_sign_in
from accounts.services.tokens import create_token
from teamflow.common import eventlog, rooms
from teamflow.tests.live import cookie_of
from teamflow.tests.talk import Talk


def write(room, count=1, *, log=None, tell=True):
    with transaction.atomic():
        entries = eventlog.append_many(
            [
                eventlog.NewEntry(
                    log=log or room,
                    type="workspace.updated",
                    rooms=(room,),
                    actor_id=None,
                    actor_name="",
                    target_kind="workspace",
                    target_id=room.partition(":")[2],
                    data={"n": number},
                )
                for number in range(count)
            ]
        )
    if tell:
        rooms.broadcast_entries(entries)
    return [entry.seq for entry in entries]


@pytest.fixture
def room(workspace):
    return f"workspace:{workspace.pk}"


@pytest.fixture
def enter(server, clients):
    opened = []

    def enter(who, *names, since=None, at=None):
        talk = Talk((at or server).url("/ws/"), cookie=cookie_of(clients[who]))
        opened.append(talk)
        talk.say({"type": "join", "rooms": list(names), "since": since or {}})
        return talk, talk.hear("joined")

    yield enter
    for talk in opened:
        talk.socket.close()


def test_an_event_is_heard_live(enter, room):
    talk, joined = enter("viewer", room)

    seqs = write(room)
    heard = talk.events(1)

    assert [event["seq"] for event in heard] == seqs
    assert joined["rooms"][room]["seq"] == seqs[0] - 1


def test_resumes_with_exactly_what_was_missed_then_live(enter, room):
    seqs = write(room, 40)

    talk, joined = enter("editor", room, since={room: seqs[9]})
    live = write(room, 3)
    heard = talk.events(33)

    assert joined["rooms"][room]["seq"] == seqs[-1]
    assert [event["seq"] for event in heard] == seqs[10:] + live
    assert heard[0]["room"] == room
    assert heard[0]["data"] == {"n": 10}


def test_what_the_bus_loses_is_read_from_the_log(enter, room):
    talk, _joined = enter("editor", room)

    lost = write(room, 2, tell=False)
    told = write(room, 1)

    assert [event["seq"] for event in talk.events(3)] == lost + told


def test_what_only_the_log_has_still_arrives(enter, room):
    talk, _joined = enter("editor", room)

    lost = write(room, 2, tell=False)

    assert [event["seq"] for event in talk.events(2)] == lost


def test_two_processes_hear_the_same(enter, second_server, room):
    first, _joined = enter("editor", room)
    second, _joined = enter("viewer", room, at=second_server)

    seqs = write(room, 5)

    assert [event["seq"] for event in first.events(5)] == seqs
    assert [event["seq"] for event in second.events(5)] == seqs


def test_a_number_that_the_log_never_gave_means_load_afresh(enter, room):
    talk, joined = enter("editor", room, since={room: 10_000})

    assert talk.hear("resync")["room"] == room
    assert joined["rooms"][room]["seq"] < 10_000


def test_rooms_of_other_tenants_are_denied(enter, room, project, workspace, viewer):
    names = [room, f"project:{project.pk}", f"user:{viewer.pk}", "workspace:nonsense", "no:thing"]

    talk, joined = enter("outsider", *names)
    write(room)
    talk.say({"type": "ping"})

    assert (joined["rooms"], joined["denied"]) == ({}, names)
    assert talk.hear("pong", "workspace.updated")["type"] == "pong"


def test_nobody_enters_without_signing_in(server):
    talk = Talk(server.url("/ws"))
    talk.say({"type": "join", "rooms": []})

    assert talk.closed_with() == 4401


def test_a_personal_token_in_the_first_message_signs_in(server, editor, workspace, room):
    issued = create_token(actor=editor, name="script", scopes=["read"])
    talk = Talk(server.url("/ws"))

    talk.say({"type": "auth", "token": issued.secret})
    talk.say({"type": "join", "rooms": [room]})

    assert talk.hear("joined")["denied"] == []


def test_a_page_of_another_origin_is_refused(server, clients):
    with pytest.raises(InvalidStatus):
        Talk(server.url("/ws/"), cookie=cookie_of(clients["owner"]), origin="https://evil.example")


def test_a_removed_member_hears_no_more(enter, room, workspace, owner, editor):
    talk, _joined = enter("editor", room, f"user:{editor.pk}")

    remove_member(actor=owner, membership=workspace.memberships.get(user=editor))
    denied = talk.hear("denied")
    write(room)
    talk.say({"type": "ping"})

    assert denied["rooms"] == [room]
    assert talk.hear("pong", "workspace.updated")["type"] == "pong"


def test_a_changed_role_that_still_reaches_goes_on(enter, room, workspace, owner, editor):
    talk, _joined = enter("editor", room)

    change_role(actor=owner, membership=workspace.memberships.get(user=editor), role="viewer")
    talk.say({"type": "ping"})

    assert talk.hear("pong", "denied")["type"] == "pong"


def test_ending_a_sign_in_closes_its_sockets(server, owner, client, workspace):
    from accounts.models import SignIn

    client.force_login(owner, backend="django.contrib.auth.backends.ModelBackend")
    talk = Talk(server.url("/ws/"), cookie=cookie_of(client))
    talk.say({"type": "ping"})
    talk.hear("pong")

    end_sign_in(actor=owner, sign_in=SignIn.objects.get(session_key=client.session.session_key))

    assert talk.closed_with() == 4401


def test_people_are_shown_once_however_many_tabs(enter, room, editor, viewer):
    first, _joined = enter("editor", room)
    enter("editor", room)
    enter("viewer", room)

    seen = first.hear("presence")
    while seen["data"]["count"] < 2:
        seen = first.hear("presence")

    assert {user["id"] for user in seen["data"]["users"]} == {str(editor.pk), str(viewer.pk)}


@pytest.mark.parametrize("text", ["[]", "no json", '{"type": "dance"}', '{"type":"join"}'])
def test_nonsense_is_answered_and_the_socket_lives(enter, text):
    talk, _joined = enter("editor")

    talk.socket.send(text)
    answer = talk.hear("error")
    talk.say({"type": "ping"})

    assert answer["error"]["code"] == "VALIDATION_ERROR"
    assert talk.hear("pong")


def test_a_message_over_64_kb_is_refused(enter):
    talk, _joined = enter("editor")

    talk.socket.send("x" * (64 * 1024 + 1))

    assert talk.closed_with() == 1009


def test_a_flood_is_told_then_closed(enter):
    talk, _joined = enter("editor")

    with suppress(ConnectionClosed):
        for _ in range(400):
            talk.say({"type": "ping"})

    assert talk.hear("error")["error"]["code"] == "RATE_LIMIT_EXCEEDED"
    assert talk.closed_with() == 1008
