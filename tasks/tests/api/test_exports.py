"""A project's tasks as a file, and that file brought in again."""

import csv
import io
import json

import pytest

from tasks.importers.sheets import read_sheet
from tasks.services.custom_fields import add_custom_field
from tasks.services.labels import add_label
from tasks.services.tasks import update_task
from tasks.tests.factories import make_comment, make_task


def fetch(client, project, **query):
    answer = client.get(f"/api/v1/projects/{project.pk}/export", query)
    return answer, b"".join(answer)


@pytest.fixture
def filled(project, owner, editor):
    boat = make_task(project, owner, title="=Boat", description='a\n"b", c', story_points=5)
    label = add_label(actor=owner, project=project, name="wood")
    cost = add_custom_field(actor=owner, project=project, name="Cost", kind="number")
    sail = make_task(project, owner, title="Sail", parent=boat.pk, due_date="2030-03-04")
    update_task(
        actor=owner, task=sail, label_ids=[label.pk], assignee_ids=[owner.pk, editor.pk],
        fields={str(cost.pk): 12.5},
    )  # fmt: skip
    make_comment(sail, owner, "Soon")
    return boat, sail


def test_a_table_that_a_sheet_program_may_open(clients, project, filled, owner, editor):
    answer, body = fetch(clients["viewer"], project)
    rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))

    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith(f'attachment; filename="{project.key}-')
    by_title = {row["Title"]: row for row in rows}
    assert set(by_title) == {"'=Boat", "Sail"}
    sail = by_title["Sail"]
    assert (sail["Labels"], sail["Cost"], sail["Due date"]) == ("wood", "12.5", "2030-03-04")
    assert sail["Parent"] == filled[0].key
    assert sail["Assignee email"].split("; ") == sorted([owner.email, editor.email])
    assert by_title["'=Boat"]["Description"] == 'a\n"b", c'


def test_the_table_comes_in_again_as_it_was(clients, project, filled):
    _answer, body = fetch(clients["owner"], project)
    board = read_sheet(io.BytesIO(body))

    cards = {card.source_key: card for card in board.cards}
    boat, sail = cards[filled[0].key], cards[filled[1].key]
    assert (boat.title, boat.story_points, boat.description) == ("=Boat", 5, 'a\n"b", c')
    assert sail.parent_id == boat.external_id
    assert len(sail.member_ids) == 2
    assert [label.name for label in board.labels] == ["wood"]


def test_json_holds_all_that_a_page_shows(clients, project, filled):
    _answer, body = fetch(clients["owner"], project, **{"as": "json"})
    data = json.loads(body)

    assert data["project"]["key"] == project.key
    sail = next(task for task in data["tasks"] if task["title"] == "Sail")
    assert [(each["author"]["email"], each["body"]) for each in sail["comments"]]
    assert sail["parent"] == str(filled[0].pk)


def test_only_what_fits_a_query(clients, project, filled):
    _answer, body = fetch(clients["owner"], project, query="label:wood")

    assert [row["Title"] for row in csv.DictReader(io.StringIO(body.decode("utf-8-sig")))] == [
        "Sail"
    ]


@pytest.mark.parametrize(
    ("who", "query", "status"),
    [("outsider", {}, 404), ("owner", {"as": "pdf"}, 400), ("owner", {"query": "("}, 400),
     ("owner", {"other": "1"}, 400)],
)  # fmt: skip
def test_refusals(clients, project, filled, who, query, status):
    answer, _body = fetch(clients[who], project, **query)

    assert answer.status_code == status


def test_many_tasks_take_no_more_queries(
    clients, project, owner, filled, django_assert_max_num_queries
):
    for number in range(60):
        make_task(project, owner, title=f"Task {number}")
    with django_assert_max_num_queries(12):
        _answer, body = fetch(clients["owner"], project)

    assert body.count(b"\r\n") > 62
