"""Types, fields and milestones of a project, over the wire."""

import pytest

from tasks.models import CustomFieldValue, ItemType, Task
from tasks.services.tasks import create_task, update_task
from tasks.tests.factories import make_task

NOUNS = {
    "types": ("item-types", {"name": "Bug", "icon": "bug", "color": "red"}),
    "fields": ("custom-fields", {"name": "Cost", "kind": "number"}),
    "milestones": ("milestones", {"name": "1.0", "due_date": "2030-01-31"}),
}
SETTINGS = ("types", "fields")


def shape_event(sent_messages, noun):
    """What the project's room was last told of `noun`."""
    told = [
        message["data"][noun]
        for message in sent_messages
        if message.get("type") == "project.updated" and noun in message["data"]
    ]
    return told[-1] if told else None


@pytest.mark.parametrize("noun", NOUNS)
def test_makes_changes_and_removes_one_and_tells_the_room(noun, project, clients, sent_messages):
    one, body = NOUNS[noun]
    made = clients["owner"].post(f"/api/v1/projects/{project.pk}/{noun}", body)
    assert made.status_code == 201
    assert {**made.json(), **body} == made.json()
    assert [row["name"] for row in shape_event(sent_messages, noun)] == [body["name"]]

    address = f"/api/v1/{one}/{made.json()['id']}"
    renamed = clients["owner"].patch(address, {"name": "Other"})
    assert (renamed.status_code, renamed.json()["name"]) == (200, "Other")
    assert shape_event(sent_messages, noun)[0]["name"] == "Other"
    assert clients["viewer"].get(address).json() == renamed.json()

    said = len(sent_messages)
    assert clients["owner"].patch(address, {"name": "Other"}).status_code == 200
    assert len(sent_messages) == said

    assert clients["owner"].delete(address).status_code == 204
    assert shape_event(sent_messages, noun) == []
    assert clients["owner"].get(address).status_code == 404


@pytest.mark.parametrize("noun", NOUNS)
def test_order_is_by_neighbours(noun, project, clients):
    one, body = NOUNS[noun]
    url = f"/api/v1/projects/{project.pk}/{noun}"
    ids = [clients["owner"].post(url, {**body, "name": name}).json()["id"] for name in "abc"]

    answer = clients["owner"].patch(f"/api/v1/{one}/{ids[2]}", {"before": ids[0]})
    wrong = clients["owner"].patch(f"/api/v1/{one}/{ids[2]}", {"after": str(project.pk)})

    names = [row["name"] for row in clients["viewer"].get(url).json()["results"]]
    assert (answer.status_code, wrong.status_code, names) == (200, 400, ["c", "a", "b"])


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize(("who", "status"), [("outsider", 404), ("viewer", 403)])
def test_denies_and_changes_nothing(noun, who, status, project, clients, sent_messages):
    one, body = NOUNS[noun]
    url = f"/api/v1/projects/{project.pk}/{noun}"
    address = f"/api/v1/{one}/{clients['owner'].post(url, body).json()['id']}"
    sent_messages.clear()

    answers = [
        clients[who].post(url, {**body, "name": "Other"}).status_code,
        clients[who].patch(address, {"name": "Other"}).status_code,
        clients[who].delete(address).status_code,
    ]

    assert (set(answers), sent_messages) == ({status}, [])
    rows = clients["owner"].get(url).json()["results"]
    assert [row["name"] for row in rows] == [body["name"]]


@pytest.mark.parametrize("noun", SETTINGS)
def test_members_do_not_change_what_belongs_to_the_project(noun, project, clients):
    body = NOUNS[noun][1]

    assert clients["editor"].post(f"/api/v1/projects/{project.pk}/{noun}", body).status_code == 403


@pytest.mark.parametrize("noun", NOUNS)
def test_a_list_costs_no_more_with_more_rows(noun, project, clients, django_assert_max_num_queries):
    url = f"/api/v1/projects/{project.pk}/{noun}"
    for name in "abcdef":
        clients["owner"].post(url, {**NOUNS[noun][1], "name": name})

    with django_assert_max_num_queries(4):
        assert len(clients["owner"].get(url).json()["results"]) == 6


@pytest.mark.parametrize(
    ("noun", "body"),
    [
        ("types", {"name": ""}),
        ("types", {"name": "x" * 41}),
        ("types", {"name": "Bug", "icon": "../../x"}),
        ("types", {"name": "Bug", "color": "mauve"}),
        ("types", {"name": "Bug", "level": "saga"}),
        ("fields", {"name": "Cost", "kind": "money"}),
        ("fields", {"name": "Cost", "kind": "number", "options": [{"name": "a"}]}),
        ("fields", {"name": "Cost", "kind": "select", "options": [{"name": "a"}, {"name": "A"}]}),
        ("fields", {"name": "Cost", "kind": "select", "options": [{"name": "a", "id": "É"}]}),
        ("fields", {"name": "Cost", "kind": "select", "options": [{"color": "red"}]}),
        ("fields", {"name": "Cost", "kind": "select", "options": [{"name": "a", "color": "x"}]}),
        ("fields", {"name": "Cost", "kind": "select", "options": "abc"}),
        ("milestones", {"name": "1.0", "due_date": "soon"}),
        ("milestones", {"name": "\x00"}),
        ("milestones", {"name": "1.0", "description": "x" * 5001}),
    ],
)
def test_bad_input_is_a_clear_400(noun, body, project, clients):
    response = clients["owner"].post(f"/api/v1/projects/{project.pk}/{noun}", body, format="json")

    assert response.status_code == 400
    assert response.json()["error"]["details"]


def test_strange_names_are_kept_exactly(project, clients):
    for number, name in enumerate(["עברית", "🌊🌊", "a b", "9999"]):
        made = clients["owner"].post(f"/api/v1/projects/{project.pk}/types", {"name": name})
        assert (number, made.json()["name"]) == (number, name)


@pytest.mark.parametrize("noun", SETTINGS)
def test_a_name_stands_once(noun, project, clients):
    url, body = f"/api/v1/projects/{project.pk}/{noun}", NOUNS[noun][1]
    clients["owner"].post(url, body)

    again = clients["owner"].post(url, {**body, "name": body["name"].upper()})

    assert again.status_code == 400
    assert again.json()["error"]["details"][0]["field"] == "name"


def test_options_keep_their_ids_and_a_removed_one_leaves_the_tasks(project, editor, clients):
    url = f"/api/v1/projects/{project.pk}/fields"
    options = [{"name": "Low"}, {"name": "Mid"}, {"name": "High"}]
    field = (
        clients["owner"]
        .post(url, {"name": "Risk", "kind": "multi_select", "options": options}, format="json")
        .json()
    )
    low, mid, high = field["options"]
    both = create_task(
        actor=editor, project=project, title="Both", fields={field["id"]: [low["id"], mid["id"]]}
    )
    one = create_task(actor=editor, project=project, title="One", fields={field["id"]: [mid["id"]]})

    changed = (
        clients["owner"]
        .patch(
            f"/api/v1/custom-fields/{field['id']}",
            {"options": [{**high, "name": "Highest"}, low]},
            format="json",
        )
        .json()
    )

    assert [option["id"] for option in changed["options"]] == [high["id"], low["id"]]
    held = dict(CustomFieldValue.objects.values_list("task_id", "options"))
    assert held == {both.pk: [low["id"]]}
    assert one.pk not in held


def test_a_kind_in_use_stays(project, editor, clients):
    url = f"/api/v1/projects/{project.pk}/fields"
    field = clients["owner"].post(url, {"name": "Cost", "kind": "number"}).json()
    address = f"/api/v1/custom-fields/{field['id']}"
    assert clients["owner"].patch(address, {"kind": "text"}).json()["kind"] == "text"
    task = create_task(actor=editor, project=project, title="Sail", fields={field["id"]: "dear"})

    assert clients["owner"].patch(address, {"kind": "number"}).status_code == 409

    update_task(actor=editor, task=task, fields={field["id"]: None})
    assert clients["owner"].patch(address, {"kind": "number"}).status_code == 200


def test_a_removed_type_leaves_plain_tasks(project, editor, clients):
    kind = ItemType.objects.create(project=project, name="Bug", rank="a")
    task = make_task(project, editor, type=kind.pk)

    clients["owner"].delete(f"/api/v1/item-types/{kind.pk}")

    assert Task.objects.get(pk=task.pk).type is None


def test_a_milestone_is_reached_once_and_taken_back(project, clients):
    url = f"/api/v1/projects/{project.pk}/milestones"
    address = f"/api/v1/milestones/{clients['editor'].post(url, {'name': '1.0'}).json()['id']}"

    first = clients["editor"].patch(address, {"reached": True}).json()["reached_at"]
    again = clients["editor"].patch(address, {"reached": True}).json()["reached_at"]
    undone = clients["editor"].patch(address, {"reached": False}).json()["reached_at"]

    assert first is not None
    assert (again, undone) == (first, None)
