"""Asking for consent to a move and answering, over the wire."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.tests.factories import MembershipFactory, UserFactory


@pytest.fixture
def door(task):
    return f"/api/v1/tasks/{task.pk}/approvals"


def test_asks_answers_refuses_and_takes_back(clients, task, owner, editor, done, door):
    column = str(done.pk)
    asked = clients["editor"].post(f"{door}/ask", {"column": column, "people": [str(owner.pk)]})
    assert asked.status_code == 201
    [row] = asked.json()["results"]
    assert (row["status"], row["user"]["id"], row["asked_by"]["id"]) == (
        "asked",
        str(owner.pk),
        str(editor.pk),
    )

    refused = clients["owner"].post(
        door, {"column": column, "status": "refused", "note": "Not yet"}
    )
    assert (refused.status_code, refused.json()["note"]) == (201, "Not yet")
    given = clients["owner"].post(door, {"column": column})
    assert (given.json()["id"], given.json()["status"], given.json()["note"]) == (
        row["id"],
        "given",
        "",
    )
    assert clients["viewer"].get(door).json()["results"] == [given.json()]
    assert clients["editor"].delete(f"/api/v1/approvals/{row['id']}").status_code == 403
    assert clients["owner"].delete(f"/api/v1/approvals/{row['id']}").status_code == 204
    assert not task.approvals.exists()


def test_whoever_asked_takes_the_question_back(clients, task, owner, done, door):
    body = {"column": str(done.pk), "people": [str(owner.pk)]}
    row = clients["editor"].post(f"{door}/ask", body).json()["results"][0]

    assert clients["editor"].delete(f"/api/v1/approvals/{row['id']}").status_code == 204
    assert not task.approvals.exists()


def test_those_who_only_read_and_strangers_neither_ask_nor_answer(clients, task, owner, done, door):
    ask = {"column": str(done.pk), "people": [str(owner.pk)]}
    for part, status in (("viewer", 403), ("outsider", 404)):
        assert clients[part].post(f"{door}/ask", ask).status_code == status
        assert clients[part].post(door, {"column": str(done.pk)}).status_code == status

    wrong = clients["editor"].post(door, {"column": str(done.pk), "status": "asked"})
    assert wrong.status_code == 400
    assert not task.approvals.exists()


def test_the_list_takes_as_many_queries_for_ten_as_for_one(clients, task, workspace, done, door):
    people = [UserFactory(name=f"Person {at}") for at in range(10)]
    for person in people:
        MembershipFactory(user=person, workspace=workspace)
    counts = []
    clients["viewer"].get(door)
    for some in (people[:1], people):
        clients["editor"].post(
            f"{door}/ask", {"column": str(done.pk), "people": [str(each.pk) for each in some]}
        )
        with CaptureQueriesContext(connection) as seen:
            assert len(clients["viewer"].get(door).json()["results"]) == len(some)
        counts.append(len(seen))

    assert counts[0] == counts[1]
