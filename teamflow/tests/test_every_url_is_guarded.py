"""Every address and every room, walked with the ids of somebody else's workspace.

A new address with a parameter that this test does not know fails it: give the parameter a value.
"""

import re
from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.contrib.admindocs.views import simplify_regex
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from accounts.models import Invitation, Membership
from boards.models import BoardAsset
from boards.services.assets import announce_asset
from boards.services.boards import create_board
from boards.services.elements import create_elements
from boards.services.sharing import create_share_link
from integrations.models import Connection, WebhookDelivery
from tasks.services.automations import create_automation
from tasks.services.checklists import add_checklist_item
from tasks.services.columns import add_column, delete_column
from tasks.services.comments import add_comment
from tasks.services.dashboards import create_dashboard
from tasks.services.effort import start_timer
from tasks.services.feeds import make_feed
from tasks.services.intake import file_request
from tasks.services.labels import add_label
from tasks.services.links import attach_link, link_tasks
from tasks.services.recurrence import make_recurring
from tasks.services.saved_views import save_view
from tasks.services.sprints import create_sprint
from tasks.services.targets import create_target
from tasks.services.tasks import create_task
from teamflow.common import rooms
from teamflow.common.jobs import enqueue
from teamflow.common.models import Job

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
    "calendar/",
    "mail/",
    "intake/",
    "s/",
    "^v/",
    "v/",
    "me/",
    "avatars/",
    "uploads/",
)
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
METHODS = ("get", "post", "put", "patch", "delete")


def _routes(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        # Django's own simplification turns a regular expression into `<name>`.
        route = prefix + simplify_regex(str(pattern.pattern)).lstrip("/")
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, route)
        else:
            yield route


def _guarded() -> list[str]:
    routes = sorted(set(_routes(get_resolver().url_patterns)))
    return [route for route in routes if PARAMETER.search(route) and not route.startswith(OPEN)]


@pytest.fixture(autouse=True)
def no_rate_limit(settings):
    settings.RATE_LIMITS = dict.fromkeys(settings.RATE_LIMITS, "1000000/s")


def removed_column(project, owner):
    column = add_column(actor=owner, project=project, name="Gone", state="todo")
    part_id = column.pk
    delete_column(actor=owner, column=column)
    column.pk = part_id
    return column


def picture(owner, board):
    asset, _target = announce_asset(actor=owner, board=board, name="a.png", size=10)
    BoardAsset.objects.create(board=board, asset=asset)
    return asset


@pytest.fixture
def ids(workspace, project, owner):
    """One thing of each kind in the owner's workspace, by the name of its parameter."""
    task = create_task(actor=owner, project=project, title="Guarded")
    other = create_task(actor=owner, project=project, title="Beside it")
    board = create_board(actor=owner, workspace=workspace, title="Plan")
    note = {"kind": "sticky", "x": 0, "y": 0, "width": 100, "height": 100}
    (element,) = create_elements(actor=owner, board=board, elements=[note])
    connection = Connection.objects.create(
        workspace=workspace, vendor="github", secret="s" * 32, created_by=owner
    )
    invitation = Invitation.objects.create(
        workspace=workspace, invited_by=owner, token_hash="h" * 64, expires_at=timezone.now()
    )
    return {
        "slug": workspace.slug,
        "key": project.key,
        "part": "columns",
        "task_key": f"{project.key}-{task.number}",
        "membership_id": Membership.objects.get(user=owner, workspace=workspace).pk,
        "invitation_id": invitation.pk,
        "project_id": project.pk,
        "column_id": project.columns.all()[0].pk,
        "label_id": add_label(actor=owner, project=project, name="bug").pk,
        "task_id": task.pk,
        "sprint_id": create_sprint(actor=owner, project=project, name="Sprint 1").pk,
        "task_ref": task.pk,
        "comment_id": add_comment(actor=owner, task=task, body="Mine").pk,
        "item_id": add_checklist_item(actor=owner, task=task, title="Step").pk,
        "attachment_id": attach_link(actor=owner, task=task, url="https://example.org/").pk,
        "upload_id": attach_link(actor=owner, task=task, url="https://example.org/2").pk,
        "version": 1,
        "name": "a.png",
        "initiative_id": project.initiatives.create(workspace=workspace, name="Grow", rank="a").pk,
        "notification_id": owner.notifications.create(
            workspace=workspace, kind="assigned", task=task
        ).pk,
        "milestone_id": project.milestones.create(name="1.0", rank="a").pk,
        "type_id": project.item_types.create(name="Bug", rank="a").pk,
        "field_id": project.custom_fields.create(name="Cost", kind="number", rank="a").pk,
        "part_id": removed_column(project, owner).pk,
        "template_id": project.task_templates.create(name="Again").pk,
        "approval_id": task.approvals.create(column=task.column, user=owner).pk,
        "view_id": save_view(actor=owner, workspace=workspace, name="Mine").pk,
        "link_id": link_tasks(actor=owner, source=task, target=other, kind="blocks").pk,
        "automation_id": create_automation(
            actor=owner,
            project=project,
            name="Rule",
            trigger={"kind": "manual"},
            actions=[{"kind": "archive"}],
        ).pk,
        "recurrence_id": make_recurring(actor=owner, task=other, rule="FREQ=DAILY").pk,
        "intake_item_id": file_request(actor=owner, project=project, title="Please").pk,
        "target_id": create_target(actor=owner, project=project, name="Soon", hours=4).pk,
        "entry_id": start_timer(actor=owner, task=task).pk,
        "board_id": board.pk,
        "element_id": element["id"],
        "template_key": "kanban",
        "asset_id": picture(owner, board).pk,
        "share_link_id": create_share_link(actor=owner, board=board, access="view").link.pk,
        "connection_id": connection.pk,
        "kind": "throughput",
        "dashboard_id": create_dashboard(actor=owner, workspace=workspace, name="Ours").pk,
        "delivery_id": WebhookDelivery.objects.create(
            connection=connection, delivery_id="d1", event="ping", body="{}"
        ).pk,
        "job_id": enqueue(
            kind="tasks.import", actor=owner, payload={}, workspace_id=workspace.pk
        ).pk,
        "feed_id": make_feed(actor=owner, workspace=workspace)[0].pk,
        "export_id": Job.objects.create(
            kind="workspace.export", target_id=workspace.pk, status=Job.Status.DONE
        ).pk,
        "import_id": Job.objects.create(
            kind="tasks.import", target_id=project.pk, status=Job.Status.DONE
        ).pk,
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

    assert not leaks, "\n".join(leaks)


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
        "sprint": ids["sprint_id"],
    }
    kinds = rooms.room_kinds()
    assert set(kinds) == set(targets)

    for kind, target in targets.items():
        room = f"{kind}:{target}"
        assert rooms.log_for(user_id=owner.pk, room=room), room
        assert rooms.log_for(user_id=outsider.pk, room=room) is None, room
        assert rooms.log_for(user_id=owner.pk, room=f"{kind}:{uuid4()}") is None, room
