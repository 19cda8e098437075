"""Initiatives, the roadmap, status updates and the overview on the wire."""

from datetime import date

import pytest

from tasks.models import Initiative, Milestone, ProjectUpdate
from tasks.services.links import link_tasks
from tasks.services.tasks import create_task
from tasks.tests.factories import make_task
from teamflow.common import eventlog

ROADMAP = "/api/v1/workspaces/harbour/roadmap"
INITIATIVES = "/api/v1/workspaces/harbour/initiatives"


@pytest.fixture
def initiative(workspace, project, owner):
    made = Initiative.objects.create(
        workspace=workspace, name="Go abroad", rank="a0", created_by=owner
    )
    made.projects.add(project)
    return made


def test_a_roadmap_counts_what_is_done(
    project, owner, clients, initiative, django_assert_max_num_queries
):
    Milestone.objects.create(project=project, name="Beta", due_date=date(2026, 5, 1), rank="a0")
    make_task(project, owner)
    create_task(actor=owner, project=project, title="Finished", status="done")
    clients["viewer"].get(ROADMAP)

    with django_assert_max_num_queries(8):
        answer = clients["viewer"].get(ROADMAP).json()

    [row] = answer["projects"]
    assert (row["task_count"], row["done_count"]) == (2, 1)
    assert row["milestones"][0]["name"] == "Beta"
    assert answer["initiatives"][0]["projects"] == [str(project.pk)]


def test_makes_changes_and_ends_an_initiative(workspace, project, clients, sent_messages):
    body = {"name": "Grow", "target_date": "2026-12-01", "project_ids": [str(project.pk)]}
    made = clients["editor"].post(INITIATIVES, body, format="json").json()
    url = f"/api/v1/initiatives/{made['id']}"
    changed = clients["editor"].patch(url, {"name": "Grow up", "project_ids": []}, format="json")
    same = clients["editor"].patch(url, {"name": "Grow up"}, format="json")
    ended = clients["editor"].delete(url)

    assert made["projects"] == [str(project.pk)]
    assert changed.json()["projects"] == []
    assert (same.status_code, ended.status_code) == (200, 204)
    told = [each["type"] for each in sent_messages if each["type"].startswith("initiative.")]
    assert told == ["initiative.created", "initiative.updated", "initiative.deleted"]


@pytest.mark.parametrize(("who", "status"), [("viewer", 403), ("outsider", 404)])
def test_denies_and_changes_nothing(initiative, clients, who, status, workspace):
    head = eventlog.head(f"workspace:{workspace.pk}")
    url = f"/api/v1/initiatives/{initiative.pk}"
    answers = [
        clients[who].post(INITIATIVES, {"name": "Mine"}, format="json"),
        clients[who].patch(url, {"name": "Mine"}, format="json"),
        clients[who].delete(url),
    ]

    assert [answer.status_code for answer in answers] == [status] * 3
    assert list(Initiative.objects.values_list("name", flat=True)) == ["Go abroad"]
    assert eventlog.head(f"workspace:{workspace.pk}") == head


@pytest.mark.parametrize(
    "body",
    [
        {"name": ""},
        {"name": "x" * 101},
        {"name": "Good", "owner": "00000000-0000-0000-0000-000000000000"},
        {"name": "Good", "project_ids": ["00000000-0000-0000-0000-000000000000"]},
        {"name": "Good", "target_date": "someday"},
    ],
)
def test_bad_initiatives_are_refused(workspace, clients, body):
    assert clients["owner"].post(INITIATIVES, body, format="json").status_code == 400
    assert not Initiative.objects.exists()


def test_another_workspaces_people_and_projects_are_refused(workspace, outsider, clients):
    body = {"name": "Ours", "owner": str(outsider.pk)}

    assert clients["owner"].post(INITIATIVES, body, format="json").status_code == 400


def test_an_update_is_the_projects_health_from_then_on(project, clients, sent_messages):
    url = f"/api/v1/projects/{project.pk}/updates"
    body = {"health": "at_risk", "body": "The **mast** is late. عربي 🚢"}
    made = clients["editor"].post(url, body, format="json")

    project.refresh_from_db()
    assert (made.status_code, project.health) == (201, "at_risk")
    assert "<strong>mast</strong>" in made.json()["body_html"]
    assert clients["viewer"].get(url).json()["results"][0]["body"] == body["body"]
    assert [each["type"] for each in sent_messages] == ["project.updated"]


@pytest.mark.parametrize(("who", "status"), [("viewer", 403), ("outsider", 404)])
def test_an_update_is_denied_and_nothing_changes(project, clients, who, status):
    url = f"/api/v1/projects/{project.pk}/updates"
    answer = clients[who].post(url, {"health": "off_track"}, format="json")

    project.refresh_from_db()
    assert (answer.status_code, project.health) == (status, "")
    assert not ProjectUpdate.objects.exists()


@pytest.mark.parametrize(
    "body", [{}, {"health": "rosy"}, {"health": "at_risk", "body": "x" * 2001}]
)
def test_bad_updates_are_refused(project, clients, body):
    url = f"/api/v1/projects/{project.pk}/updates"

    assert clients["owner"].post(url, body, format="json").status_code == 400


def test_an_overview_costs_few_queries(
    project, owner, editor, clients, django_assert_max_num_queries
):
    for number in range(5):
        make_task(project, owner, f"Task {number}", assignee_ids=[editor.pk])
    url = f"/api/v1/projects/{project.pk}/overview"
    clients["viewer"].get(url)

    with django_assert_max_num_queries(12):
        answer = clients["viewer"].get(url).json()

    assert answer["states"] == {"todo": 5}
    assert [(each["name"], each["open_count"]) for each in answer["people"]] == [("Editor", 5)]
    assert answer["activity"][0]["key"] == "TF-5"


def test_lists_the_links_of_a_project(project, task, editor, clients):
    other = make_task(project, editor, "Other")
    link = link_tasks(actor=editor, source=task, target=other, kind="blocks")
    url = f"/api/v1/projects/{project.pk}/links"

    [row] = clients["viewer"].get(f"{url}?kind=blocks").json()["results"]

    ends = {"source": str(task.pk), "target": str(other.pk)}
    assert row == {"id": str(link.pk), "kind": "blocks", **ends}
    assert clients["viewer"].get(f"{url}?kind=relates").json()["results"] == []
    assert clients["viewer"].get(f"{url}?kind=hates").status_code == 400
    assert clients["outsider"].get(url).status_code == 404


@pytest.mark.parametrize(
    "page", ["p/TF/calendar/", "p/TF/timeline/", "p/TF/overview/", "inbox/", "roadmap/"]
)
def test_pages_open_for_members_only(project, task, clients, page):
    assert clients["viewer"].get(f"/w/harbour/{page}").status_code == 200
    assert clients["outsider"].get(f"/w/harbour/{page}").status_code == 404
