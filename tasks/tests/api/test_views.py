"""Saved views: own, shared, published; and who may do what with them."""

import pytest

from tasks.models import SavedView
from tasks.tests.factories import make_task
from teamflow.common.models import Event

QUERY = "assignee:me priority>=high"


@pytest.fixture
def url(project):
    return f"/api/v1/projects/{project.pk}/views"


@pytest.fixture
def view(project, editor):
    """The editor's own view of the project."""
    return SavedView.objects.create(
        workspace=project.workspace, project=project, owner=editor, name="Mine", rank="V"
    )


@pytest.fixture
def shared(view):
    """The same, shared."""
    view.is_shared = True
    view.save()
    return view


def one(view):
    return f"/api/v1/views/{view.pk}"


def test_keeps_a_view_in_one_spelling(url, clients):
    body = {
        "name": "  Urgent  work ",
        "layout": "board",
        "query": 'assignee:me and "priority" PRIORITY>=HIGH',
        "display": {"group": "priority", "sort": ["-due"], "done": False, "lanes": None},
    }

    answer = clients["editor"].post(url, body, format="json")

    made = answer.json()
    assert answer.status_code == 201, made
    assert made["name"] == "Urgent work"
    assert made["query"] == "assignee:me priority priority>=high"
    assert made["display"] == {"group": "priority", "sort": ["-due"], "done": False}
    assert (made["is_own"], made["is_shared"], made["public_path"]) == (True, False, None)


def test_a_workspace_has_views_of_its_own(workspace, view, clients):
    url = f"/api/v1/workspaces/{workspace.slug}/views"
    clients["editor"].post(url, {"name": "All bugs", "query": "label:bug"}, format="json")

    answer = clients["editor"].get(url).json()

    assert [row["name"] for row in answer["results"]] == ["All bugs"]
    assert answer["results"][0]["project"] is None


@pytest.mark.parametrize(
    "body",
    [
        {"name": ""},
        {"name": "x" * 101},
        {"name": "V", "query": "asignee:me"},
        {"name": "V", "layout": "globe"},
        {"name": "V", "display": {"colour": "red"}},
        {"name": "V", "display": {"sort": "due"}},
        {"name": "V", "display": {"group": ["a"]}},
        {"name": "V", "display": {"sort": ["x" * 81]}},
        {"name": "V", "display": {"done": "yes"}},
        {"name": "V", "display": []},
    ],
)
def test_refuses_what_is_no_view(url, clients, body):
    answer = clients["editor"].post(url, body, format="json")

    assert answer.status_code == 400
    assert SavedView.objects.count() == 0


@pytest.mark.parametrize(("who", "status"), [("outsider", 404), ("viewer", 403)])
def test_denies_saving_and_changes_nothing(url, clients, who, status):
    answer = clients[who].post(url, {"name": "V"}, format="json")

    assert (answer.status_code, SavedView.objects.count()) == (status, 0)


def test_an_own_view_is_nobody_elses(url, view, clients):
    assert clients["editor"].get(url).json()["results"] != []
    for who in ("owner", "viewer"):
        assert clients[who].get(url).json()["results"] == []
        assert clients[who].get(one(view)).status_code == 404
        assert clients[who].patch(one(view), {"name": "X"}, format="json").status_code == 404
        assert clients[who].delete(one(view)).status_code == 404
    view.refresh_from_db()
    assert view.name == "Mine"


@pytest.mark.parametrize(("who", "status"), [("outsider", 404), ("viewer", 403)])
@pytest.mark.parametrize(
    "change", [{"name": "X"}, {"is_published": True}, {"is_shared": False}, {"query": "a"}]
)
def test_denies_changing_a_shared_view(shared, clients, who, status, change):
    answer = clients[who].patch(one(shared), change, format="json")

    shared.refresh_from_db()
    assert answer.status_code == status
    assert (shared.name, shared.public_token, shared.is_shared, shared.query) == (
        "Mine",
        None,
        True,
        "",
    )


def test_a_writer_changes_a_shared_view_but_cannot_hide_it(shared, clients):
    assert clients["owner"].patch(one(shared), {"query": QUERY}, format="json").status_code == 200
    answer = clients["owner"].patch(one(shared), {"is_shared": False}, format="json")

    shared.refresh_from_db()
    assert answer.status_code == 400
    assert (shared.query, shared.is_shared) == (QUERY, True)


def test_a_favourite_is_everybodys_own_matter(shared, clients, url):
    answer = clients["viewer"].patch(one(shared), {"is_favorite": True}, format="json")

    assert answer.json()["is_favorite"] is True
    assert clients["editor"].get(one(shared)).json()["is_favorite"] is False
    clients["viewer"].patch(one(shared), {"is_favorite": False}, format="json")
    assert clients["viewer"].get(one(shared)).json()["is_favorite"] is False


def test_views_are_put_in_order(url, clients):
    made = [
        clients["editor"].post(url, {"name": name}, format="json").json()["id"] for name in "ABC"
    ]

    clients["editor"].patch(f"/api/v1/views/{made[2]}", {"before": made[0]}, format="json")
    clients["editor"].patch(f"/api/v1/views/{made[0]}", {"after": made[1]}, format="json")

    names = [row["name"] for row in clients["editor"].get(url).json()["results"]]
    assert names == ["C", "B", "A"]


def test_a_published_view_is_read_without_signing_in(shared, project, editor, clients, client):
    make_task(project, editor, title="Open to the world", assignee_ids=[editor.pk])
    path = (
        clients["editor"]
        .patch(one(shared), {"is_published": True}, format="json")
        .json()["public_path"]
    )

    page = client.get(path)

    text = page.content.decode()
    assert page.status_code == 200
    assert "Open to the world" in text
    assert editor.email not in text
    assert str(editor.pk) not in text
    assert "noindex" in page["X-Robots-Tag"]


@pytest.mark.parametrize("layout", ["board", "list"])
def test_a_published_page_shows_only_what_fits(shared, project, editor, client, layout):
    make_task(project, editor, title="Low thing", priority="low")
    make_task(project, editor, title="High thing", priority="high")
    SavedView.objects.filter(pk=shared.pk).update(
        public_token="t" * 43, query="priority:high", layout=layout
    )

    text = client.get(f"/v/{'t' * 43}/").content.decode()

    assert "High thing" in text
    assert "Low thing" not in text


def test_publishing_ends_at_once(shared, clients, client):
    change = {"is_published": True}
    path = clients["editor"].patch(one(shared), change, format="json").json()["public_path"]
    again = clients["editor"].patch(one(shared), change, format="json").json()["public_path"]
    clients["editor"].patch(one(shared), {"is_published": False}, format="json")

    assert again == path
    assert client.get(path).status_code == 404
    assert client.get(f"/v/{'x' * 43}/").status_code == 404


def test_deleting_takes_the_owner_or_an_admin(shared, clients):
    standing = SavedView.objects.filter(deleted_at=None)
    assert clients["viewer"].delete(one(shared)).status_code == 403
    assert standing.count() == 1
    assert clients["owner"].delete(one(shared)).status_code == 204
    assert standing.count() == 0


def test_saving_what_is_so_changes_nothing(shared, clients):
    before = SavedView.objects.values_list("updated_at", flat=True).get()

    clients["editor"].patch(one(shared), {"name": "Mine", "is_shared": True}, format="json")

    assert SavedView.objects.values_list("updated_at", flat=True).get() == before


def test_lists_cost_few_queries(url, shared, clients, django_assert_max_num_queries):
    clients["viewer"].get(url)
    with django_assert_max_num_queries(4):
        clients["viewer"].get(url)


def test_a_saved_view_has_an_address(shared, workspace, clients):
    SavedView.objects.update(query="label:bug", layout="list", display={"group": "priority"})

    answer = clients["viewer"].get(f"/w/{workspace.slug}/views/{shared.pk}/")

    assert answer.status_code == 302
    assert answer["Location"].startswith("/w/harbour/p/TF/list/?query=label%3Abug&group=priority")


@pytest.mark.parametrize("path", ["my-work/", "tasks/"])
def test_pages_over_all_projects(workspace, project, clients, path, django_assert_max_num_queries):
    clients["viewer"].get(f"/w/{workspace.slug}/{path}")
    with django_assert_max_num_queries(20):
        assert clients["viewer"].get(f"/w/{workspace.slug}/{path}").status_code == 200
    assert clients["outsider"].get(f"/w/{workspace.slug}/{path}").status_code == 404


def test_a_deleted_view_comes_back_as_it_was(shared, workspace, clients, client):
    clients["viewer"].patch(one(shared), {"is_favorite": True}, format="json")
    change = {"is_published": True}
    path = clients["editor"].patch(one(shared), change, format="json").json()["public_path"]

    assert clients["editor"].delete(one(shared)).status_code == 204
    gone = (clients["editor"].get(one(shared)).status_code, client.get(path).status_code)
    assert clients["viewer"].post(f"{one(shared)}/restore").status_code == 403
    assert clients["outsider"].post(f"{one(shared)}/restore").status_code == 404
    back = clients["editor"].post(f"{one(shared)}/restore")

    assert gone == (404, 404)
    assert (back.status_code, back.json()["public_path"]) == (200, path)
    assert client.get(path).status_code == 200
    bar = f"/api/v1/workspaces/{workspace.slug}/views?favorite=true"
    assert [row["name"] for row in clients["viewer"].get(bar).json()["results"]] == ["Mine"]
    assert clients["editor"].post(f"{one(shared)}/restore").status_code == 404


def test_the_side_bar_asks_for_favourites_alone(
    shared, workspace, clients, django_assert_max_num_queries
):
    url = f"/api/v1/workspaces/{workspace.slug}/views?favorite=true"
    assert clients["viewer"].get(url).json()["results"] == []
    clients["viewer"].patch(one(shared), {"is_favorite": True}, format="json")

    with django_assert_max_num_queries(4):
        rows = clients["viewer"].get(url).json()["results"]

    assert [(row["id"], row["is_favorite"]) for row in rows] == [(str(shared.pk), True)]
    assert clients["viewer"].get(f"{url}s").status_code == 400


def test_those_who_see_a_view_are_told_of_it(shared, url, project, editor, clients):
    """An own view is told to its owner alone; a shared one to the workspace."""
    said = Event.objects.filter(type__startswith="view.")
    workspace, own = f"workspace:{project.workspace_id}", f"user:{editor.pk}"
    clients["editor"].post(url, {"name": "Own"}, format="json")
    clients["owner"].patch(one(shared), {"name": "Ours"}, format="json")
    clients["owner"].patch(one(shared), {"name": "Ours"}, format="json")
    clients["editor"].patch(one(shared), {"is_shared": False}, format="json")
    clients["editor"].delete(one(shared))

    told = [(row.type, row.rooms, row.data["project"]) for row in said]
    here = str(project.pk)
    assert sorted(told) == sorted(
        [
            ("view.created", [own], here),
            ("view.updated", [workspace], here),
            ("view.updated", [workspace], here),
            ("view.deleted", [own], here),
        ]
    )
