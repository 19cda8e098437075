"""Copies, templates, and moves between projects, over the wire."""

import pytest

from tasks.models import FormerKey, Project, Task
from tasks.services.labels import add_label
from tasks.services.projects import NewProject, create_project
from tasks.services.tasks import create_task
from tasks.services.workflow import set_workflow
from tasks.tests.factories import make_task


@pytest.fixture
def field(project):
    return project.custom_fields.create(
        name="Risk", kind="select", rank="a", options=[{"id": "a1", "name": "High", "color": "red"}]
    )


@pytest.fixture
def full(project, editor, owner, field):
    """A task with something in every part, and a subtask with one of its own."""
    label = add_label(actor=owner, project=project, name="bug")
    kind = project.item_types.create(name="Bug", rank="a")
    task = create_task(
        actor=editor,
        project=project,
        title="Sail",
        description="far",
        story_points=5,
        type=kind.pk,
        assignee_ids=[owner.pk],
        label_ids=[label.pk],
        fields={str(field.pk): "a1"},
        checklist=["rope", "sail"],
        due_date="2030-01-31",
    )
    child = make_task(project, editor, "Below", parent=task.pk)
    make_task(project, editor, "Far below", parent=child.pk)
    return task


@pytest.fixture
def elsewhere(workspace, owner):
    """A project with columns and a label of the same names, and little else."""
    made = create_project(
        actor=owner, workspace=workspace, new=NewProject(name="Elsewhere", key="EL")
    )
    add_label(actor=owner, project=made, name="Bug")
    return made


def test_a_copy_has_everything(full, clients):
    copy = clients["editor"].post(f"/api/v1/tasks/{full.pk}/duplicate").json()

    assert (copy["title"], copy["key"], copy["story_points"]) == ("Sail (copy)", "TF-4", 5)
    assert [person["name"] for person in copy["assignees"]] == ["Owner"]
    assert (len(copy["checklist"]), len(copy["fields"]), copy["due_date"]) == (2, 1, "2030-01-31")
    below = Task.objects.get(parent_id=copy["id"])
    assert (below.title, below.children.get().title) == ("Below", "Far below")


def test_a_copy_has_only_what_was_asked_for(full, clients):
    url = f"/api/v1/tasks/{full.pk}/duplicate"
    copy = clients["editor"].post(url, {"include": ["labels"]}, format="json").json()

    assert [label["name"] for label in copy["labels"]] == ["bug"]
    assert (copy["assignees"], copy["checklist"], copy["children"]) == ([], [], [])
    assert (copy["fields"], copy["due_date"]) == (None, None)
    assert clients["editor"].post(url, {"include": ["soul"]}, format="json").status_code == 400


@pytest.mark.parametrize(("who", "status"), [("outsider", 404), ("viewer", 403)])
def test_denies_copying_and_moving_and_changes_nothing(
    full, elsewhere, clients, who, status, sent_messages
):
    sent_messages.clear()
    body = {"ids": [str(full.pk)], "project": str(elsewhere.pk)}

    copied = clients[who].post(f"/api/v1/tasks/{full.pk}/duplicate")
    moved = clients[who].post("/api/v1/tasks/transfer", body, format="json")

    assert (copied.status_code, moved.status_code, sent_messages) == (status, status, [])
    assert Task.objects.count() == 3


def test_tasks_go_to_another_project_and_keep_answering_to_their_old_keys(
    full, elsewhere, clients, sent_messages
):
    body = {"ids": [str(full.pk)], "project": str(elsewhere.pk)}
    answer = clients["editor"].post("/api/v1/tasks/transfer", body, format="json").json()

    assert [row["key"] for row in answer["results"]] == ["EL-1", "EL-2", "EL-3"]
    moved = answer["results"][0]
    assert [label["name"] for label in moved["labels"]] == ["Bug"]
    assert moved["type"] == str(elsewhere.item_types.get(name="Bug").pk)
    assert moved["subtasks"] == {"total": 1, "done": 0}
    assert answer["dropped"] == {str(full.pk): ["Field: Risk"]}
    by_old = clients["viewer"].get("/api/v1/tasks/TF-1?workspace=harbour").json()
    assert (by_old["id"], by_old["key"]) == (str(full.pk), "EL-1")
    assert clients["outsider"].get("/api/v1/tasks/TF-1?workspace=harbour").status_code == 404
    assert FormerKey.objects.count() == 3
    rooms = {
        (message["type"], message.get("room")) for message in sent_messages if "type" in message
    }
    assert {kind for kind, _room in rooms} >= {"task.deleted", "task.updated"}


def test_fields_and_options_are_found_by_name(full, elsewhere, clients):
    options = [{"id": "zz", "name": "high", "color": "red"}]
    there = elsewhere.custom_fields.create(name="risk", kind="select", rank="a", options=options)
    body = {"ids": [str(full.pk)], "project": str(elsewhere.pk)}

    moved = clients["editor"].post("/api/v1/tasks/transfer", body, format="json").json()

    assert moved["results"][0]["fields"] == {str(there.pk): "zz"}
    assert moved["dropped"] == {}


def test_a_child_that_goes_alone_leaves_its_parent(full, elsewhere, clients):
    child = Task.objects.get(title="Below")
    body = {"ids": [str(child.pk)], "project": str(elsewhere.pk)}

    answer = clients["editor"].post("/api/v1/tasks/transfer", body, format="json").json()

    assert answer["dropped"][str(child.pk)] == ["Parent: Sail"]
    assert clients["viewer"].get(f"/api/v1/tasks/{full.pk}").json()["subtasks"] is None


def test_bad_transfers_are_clear(full, project, elsewhere, outsider, clients):
    url, ids = "/api/v1/tasks/transfer", [str(full.pk)]
    foreign = Project.objects.create(
        workspace=outsider.memberships.get().workspace, key="XX", name="X", created_by=outsider
    )
    cases = {
        400: [
            {"ids": [], "project": str(elsewhere.pk)},
            {"ids": ids},
            {"ids": ids, "project": "x"},
        ],
        404: [
            {"ids": ids, "project": str(foreign.pk)},
            {"ids": [str(project.pk)], "project": str(elsewhere.pk)},
        ],
    }
    for status, bodies in cases.items():
        for body in bodies:
            assert clients["editor"].post(url, body, format="json").status_code == status
    column = {"ids": ids, "project": str(elsewhere.pk), "column": str(full.column_id)}
    assert clients["editor"].post(url, column, format="json").status_code == 400
    assert Task.objects.get(pk=full.pk).project == project


def test_where_it_is_already_nothing_changes(full, project, clients):
    body = {"ids": [str(full.pk)], "project": str(project.pk)}

    answer = clients["editor"].post("/api/v1/tasks/transfer", body, format="json").json()

    assert (answer["results"][0]["key"], answer["results"][0]["version"]) == ("TF-1", 2)


def test_a_task_template_makes_tasks_like_it(full, project, clients):
    url = f"/api/v1/projects/{project.pk}/templates"
    kept = clients["editor"].post(url, {"name": "Sailing", "task": str(full.pk)})
    assert kept.status_code == 201
    one = f"/api/v1/task-templates/{kept.json()['id']}"

    made = clients["editor"].post(f"{one}/tasks", {"title": "Sail again"}).json()

    assert (made["title"], made["description"], made["story_points"]) == ("Sail again", "far", 5)
    assert len(made["checklist"]) == 2
    assert [row["name"] for row in clients["viewer"].get(url).json()["results"]] == ["Sailing"]
    assert clients["viewer"].post(f"{one}/tasks", {}).status_code == 403
    assert clients["viewer"].delete(one).status_code == 403
    assert clients["editor"].patch(one, {"name": "Other"}).json()["name"] == "Other"
    project.labels.all().delete()
    assert clients["editor"].post(f"{one}/tasks", {}, format="json").json()["labels"] == []
    assert clients["editor"].delete(one).status_code == 204
    assert clients["outsider"].get(one).status_code == 404


def test_a_project_begins_as_a_template_says(full, project, owner, clients, field, done):
    set_workflow(
        actor=owner,
        project=project,
        is_restricted=True,
        wip="refuse",
        transitions=[{"target": done.pk, "needs": [f"fields.{field.pk}"], "approvals": 1}],
    )
    url = "/api/v1/workspaces/harbour/project-templates"
    body = {"name": "Ships", "project": str(project.pk), "with_tasks": True}
    kept = clients["editor"].post(url, body, format="json").json()
    assert (kept["columns"][0], kept["task_count"]) == ("To do", 3)

    made = (
        clients["editor"]
        .post(
            "/api/v1/workspaces/harbour/projects", {"name": "Second fleet", "template": kept["id"]}
        )
        .json()
    )

    there = Project.objects.get(pk=made["id"])
    assert [column.name for column in there.columns.all()] == kept["columns"]
    new_field = there.custom_fields.get()
    assert (new_field.name, new_field.options) == ("Risk", field.options)
    top = there.tasks.get(title="Sail")
    assert (top.type.name, [label.name for label in top.labels.all()]) == ("Bug", ["bug"])
    assert there.tasks.get(title="Far below").parent.parent == top
    assert list(top.field_values.values_list("options", flat=True)) == [["a1"]]
    workflow = clients["viewer"].get(f"/api/v1/projects/{there.pk}/workflow").json()
    assert (workflow["is_restricted"], workflow["wip"]) == (True, "refuse")
    assert workflow["transitions"][0]["needs"] == [f"fields.{new_field.pk}"]


def test_built_in_templates_know_types_and_unknown_ones_are_refused(clients):
    url = "/api/v1/workspaces/harbour/projects"
    made = clients["editor"].post(url, {"name": "Ships"}).json()
    types = clients["viewer"].get(f"/api/v1/projects/{made['id']}/types").json()["results"]

    assert [(each["name"], each["level"]) for each in types] == [
        ("Epic", "epic"),
        ("Story", "item"),
        ("Bug", "item"),
    ]
    for template in ("castle", "0f0e0d0c-0b0a-0908-0706-050403020100"):
        assert clients["editor"].post(url, {"name": "X Y", "template": template}).status_code == 400


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"stage": "paused", "health": "at_risk", "color": "teal"}, 200),
        ({"start_date": "2030-01-01", "target_date": "2030-02-01"}, 200),
        ({"health": "", "color": "", "lead": None}, 200),
        ({"start_date": "2030-02-01", "target_date": "2030-01-01"}, 400),
        ({"stage": "dreaming"}, 400),
        ({"health": "splendid"}, 400),
        ({"color": "mauve"}, 400),
        ({"lead": "0f0e0d0c-0b0a-0908-0706-050403020100"}, 400),
        ({"target_date": "someday"}, 400),
    ],
)
def test_a_project_has_a_lead_dates_a_stage_and_a_health(project, clients, change, status):
    answer = clients["owner"].patch(f"/api/v1/projects/{project.pk}", change, format="json")

    assert answer.status_code == status
    if status == 200:
        assert {name: answer.json()[name] for name in change} == change


def test_a_lead_is_a_member(project, editor, clients, sent_messages):
    answer = clients["owner"].patch(f"/api/v1/projects/{project.pk}", {"lead": str(editor.pk)})

    assert answer.json()["lead"] == str(editor.pk)
    assert sent_messages[-1]["data"]["lead"] == str(editor.pk)


def test_tells_the_workspace_of_its_templates(clients, project, sent_messages):
    url = "/api/v1/workspaces/harbour/project-templates"
    body = {"project": str(project.pk), "name": "Voyage"}

    made = clients["editor"].post(url, body, format="json").json()
    path = f"/api/v1/project-templates/{made['id']}"
    clients["editor"].patch(path, {"name": "Voyage"}, format="json")
    clients["editor"].patch(path, {"name": "Trip"}, format="json")
    clients["editor"].delete(path)

    told = [message for message in sent_messages if message["type"].startswith("template.")]
    assert [message["type"] for message in told] == [
        "template.created",
        "template.updated",
        "template.deleted",
    ]
    assert clients["editor"].delete(path).status_code == 404
