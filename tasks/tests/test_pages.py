"""The pages of projects and tasks."""

import json
import re

import pytest

from tasks.services.projects import NewProject, create_project
from tasks.services.tasks import update_task
from tasks.services.transfers import move_to_project
from tasks.tests.factories import make_task


@pytest.fixture(autouse=True)
def plain_frame(settings):
    """The pages alone: static files have no manifest in tests."""


def shell_of(response):
    text = re.search(
        r'<script id="tf-page" type="application/json">(.*?)</script>', response.content.decode()
    )
    assert text
    return json.loads(text[1])


def test_the_kanban_carries_its_first_data(project, task, clients):
    response = clients["viewer"].get("/w/harbour/p/TF/")

    shell = shell_of(response)
    assert shell["role"] == "viewer"
    assert shell["can_edit"] is False
    assert shell["board"]["columns"][0]["name"] == "To do"
    assert shell["board"]["columns"][0]["tasks"][0]["key"] == "TF-1"
    assert {person["name"] for person in shell["members"]} == {"Owner", "Editor", "Viewer"}


def test_a_task_comes_with_what_it_can_be_made_of(
    project, task, editor, clients, workspace, django_assert_max_num_queries
):
    update_task(actor=editor, task=task, description="**Far** out")
    clients["viewer"].get("/w/harbour/t/TF-1/")
    with django_assert_max_num_queries(18):
        response = clients["viewer"].get("/w/harbour/t/TF-1/")

    shell = shell_of(response)
    assert (shell["task"], shell["detail"]["description"]) == ("TF-1", "**Far** out")
    assert [column["name"] for column in shell["board"]["columns"]][:2] == ["To do", "In progress"]
    assert {person["name"] for person in shell["members"]} == {"Owner", "Editor", "Viewer"}


def test_a_former_key_leads_to_the_project_that_the_task_is_in_now(
    project, task, workspace, owner, clients
):
    new = NewProject(name="Elsewhere", key="EL")
    elsewhere = create_project(actor=owner, workspace=workspace, new=new)
    move_to_project(actor=owner, tasks=[task], project=elsewhere)

    shell = shell_of(clients["viewer"].get("/w/harbour/t/TF-1/"))
    assert (shell["task"], shell["project"]["key"]) == ("EL-1", "EL")


@pytest.mark.parametrize("path", ["p/TF/", "p/TF/list/", "p/TF/settings/general/", "t/TF-1/"])
def test_members_see_a_page_that_strangers_do_not(project, task, clients, path):
    assert clients["viewer"].get(f"/w/harbour/{path}").status_code == 200
    assert clients["outsider"].get(f"/w/harbour/{path}").status_code == 404


def test_text_in_a_title_never_becomes_markup(project, editor, clients):
    make_task(project, editor, "</script><script>alert(1)</script>")

    page = clients["viewer"].get("/w/harbour/p/TF/").content.decode()

    assert "<script>alert" not in page


def test_the_import_page_is_for_those_who_may_change_the_project(project, clients):
    assert clients["owner"].get("/w/harbour/p/TF/import/").status_code == 200
    assert clients["editor"].get("/w/harbour/p/TF/import/").status_code == 403
