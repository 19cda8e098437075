"""The cast itself: what other tests lean on."""

from django.db import transaction

from teamflow.common import rooms


def test_everybody_has_their_part(workspace, owner, editor, viewer, outsider):
    roles = dict(workspace.memberships.values_list("user__name", "role"))

    assert roles == {"Owner": "owner", "Editor": "member", "Viewer": "viewer"}


def test_a_project_has_columns_from_to_do_to_done(project):
    states = list(project.columns.values_list("state", flat=True))

    assert states == ["todo", "in_progress", "in_review", "done"]


def test_hears_only_what_was_committed(sent_messages):
    with transaction.atomic():
        transaction.on_commit(lambda: rooms.send_to_room("project:1", {"type": "kept"}))
        assert sent_messages == []
    try:
        with transaction.atomic():
            transaction.on_commit(lambda: rooms.send_to_room("project:1", {"type": "lost"}))
            raise ValueError
    except ValueError:
        pass

    assert [message["type"] for message in sent_messages] == ["kept"]
