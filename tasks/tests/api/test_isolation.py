"""Every address of this app, walked with the ids of another tenant."""

import pytest
from django.urls import get_resolver

from tasks.api.urls import urlpatterns
from tasks.services.automations import create_automation
from tasks.services.checklists import add_checklist_item
from tasks.services.effort import start_timer
from tasks.services.intake import file_request
from tasks.services.links import attach_link, link_tasks
from tasks.services.recurrence import make_recurring
from tasks.services.targets import create_target
from tasks.tests.factories import make_comment, make_task

OWN = {"notification-list", "notification-read-all", "notification-unread"}
OWN |= {"search", "task-bulk", "task-transfer", "me-timer"}


@pytest.fixture
def ids(project, editor, task, todo, owner):
    other = make_task(project, editor, "Another")
    item = add_checklist_item(actor=editor, task=task, title="step")
    return {
        "slug": "harbour",
        "project_id": project.pk,
        "task_id": task.pk,
        "task_ref": str(task.pk),
        "column_id": todo.pk,
        "label_id": project.labels.create(name="bug").pk,
        "comment_id": make_comment(task, editor).pk,
        "item_id": item.pk,
        "automation_id": create_automation(
            actor=owner,
            project=project,
            name="Rule",
            trigger={"kind": "manual"},
            actions=[{"kind": "archive"}],
        ).pk,
        "recurrence_id": make_recurring(actor=editor, task=other, rule="FREQ=DAILY").pk,
        "intake_item_id": file_request(actor=owner, project=project, title="Please").pk,
        "target_id": create_target(actor=owner, project=project, name="Soon", hours=4).pk,
        "entry_id": start_timer(actor=editor, task=task).pk,
        "attachment_id": attach_link(actor=editor, task=task, url="https://example.com").pk,
        "approval_id": task.approvals.create(column=todo, user=editor).pk,
        "template_id": project.task_templates.create(name="Again").pk,
        "type_id": project.item_types.create(name="Bug", rank="a").pk,
        "field_id": project.custom_fields.create(name="Cost", kind="number", rank="a").pk,
        "milestone_id": project.milestones.create(name="1.0", rank="a").pk,
        "initiative_id": project.initiatives.create(
            workspace=project.workspace, name="Grow", rank="a"
        ).pk,
        "notification_id": owner.notifications.create(
            workspace=project.workspace, kind="assigned", task=task
        ).pk,
        "link_id": link_tasks(actor=editor, source=task, target=other, kind="blocks").pk,
    }


@pytest.mark.parametrize("name", sorted({str(route.name) for route in urlpatterns} - OWN))
def test_a_stranger_finds_nothing_at(name, ids, clients):
    [(template, names)] = get_resolver().reverse_dict.getlist(name)[0][0]
    address = "/" + template % {each: ids[each] for each in names}
    client = clients["outsider"]

    answers = {
        method: getattr(client, method)(address, {} if method != "get" else None).status_code
        for method in ("get", "post", "patch", "delete")
    }

    assert set(answers.values()) <= {404, 405, 415}, answers
    assert 404 in answers.values()


@pytest.mark.parametrize(
    ("who", "is_let_in"), [("editor", True), ("viewer", True), ("outsider", False)]
)
def test_rooms_open_for_members_only(who, is_let_in, project, task, request):
    from teamflow.common.rooms import log_for

    person = request.getfixturevalue(who)

    for room in (f"project:{project.pk}", f"task:{task.pk}"):
        log = log_for(user_id=person.pk, room=room)
        assert log == (project.log if is_let_in else None)
