"""One's own notifications on the wire."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tasks.models import Notification
from tasks.services.comments import add_comment
from tasks.tests.factories import make_task

URL = "/api/v1/me/notifications"


@pytest.fixture
def told(project, owner, editor):
    """The editor was told of twelve comments on twelve tasks."""
    for number in range(12):
        task = make_task(project, editor, f"Task {number}")
        add_comment(actor=owner, task=task, body=f"Comment {number}")
    return list(Notification.objects.order_by("-created_at", "-id"))


def test_lists_ones_own_newest_first_by_pages(told, clients, django_assert_max_num_queries):
    clients["editor"].get(URL)
    with django_assert_max_num_queries(4):
        page = clients["editor"].get(f"{URL}?limit=5").json()

    assert [row["id"] for row in page["results"]] == [str(row.pk) for row in told[:5]]
    assert page["results"][0]["task"]["title"] == "Task 11"
    assert page["results"][0]["data"]["words"] == "Comment 11"
    following = clients["editor"].get(page["next"]).json()
    assert following["results"][0]["id"] == str(told[5].pk)
    assert clients["owner"].get(URL).json()["results"] == []


def test_counts_and_reads_all(told, clients):
    assert clients["editor"].get(f"{URL}/unread?workspace=harbour").json() == {"unread": 12}
    assert clients["editor"].post(f"{URL}/read-all", {}).json() == {"unread": 0}
    assert clients["editor"].get(f"{URL}?unread=true").json()["results"] == []


def test_what_is_said_of_one_task_counts_once(told, owner, clients, django_assert_max_num_queries):
    add_comment(actor=owner, task=told[0].task, body="And another thing")

    with django_assert_max_num_queries(4):
        answer = clients["editor"].get(f"{URL}/unread?workspace=harbour").json()

    assert answer == {"unread": 12}
    assert len(clients["editor"].get(URL).json()["results"]) == 13


def test_snoozes_archives_and_takes_it_back(told, clients):
    until = (timezone.now() + timedelta(days=1)).isoformat()
    url = f"{URL}/{told[0].pk}"

    assert clients["editor"].patch(url, {"snoozed_until": until}, format="json").status_code == 200
    [row] = clients["editor"].get(f"{URL}?state=snoozed").json()["results"]
    assert row["id"] == str(told[0].pk)
    clients["editor"].patch(url, {"snoozed_until": None}, format="json")
    ids = [str(each.pk) for each in told[:3]]
    clients["editor"].patch(URL, {"ids": ids, "archived": True, "read": True}, format="json")
    assert len(clients["editor"].get(f"{URL}?state=archived").json()["results"]) == 3
    assert len(clients["editor"].get(URL).json()["results"]) == 9


@pytest.mark.parametrize("who", ["owner", "viewer", "outsider"])
def test_anothers_is_not_found_and_nothing_changes(told, clients, who):
    answer = clients[who].patch(f"{URL}/{told[0].pk}", {"read": True}, format="json")
    ids = [str(told[0].pk)]
    many = clients[who].patch(URL, {"ids": ids, "archived": True}, format="json")

    assert (answer.status_code, many.status_code) == (404, 404)
    told[0].refresh_from_db()
    assert (told[0].read_at, told[0].archived_at) == (None, None)


@pytest.mark.parametrize(
    "query", ["state=elsewhere", "kind=gossip", "colour=red", "unread=perhaps", "limit=0"]
)
def test_a_filter_that_does_not_exist_is_refused(clients, query):
    assert clients["editor"].get(f"{URL}?{query}").status_code == 400


@pytest.mark.parametrize(
    "body",
    [
        {"snoozed_until": "9999-12-31T00:00:00Z"},
        {"snoozed_until": "soon"},
        {"read": "perhaps"},
    ],
)
def test_bad_changes_are_refused(told, clients, body):
    answer = clients["editor"].patch(f"{URL}/{told[0].pk}", body, format="json")

    assert answer.status_code == 400


def test_a_workspace_one_does_not_belong_to_is_not_found(clients):
    assert clients["outsider"].get(f"{URL}?workspace=harbour").status_code == 404
    assert clients["outsider"].get(f"{URL}/unread?workspace=harbour").status_code == 404
