"""Every address and every room, walked with the ids of somebody else's workspace.

A new address with a parameter that this test does not know fails it: give the parameter a value.
"""

import re
from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from teamflow.common import rooms

# Addresses that belong to one person, to the framework, or to whoever knows a secret.
OPEN = (
    "admin/",
    "accounts/",
    "static/",
    "media/",
    "jsi18n/",
    "health",
    "metrics",
    "bench/",
    "api/schema",
    "api/docs",
    "api/v1/auth/",
    "api/v1/me",
    "api/v1/hooks/",
    "api/v1/invitations/<str:token>",
    "invite/",
    "me/",
    "avatars/",
)
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
METHODS = ("get", "post", "put", "patch", "delete")


def _routes(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, route)
        else:
            yield route


def _guarded() -> list[str]:
    routes = sorted(set(_routes(get_resolver().url_patterns)))
    return [route for route in routes if PARAMETER.search(route) and not route.startswith(OPEN)]


@pytest.fixture
def ids(workspace, project, owner):
    """One thing of each kind in the owner's workspace, by the name of its parameter."""
    from accounts.models import Invitation, Membership
    from ai.tests.factories import make_run
    from boards.services.boards import create_board
    from boards.services.elements import create_elements
    from integrations.tests.factories import make_delivery
    from tasks.models import Attachment, ChecklistItem, Comment, Label, TaskLink
    from tasks.tests.factories import make_everything

    task = make_everything(project=project, actor=owner)
    board = create_board(actor=owner, workspace=workspace, title="Plan")
    (element,) = create_elements(
        actor=owner,
        board=board,
        elements=[{"kind": "sticky", "x": 0, "y": 0, "width": 100, "height": 100}],
    )
    delivery = make_delivery(workspace=workspace, actor=owner)
    run = make_run(workspace=workspace, actor=owner, task=task)
    invitation = Invitation.objects.create(
        workspace=workspace, invited_by=owner, token_hash="h" * 64, expires_at=task.created_at
    )
    return {
        "slug": workspace.slug,
        "workspace_slug": workspace.slug,
        "key": project.key,
        "project_key": project.key,
        "task_key": f"{project.key}-{task.number}",
        "number": task.number,
        "membership_id": Membership.objects.get(user=owner, workspace=workspace).pk,
        "invitation_id": invitation.pk,
        "project_id": project.pk,
        "column_id": project.columns.first().pk,
        "label_id": Label.objects.get(project=project).pk,
        "task_id": task.pk,
        "comment_id": Comment.objects.get(task=task).pk,
        "item_id": ChecklistItem.objects.get(checklist__task=task).pk,
        "attachment_id": Attachment.objects.get(task=task).pk,
        "link_id": TaskLink.objects.get(source=task).pk,
        "board_id": board.pk,
        "element_id": element["id"],
        "connection_id": delivery.connection_id,
        "delivery_id": delivery.pk,
        "job_id": run.job_id,
    }


def _fill(route: str, ids: dict[str, object]) -> str:
    unknown = set(PARAMETER.findall(route)) - set(ids)
    assert not unknown, f"{route}: teach this test the parameters {sorted(unknown)}"
    return "/" + PARAMETER.sub(lambda found: str(ids[found[1]]), route)


def test_a_member_of_another_workspace_finds_nothing(ids, clients):
    leaks = [
        f"{method.upper()} {route} -> {status}"
        for route in _guarded()
        for method in METHODS
        if (status := getattr(clients["outsider"], method)(_fill(route, ids)).status_code)
        not in {404, 405}
    ]

    assert leaks == []


def test_nobody_comes_in_without_signing_in(ids, client):
    leaks = [
        f"GET {route} -> {response.status_code}"
        for route in _guarded()
        if (response := client.get(_fill(route, ids))).status_code not in {401, 404, 405}
        and "/accounts/login/" not in response.headers.get("Location", "")
    ]

    assert leaks == []


def test_the_walk_meets_what_exists(ids, clients):
    """Otherwise "not found" would prove nothing."""
    found = [
        route for route in _guarded() if clients["owner"].get(_fill(route, ids)).status_code == 200
    ]

    assert len(found) > len(_guarded()) / 3


def test_every_kind_of_room_is_shut_to_strangers(ids, owner, outsider, workspace):
    targets = {
        "workspace": workspace.pk,
        "project": ids["project_id"],
        "task": ids["task_id"],
        "board": ids["board_id"],
        "user": owner.pk,
    }
    kinds = rooms.room_kinds()
    assert set(kinds) == set(targets)

    for kind, target in targets.items():
        room = f"{kind}:{target}"
        assert rooms.log_for(user_id=owner.pk, room=room), room
        assert rooms.log_for(user_id=outsider.pk, room=room) is None, room
        assert rooms.log_for(user_id=owner.pk, room=f"{kind}:{uuid4()}") is None, room
