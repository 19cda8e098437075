"""Lists by query: in a project, over a workspace, sorted, counted, and what each costs."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from tasks.models import CustomField, CustomFieldValue, Project, Task
from tasks.selectors import querying
from tasks.services.tasks import create_tasks
from tasks.tests.factories import column_of, make_task


@pytest.fixture
def tasks(project, editor):
    """Four tasks, from low to critical."""
    values = [
        {"title": f"Task {priority}", "priority": priority, "story_points": points}
        for priority, points in (("low", 1), ("medium", None), ("high", 3), ("critical", 8))
    ]
    return create_tasks(actor=editor, project=project, tasks=values)


@pytest.fixture
def second(workspace, owner):
    """Another project with one urgent task."""
    made = Project.objects.create(workspace=workspace, key="OT", name="Other", created_by=owner)
    made.columns.create(name="To do", state="todo", rank="V")
    make_task(made, owner, title="Elsewhere", priority="critical")
    return made


def titles(response):
    assert response.status_code == 200, response.content
    return [row["title"] for row in response.json()["results"]]


def test_a_project_list_takes_a_query(project, tasks, clients):
    url = f"/api/v1/projects/{project.pk}/tasks"

    response = clients["viewer"].get(url, {"query": "priority>=high", "sort": "-priority"})

    assert titles(response) == ["Task critical", "Task high"]


def test_a_workspace_list_spans_its_projects(workspace, tasks, second, clients):
    url = f"/api/v1/workspaces/{workspace.slug}/tasks"

    response = clients["viewer"].get(url, {"query": "priority:critical", "sort": "title"})

    assert titles(response) == ["Elsewhere", "Task critical"]


def test_strangers_find_nothing(workspace, tasks, clients):
    for path in ("tasks", "tasks/groups", "views"):
        response = clients["outsider"].get(f"/api/v1/workspaces/{workspace.slug}/{path}")
        assert response.status_code == 404


def test_archived_tasks_are_left_out_unless_named(project, workspace, tasks, clients):
    from django.utils import timezone

    Task.objects.filter(title="Task low").update(archived_at=timezone.now())
    url = f"/api/v1/workspaces/{workspace.slug}/tasks"

    assert len(titles(clients["viewer"].get(url))) == 3
    assert titles(clients["viewer"].get(url, {"query": "is:archived"})) == ["Task low"]
    assert len(titles(clients["viewer"].get(url, {"query": "-is:archived"}))) == 3
    assert len(titles(clients["viewer"].get(url, {"include_archived": "true"}))) == 4
    of_project = f"/api/v1/projects/{project.pk}/tasks"
    assert titles(clients["viewer"].get(of_project, {"query": "status:archived"})) == ["Task low"]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("asignee:me", "assignee"),
        ("due:someday", "someday"),
        ("(a", "parenthesis"),
        ("x\x00y", "sign"),
        ("(" * 30 + "a", "deeply"),
        ("x" * 5001, "long"),
    ],
)
def test_says_what_is_wrong_with_a_query(project, workspace, clients, query, words):
    for path in (f"projects/{project.pk}/tasks", f"workspaces/{workspace.slug}/tasks"):
        response = clients["viewer"].get(f"/api/v1/{path}", {"query": query})

        assert response.status_code == 400
        assert words in response.content.decode()


@pytest.mark.parametrize("sort", ["size", "field:x", "priority,due,start,points,title,key"])
def test_refuses_an_order_that_does_not_exist(workspace, clients, sort):
    url = f"/api/v1/workspaces/{workspace.slug}/tasks"

    assert clients["viewer"].get(url, {"sort": sort}).status_code == 400


@pytest.mark.parametrize("sort", ["-points,title", "points", "due,-created", "-title", "rank"])
def test_pages_by_any_order_show_each_task_once(workspace, tasks, second, clients, sort):
    url = f"/api/v1/workspaces/{workspace.slug}/tasks"
    whole = titles(clients["viewer"].get(url, {"sort": sort}))

    seen, following = [], f"{url}?sort={sort}&limit=2"
    while following:
        page = clients["viewer"].get(following).json()
        seen += [row["title"] for row in page["results"]]
        following = page["next"]

    assert seen == whole
    assert len(seen) == 5


@pytest.mark.parametrize(
    ("kind", "column", "values"),
    [
        ("number", "number", [3, 1, 2]),
        ("text", "text", ["c", "A", "b"]),
        ("date", "date", ["2030-01-03", "2030-01-01", "2030-01-02"]),
        ("select", "options", [["o3"], ["o1"], ["o2"]]),
        ("checkbox", "boolean", [True, False, None]),
    ],
)
def test_sorts_by_a_custom_field_with_the_empty_last(
    project, workspace, tasks, clients, kind, column, values
):
    options = [{"id": f"o{n}", "name": str(n), "color": "grey"} for n in (1, 2, 3)]
    field = CustomField.objects.create(
        project=project, name="Own", kind=kind, rank="a", options=options
    )
    for task, value in zip(tasks, values, strict=False):
        if value is not None:
            CustomFieldValue.objects.create(task=task, field=field, **{column: value})
    url = f"/api/v1/workspaces/{workspace.slug}/tasks"

    up = titles(clients["viewer"].get(url, {"sort": f"field:{field.pk},key"}))
    down = titles(clients["viewer"].get(url, {"sort": f"-field:{field.pk},key"}))

    assert len(up) == len(down) == 4
    if kind != "checkbox":
        assert up == ["Task medium", "Task high", "Task low", "Task critical"]
        assert down == ["Task low", "Task high", "Task medium", "Task critical"]


def test_counts_groups(workspace, tasks, second, clients):
    url = f"/api/v1/workspaces/{workspace.slug}/tasks/groups"

    answer = clients["viewer"].get(url, {"group": "priority", "query": "priority>low"}).json()

    counts = {row["key"]: row["count"] for row in answer["results"]}
    assert counts == {"critical": 2, "high": 1, "medium": 1}
    assert answer["total"] == 4
    assert clients["viewer"].get(url, {"group": "size"}).status_code == 400


@pytest.mark.parametrize(
    "group", ["status", "assignee", "label", "sprint", "epic", "type", "milestone", "project"]
)
def test_counts_by_every_field(workspace, tasks, clients, group):
    url = f"/api/v1/workspaces/{workspace.slug}/tasks/groups"

    answer = clients["viewer"].get(url, {"group": group}).json()

    assert sum(row["count"] for row in answer["results"]) == 4


def test_a_list_over_the_workspace_costs_nine_queries(
    workspace, tasks, second, clients, django_assert_max_num_queries
):
    client, url = clients["editor"], f"/api/v1/workspaces/{workspace.slug}/tasks"
    wanted = {"query": "priority>=low -is:done", "sort": "-priority", "limit": 100}
    client.get(url, wanted)

    with django_assert_max_num_queries(9):
        client.get(url, wanted)


def test_a_query_that_takes_too_long_is_refused(project, monkeypatch):
    monkeypatch.setattr(querying, "MILLISECONDS", 1)

    with pytest.raises(ValidationError, match="too long"):
        _sleep()


def _sleep():
    with querying.bounded_time(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(1)")


def test_moving_is_seen_by_the_next_query(project, tasks, clients, editor):
    from tasks.services.tasks import move_task

    move_task(actor=editor, task=tasks[0], column=column_of(project, "done").pk)

    url = f"/api/v1/projects/{project.pk}/tasks"
    assert titles(clients["viewer"].get(url, {"query": "is:done"})) == ["Task low"]
