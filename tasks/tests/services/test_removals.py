"""What was removed comes back as it was, with what hung on it, once, for those who may."""

import pytest

from tasks.models import CustomFieldValue, RemovedPart, Task, TaskTemplate
from tasks.services.columns import add_column, delete_column
from tasks.services.custom_fields import (
    add_custom_field,
    delete_custom_field,
    update_custom_field,
)
from tasks.services.initiatives import create_initiative, delete_initiative
from tasks.services.item_types import add_item_type, delete_item_type, set_default_type
from tasks.services.labels import add_label, delete_label
from tasks.services.milestones import add_milestone, delete_milestone
from tasks.services.project_keys import rename_key
from tasks.services.projects import NewProject, create_project, delete_project
from tasks.services.recurrence import end_recurrence, make_recurring
from tasks.services.removals.keeping import forget_old_parts
from tasks.services.removals.restoring import restore_part
from tasks.services.sprints import create_sprint, delete_sprint, set_capacities
from tasks.services.tasks import delete_task, move_task, update_task
from tasks.services.templates import (
    delete_project_template,
    delete_task_template,
    save_project_template,
    save_task_template,
)
from tasks.services.workflow import set_workflow
from tasks.tests.factories import column_of, make_task
from teamflow.common.errors import NotFound
from teamflow.common.models import Event

OPTIONS = [{"id": "low", "name": "Low"}, {"id": "high", "name": "High"}]


@pytest.fixture
def others(project, owner):
    return [make_task(project, owner, f"Number {n}") for n in range(3)]


def test_a_field_comes_back_with_its_values(project, owner, task):
    field = add_custom_field(actor=owner, project=project, name="Cost", kind="number")
    update_task(actor=owner, task=task, fields={str(field.pk): 12.5})
    version = Task.objects.get(pk=task.pk).version
    made_at, part_id = field.created_at, field.pk

    delete_custom_field(actor=owner, field=field)
    assert not CustomFieldValue.objects.exists()
    back = restore_part(actor=owner, part_id=part_id)

    back.refresh_from_db()
    assert (back.pk, back.name, back.created_at) == (part_id, "Cost", made_at)
    assert float(CustomFieldValue.objects.get(task=task, field=back).number) == 12.5
    # Whoever edits on what they saw before hears of it.
    assert Task.objects.get(pk=task.pk).version == version + 1
    told = [event.type for event in Event.objects.order_by("-pk")[:2]]
    assert told == ["task.updated", "project.updated"]


def test_labels_types_and_milestones_hang_where_they_hung(project, owner, others):
    label = add_label(actor=owner, project=project, name="bug")
    kind = add_item_type(actor=owner, project=project, name="Bug")
    mark = add_milestone(actor=owner, project=project, name="1.0")
    later = add_milestone(actor=owner, project=project, name="2.0")
    set_default_type(actor=owner, project=project, type_id=kind.pk)
    hung = {"label_ids": [label.pk], "type": kind.pk, "milestone": mark.pk}
    for task in others:
        update_task(actor=owner, task=task, **hung)
    ids = [label.pk, kind.pk, mark.pk]

    delete_label(actor=owner, label=label)
    delete_item_type(actor=owner, item_type=kind)
    delete_milestone(actor=owner, milestone=mark)
    # One has found another milestone meanwhile: it keeps that.
    update_task(actor=owner, task=others[0], milestone=later.pk)
    for part_id in ids:
        restore_part(actor=owner, part_id=part_id)

    rows = list(Task.objects.filter(pk__in=[each.pk for each in others]).order_by("number"))
    assert [[label.name for label in row.labels.all()] for row in rows] == [["bug"]] * 3
    assert [row.type_id for row in rows] == [ids[1]] * 3
    assert [row.milestone.name for row in rows] == ["2.0", "1.0", "1.0"]
    project.refresh_from_db()
    assert project.settings["default_type"] == str(ids[1])


def test_a_column_gets_its_tasks_back_in_their_order_and_its_transitions(project, owner, others):
    todo, doing = column_of(project, "todo"), column_of(project, "in_progress")
    extra = add_column(actor=owner, project=project, name="Waiting", state="blocked")
    asked = [{"target": extra.pk, "approvals": 1}]
    set_workflow(actor=owner, project=project, is_restricted=False, wip="warn", transitions=asked)
    Task.objects.filter(pk__in=[each.pk for each in others]).update(column=extra)
    order = list(extra.tasks.order_by("rank").values_list("pk", flat=True))
    delete_task(actor=owner, task=others[2])
    part_id = extra.pk

    delete_column(actor=owner, column=extra, move_to=todo.pk)
    others[0].refresh_from_db()
    assert others[0].column_id == todo.pk
    # What somebody moved on by hand stays where they put it.
    move_task(actor=owner, task=others[0], column=doing.pk)
    back = restore_part(actor=owner, part_id=part_id)

    others[0].refresh_from_db()
    assert others[0].column_id == doing.pk
    held = list(back.tasks.order_by("rank").values_list("pk", flat=True))
    assert held == [pk for pk in order if pk != others[0].pk]
    assert project.transitions.filter(target=back).count() == 1


@pytest.mark.parametrize(
    ("kind", "held"), [("select", ["high"]), ("multi_select", ["low", "high"])]
)
def test_an_option_that_comes_back_is_chosen_again(project, owner, others, kind, held):
    field = add_custom_field(actor=owner, project=project, name="Risk", kind=kind, options=OPTIONS)
    chosen = held[0] if kind == "select" else held
    for task in others[:2]:
        update_task(actor=owner, task=task, fields={str(field.pk): chosen})

    update_custom_field(actor=owner, field=field, options=OPTIONS[:1])
    field.refresh_from_db()
    update_custom_field(actor=owner, field=field, options=OPTIONS)

    rows = CustomFieldValue.objects.filter(field=field)
    assert [value.options for value in rows] == [held, held]
    told = Event.objects.filter(type="task.updated").order_by("-pk")[:2]
    assert {str(event.target_id) for event in told} == {str(each.pk) for each in others[:2]}


def test_templates_and_series_come_back(project, owner, task):
    series = make_recurring(actor=owner, task=task, rule="FREQ=DAILY")
    mine = save_task_template(actor=owner, task=task, name="Again")
    whole = save_project_template(actor=owner, project=project, name="Like this", with_tasks=True)
    content, ids = whole.content, [series.pk, mine.pk, whole.pk]

    end_recurrence(actor=owner, recurrence=series)
    delete_task_template(actor=owner, template=mine)
    delete_project_template(actor=owner, template=whole)
    back = [restore_part(actor=owner, part_id=part_id) for part_id in ids]

    assert [each.pk for each in back] == ids
    assert back[0].made.get().task_id == task.pk
    assert TaskTemplate.objects.get().name == "Again"
    assert back[2].content == content


def test_a_sprint_comes_back_with_its_tasks_its_capacity_and_its_past(project, owner, others):
    sprint = create_sprint(actor=owner, project=project, name="Sprint 1")
    after = create_sprint(actor=owner, project=project, name="Sprint 2")
    for task in others:
        update_task(actor=owner, task=task, sprint=sprint.pk)
    set_capacities(actor=owner, sprint=sprint, points={owner.pk: 8})
    added = list(sprint.memberships.order_by("pk").values_list("task", "added_at"))
    part_id = sprint.pk

    delete_sprint(actor=owner, sprint=sprint)
    update_task(actor=owner, task=others[0], sprint=after.pk)
    back = restore_part(actor=owner, part_id=part_id)

    names = Task.objects.filter(project=project).order_by("number").values_list("sprint__name")
    assert [name for (name,) in names] == ["Sprint 2", "Sprint 1", "Sprint 1"]
    assert list(back.memberships.order_by("pk").values_list("task", "added_at")) == added
    assert list(back.memberships.filter(removed_at=None).values_list("task", flat=True)) == [
        each.pk for each in others[1:]
    ]
    assert back.capacities.get().points == 8


def test_a_goal_comes_back_with_its_projects(project, workspace, owner):
    goal = create_initiative(
        actor=owner, workspace=workspace, name="Grow", project_ids=[project.pk]
    )
    part_id = goal.pk

    delete_initiative(actor=owner, initiative=goal)
    back = restore_part(actor=owner, part_id=part_id)

    assert list(back.projects.all()) == [project]


def test_a_name_that_another_bears_by_now_gets_a_number(project, owner):
    label = add_label(actor=owner, project=project, name="bug")
    part_id = label.pk
    delete_label(actor=owner, label=label)
    add_label(actor=owner, project=project, name="Bug")

    assert restore_part(actor=owner, part_id=part_id).name == "bug 2"


def test_comes_back_once_and_not_after_a_month(project, owner):
    label = add_label(actor=owner, project=project, name="bug")
    part_id = label.pk
    delete_label(actor=owner, label=label)
    restore_part(actor=owner, part_id=part_id)
    told = Event.objects.count()

    with pytest.raises(NotFound):
        restore_part(actor=owner, part_id=part_id)
    assert Event.objects.count() == told

    RemovedPart.objects.update(created_at="2020-01-01T00:00:00Z")
    assert forget_old_parts() == 1


@pytest.mark.parametrize(("who", "status"), [("outsider", 404), ("viewer", 403), ("owner", 200)])
def test_only_who_may_remove_brings_back(who, status, project, owner, clients):
    label = add_label(actor=owner, project=project, name="bug")
    address = f"/api/v1/removed-parts/{label.pk}/restore"
    delete_label(actor=owner, label=label)

    answer = clients[who].post(address)

    assert answer.status_code == status
    assert project.labels.exists() == (status == 200)
    if status == 200:
        assert answer.json()["name"] == "bug"
        assert clients[who].post(address).status_code == 200
        assert project.labels.count() == 1


def test_a_project_comes_back_from_the_home_page(project, owner, editor, task, client):
    delete_project(actor=owner, project=project)
    address = f"/w/{project.workspace.slug}/projects/{project.pk}/restore/"
    backend = "django.contrib.auth.backends.ModelBackend"
    client.force_login(editor, backend=backend)
    assert client.post(address).status_code == 403
    assert address not in client.get(f"/w/{project.workspace.slug}/").content.decode()
    client.force_login(owner, backend=backend)
    assert address in client.get(f"/w/{project.workspace.slug}/").content.decode()

    answer = client.post(address)

    assert answer["Location"].startswith(f"/w/{project.workspace.slug}/p/{project.key}/")
    assert client.get(answer["Location"]).status_code == 200
    assert address not in client.get(f"/w/{project.workspace.slug}/").content.decode()


def test_a_project_whose_key_was_given_away_waits_for_it(project, workspace, owner, clients):
    delete_project(actor=owner, project=project)
    new = NewProject(name="Namesake", key=project.key)
    other = create_project(actor=owner, workspace=workspace, new=new)
    address = f"/api/v1/projects/{project.pk}/restore"

    refused = clients["owner"].post(address)

    assert (refused.status_code, "Namesake" in refused.json()["error"]["message"]) == (409, True)
    assert clients["owner"].get(f"/api/v1/projects/{project.pk}").status_code == 404
    rename_key(actor=owner, project=other, key="OTHER")
    told = Event.objects.count()
    assert clients["viewer"].post(address).status_code == 403
    assert [clients["owner"].post(address).status_code for _ in range(2)] == [200, 200]
    assert Event.objects.count() == told + 1
