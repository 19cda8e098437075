"""The import's door, and the job behind it."""

import csv
import io
import json

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from tasks import jobs as _handlers  # noqa: F401 - registers the kind
from tasks.models import ImportRecord, Task
from tasks.services.imports import running
from tasks.tests.importers.boards import as_file, trello_board
from teamflow.common.jobs import cancel, run_job
from teamflow.common.models import Job


def send(client, project, board, **fields):
    return client.post(
        f"/api/v1/projects/{project.pk}/import",
        {"file": as_file(board), "format": "trello", **fields},
        format="multipart",
    )


@pytest.fixture(autouse=True)
def no_worker(monkeypatch):
    """The test is the worker."""
    from teamflow.common import jobs

    monkeypatch.setattr(jobs, "wake", lambda job_id, queue: None)


def test_previews_then_imports(project, clients, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path

    preview = send(clients["owner"], project, trello_board(), dry_run="true")
    run_job(preview.json()["job"]["id"])
    looked = clients["owner"].get(f"/api/v1/jobs/{preview.json()['job']['id']}").json()
    untouched = Task.objects.count()
    real = send(clients["owner"], project, trello_board())
    run_job(real.json()["job"]["id"])
    done = clients["owner"].get(f"/api/v1/jobs/{real.json()['job']['id']}").json()

    assert preview.status_code == 202
    assert looked["status"] == done["status"] == "done"
    assert untouched == 0
    assert looked["result"]["created"] == done["result"]["created"] == 6
    assert looked["result"]["samples"]
    assert Task.objects.count() == 6
    assert default_storage.listdir("imports")[1] == []


def test_a_table_is_recognised_and_its_columns_may_be_named(project, clients):
    table = SimpleUploadedFile("t.csv", b"Was,Stand\nSegeln,In Arbeit\n")
    answer = clients["owner"].post(
        f"/api/v1/projects/{project.pk}/import",
        {"file": table, "options": json.dumps({"columns": {"0": "title", "1": "status"}})},
        format="multipart",
    )
    run_job(answer.json()["job"]["id"])

    task = Task.objects.get()
    assert (task.title, task.column.name, task.column.state) == (
        "Segeln", "In Arbeit", "in_progress",
    )  # fmt: skip


def test_dates_that_may_be_read_in_two_ways_are_asked_about_and_told(project, clients):
    def bring(**options):
        table = SimpleUploadedFile("t.csv", b"Title,Due\nSail away,03/04/2030\n")
        answer = clients["owner"].post(
            f"/api/v1/projects/{project.pk}/import",
            {"file": table, **options},
            format="multipart",
        )
        run_job(answer.json()["job"]["id"])
        return Job.objects.get(pk=answer.json()["job"]["id"]).result

    asked = bring(dry_run="true")
    bring(options=json.dumps({"dates": "month"}))

    assert asked["mapping"]["dates"] == {"sample": "03/04/2030", "is_day_first": True}
    assert str(Task.objects.get().due_date) == "2030-03-04"


@pytest.mark.parametrize(
    "said",
    [{"columns": 5}, {"columns": ["title"]}, {"columns": {"a": "title"}}, {"dates": ["year"]}],
)
def test_choices_that_are_none_are_refused(project, clients, said):
    options = json.dumps(said)

    assert send(clients["owner"], project, trello_board(), options=options).status_code == 400
    assert not Job.objects.exists()


def test_the_report_says_what_was_left_out_and_why(project, clients):
    table = SimpleUploadedFile("t.csv", b"Key,Title\nA-1,=Sum\nA-1,Again\n")
    place = f"/api/v1/projects/{project.pk}/import"
    job = clients["owner"].post(place, {"file": table}, format="multipart").json()["job"]["id"]
    report = f"{place}s/{job}/report"
    early = clients["owner"].get(report).status_code
    run_job(job)

    answer = clients["owner"].get(report)

    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert early == 404
    assert lines[0] == ["Row", "What", "Why"]
    assert ["A-1", "Left out", "The same task stands further up in the file."] in lines
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="TF-import-')
    assert [clients[who].get(report).status_code for who in ("editor", "outsider")] == [403, 404]


def test_stopped_in_the_middle_it_takes_away_what_it_made(project, clients, monkeypatch):
    write = running.write_batch
    job = send(clients["owner"], project, trello_board()).json()["job"]["id"]

    def write_and_stop(run, cards):
        write(run, cards)
        assert Task.objects.filter(deleted_at=None).exists()
        cancel(Job.objects.get(pk=job))

    monkeypatch.setattr(running, "write_batch", write_and_stop)
    run_job(job)

    assert Job.objects.get(pk=job).status == Job.Status.CANCELLED
    assert not Task.objects.filter(deleted_at=None).exists()
    assert not ImportRecord.objects.filter(kind="card").exists()
    assert default_storage.listdir("imports")[1] == []


def test_a_broken_file_fails_with_one_sentence(project, clients):
    answer = send(clients["owner"], project, [])
    run_job(answer.json()["job"]["id"])

    job = Job.objects.get(pk=answer.json()["job"]["id"])
    assert job.status == Job.Status.FAILED
    assert "not a Trello board" in job.error
    assert not Task.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("outsider", 404), ("viewer", 403), ("editor", 403)])
def test_denies_and_keeps_nothing(project, clients, who, status):
    response = send(clients[who], project, trello_board())

    assert response.status_code == status
    assert not Job.objects.exists()


def test_refuses_what_is_too_large_and_what_it_does_not_know(project, clients, settings):
    settings.IMPORT_MAX_BYTES = 100

    too_large = send(clients["owner"], project, trello_board())
    settings.IMPORT_MAX_BYTES = 10**6
    unknown = send(clients["owner"], project, trello_board(), format="excel")
    odd = send(clients["owner"], project, trello_board(), options="{")
    no_file = clients["owner"].post(
        f"/api/v1/projects/{project.pk}/import", {"format": "trello"}, format="multipart"
    )

    assert [each.status_code for each in (too_large, unknown, odd, no_file)] == [400] * 4
    assert not Job.objects.exists()
