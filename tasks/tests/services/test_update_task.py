"""Changing a task, alone and at the same time as others."""

import pytest
from django.core.exceptions import ValidationError

from tasks.models import DescriptionRevision
from tasks.services.tasks import archive_task, update_task, update_tasks
from tasks.tests.factories import make_task
from teamflow.common import eventlog
from teamflow.common.errors import Conflict


def test_changes_what_is_named_and_counts_the_version(task, editor):
    changed = update_task(actor=editor, task=task, title="Other words", story_points=5)

    task.refresh_from_db()
    assert (task.title, task.story_points, task.version) == ("Other words", 5, 2)
    assert changed.payload["title"] == "Other words"
    entry = eventlog.read_after(task.project.log, 0)[-1]
    assert entry.type == "task.updated"
    assert entry.changes == {"title": ["Write the notes", "Other words"], "story_points": [None, 5]}
    assert entry.rooms == (f"project:{task.project_id}", f"task:{task.pk}")


def test_what_is_so_already_changes_nothing(sent_messages, task, editor):
    head = eventlog.head(task.project.log)
    sent_messages.clear()

    update_task(actor=editor, task=task, title=task.title, priority=task.priority, label_ids=[])

    task.refresh_from_db()
    assert (task.version, eventlog.head(task.project.log), sent_messages) == (1, head, [])


def test_changes_to_different_fields_merge(task, editor, owner):
    update_task(actor=editor, task=task, version=1, title="By the editor")
    update_task(actor=owner, task=task, version=1, priority="high")

    task.refresh_from_db()
    assert (task.title, task.priority, task.version) == ("By the editor", "high", 3)


def test_changes_to_the_same_field_ask_and_write_nothing(task, editor, owner):
    update_task(actor=editor, task=task, version=1, title="By the editor")
    head = eventlog.head(task.project.log)

    with pytest.raises(Conflict) as caught:
        update_task(actor=owner, task=task, version=1, title="By the owner", priority="high")

    task.refresh_from_db()
    assert caught.value.conflicts == ["title"]
    assert caught.value.current["title"] == "By the editor"
    assert (task.title, task.priority) == ("By the editor", "medium")
    assert eventlog.head(task.project.log) == head


def test_both_wanting_the_same_is_no_conflict(task, editor, owner):
    update_task(actor=editor, task=task, version=1, title="The same")
    update_task(actor=owner, task=task, version=1, title="The same")

    task.refresh_from_db()
    assert (task.title, task.version) == ("The same", 2)


def test_without_a_version_the_last_writer_wins(task, editor, owner):
    update_task(actor=editor, task=task, version=1, title="By the editor")
    update_task(actor=owner, task=task, title="By the owner")

    task.refresh_from_db()
    assert task.title == "By the owner"


def test_descriptions_merge_as_text(project, editor, owner):
    task = make_task(project, editor, description="one\ntwo\nthree")
    update_task(actor=editor, task=task, version=1, description="ONE\ntwo\nthree")
    update_task(actor=owner, task=task, version=1, description="one\ntwo\nthree\nfour")

    task.refresh_from_db()
    assert task.description == "ONE\ntwo\nthree\nfour"
    assert set(DescriptionRevision.objects.values_list("version", "text")) == {
        (1, "one\ntwo\nthree"),
        (2, "ONE\ntwo\nthree"),
    }


def test_descriptions_ask_only_where_both_changed_the_same_line(project, editor, owner):
    task = make_task(project, editor, description="one\ntwo\nthree")
    update_task(actor=editor, task=task, version=1, description="ONE\ntwo\nthree")

    with pytest.raises(Conflict) as caught:
        update_task(actor=owner, task=task, version=1, description="eins\ntwo\nthree")

    assert caught.value.conflicts == ["description"]


def test_a_merge_over_several_versions_finds_its_base(project, editor, owner):
    task = make_task(project, editor, description="a\nb\nc")
    update_task(actor=editor, task=task, description="A\nb\nc")
    update_task(actor=editor, task=task, title="Something else")
    update_task(actor=editor, task=task, description="A\nb\nC")

    update_task(actor=owner, task=task, version=3, description="A\nB\nc")

    task.refresh_from_db()
    assert task.description == "A\nB\nC"


def test_a_version_from_the_future_is_refused(task, editor):
    with pytest.raises(ValidationError):
        update_task(actor=editor, task=task, version=2, title="Too soon")


def test_archiving_twice_changes_nothing_the_second_time(task, editor):
    archive_task(actor=editor, task=task)
    again = archive_task(actor=editor, task=task)

    task.refresh_from_db()
    assert task.archived_at is not None
    assert again.version == task.version == 2
    assert task.column.state == "todo"


def test_done_is_a_time_and_undone_takes_it_back(task, editor):
    update_task(actor=editor, task=task, status="done")
    task.refresh_from_db()
    first = task.completed_at
    update_task(actor=editor, task=task, status="todo")

    task.refresh_from_db()
    assert first is not None
    assert task.completed_at is None


def test_a_task_cannot_stand_under_itself_or_its_child(task, project, editor):
    child = make_task(project, editor, "Child", parent=task.pk)

    for parent in (task, child):
        with pytest.raises(ValidationError):
            update_task(actor=editor, task=task, parent=parent.pk)


def test_many_tasks_change_in_one_batch(project, editor, django_assert_max_num_queries):
    tasks = [make_task(project, editor, f"Task {number}") for number in range(20)]
    head = eventlog.head(project.log)

    with django_assert_max_num_queries(20 + 10):
        update_tasks(actor=editor, tasks=tasks, priority="high")

    entries = eventlog.read_after(project.log, head)
    assert [entry.type for entry in entries] == ["task.updated"] * 20
    assert [entry.seq for entry in entries] == list(range(head + 1, head + 21))
