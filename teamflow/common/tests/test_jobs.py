"""A job survives its worker, its broker and being handed out twice."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from teamflow.common import jobs
from teamflow.common.models import Event, Job


@pytest.fixture
def handler():
    """Register a handler for kind `test.work` and forget it afterwards."""

    def register(work):
        jobs._handlers["test.work"] = work

    yield register
    jobs._handlers.pop("test.work", None)


@pytest.fixture
def woken(monkeypatch):
    woken: list[str] = []
    monkeypatch.setattr(jobs, "wake", lambda job_id, queue: woken.append(str(job_id)))
    return woken


class Person:
    pk = uuid4()


def enqueue(**more) -> Job:
    return jobs.enqueue(kind="test.work", actor=Person(), payload={"n": 1}, **more)


@pytest.mark.django_db
def test_wakes_a_worker_only_after_the_commit(woken, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = enqueue()
        assert woken == []

    assert woken == [str(job.pk)]


@pytest.mark.django_db
def test_keeps_the_result_and_logs_the_end(handler):
    handler(lambda job, progress: {"double": job.payload["n"] * 2})
    job = enqueue()

    jobs.run_job(str(job.pk))

    job.refresh_from_db()
    assert (job.status, job.result, job.progress) == ("done", {"double": 2}, 100)
    logged = Event.objects.get(log=f"user:{Person.pk}")
    assert (logged.type, logged.data["result"]) == ("job.done", {"double": 2})


@pytest.mark.django_db
def test_running_it_again_has_no_second_effect(handler):
    runs: list[int] = []
    handler(lambda job, progress: runs.append(1))
    job = enqueue()

    jobs.run_job(str(job.pk))
    jobs.run_job(str(job.pk))

    assert runs == [1]


@pytest.mark.django_db
def test_a_failure_in_words_is_not_tried_again(handler):
    def work(job, progress):
        raise jobs.JobFailed("This file is not a board.")

    handler(work)
    job = enqueue()

    jobs.run_job(str(job.pk))

    job.refresh_from_db()
    assert (job.status, job.error) == ("failed", "This file is not a board.")


@pytest.mark.django_db
def test_another_failure_is_tried_later_until_the_tries_are_used_up(handler):
    def work(job, progress):
        raise ZeroDivisionError

    handler(work)
    job = enqueue(max_attempts=2)

    jobs.run_job(str(job.pk))
    job.refresh_from_db()
    assert job.status == "queued"
    assert job.run_after is not None
    assert job.run_after > timezone.now()

    jobs.run_job(str(job.pk))
    job.refresh_from_db()
    assert job.status == "failed"
    assert "ZeroDivision" not in job.error


@pytest.mark.django_db
def test_cancelling_stops_the_handler_at_its_next_progress(handler):
    reached: list[int] = []

    def work(job, progress):
        jobs.cancel(Job.objects.get(pk=job.pk))
        progress(50)
        reached.append(50)

    handler(work)
    job = enqueue()

    jobs.run_job(str(job.pk))

    job.refresh_from_db()
    assert (job.status, reached) == ("cancelled", [])


@pytest.mark.django_db
def test_takes_back_what_a_dead_worker_had(handler, woken):
    handler(lambda job, progress: {"ok": True})
    job = enqueue()
    Job.objects.filter(pk=job.pk).update(
        status="running", leased_until=timezone.now() - timedelta(seconds=1), attempts=1
    )

    assert jobs.recover_jobs() == 1
    assert woken == [str(job.pk)]
    jobs.run_job(str(job.pk))

    job.refresh_from_db()
    assert (job.status, job.attempts) == ("done", 2)


@pytest.mark.django_db
def test_leaves_a_leased_job_to_its_worker(handler, woken):
    handler(lambda job, progress: {"stolen": True})
    job = enqueue()
    Job.objects.filter(pk=job.pk).update(
        status="running", leased_until=timezone.now() + timedelta(seconds=30)
    )

    assert jobs.recover_jobs() == 0
    jobs.run_job(str(job.pk))

    job.refresh_from_db()
    assert (job.status, job.result) == ("running", None)
