"""The pages of a project's settings."""

import pytest

from tasks.services.labels import add_label
from tasks.settings_views import PARTS
from tasks.tests.factories import make_task
from tasks.tests.test_pages import shell_of

BASE = "/w/harbour/p/TF/settings/"
NAMES = [part.name for part in PARTS]


@pytest.mark.parametrize("name", NAMES)
def test_members_see_each_part_and_where_the_others_are(name, project, clients):
    response = clients["viewer"].get(f"{BASE}{name}/")

    text = response.content.decode()
    assert response.status_code == 200
    assert all(f'href="{BASE}{other}/"' in text for other in NAMES)
    assert f'href="{BASE}{name}/" aria-current="page"' in text
    assert clients["outsider"].get(f"{BASE}{name}/").status_code == 404


def test_the_bare_address_leads_to_the_first_part(project, clients):
    response = clients["viewer"].get(BASE)

    assert (response.status_code, response.headers["Location"]) == (302, f"{BASE}general/")


def test_a_former_key_leads_to_the_page(project, clients):
    clients["owner"].patch(f"/api/v1/projects/{project.pk}", {"key": "WEB"})

    response = clients["viewer"].get(f"{BASE}labels/")

    assert response.headers["Location"] == "/w/harbour/p/WEB/settings/labels/"


def test_an_unknown_part_is_not_found(project, clients):
    assert clients["owner"].get(f"{BASE}wonders/").status_code == 404


def test_the_shell_says_what_one_may_and_why_not(project, task, clients):
    mine, theirs = (shell_of(clients[who].get(f"{BASE}columns/")) for who in ("owner", "viewer"))

    assert mine["rights"]["manage"] is True
    assert theirs["rights"]["manage"] is False
    assert "Viewer" in theirs["reasons"]["manage"]
    assert mine["usage"]["columns"] == {str(task.column_id): 1}


@pytest.mark.parametrize("name", NAMES)
def test_asks_as_often_for_much_as_for_little(
    name, project, owner, clients, django_assert_max_num_queries
):
    for number in range(5):
        make_task(project, owner, f"Task {number}")
        add_label(actor=owner, project=project, name=f"label {number}")

    with django_assert_max_num_queries(23):
        clients["owner"].get(f"{BASE}{name}/")


def test_the_shell_says_which_parts_one_made(project, editor, owner, clients):
    mine = add_label(actor=editor, project=project, name="Mine")
    add_label(actor=owner, project=project, name="Theirs")

    shell = shell_of(clients["editor"].get(f"{BASE}labels/"))

    assert shell["own"] == [str(mine.pk)]
    assert shell["rights"]["remove_label"] is False
    assert clients["editor"].delete(f"/api/v1/labels/{mine.pk}").status_code == 204
