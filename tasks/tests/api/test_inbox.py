"""One's own notifications on the wire."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tasks.models import Notification
from tasks.services.comments import add_comment
from tasks.services.projects import NewProject, create_project
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
    answer = clients["editor"].post(f"{URL}/read-all", {}).json()
    assert answer["unread"] == 0
    assert set(answer["ids"]) == {str(row.pk) for row in told}
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


@pytest.fixture
def mixed(project, owner, editor):
    """One was told in four ways, of two projects."""
    task = make_task(project, editor, "Here")
    new = NewProject(name="Operations", key="OP")
    other = create_project(actor=owner, workspace=project.workspace, new=new)
    add_comment(actor=owner, task=task, body="A word")
    add_comment(actor=owner, task=task, body=f"@[{editor.name}](user:{editor.pk}), see")
    make_task(other, owner, "There", assignee_ids=[editor.pk])
    make_task(project, owner, "Here too", assignee_ids=[editor.pk])
    return other


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("kind=assigned", ["assigned", "assigned"]),
        ("kind=mentioned,replied", ["mentioned"]),
        ("kind=assigned,commented", ["assigned", "assigned", "commented"]),
        ("project={other}", ["assigned"]),
        ("project={other}&kind=commented", []),
        ("unread=true&kind=commented", ["commented"]),
        ("unread=false", []),
        ("state=snoozed&kind=assigned", []),
    ],
)
def test_is_narrowed_over_all_pages(mixed, clients, django_assert_max_num_queries, query, kinds):
    url = f"{URL}?workspace=harbour&limit=1&{query.format(other=mixed.pk)}"
    clients["editor"].get(url)

    found = []
    while url:
        with django_assert_max_num_queries(6):
            page = clients["editor"].get(url).json()
        found += [row["kind"] for row in page["results"]]
        url = page["next"]

    assert sorted(found) == kinds


def test_a_project_that_one_may_not_see_is_not_found(mixed, clients):
    assert clients["outsider"].get(f"{URL}?project={mixed.pk}").status_code == 404
    body = {"project": str(mixed.pk)}
    assert clients["outsider"].post(f"{URL}/read-all", body, format="json").status_code == 404


def test_what_is_narrowed_is_read_alone_and_says_which(mixed, clients):
    body = {"workspace": "harbour", "project": str(mixed.pk), "kinds": ["assigned"]}

    answer = clients["editor"].post(f"{URL}/read-all", body, format="json").json()

    row = Notification.objects.get(read_at__isnull=False)
    assert answer == {"unread": 2, "ids": [str(row.pk)]}
    assert row.task.title == "There"


def test_all_that_is_said_of_a_task_is_changed_at_once(told, owner, editor, clients):
    task = told[0].task
    add_comment(actor=owner, task=task, body="And another thing")
    body = {"tasks": [str(task.pk)], "archived": True, "read": True}

    assert clients["owner"].patch(URL, body, format="json").json()["results"] == []
    assert Notification.objects.filter(archived_at=None).count() == 13
    changed = clients["editor"].patch(URL, body, format="json").json()["results"]

    assert [row["task"]["id"] for row in changed] == [str(task.pk)] * 2
    assert Notification.objects.filter(archived_at=None, recipient=editor).count() == 11


@pytest.mark.parametrize("named", [{}, {"ids": ["x"]}, {"tasks": []}, "both"])
def test_which_are_meant_must_be_clear(told, clients, named):
    ids = [str(told[0].pk)]
    body = {"ids": ids, "tasks": ids} if named == "both" else named

    assert clients["editor"].patch(URL, {**body, "read": True}, format="json").status_code == 400
    assert not Notification.objects.exclude(read_at=None).exists()


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Here too", "There", "Here", "Here"]),
        ("?project=OP", ["There"]),
        ("?kind=commented", ["Here"]),
        ("?show=mentions&kind=assigned", ["Here"]),
        ("?show=archived", []),
        ("?show=gossip&project=NO&kind=none", ["Here too", "There", "Here", "Here"]),
    ],
)
def test_the_page_begins_with_what_its_address_asks(
    mixed, clients, django_assert_max_num_queries, query, titles
):
    browser = clients["editor"]
    browser.get("/w/harbour/inbox/")
    with django_assert_max_num_queries(18):
        page = browser.get(f"/w/harbour/inbox/{query}")

    shell = page.context["shell"]
    assert [row["task"]["title"] for row in shell["notifications"]] == titles
    assert [row["key"] for row in shell["choices"]["projects"]] == ["OP", "TF"]
    assert shell["choices"]["kinds"] == ["assigned", "commented", "mentioned"]


@pytest.mark.parametrize("who", ["owner", "viewer", "outsider"])
def test_anothers_is_not_found_and_nothing_changes(told, clients, who):
    answer = clients[who].patch(f"{URL}/{told[0].pk}", {"read": True}, format="json")
    ids = [str(told[0].pk)]
    many = clients[who].patch(URL, {"ids": ids, "archived": True}, format="json")

    assert (answer.status_code, many.status_code) == (404, 404)
    told[0].refresh_from_db()
    assert (told[0].read_at, told[0].archived_at) == (None, None)


@pytest.mark.parametrize(
    "query",
    [
        "state=elsewhere",
        "kind=gossip",
        "kind=assigned,gossip",
        "project=TF",
        "colour=red",
        "unread=perhaps",
        "limit=0",
    ],
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
