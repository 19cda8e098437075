"""The doors: an export and an import of a workspace over the wire, with the jobs behind them."""

import asyncio
import io
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import AuditEvent, Workspace
from accounts.selectors import role_key
from tasks.models import Task
from tasks.services.tasks import create_task
from teamflow import jobs as _handlers  # noqa: F401 - registers the kinds
from teamflow.common import jobs
from teamflow.common.cache import forget
from teamflow.common.jobs import run_job
from teamflow.common.models import Job
from teamflow.portable import quieting, taking_out
from teamflow.portable.beside import hang_up
from teamflow.portable.starting import forget_archives


@pytest.fixture(autouse=True)
def alone(monkeypatch, settings, tmp_path):
    """The test is the worker, and the storage is its own."""
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(jobs, "wake", lambda job_id, queue: None)


@pytest.fixture
def place(transactional_db, workspace, project, owner):
    """The jobs speak on a connection of their own, so what they read must be committed."""
    create_task(actor=owner, project=project, title="Sail away")
    return f"/api/v1/workspaces/{workspace.slug}/export"


def files():
    return [path for path in Path(default_storage.path("")).rglob("*") if path.is_file()]


def exported(client, place):
    job = client.post(place).json()["job"]
    run_job(job["id"])
    return client.get(place).json()["results"][0]


def content(response):
    async def whole():
        return b"".join([piece async for piece in response.streaming_content])

    return asyncio.run(whole())


def brought(client, data):
    """The upload as a browser makes it; gives the answer of the import's door."""
    target = client.post("/api/v1/workspace-imports/presigned", {"size": len(data)}).json()
    put = client.put(target["url"], data, content_type="application/zip")
    assert put.status_code == 204
    return client.post("/api/v1/workspace-imports", {"upload": target["upload"]})


def test_out_and_in_again(place, clients, workspace):
    client = clients["owner"]
    row = exported(client, place)
    answer = client.get(row["url"])
    data = content(answer)

    started = brought(client, data)
    run_job(started.json()["job"]["id"])
    done = client.get(f"/api/v1/jobs/{started.json()['job']['id']}").json()

    assert (row["status"], row["created_by"], row["size"]) == ("done", "Owner", len(data))
    assert row["counts"]["tasks.task"] == 1
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="harbour-')
    assert started.status_code == 202
    assert done["status"] == "done", done["error"]
    slug = done["result"]["workspace"]["slug"]
    assert slug != workspace.slug
    assert done["result"]["tasks"] == 1
    assert clients["owner"].get(f"/w/{slug}/p/TF/").status_code == 200
    assert Task.objects.filter(title="Sail away").count() == 2
    assert clients["outsider"].get(f"/w/{slug}/").status_code == 404
    assert default_storage.listdir("archives")[1] == []
    acts = set(AuditEvent.objects.values_list("action", flat=True))
    assert {"workspace.exported", "workspace.imported"} <= acts


def test_a_broken_archive_leaves_nothing(place, clients):
    started = brought(clients["owner"], b"PK\x05\x06 not at all")
    run_job(started.json()["job"]["id"])

    job = Job.objects.get(pk=started.json()["job"]["id"])
    assert (job.status, bool(job.error)) == (Job.Status.FAILED, True)
    assert Workspace.objects.count() == 2
    assert files() == []


def test_an_import_that_is_cancelled_leaves_nothing(place, clients, workspace, monkeypatch):
    client = clients["owner"]
    data = content(client.get(exported(client, place)["url"]))
    started = brought(client, data).json()["job"]["id"]
    before = files()
    settle = quieting.settle

    def cancelled(*args):
        settle(*args)
        # On another connection, as the door is: this one is in the import's transaction.
        with Beside() as run:
            run(lambda: jobs.cancel(Job.objects.get(pk=started)))

    monkeypatch.setattr(quieting, "settle", cancelled)
    run_job(started)

    assert Job.objects.get(pk=started).status == Job.Status.CANCELLED
    assert list(Workspace.objects.filter(name=workspace.name)) == [workspace]
    assert len(files()) == len(before)


def test_an_export_can_be_stopped_and_deleted(place, clients, monkeypatch):
    client = clients["owner"]
    waiting = client.post(place).json()["job"]["id"]
    twice = client.post(place)
    stopped = client.delete(f"{place}/{waiting}")
    run_job(waiting)
    row = exported(client, place)

    deleted = [client.delete(row["url"]).status_code for _time in range(2)]

    assert (twice.status_code, stopped.status_code) == (409, 204)
    assert Job.objects.get(pk=waiting).status == Job.Status.CANCELLED
    assert deleted == [204, 204]
    assert client.get(row["url"]).status_code == 404
    assert files() == []


def test_an_export_ends_with_its_days(place, clients, settings):
    client = clients["owner"]
    row = exported(client, place)

    assert forget_archives() == 0
    later = timezone.now() - timedelta(days=8)
    Job.objects.filter(pk=row["id"]).update(finished_at=later)
    gone = client.get(row["url"]).status_code
    settings.ARCHIVE_DAYS = -1
    removed = forget_archives()

    assert (gone, removed) == (404, 1)
    assert client.get(place).json()["results"][0]["url"] is None
    assert files() == []


@pytest.mark.parametrize(("who", "status"), [("outsider", 404), ("viewer", 403), ("editor", 403)])
def test_denies_and_starts_nothing(db, workspace, clients, who, status):
    place = f"/api/v1/workspaces/{workspace.slug}/export"

    answers = [clients[who].post(place), clients[who].get(place)]
    page = clients[who].get(f"/w/{workspace.slug}/settings/export/")

    assert [each.status_code for each in (*answers, page)] == [status] * 3
    assert not Job.objects.exists()


def test_whoever_lost_the_right_gets_no_archive(place, clients, workspace, owner):
    job = clients["owner"].post(place).json()["job"]["id"]
    workspace.memberships.filter(user=owner).update(role="member")
    forget(role_key(owner.pk, workspace.pk))

    run_job(job)

    assert Job.objects.get(pk=job).status != Job.Status.DONE
    assert files() == []


def test_an_upload_is_for_whoever_announced_it(db, clients, settings):
    settings.ARCHIVE_MAX_BYTES = 1000
    owner, outsider = clients["owner"], clients["outsider"]
    target = owner.post("/api/v1/workspace-imports/presigned", {"size": 3}).json()
    early = owner.post("/api/v1/workspace-imports", {"upload": target["upload"]})
    owner.put(target["url"], b"abc", content_type="application/zip")
    others = outsider.post("/api/v1/workspace-imports", {"upload": target["upload"]})
    made_up = owner.post("/api/v1/workspace-imports", {"upload": "made:up"})
    large = owner.post("/api/v1/workspace-imports/presigned", {"size": 1001})

    assert [each.status_code for each in (early, others, made_up, large)] == [400] * 4
    assert not Job.objects.exists()


def test_a_list_of_exports_costs_the_same_however_long(workspace, clients, owner):
    place = f"/api/v1/workspaces/{workspace.slug}/export"

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert clients["owner"].get(place).status_code == 200
        return len(queries)

    cost()
    Job.objects.create(kind="workspace.export", target_id=workspace.pk, created_by_id=owner.pk)
    one = cost()
    for _more in range(5):
        Job.objects.create(kind="workspace.export", target_id=workspace.pk, created_by_id=owner.pk)

    assert cost() == one <= 5


def test_the_archive_is_of_one_moment(place, clients, owner, project, monkeypatch):
    """What is made while the rows are read is in none of its parts, or in all."""
    people = taking_out._write_people

    def late(writer):
        with Beside() as run:
            run(lambda: create_task(actor=owner, project=project, title="Came later"))
        people(writer)

    monkeypatch.setattr(taking_out, "_write_people", late)
    data = content(clients["owner"].get(exported(clients["owner"], place)["url"]))

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    assert Task.objects.filter(title="Came later").exists()
    assert all(b"Came later" not in data for data in held.values())


class Beside:
    """Runs something on a connection of its own."""

    def __enter__(self):
        self.pool = ThreadPoolExecutor(1)
        return lambda work: self.pool.submit(work).result()

    def __exit__(self, *error):
        self.pool.submit(hang_up).result()
        self.pool.shutdown()
