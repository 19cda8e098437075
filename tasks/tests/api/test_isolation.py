"""Rooms of projects and tasks; every address is walked in teamflow/tests."""

import pytest


@pytest.mark.parametrize(
    ("who", "is_let_in"), [("editor", True), ("viewer", True), ("outsider", False)]
)
def test_rooms_open_for_members_only(who, is_let_in, project, task, request):
    from teamflow.common.rooms import log_for

    person = request.getfixturevalue(who)

    for room in (f"project:{project.pk}", f"task:{task.pk}"):
        log = log_for(user_id=person.pk, room=room)
        assert log == (project.log if is_let_in else None)
