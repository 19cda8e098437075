"""Nonsense at every door to what tasks are made of: a clear refusal, never a failure of ours."""

import pytest

from tasks.models import Task
from tasks.services.checklists import add_checklist_item
from tasks.tests.factories import make_comment

NOBODY = "0f0e0d0c-0b0a-0908-0706-050403020100"
LONG = "x" * 100_000
# By method and address: the names that a body there may have.
DOORS = {
    ("post", "projects/{project}/types"): ("name", "icon", "color", "level"),
    ("patch", "item-types/{type}"): ("name", "icon", "color", "level", "before", "after"),
    ("post", "projects/{project}/fields"): ("name", "kind", "description", "options"),
    ("patch", "custom-fields/{field}"): ("name", "kind", "options", "before", "after"),
    ("post", "projects/{project}/milestones"): ("name", "description", "due_date"),
    ("patch", "milestones/{milestone}"): ("name", "due_date", "reached", "before"),
    ("put", "projects/{project}/workflow"): ("is_restricted", "wip", "transitions"),
    ("post", "tasks/{task}/approvals"): ("column", "status", "note"),
    ("post", "tasks/{task}/approvals/ask"): ("column", "people"),
    ("post", "projects/{project}/templates"): ("name", "task"),
    ("patch", "task-templates/{template}"): ("name",),
    ("post", "task-templates/{template}/tasks"): ("title", "fields", "type", "watcher_ids"),
    ("post", "workspaces/harbour/project-templates"): ("name", "project", "with_tasks"),
    ("post", "tasks/{task}/duplicate"): ("include",),
    ("post", "tasks/transfer"): ("ids", "project", "column"),
    ("post", "comments/{comment}/reactions"): ("emoji",),
    ("post", "tasks/{task}/links"): ("kind", "target", "close"),
    ("patch", "projects/{project}"): ("lead", "stage", "health", "color", "start_date"),
    ("patch", "tasks/{task}"): (
        "type", "milestone", "estimate_minutes", "fields", "watcher_ids", "parent",
    ),
}  # fmt: skip
NONSENSE: tuple[object, ...] = (
    LONG,
    "\x00",
    NOBODY,
    10**30,
    [[]],
    {"\x00": "\x00"},
    [{"id": "\x00"}],
    "9999-99-99",
)


@pytest.fixture
def places(project, task, editor):
    add_checklist_item(actor=editor, task=task, title="step")
    return {
        "project": project.pk,
        "task": task.pk,
        "type": project.item_types.create(name="Bug", rank="a").pk,
        "field": project.custom_fields.create(name="Cost", kind="number", rank="a").pk,
        "milestone": project.milestones.create(name="1.0", rank="a").pk,
        "template": project.task_templates.create(name="Again").pk,
        "comment": make_comment(task, editor).pk,
    }


@pytest.mark.parametrize(("method", "door"), DOORS, ids=lambda part: str(part))
def test_nonsense_is_refused_in_words_or_kept(method, door, places, clients):
    address = f"/api/v1/{door.format(**places)}"
    for name in DOORS[method, door]:
        for nonsense in NONSENSE:
            answer = getattr(clients["owner"], method)(address, {name: nonsense}, format="json")

            assert answer.status_code < 500, (name, str(nonsense)[:40])
            if answer.status_code >= 400:
                assert answer.json()["error"]["message"]


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe"])
def test_what_is_no_object_is_refused(body, places, clients):
    for method, door in DOORS:
        send = getattr(clients["owner"], method)
        answer = send(f"/api/v1/{door.format(**places)}", body, content_type="application/json")

        assert answer.status_code < 500, (method, door)


def test_archive_and_restore_in_bulk_are_done_and_undone(project, task, editor, clients):
    url, ids = "/api/v1/tasks/bulk", [str(task.pk)]

    def bulk(**body):
        answer = clients["editor"].post(url, {"ids": ids, **body}, format="json")
        assert answer.status_code == 200
        return answer.json()["results"][0]["status"]

    assert bulk(action="update", changes={"status": "archived"}) == "archived"
    assert bulk(action="update", changes={"status": "todo"}) == "todo"
    assert bulk(action="delete") == "todo"
    assert Task.objects.get(pk=task.pk).deleted_at is not None
    assert bulk(action="restore") == "todo"
    assert Task.objects.get(pk=task.pk).deleted_at is None
