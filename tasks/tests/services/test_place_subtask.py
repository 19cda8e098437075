"""Putting the subtasks of a task in an order of one's own."""

import pytest
from django.core.exceptions import ValidationError

from tasks.models import Task
from tasks.selectors.payloads import task_detail
from tasks.services.copying import duplicate_task
from tasks.services.tasks import delete_task, place_subtask, restore_task, update_task
from tasks.tests.factories import make_task
from teamflow.common.models import Event


@pytest.fixture
def below(task, project, editor):
    """Three subtasks, by their titles."""
    titles = ("One", "Two!", "Three")
    titled = [make_task(project, editor, title, parent=task.pk) for title in titles]
    return dict(zip(("one", "two", "three"), titled, strict=True))


def shown(task):
    """The subtasks' titles as the task tells them."""
    return [child["title"] for child in task_detail(task.pk)["children"]]


def place(actor, task, child, **beside):
    neighbour = {name: row.pk for name, row in beside.items()}
    return place_subtask(actor=actor, task=task, subtask=child.pk, **neighbour)


def test_puts_one_before_or_after_another(task, below, editor):
    place(editor, task, below["three"], before=below["one"])
    assert shown(task) == ["Three", "One", "Two!"]

    place(editor, task, below["three"], after=below["one"])
    assert shown(task) == ["One", "Three", "Two!"]


def test_who_comes_later_stands_last(task, below, project, editor):
    place(editor, task, below["one"], after=below["three"])
    make_task(project, editor, "Later", parent=task.pk)

    assert shown(task) == ["Two!", "Three", "One", "Later"]


def test_two_who_put_in_order_at_once_both_succeed(task, below, editor, owner):
    seen = Task.objects.get(pk=task.pk)
    place(editor, task, below["three"], before=below["one"])
    place(owner, seen, below["two"], before=below["one"])

    assert shown(task) == ["Three", "Two!", "One"]


def test_one_that_was_deleted_comes_back_to_its_place(task, below, editor):
    place(editor, task, below["three"], before=below["one"])
    delete_task(actor=editor, task=below["three"])
    assert shown(task) == ["One", "Two!"]

    restore_task(actor=editor, task=below["three"])
    assert shown(task) == ["Three", "One", "Two!"]


def test_a_copy_keeps_the_order(task, below, editor):
    place(editor, task, below["three"], before=below["one"])

    assert shown(duplicate_task(actor=editor, task=task)) == ["Three", "One", "Two!"]


def test_where_it_stands_there_already_nothing_changes(task, below, editor):
    told = Event.objects.count()
    placed = place(editor, task, below["two"], after=below["one"])

    assert (Event.objects.count(), placed.version) == (told, Task.objects.get(pk=task.pk).version)


def test_says_what_was_put_elsewhere(task, below, editor, sent_messages):
    placed = place(editor, task, below["two"], before=below["one"])

    (entry,) = Event.objects.filter(changes__has_key="subtask_order")
    assert (entry.target_id, entry.changes) == (
        task.pk,
        {"subtask_order": [None, below["two"].key]},
    )
    assert sent_messages[-1]["data"]["version"] == placed.version


@pytest.mark.parametrize(("who", "beside"), [("one", "stranger"), ("stranger", "one")])
def test_only_among_the_subtasks_of_one_task(task, below, project, editor, who, beside):
    below["stranger"] = make_task(project, editor, "By itself")
    with pytest.raises(ValidationError):
        place(editor, task, below[who], before=below[beside])
    with pytest.raises(ValidationError):
        place_subtask(actor=editor, task=task, subtask=below[who].pk)

    assert shown(task) == ["One", "Two!", "Three"]


def test_one_that_was_taken_out_has_no_place_any_more(task, below, editor):
    place(editor, task, below["three"], before=below["one"])
    update_task(actor=editor, task=below["three"], parent=None)

    assert shown(task) == ["One", "Two!"]


@pytest.mark.parametrize(("who", "status"), [("viewer", 403), ("outsider", 404)])
def test_denies_and_changes_nothing(task, below, clients, sent_messages, who, status):
    values = {"subtask": below["three"].pk, "before": below["one"].pk}
    answer = clients[who].post(f"/api/v1/tasks/{task.pk}/subtasks/order", values, format="json")

    assert (answer.status_code, shown(task)) == (status, ["One", "Two!", "Three"])
    assert sent_messages == []


def test_over_the_wire(task, below, clients):
    address = f"/api/v1/tasks/{task.pk}/subtasks/order"
    values = {"subtask": below["three"].pk, "before": below["one"].pk}
    answer = clients["editor"].post(address, values, format="json")
    assert [child["title"] for child in answer.json()["children"]] == ["Three", "One", "Two!"]

    refused = clients["editor"].post(address, {"subtask": "no"}, format="json")
    assert (refused.status_code, refused.json()["error"]["code"]) == (400, "VALIDATION_ERROR")
