import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tasks.models import State, Task
from tasks.tests.factories import make_task
from teamflow.common.eventlog import head
from teamflow.common.ranks import rank_between


@pytest.fixture
def page(client, editor, workspace, project):
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _task(project, title, *, state=State.TODO, **fields):
    column = project.columns.get(state=state)
    number = project.tasks.count() + 1
    rank = rank_between(None, None)
    return Task.objects.create(
        project=project, column=column, number=number, title=title, rank=rank, **fields
    )


def test_home_shows_what_is_due_to_me_the_late_first(page, project, editor, owner):
    today = timezone.localdate()
    late = _task(project, "Was due", due_date=today - timedelta(days=2))
    soon = _task(project, "Will be due", due_date=today + timedelta(days=2))
    done = _task(project, "Is done", state=State.DONE, due_date=today)
    for task in (soon, late, done):
        task.assignees.add(editor)
    _task(project, "Of somebody else").assignees.add(owner)

    response = page.get("/w/harbour/")

    groups = {
        group.name: [task.title for task in group.tasks] for group in response.context["groups"]
    }
    assert groups == {"late": ["Was due"], "soon": ["Will be due"]}


def test_home_counts_what_is_done_in_each_project(page, project):
    _task(project, "To do")
    _task(project, "Is done", state=State.DONE)

    assert "1 of 2 done" in page.get("/w/harbour/").content.decode()


def test_home_does_not_ask_more_for_more_tasks(
    page, project, editor, django_assert_max_num_queries
):
    for number in range(12):
        _task(project, f"Task {number}").assignees.add(editor)
    page.get("/w/harbour/")

    with django_assert_max_num_queries(13):
        page.get("/w/harbour/")


def test_a_stranger_finds_no_home(client, outsider, workspace):
    client.force_login(outsider, backend="django.contrib.auth.backends.ModelBackend")

    assert client.get("/w/harbour/").status_code == 404
    assert client.get("/w/harbour/search/?q=a").status_code == 404


def test_a_viewer_is_offered_nothing_that_they_may_not_do(client, viewer, project):
    client.force_login(viewer, backend="django.contrib.auth.backends.ModelBackend")

    html = client.get("/w/harbour/").content.decode()

    assert 'data-opens="new-project"' not in html
    assert "/w/harbour/integrations/" not in html


def test_search_finds_tasks_and_boards_and_escapes_what_it_shows(page, project, workspace):
    from boards.models import Board

    _task(project, "Launch <b>party</b>")
    Board.objects.create(workspace=workspace, title="Launch plan")

    html = page.get("/w/harbour/search/?q=launch").content.decode()

    assert "<mark>Launch</mark> &lt;b&gt;party&lt;/b&gt;" in html
    assert "<mark>Launch</mark> plan" in html


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_page_begins_in_the_theme_of_its_person(page, editor, theme):
    editor.theme = theme
    editor.save(update_fields=["theme"])

    assert f'data-theme="{theme}"' in page.get("/w/harbour/").content.decode()


def test_a_page_of_a_stranger_begins_in_the_theme_of_the_browser(client, db):
    client.cookies["teamflow_theme"] = "dark"
    assert 'data-theme="dark"' in client.get("/accounts/login/").content.decode()

    client.cookies["teamflow_theme"] = '"><script>'
    assert 'data-theme="system"' in client.get("/accounts/login/").content.decode()


def test_the_page_of_a_broken_server_needs_no_database(rf):
    from teamflow.common.errors import server_error

    response = server_error(rf.get("/"))

    assert response.status_code == 500
    assert "Something went wrong on our side" in response.content.decode()


def test_a_page_says_how_far_the_logs_of_its_rooms_went(page, project, editor, workspace):
    make_task(project, editor)
    text = page.get("/w/harbour/timesheet/").content.decode()

    found = re.search(r'<script id="frame-data" type="application/json">(.*?)</script>', text)
    said = json.loads(found[1])["heads"]
    assert said[project.log] == head(project.log) > 0
    assert said.keys() >= {f"user:{editor.pk}", f"workspace:{workspace.pk}"}
