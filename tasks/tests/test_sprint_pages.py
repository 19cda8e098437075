"""The pages of sprints."""

import pytest

from tasks.services.sprints import complete_sprint
from tasks.tests.factories import make_running_sprint, make_sprint, make_task
from tasks.tests.test_pages import shell_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def plain_frame(settings):
    """The pages alone: static files have no manifest in tests."""


def test_planning_carries_open_sprints_and_the_velocity(clients, project, owner):
    past = make_running_sprint(project, owner, "Past", sail=3)
    complete_sprint(actor=owner, sprint=past)
    make_sprint(project, owner, "Next")

    shell = shell_of(clients["viewer"].get("/w/harbour/p/TF/sprints/"))

    assert [sprint["name"] for sprint in shell["sprints"]] == ["Next"]
    assert shell["velocity"]["points"] == 0
    assert shell["board"]["sprints"][0]["name"] == "Past"


def test_a_completed_sprint_carries_its_review(clients, project, owner):
    sprint = make_running_sprint(project, owner, sail=3)
    complete_sprint(actor=owner, sprint=sprint)

    shell = shell_of(clients["viewer"].get(f"/w/harbour/p/TF/sprints/{sprint.pk}/"))

    assert [task["title"] for task in shell["tasks"]] == ["Sail"]
    assert shell["done"] == []
    assert shell["sprint"]["status"] == "completed"
    assert shell["velocity"]["points"] == 0


def test_an_old_sprint_has_a_page_but_no_part_in_the_velocity(clients, project, owner):
    ended = []
    for number in range(4):
        sprint = make_running_sprint(project, owner, f"Sprint {number}", sail=3)
        ended.append(complete_sprint(actor=owner, sprint=sprint))

    shell = shell_of(clients["viewer"].get(f"/w/harbour/p/TF/sprints/{ended[0].pk}/"))

    assert shell["sprint"]["name"] == "Sprint 0"
    assert [row["name"] for row in shell["velocity"]["sprints"]] == [
        "Sprint 3",
        "Sprint 2",
        "Sprint 1",
    ]


def test_the_workspaces_page_shows_what_runs(clients, project, owner):
    make_running_sprint(project, owner, sail=3)
    make_sprint(project, owner, "Next")

    shell = shell_of(clients["viewer"].get("/w/harbour/sprints/"))

    assert [(row["name"], row["project"]["key"]) for row in shell["sprints"]] == [
        ("Sprint 1", "TF")
    ]
    first, *days = shell["sprints"][0]["burndown"]
    assert (first["day"], first["remaining"], first["ideal"]) == (None, 3, 3)
    assert [day["remaining"] for day in days if day["remaining"] is not None] == [3]


def test_strangers_and_wrong_projects_find_nothing(clients, project, owner, workspace):
    sprint = make_sprint(project, owner)
    for path in ("sprints/", "p/TF/sprints/", f"p/TF/sprints/{sprint.pk}/"):
        assert clients["outsider"].get(f"/w/harbour/{path}").status_code == 404
    for pk in ("0" * 36, "-" * 36, "00000000-0000-0000-0000-000000000000"):
        assert clients["owner"].get(f"/w/harbour/p/TF/sprints/{pk}/").status_code == 404


@pytest.mark.parametrize(
    ("path", "most"), [("sprints/", 11), ("p/TF/sprints/", 14), ("p/TF/sprints/{}/", 17)]
)
def test_query_counts(clients, project, owner, django_assert_max_num_queries, path, most):
    """Seven are the frame's, three who looks at what; the cache knows the roles by then."""
    sprint = make_running_sprint(project, owner, sail=3)
    for number in range(5):
        make_sprint(project, owner, f"Later {number}")
        make_task(project, owner, sprint=sprint.pk)
    address = "/w/harbour/" + path.format(sprint.pk)
    clients["viewer"].get(address)
    with django_assert_max_num_queries(most):
        page = clients["viewer"].get(address)
    assert page.status_code == 200
