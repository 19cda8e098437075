"""Titles that mean alike are found, others are not, whatever compares them."""

import pytest
from django.db import connection

from tasks.meaning.vectors import vectors_of
from tasks.models import TaskMeaning
from tasks.selectors import similar
from tasks.services.links import link_tasks
from tasks.services.meanings import keep_meanings
from tasks.services.tasks import delete_task, update_task
from tasks.tests.factories import make_task

SAME = [
    ("Login button does nothing on Safari", "Can't sign in with Safari"),
    ("Export the report as PDF", "PDF export of reports"),
    ("App crashes when uploading a large image", "Uploading big pictures crashes the app"),
    ("Add dark mode", "Support a dark theme"),
    ("Password reset mail never arrives", "Reset password e-mail is not sent"),
    ("Search is slow with many tasks", "Searching takes too long on large projects"),
    ("Fix typo on the landing page", "Landing page has a spelling mistake"),
    ("Upgrade PostgreSQL to 17", "Update Postgres to version 17"),
    ("Notifications are sent twice", "Duplicate notifications for one comment"),
    ("Write onboarding guide for new members", "Documentation for onboarding new members"),
    ("Calendar shows the wrong time zone", "Time zone is wrong in the calendar"),
    ("Remove unused CSS", "Clean up unused styles"),
    ("Users cannot delete their account", "Deleting an account fails"),
    ("Rate limit the public API", "Add rate limiting to API"),
]
OTHER = [
    ("Login button does nothing on Safari", "Add a button to export reports"),
    ("Export the report as PDF", "Import tasks from CSV"),
    ("Add dark mode", "Add keyboard shortcuts"),
    ("Password reset mail never arrives", "Send a weekly summary by mail"),
    ("Search is slow with many tasks", "Show tasks in the calendar"),
    ("Fix typo on the landing page", "Fix memory leak in the worker"),
    ("Upgrade PostgreSQL to 17", "Upgrade Node to 22"),
    ("Write onboarding guide for new members", "Write release notes for March"),
    ("Remove unused CSS", "Remove deleted users from mentions"),
    ("Users cannot delete their account", "Users can upload an avatar"),
    ("Drag and drop is broken on mobile", "Mobile menu covers the header"),
    ("Call the harbour", "Paint the door"),
]


@pytest.fixture(params=["pgvector", "numpy"])
def comparer(request, db):
    """The database where it has vectors, and what stands in for it where it has not."""
    if request.param == "numpy":
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE tasks_taskmeaning DROP COLUMN IF EXISTS near")
    similar.has_pgvector.cache_clear()
    yield request.param
    similar.has_pgvector.cache_clear()


def likeness(one: str, other: str) -> float:
    first, second = vectors_of([one, other])
    return float(first @ second)


def test_the_threshold_tells_the_same_from_others():
    found = sum(likeness(*pair) >= similar.LIKE for pair in SAME) / len(SAME)
    mistaken = sum(likeness(*pair) >= similar.LIKE for pair in OTHER) / len(OTHER)

    assert found >= 0.75
    assert mistaken <= 0.1


def test_finds_what_means_alike_while_a_title_is_typed(comparer, project, editor, clients):
    make_task(project, editor, "Can't sign in with Safari")
    make_task(project, editor, "Paint the door")
    assert keep_meanings() == 2

    def ask(who="viewer", title="Login button does nothing on Safari"):
        path = f"/api/v1/projects/{project.pk}/similar-tasks"
        return clients[who].get(path, {"title": title})

    assert [row["title"] for row in ask().json()["results"]] == ["Can't sign in with Safari"]
    assert ask(title="No").json()["results"] == []
    assert ask(title="\0😀😀😀😀😀😀😀").json()["results"] == []
    assert ask("outsider").status_code == 404


def test_offers_duplicates_of_a_task_but_what_is_linked_or_closed(
    comparer, project, editor, clients
):
    task = make_task(project, editor, "Export the report as PDF")
    twin = make_task(project, editor, "PDF export of reports")
    linked = make_task(project, editor, "PDF report export")
    closed = make_task(project, editor, "Export report to PDF")
    link_tasks(actor=editor, source=task, target=linked, kind="relates")
    update_task(actor=editor, task=closed, status="done")
    keep_meanings()

    def ask(who="viewer"):
        return clients[who].get(f"/api/v1/tasks/{task.pk}/similar")

    assert [row["key"] for row in ask().json()["results"]] == [twin.key]
    assert ask("outsider").status_code == 404
    delete_task(actor=editor, task=twin)
    assert ask().json()["results"] == []


def test_a_changed_title_is_read_anew(comparer, project, editor):
    task = make_task(project, editor, "Paint the door")
    keep_meanings()
    update_task(actor=editor, task=task, priority="high")
    assert not TaskMeaning.objects.get(task=task).is_waiting

    update_task(actor=editor, task=task, title="Export the report as PDF")

    assert TaskMeaning.objects.get(task=task).is_waiting
    assert keep_meanings() == 1
    found = similar.similar_to_title(project_id=project.pk, title="PDF export of reports", limit=3)
    assert [row["id"] for row in found] == [task.pk]


def test_asks_no_more_for_more(project, editor, clients, django_assert_max_num_queries):
    for number in range(12):
        make_task(project, editor, f"PDF export of reports {number}")
    keep_meanings()
    path = f"/api/v1/projects/{project.pk}/similar-tasks?title=Export the report as PDF"
    clients["viewer"].get(path)

    with django_assert_max_num_queries(6):
        assert len(clients["viewer"].get(path).json()["results"]) == 3
