"""How PostgreSQL answers, with 100,000 tasks: by an index, never by reading the whole table."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tasks.models import Column, Comment, Project, Sprint, SprintStatus, Task, TaskSpan
from tasks.search_sources import COMMENT, TASK
from teamflow.common.ranks import ranks_between
from teamflow.common.search.sources import fill

TASKS = 100_000
PROJECTS = 50
LARGE = {"tasks_task", "tasks_taskspan", "tasks_comment", "common_searchentry"}
# What each row of the copies has of its own; the rest is as in the task that is copied.
OWN = {
    "id": "gen_random_uuid()",
    "project_id": "place.project_id",
    "column_id": "place.column_ids[1 + mod(n, 4)]",
    "sprint_id": "CASE WHEN mod(n, 40) < 2 THEN place.sprint_id END",
    "number": "10 + n / 50",
    "title": "'Task about ' || (ARRAY['sails','ropes','masts','hulls'])[1 + mod(n, 4)] || ' ' || n",
    "rank": "'a' || lpad(n::text, 8, '0')",
    "created_at": "task.created_at - n * interval '10 minutes'",
    "due_date": "CASE WHEN mod(n, 100) = 0 THEN current_date + (mod(n, 60)) END",
    "completed_at": "CASE WHEN mod(n, 4) = 3 THEN task.created_at END",
}


@pytest.fixture
def crowd(project: Project, workspace, owner, task) -> Project:
    """The project beside 49 others, with 100,000 tasks, their spans and 20,000 comments."""
    projects = [project, *_more_projects(workspace)]
    places = [_place(each) for each in projects]
    with connection.cursor() as cursor:
        # Making history is the trigger's work, and takes its time; here only the size matters.
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            "CREATE TEMPORARY TABLE place (at int, project_id uuid, column_ids uuid[],"
            " sprint_id uuid) ON COMMIT DROP"
        )
        rows = [(at, *place) for at, place in enumerate(places)]
        cursor.executemany("INSERT INTO place VALUES (%s, %s, %s, %s)", rows)
        _copy_tasks(cursor, task)
        _fill_rest(cursor, owner.pk)
        fill(cursor, (TASK, COMMENT), told=lambda _line: None)
        cursor.execute(
            "ANALYZE tasks_task, tasks_taskspan, tasks_comment, tasks_column, common_searchentry"
        )
    return project


def _more_projects(workspace):
    return Project.objects.bulk_create(
        Project(workspace=workspace, key=f"P{chr(65 + n // 26)}{chr(65 + n % 26)}", name=f"P {n}")
        for n in range(PROJECTS - 1)
    )


def _place(project):
    states = ("todo", "in_progress", "in_review", "done")
    columns = list(project.columns.all()) or Column.objects.bulk_create(
        Column(project=project, name=state, state=state, rank=rank)
        for state, rank in zip(states, ranks_between(None, None, 4), strict=True)
    )
    sprint = Sprint.objects.create(project=project, name="Sprint 1", status=SprintStatus.ACTIVE)
    return project.pk, [column.pk for column in columns], sprint.pk


def _copy_tasks(cursor, task):
    names = [field.column for field in Task._meta.concrete_fields]
    values = ", ".join(OWN.get(name, f"task.{name}") for name in names)
    cursor.execute(
        f"INSERT INTO tasks_task ({', '.join(names)}) SELECT {values}"
        f" FROM tasks_task AS task, generate_series(1, {TASKS}) AS n, place"
        f" WHERE task.id = %s AND at = mod(n, {PROJECTS})",
        [task.pk],
    )


def _fill_rest(cursor, author_id):
    cursor.execute(
        f"INSERT INTO {TaskSpan._meta.db_table}"
        " (task_id, project_id, started_at, status, column_id)"
        " SELECT id, project_id, created_at, 'todo', column_id FROM tasks_task"
        " ON CONFLICT DO NOTHING"
    )
    comment = {field.column for field in Comment._meta.concrete_fields}
    values = {
        "id": "gen_random_uuid()",
        "created_at": "created_at",
        "updated_at": "created_at",
        "task_id": "id",
        "author_id": f"'{author_id}'",
        "body": "'The wind ' || number",
    }
    names = [name for name in values if name in comment]
    cursor.execute(
        f"INSERT INTO tasks_comment ({', '.join(names)})"
        f" SELECT {', '.join(values[name] for name in names)} FROM tasks_task LIMIT 20000"
    )


def whole_reads(sql: str) -> set[str]:
    """The large tables that the plan of `sql` reads from end to end."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}")
        plan = cursor.fetchone()[0]
    text = plan if isinstance(plan, str) else json.dumps(plan)
    found = re.findall(r'"Node Type": "Seq Scan"[^{}]*?"Relation Name": "(\w+)"', text)
    return LARGE & set(found)


ADDRESSES = [
    "/w/harbour/",
    "/w/harbour/p/TF/",
    "/w/harbour/p/TF/list/",
    "/w/harbour/p/TF/overview/",
    "/w/harbour/p/TF/sprints/",
    "/w/harbour/my-work/",
    "/w/harbour/t/{key}/",
    "/api/v1/projects/{project}/tasks?limit=100",
    "/api/v1/projects/{project}/tasks?query=priority:critical",
    "/api/v1/projects/{project}/tasks?query=sprint:active",
    "/api/v1/projects/{project}/board?per_column=50",
    "/api/v1/workspaces/harbour/tasks?limit=100",
    "/api/v1/workspaces/harbour/tasks?query=assignee:me",
    "/api/v1/workspaces/harbour/tasks?query=due<%2B7d is:open&sort=due",
    "/api/v1/workspaces/harbour/tasks?query={key}",
    "/api/v1/search?q=sails 512&workspace=harbour",
    "/api/v1/search?q=sails&workspace=harbour&counts=true",
    "/api/v1/search?q=sa&workspace=harbour",
    '/api/v1/search?q="about sails"&workspace=harbour',
    "/api/v1/search?q=sails is:overdue&workspace=harbour",
    "/api/v1/search?q=wind&workspace=harbour&kind=comment",
    "/api/v1/search?q=zzzz&workspace=harbour",
    "/w/harbour/search/?q=task",
    "/api/v1/tasks/{task}",
    "/api/v1/tasks/{task}/activity",
    "/api/v1/tasks/{task}/comments",
    "/api/v1/projects/{project}/reports/flow",
    "/api/v1/projects/{project}/reports/throughput",
]


def test_no_page_reads_a_large_table_whole(crowd, task, clients):
    words = {"project": crowd.pk, "task": task.pk, "key": task.key}
    careless = []
    for address in ADDRESSES:
        with CaptureQueriesContext(connection) as asked:
            answer = clients["owner"].get(address.format(**words))
        assert answer.status_code == 200, (address, answer.content[:300])
        careless += [
            f"{address}: {whole_reads(query['sql'])} in {query['sql'][:2000]}"
            for query in asked.captured_queries
            if query["sql"].lstrip().startswith(("SELECT", "WITH")) and whole_reads(query["sql"])
        ]

    assert Task.objects.count() > TASKS
    assert not careless, "\n".join(careless)
