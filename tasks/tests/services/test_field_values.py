"""Types, milestones, estimates and custom fields of tasks: written, merged, refused."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tasks.models import CustomFieldValue, ItemType, Milestone, Project
from tasks.services.tasks import create_task, create_tasks, update_task, update_tasks
from tasks.tests.factories import make_task
from teamflow.common import eventlog
from teamflow.common.errors import Conflict

OPTIONS = [
    {"id": "a1", "name": "Alpha", "color": "red"},
    {"id": "b2", "name": "Beta", "color": "blue"},
]


@pytest.fixture
def fields(project):
    """One field of each kind, by kind."""
    kinds = ("text", "number", "date", "select", "multi_select", "person", "checkbox", "url")
    return {
        kind: project.custom_fields.create(
            name=kind.title(), kind=kind, rank=kind, options=OPTIONS if "select" in kind else []
        )
        for kind in kinds
    }


@pytest.fixture
def elsewhere(workspace, owner):
    """Another project of the same workspace."""
    return Project.objects.create(workspace=workspace, key="EL", name="Else", created_by=owner)


def held(task):
    return task.payload["fields"]


def test_each_kind_is_kept_as_it_is_told(fields, project, editor):
    given = {
        "text": "  two\nlines 🌊 ",
        "number": 12.5,
        "date": "2030-01-31",
        "select": "b2",
        "multi_select": ["b2", "a1"],
        "person": str(editor.pk),
        "checkbox": False,
        "url": "https://example.com/a?b=c",
    }

    task = create_task(
        actor=editor,
        project=project,
        title="Sail",
        fields={str(fields[kind].pk): value for kind, value in given.items()},
    )

    told = {kind: held(task)[str(fields[kind].pk)] for kind in given}
    assert told == {**given, "text": "two\nlines 🌊", "multi_select": ["a1", "b2"]}


def test_null_and_nothing_clear(fields, project, editor):
    text, several = str(fields["text"].pk), str(fields["multi_select"].pk)
    task = create_task(
        actor=editor, project=project, title="Sail", fields={text: "x", several: ["a1"]}
    )

    task = update_task(actor=editor, task=task, fields={text: None, several: []})

    assert held(task) is None
    assert not CustomFieldValue.objects.exists()


def test_only_what_differs_is_written_and_the_log_says_it_in_names(fields, project, editor):
    select, number = fields["select"], fields["number"]
    task = create_task(
        actor=editor,
        project=project,
        title="Sail",
        fields={str(number.pk): 3, str(select.pk): "a1"},
    )
    head = eventlog.head(project.log)

    update_task(actor=editor, task=task, fields={str(number.pk): 3.0, str(select.pk): "b2"})
    update_task(actor=editor, task=task, fields={str(select.pk): "b2"})

    [entry] = eventlog.read_after(project.log, head)
    assert entry.changes == {f"fields.{select.pk}": ["Alpha", "Beta"]}


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("text", 5),
        ("text", "x" * 5001),
        ("number", "many"),
        ("number", True),
        ("number", float("inf")),
        ("number", 10**13),
        ("number", "nan"),
        ("date", "2030-02-30"),
        ("date", "tomorrow"),
        ("date", "20300130"),
        ("date", 20300130),
        ("select", "zz"),
        ("select", ["a1"]),
        ("multi_select", "a1"),
        ("multi_select", ["a1", "zz"]),
        ("multi_select", [["a1"]]),
        ("person", "nobody"),
        ("person", "0f0e0d0c-0b0a-0908-0706-050403020100"),
        ("checkbox", "yes"),
        ("checkbox", 1),
        ("url", "javascript:alert(1)"),
        ("url", {"a": 1}),
    ],
)
def test_refuses_what_a_kind_cannot_hold(fields, task, editor, kind, value):
    with pytest.raises(ValidationError) as caught:
        update_task(actor=editor, task=task, title="Changed", fields={str(fields[kind].pk): value})

    task.refresh_from_db()
    assert list(caught.value.message_dict) == [f"fields.{fields[kind].pk}"]
    assert (task.title, CustomFieldValue.objects.count()) == ("Write the notes", 0)


def test_a_stranger_is_no_person_to_choose(fields, task, editor, outsider):
    with pytest.raises(ValidationError):
        update_task(actor=editor, task=task, fields={str(fields["person"].pk): str(outsider.pk)})


def test_what_another_project_has_is_refused(task, editor, elsewhere):
    kind = ItemType.objects.create(project=elsewhere, name="Bug", rank="a")
    mark = Milestone.objects.create(project=elsewhere, name="1.0", rank="a")
    field = elsewhere.custom_fields.create(name="Cost", kind="number", rank="a")

    for values in ({"type": kind.pk}, {"milestone": mark.pk}, {"fields": {str(field.pk): 1}}):
        with pytest.raises(ValidationError):
            update_task(actor=editor, task=task, **values)
        with pytest.raises(ValidationError):
            create_task(actor=editor, project=task.project, title="Sail", **values)


def test_type_milestone_and_estimate_are_written_and_told(project, task, editor):
    kind = ItemType.objects.create(project=project, name="Bug", rank="a")
    mark = Milestone.objects.create(project=project, name="1.0", rank="a")

    task = update_task(
        actor=editor, task=task, type=kind.pk, milestone=mark.pk, estimate_minutes=90
    )

    told = {name: task.payload[name] for name in ("type", "milestone", "estimate_minutes")}
    assert told == {"type": str(kind.pk), "milestone": str(mark.pk), "estimate_minutes": 90}
    entry = eventlog.read_after(project.log, 0)[-1]
    assert entry.changes == {
        "estimate_minutes": [None, 90],
        "type": [None, "Bug"],
        "milestone": [None, "1.0"],
    }
    task = update_task(actor=editor, task=task, type=None, milestone=None, estimate_minutes=None)
    assert (task.type, task.milestone, task.estimate_minutes) == (None, None, None)


def test_different_fields_merge_and_the_same_one_asks(fields, task, editor, owner):
    text, number = str(fields["text"].pk), str(fields["number"].pk)
    update_task(actor=editor, task=task, version=1, fields={text: "by the editor"})
    update_task(actor=owner, task=task, version=1, fields={number: 4})

    with pytest.raises(Conflict) as caught:
        update_task(actor=owner, task=task, version=1, fields={text: "by the owner", number: 4})

    assert caught.value.conflicts == [f"fields.{text}"]
    assert caught.value.current["fields"] == {text: "by the editor", number: 4}


def test_a_batch_takes_the_same_fields(fields, project, editor, django_assert_max_num_queries):
    number = str(fields["number"].pk)
    tasks = [make_task(project, editor, f"Task {each}") for each in range(10)]

    update_tasks(actor=editor, tasks=tasks, fields={number: 7})

    assert set(CustomFieldValue.objects.values_list("number", flat=True)) == {7}
    values = [{"title": f"Made {each}", "fields": {number: each}} for each in range(50)]
    with django_assert_max_num_queries(14):
        made = create_tasks(actor=editor, project=project, tasks=values)
    assert [held(row)[number] for row in made] == list(range(50))


def test_dates_at_the_edge_of_the_calendar_are_kept(fields, task, editor):
    day = str(fields["date"].pk)

    task = update_task(actor=editor, task=task, fields={day: "9999-12-31"})

    assert held(task)[day] == "9999-12-31"
    assert CustomFieldValue.objects.get().date == date(9999, 12, 31)


@pytest.mark.parametrize("minutes", [0, -1, 600_001])
def test_an_estimate_has_bounds(task, editor, minutes):
    with pytest.raises(ValidationError):
        update_task(actor=editor, task=task, estimate_minutes=minutes)
