"""Dashboards: made, changed, seen by whom."""

import pytest

from tasks.models import Dashboard
from tasks.services.dashboards import create_dashboard, update_dashboard

pytestmark = pytest.mark.django_db


@pytest.fixture
def widget(project):
    return {"id": "a", "kind": "report", "report": "flow", "project": str(project.pk)}


@pytest.fixture
def dashboard(editor, workspace, widget):
    """The editor's, shared."""
    return create_dashboard(actor=editor, workspace=workspace, name="Crew", widgets=[widget])


@pytest.fixture
def own(editor, workspace):
    """The editor's, for the editor alone."""
    return create_dashboard(actor=editor, workspace=workspace, name="Mine", is_shared=False)


def names(answer):
    return [each["name"] for each in answer.json()["results"]]


def test_creates_one_and_tells_the_workspace(clients, workspace, widget, sent_messages):
    answer = clients["editor"].post(
        f"/api/v1/workspaces/{workspace.slug}/dashboards",
        {"name": "  Crew ", "widgets": [widget]},
        format="json",
    )

    assert answer.status_code == 201, answer.json()
    made = answer.json()
    assert (made["name"], made["is_shared"], made["can_edit"]) == ("Crew", True, True)
    assert made["widgets"][0]["report"] == "flow"
    assert [message["type"] for message in sent_messages] == ["dashboard.created"]


@pytest.mark.parametrize(("who", "status"), [("outsider", 404), ("viewer", 403)])
def test_denies_making_one_and_makes_nothing(clients, workspace, who, status, sent_messages):
    answer = clients[who].post(
        f"/api/v1/workspaces/{workspace.slug}/dashboards", {"name": "Crew"}, format="json"
    )

    assert (answer.status_code, Dashboard.objects.count(), sent_messages) == (status, 0, [])


@pytest.mark.parametrize(("who", "status"), [("outsider", 404), ("viewer", 403)])
@pytest.mark.parametrize("method", ["patch", "delete"])
def test_denies_changing_and_changes_nothing(
    clients, dashboard, who, status, method, sent_messages
):
    answer = getattr(clients[who], method)(
        f"/api/v1/dashboards/{dashboard.pk}", {"name": "Theirs"}, format="json"
    )

    assert answer.status_code == status
    assert Dashboard.objects.get().name == "Crew"
    assert sent_messages == []


def test_a_viewer_reads_it(clients, dashboard):
    answer = clients["viewer"].get(f"/api/v1/dashboards/{dashboard.pk}")

    assert (answer.status_code, answer.json()["can_edit"]) == (200, False)


def test_somebodys_own_does_not_exist_for_the_others(clients, own, dashboard, workspace):
    path = f"/api/v1/workspaces/{workspace.slug}/dashboards"

    assert names(clients["editor"].get(path)) == ["Crew", "Mine"]
    assert names(clients["owner"].get(path)) == ["Crew"]
    assert clients["owner"].get(f"/api/v1/dashboards/{own.pk}").status_code == 404
    assert clients["owner"].delete(f"/api/v1/dashboards/{own.pk}").status_code == 404


def test_changes_to_ones_own_are_told_to_that_person_alone(editor, own, sent_messages):
    update_dashboard(actor=editor, dashboard=own, name="Still mine")

    assert sent_messages[-1]["type"] == "dashboard.updated"
    assert [message["rooms"] for message in sent_messages] == [[f"user:{editor.pk}"]] * 2


def test_any_writer_arranges_a_shared_one_but_only_its_maker_hides_it(
    clients, dashboard, widget, sent_messages
):
    path = f"/api/v1/dashboards/{dashboard.pk}"
    second = {"id": "b", "kind": "tasks", "query": "is:overdue"}

    answer = clients["owner"].patch(path, {"widgets": [second, widget]}, format="json")
    assert [each["id"] for each in answer.json()["widgets"]] == ["b", "a"]
    assert sent_messages[-1]["type"] == "dashboard.updated"

    answer = clients["owner"].patch(path, {"is_shared": False}, format="json")
    assert answer.status_code == 400
    assert clients["editor"].patch(path, {"is_shared": False}, format="json").status_code == 200


def test_the_same_again_changes_nothing(editor, dashboard, sent_messages):
    again = update_dashboard(
        actor=editor, dashboard=dashboard, name="Crew", widgets=dashboard.widgets
    )

    assert again.updated_at == dashboard.updated_at
    assert [message["type"] for message in sent_messages] == ["dashboard.created"]


@pytest.mark.parametrize(
    "body",
    [
        {"name": ""},
        {"name": "x" * 101},
        {"name": "\0"},
        {"widgets": "text"},
        {"widgets": [{"id": "a"}]},
        {"widgets": [{"id": "t", "kind": "tasks", "query": "((("}]},
    ],
)
def test_bad_input_is_a_400_and_changes_nothing(clients, dashboard, body):
    answer = clients["editor"].patch(f"/api/v1/dashboards/{dashboard.pk}", body, format="json")

    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "VALIDATION_ERROR")
    kept = Dashboard.objects.get()
    assert (kept.name, kept.widgets) == ("Crew", dashboard.widgets)


def test_a_project_of_another_workspace_is_refused(clients, outsider, workspace, dashboard):
    from accounts.models import Workspace
    from tasks.services.projects import NewProject, create_project

    elsewhere = Workspace.objects.get(slug="elsewhere")
    theirs = create_project(
        actor=outsider, workspace=elsewhere, new=NewProject(name="Theirs", key="TH")
    )
    widget = {"id": "a", "kind": "report", "report": "flow", "project": str(theirs.pk)}

    answer = clients["editor"].patch(
        f"/api/v1/dashboards/{dashboard.pk}", {"widgets": [widget]}, format="json"
    )

    assert answer.status_code == 400


def test_the_list_takes_few_queries(
    clients, editor, workspace, dashboard, django_assert_max_num_queries
):
    for place in range(5):
        create_dashboard(actor=editor, workspace=workspace, name=f"Board {place}")
    clients["viewer"].get(f"/api/v1/workspaces/{workspace.slug}/dashboards")

    with django_assert_max_num_queries(4):
        answer = clients["viewer"].get(f"/api/v1/workspaces/{workspace.slug}/dashboards")
    assert len(answer.json()["results"]) == 6


@pytest.mark.parametrize("who", ["owner", "viewer"])
def test_the_page_brings_them_along(clients, workspace, dashboard, who):
    answer = clients[who].get(f"/w/{workspace.slug}/reports/")

    assert answer.status_code == 200
    assert b"tf-dashboards" in answer.content
    assert b"Crew" in answer.content


def test_the_page_does_not_exist_for_strangers(clients, workspace):
    assert clients["outsider"].get(f"/w/{workspace.slug}/reports/").status_code == 404
