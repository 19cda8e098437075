"""Being together on a board: who may move other people's screens, or put words on them."""

from boards import protocol


def states_heard(drawing):
    found = []
    for kind, frame in drawing.heard:
        if kind == protocol.AWARENESS:
            message = protocol.parse(frame)
            assert isinstance(message, protocol.Presence)
            found += [state for _client, _clock, state in message.states if state]
    return found


STATE = (
    b'{"user":{"name":"X"},"cursor":{"x":1,"y":2},"reaction":{"emoji":"a","n":1,"x":0,"y":0},'
    b'"chat":"come here","summon":1,"presenting":{"frame":"f"}}'
)


def test_a_viewer_reacts_but_summons_nobody(join):
    vic, ana = join("viewer"), join("editor")
    ana.listen_until(lambda: any(kind == protocol.SYNC for kind, _frame in ana.heard))

    vic.socket.send(protocol.awareness_frame([(77, 1, STATE)]))
    ana.listen_until(lambda: states_heard(ana))

    (seen,) = states_heard(ana)
    assert b"reaction" in seen
    assert not any(word in seen for word in (b"summon", b"presenting", b"chat"))


def test_an_editor_brings_everybody(join):
    ana, vic = join("editor"), join("viewer")
    vic.listen_until(lambda: any(kind == protocol.SYNC for kind, _frame in vic.heard))

    ana.socket.send(protocol.awareness_frame([(77, 1, STATE)]))
    vic.listen_until(lambda: states_heard(vic))

    (seen,) = states_heard(vic)
    assert all(word in seen for word in (b"summon", b"presenting", b"chat"))
