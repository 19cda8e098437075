"""Epics above items above subtasks: what may stand where, and what a parent tells of it."""

import pytest
from django.core.exceptions import ValidationError

from tasks.models import Task
from tasks.services.checklists import add_checklist_item, update_checklist_item
from tasks.services.columns import update_column
from tasks.services.tasks import (
    create_task,
    delete_task,
    move_task,
    restore_task,
    update_task,
    update_tasks,
)
from tasks.tests.factories import make_task
from teamflow.common import eventlog


@pytest.fixture
def epic(project):
    return project.item_types.create(name="Epic", level="epic", rank="a")


@pytest.fixture
def child(task, project, editor):
    return make_task(project, editor, "Child", parent=task.pk)


def told(project, head):
    """What the log says since `head`: (verb, key, subtasks)."""
    return [
        (entry.type, entry.data["key"], entry.data["subtasks"])
        for entry in eventlog.read_after(project.log, head)
    ]


def test_an_epic_stands_on_top(project, epic, task, editor):
    with pytest.raises(ValidationError, match="stands on top"):
        create_task(actor=editor, project=project, title="Sail", type=epic.pk, parent=task.pk)

    child = make_task(project, editor, "Child", parent=task.pk)
    with pytest.raises(ValidationError) as caught:
        update_task(actor=editor, task=child, type=epic.pk)
    assert list(caught.value.message_dict) == ["type"]

    freed = update_task(actor=editor, task=child, type=epic.pk, parent=None)
    assert (freed.type, freed.parent) == (epic, None)


def test_epics_hold_items_and_items_hold_subtasks(project, epic, editor):
    top = make_task(project, editor, "Epic", type=epic.pk)
    item = make_task(project, editor, "Item", parent=top.pk)
    subtask = make_task(project, editor, "Subtask", parent=item.pk)

    assert subtask.parent.parent == top


def test_depth_is_sane_also_for_what_hangs_below(project, editor):
    parent = None
    for level in range(5):
        parent = make_task(
            project, editor, f"Level {level}", **({"parent": parent.pk} if parent else {})
        )
    with pytest.raises(ValidationError, match="5 levels"):
        create_task(actor=editor, project=project, title="Too deep", parent=parent.pk)

    other = make_task(project, editor, "Other")
    make_task(project, editor, "Below other", parent=other.pk)
    with pytest.raises(ValidationError, match="5 levels"):
        update_task(actor=editor, task=other, parent=parent.parent_id)


def test_a_ring_is_refused_however_long(project, editor):
    first = make_task(project, editor, "First")
    second = make_task(project, editor, "Second", parent=first.pk)
    third = make_task(project, editor, "Third", parent=second.pk)

    for parent in (first, second, third):
        with pytest.raises(ValidationError):
            update_task(actor=editor, task=first, parent=parent.pk)


def test_a_parent_tells_its_progress_whenever_it_changes(project, task, child, editor):
    key = task.key
    version = Task.objects.get(pk=task.pk).version
    steps = [
        (lambda: move_task(actor=editor, task=child, status="done"), {"total": 1, "done": 1}),
        (lambda: update_task(actor=editor, task=child, status="todo"), {"total": 1, "done": 0}),
        (lambda: delete_task(actor=editor, task=child), None),
        (lambda: restore_task(actor=editor, task=child), {"total": 1, "done": 0}),
        (lambda: update_task(actor=editor, task=child, parent=None), None),
        (lambda: update_task(actor=editor, task=child, parent=task.pk), {"total": 1, "done": 0}),
    ]
    for act, progress in steps:
        head = eventlog.head(project.log)
        act()
        assert told(project, head)[-1] == ("task.updated", key, progress)
        now = Task.objects.get(pk=task.pk).version
        assert now == version + 1
        version = now


def test_what_does_not_count_leaves_the_parent_alone(project, task, child, editor):
    head = eventlog.head(project.log)

    update_task(actor=editor, task=child, title="Other words")
    move_task(actor=editor, task=child, status="in_progress")

    assert task.key not in [key for _verb, key, _progress in told(project, head)]


def test_a_batch_tells_each_parent_once_and_gives_what_stands(project, task, editor):
    rows = [make_task(project, editor, f"Child {each}") for each in range(5)]
    head = eventlog.head(project.log)

    update_tasks(actor=editor, tasks=rows, parent=task.pk)

    events = told(project, head)
    assert len(events) == 6
    assert events[-1] == ("task.updated", task.key, {"total": 5, "done": 0})
    both = update_tasks(actor=editor, tasks=[task, *rows], status="done")
    assert both[0].payload["subtasks"] == {"total": 5, "done": 5}
    assert both[0].payload["version"] == Task.objects.get(pk=task.pk).version


def test_a_column_that_becomes_done_finishes_its_tasks(project, task, child, editor, owner, todo):
    move_task(actor=editor, task=task, status="in_progress")
    head = eventlog.head(project.log)

    update_column(actor=owner, column=todo, state="done")

    child.refresh_from_db()
    assert child.completed_at is not None
    assert ("task.updated", task.key, {"total": 1, "done": 1}) in told_tasks(project, head)
    update_column(actor=owner, column=todo, state="archived")
    child.refresh_from_db()
    assert child.archived_at is not None
    update_column(actor=owner, column=todo, state="todo")
    child.refresh_from_db()
    assert (child.archived_at, child.completed_at) == (None, None)


def told_tasks(project, head):
    return [
        (entry.type, entry.data["key"], entry.data["subtasks"])
        for entry in eventlog.read_after(project.log, head)
        if entry.target_kind == "task"
    ]


def test_creating_a_subtask_costs_few_queries_more(
    project, task, clients, django_assert_max_num_queries
):
    body = {"title": "Child", "parent": str(task.pk)}
    url = f"/api/v1/projects/{project.pk}/tasks"
    clients["editor"].post(url, body)

    with django_assert_max_num_queries(8 + 2 + 8):
        assert clients["editor"].post(url, body).status_code == 201


@pytest.mark.parametrize(("done", "status"), [(False, "todo"), (True, "done")])
def test_a_step_becomes_a_subtask(project, task, editor, clients, done, status):
    item = add_checklist_item(actor=editor, task=task, title="Buy rope")
    update_checklist_item(actor=editor, item=item, done=done)

    made = clients["editor"].post(f"/api/v1/checklist-items/{item.pk}/promote")

    assert made.status_code == 201
    assert (made.json()["title"], made.json()["status"]) == ("Buy rope", status)
    parent = clients["viewer"].get(f"/api/v1/tasks/{task.pk}").json()
    assert (parent["checklist"], parent["subtasks"]) == ([], {"total": 1, "done": int(done)})
    assert [row["title"] for row in parent["children"]] == ["Buy rope"]


@pytest.mark.parametrize(("title", "made"), [("x", "x……"), ("y" * 500, "y" * 199 + "…")])
def test_a_step_of_any_length_becomes_a_title(task, editor, clients, title, made):
    item = add_checklist_item(actor=editor, task=task, title=title)

    answer = clients["editor"].post(f"/api/v1/checklist-items/{item.pk}/promote").json()

    assert answer["title"] == made
    assert answer["description"] in {"", title}


@pytest.mark.parametrize(("who", "status"), [("outsider", 404), ("viewer", 403)])
def test_denies_promoting_and_changes_nothing(task, editor, clients, who, status, sent_messages):
    item = add_checklist_item(actor=editor, task=task, title="Buy rope")
    sent_messages.clear()

    answer = clients[who].post(f"/api/v1/checklist-items/{item.pk}/promote")

    assert (answer.status_code, sent_messages) == (status, [])
    assert Task.objects.count() == 1
