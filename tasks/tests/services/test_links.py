"""Links between tasks: what waits for what goes in no ring."""

import threading
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from tasks.models import Column, Project, Task, TaskLink
from tasks.services.links import link_tasks
from tasks.tests.factories import make_task


@pytest.fixture
def chain(project, editor):
    """Three tasks, each of which blocks the next."""
    tasks = [make_task(project, editor, f"Task {each}") for each in "abc"]
    for source, target in pairwise(tasks):
        link_tasks(actor=editor, source=source, target=target, kind="blocks")
    return tasks


def test_a_ring_of_blocks_is_refused_however_long(chain, editor):
    for source, target in ((chain[2], chain[0]), (chain[1], chain[0])):
        with pytest.raises(ValidationError, match=r"blocks .* already"):
            link_tasks(actor=editor, source=source, target=target, kind="blocks")

    assert TaskLink.objects.count() == 2
    link_tasks(actor=editor, source=chain[2], target=chain[0], kind="relates")


def test_relating_back_is_the_same_relation(chain, editor):
    first = link_tasks(actor=editor, source=chain[0], target=chain[2], kind="relates")

    assert link_tasks(actor=editor, source=chain[2], target=chain[0], kind="relates") == first


def test_links_reach_over_projects_of_one_workspace(chain, workspace, owner, editor, clients):
    elsewhere = Project.objects.create(workspace=workspace, key="EL", name="Else", created_by=owner)
    Column.objects.create(project=elsewhere, name="To do", state="todo", rank="a")
    other = make_task(elsewhere, editor, "Other")
    url = f"/api/v1/tasks/{chain[2].pk}/links"

    assert (
        clients["editor"].post(url, {"kind": "blocks", "target": str(other.pk)}).status_code == 201
    )
    ring = clients["editor"].post(
        f"/api/v1/tasks/{other.pk}/links", {"kind": "blocks", "target": str(chain[0].pk)}
    )
    assert (ring.status_code, ring.json()["error"]["details"][0]["field"]) == (400, "target")
    assert TaskLink.objects.get(target=other).source == chain[2]


def test_the_timeline_asks_once_for_all(chain, project, clients, django_assert_max_num_queries):
    url = f"/api/v1/projects/{project.pk}/links"
    clients["viewer"].get(url)

    with django_assert_max_num_queries(4):
        links = clients["viewer"].get(url).json()["results"]

    assert len(links) == 2
    assert clients["outsider"].get(url).status_code == 404
    assert clients["viewer"].get(f"{url}?kind=blocks&x=1").status_code == 400


def test_a_duplicate_may_be_closed_with_its_link(chain, editor, clients):
    url = f"/api/v1/tasks/{chain[0].pk}/links"

    clients["editor"].post(
        url, {"kind": "duplicates", "target": str(chain[2].pk), "close": True}, format="json"
    )

    assert Task.objects.get(pk=chain[0].pk).completed_at is not None


@pytest.mark.django_db(transaction=True)
def test_two_people_cannot_close_a_ring_together(owner, workspace, editor):
    tasks = []
    for key in ("AA", "BB"):
        project = Project.objects.create(workspace=workspace, key=key, name=key, created_by=owner)
        Column.objects.create(project=project, name="To do", state="todo", rank="a")
        tasks.append(make_task(project, editor, key * 3))
    refused = []

    def link(source, target):
        try:
            link_tasks(actor=editor, source=source, target=target, kind="blocks")
        except ValidationError:
            refused.append(source)
        finally:
            connection.close()

    threads = [threading.Thread(target=link, args=pair) for pair in (tasks, tasks[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (len(refused), TaskLink.objects.count()) == (1, 1)
