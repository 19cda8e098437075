"""Work for later. The row is the truth: a worker leases it, and a lease that ends is taken anew.

The queue only says that something waits, so flushing it loses nothing: `recover_jobs` finds what
was not picked up. Handlers must bear being run twice.
"""

import logging
import random
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Protocol
from uuid import UUID

from celery import current_app, shared_task
from django.db import close_old_connections, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from teamflow.common import eventlog, rooms
from teamflow.common.models import IdempotencyKey, Job, Outbox

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=45)
RENEW_SECONDS = 15.0
UNCLAIMED_AFTER = timedelta(seconds=5)


class JobCancelled(Exception):
    """Raised inside a handler when somebody cancelled its job."""


class JobFailed(Exception):
    """The job cannot succeed; the message is for the person who asked. Not tried again."""


class Actor(Protocol):
    """Who asks for a job; a User is one."""

    @property
    def pk(self) -> Any: ...


class Progress:
    """Handed to a handler: `progress(40)` says how far it is, 0 to 100."""

    def __init__(self, job: Job) -> None:
        self.job = job

    def __call__(self, percent: int, **data: Any) -> None:
        """Keep and show the progress; raises JobCancelled when the job was cancelled."""
        percent = max(0, min(100, percent))
        running = Job.objects.filter(pk=self.job.pk, status=Job.Status.RUNNING)
        if not running.update(progress=percent, leased_until=timezone.now() + LEASE):
            raise JobCancelled
        self.job.progress = percent
        _tell(self.job, "job.progress", data)


Handler = Callable[[Job, Progress], dict[str, Any] | None]
_handlers: dict[str, Handler] = {}


def job_kind(kind: str) -> Callable[[Handler], Handler]:
    """Register the handler of one kind of job; it lives in its app's `jobs.py`."""

    def register(handler: Handler) -> Handler:
        _handlers[kind] = handler
        return handler

    return register


def enqueue(
    *,
    kind: str,
    actor: Actor | None,
    payload: dict[str, Any],
    workspace_id: UUID | None = None,
    target_kind: str = "",
    target_id: UUID | None = None,
    queue: str = "maintenance",
    max_attempts: int = 3,
) -> Job:
    """Write the job's row with the caller's own transaction and wake a worker when that commits."""
    job = Job.objects.create(
        kind=kind,
        queue=queue,
        payload=payload,
        workspace_id=workspace_id,
        created_by_id=actor.pk if actor else None,
        target_kind=target_kind,
        target_id=target_id,
        max_attempts=max_attempts,
    )
    transaction.on_commit(lambda: wake(job.pk, job.queue))
    return job


def wake(job_id: UUID, queue: str) -> None:
    """Tell a worker; when the broker is away, `recover_jobs` does it later."""
    try:
        current_app.send_task("teamflow.run_job", args=[str(job_id)], queue=queue, retry=False)
    except Exception:
        logger.warning("broker_unavailable", extra={"job": str(job_id)})


def cancel(job: Job) -> Job:
    """Cancel a job that has not ended; one that has stays as it is."""
    open_job = Job.objects.filter(pk=job.pk, status__in=[Job.Status.QUEUED, Job.Status.RUNNING])
    if open_job.update(status=Job.Status.CANCELLED, finished_at=timezone.now(), leased_until=None):
        job.refresh_from_db()
        _finish(job)
    return job


def retry(job: Job) -> bool:
    """Put a failed or cancelled job back into the queue; says whether it did."""
    ended = Job.objects.filter(pk=job.pk, status__in=[Job.Status.FAILED, Job.Status.CANCELLED])
    was_ended = ended.update(
        status=Job.Status.QUEUED, attempts=0, error="", run_after=None, finished_at=None
    )
    if was_ended:
        wake(job.pk, job.queue)
    return bool(was_ended)


def end_within(job: Job, result: dict[str, Any]) -> None:
    """Say that the job is done in the running transaction: what it wrote and that it is done come
    true together. Raises JobCancelled when somebody cancelled it before."""
    running = Job.objects.filter(pk=job.pk, status=Job.Status.RUNNING)
    if not running.update(
        status=Job.Status.DONE,
        result=result,
        progress=100,
        leased_until=None,
        finished_at=timezone.now(),
    ):
        raise JobCancelled
    job.refresh_from_db()
    transaction.on_commit(lambda: _finish(job), robust=True)


def as_data(job: Job) -> dict[str, Any]:
    """The job as the API and the sockets show it."""
    return {
        "id": job.pk,
        "kind": job.kind,
        "status": job.status,
        "progress": job.progress,
        "result": job.result,
        "error": job.error,
        "target": {"kind": job.target_kind, "id": job.target_id},
        "url": f"/api/v1/jobs/{job.pk}",
        "created_at": job.created_at,
        "finished_at": job.finished_at,
    }


@shared_task(name="teamflow.run_job")
def run_job(job_id: str) -> None:
    """Lease and run one job; does nothing when another worker has it."""
    job = _lease(job_id)
    if job is None:
        return
    handler = _handlers.get(job.kind)
    if handler is None:
        _end(job, Job.Status.FAILED, error=_("This version of TeamFlow does not know this job."))
        return
    stop = threading.Event()
    threading.Thread(target=_keep_lease, args=(job.pk, stop), daemon=True).start()
    try:
        result = handler(job, Progress(job))
    except JobCancelled:
        logger.info("job_cancelled", extra={"job": job_id})
    except JobFailed as failure:
        _end(job, Job.Status.FAILED, error=str(failure))
    except Exception:
        logger.exception("job_failed", extra={"job": job_id, "kind": job.kind})
        _try_later(job)
    else:
        _end(job, Job.Status.DONE, result=result)
    finally:
        stop.set()


@shared_task(name="teamflow.recover_jobs")
def recover_jobs() -> int:
    """Wake what nobody works on: unclaimed, due for another try, or its worker is gone."""
    now = timezone.now()
    waiting = models.Q(status=Job.Status.QUEUED) & (
        models.Q(run_after__lte=now)
        | models.Q(run_after=None, created_at__lt=now - UNCLAIMED_AFTER)
    )
    abandoned = models.Q(status=Job.Status.RUNNING, leased_until__lt=now)
    stalled = Job.objects.filter(waiting | abandoned).order_by("created_at")[:500]
    for job_id, queue in stalled.values_list("pk", "queue"):
        wake(job_id, queue)
    return len(stalled)


@shared_task(name="teamflow.clean_up")
def clean_up() -> None:
    """Forget what only had to be remembered for a while."""
    now = timezone.now()
    IdempotencyKey.objects.filter(created_at__lt=now - timedelta(hours=24)).delete()
    Outbox.objects.filter(done_at__lt=now - timedelta(days=7)).delete()
    Job.objects.filter(finished_at__lt=now - timedelta(days=90)).delete()


def _lease(job_id: str) -> Job | None:
    now = timezone.now()
    free = models.Q(status=Job.Status.QUEUED) | models.Q(
        status=Job.Status.RUNNING, leased_until__lt=now
    )
    taken = Job.objects.filter(free, pk=job_id).update(
        status=Job.Status.RUNNING,
        leased_until=now + LEASE,
        attempts=models.F("attempts") + 1,
        run_after=None,
    )
    return Job.objects.get(pk=job_id) if taken else None


def _keep_lease(job_id: UUID, stop: threading.Event) -> None:
    """Renew while the handler works, so that only a dead worker's lease runs out."""
    while not stop.wait(RENEW_SECONDS):
        try:
            Job.objects.filter(pk=job_id, status=Job.Status.RUNNING).update(
                leased_until=timezone.now() + LEASE
            )
        except Exception:
            logger.warning("lease_not_renewed", extra={"job": str(job_id)})
        finally:
            close_old_connections()


def _try_later(job: Job) -> None:
    if job.attempts >= job.max_attempts:
        _end(job, Job.Status.FAILED, error=_("This did not work. Try again; the log says why."))
        return
    delay = 2**job.attempts * random.uniform(0.5, 1.5)  # noqa: S311
    Job.objects.filter(pk=job.pk, status=Job.Status.RUNNING).update(
        status=Job.Status.QUEUED,
        leased_until=None,
        run_after=timezone.now() + timedelta(seconds=delay),
    )


def _end(
    job: Job, status: Job.Status, *, result: dict[str, Any] | None = None, error: str = ""
) -> None:
    running = Job.objects.filter(pk=job.pk, status=Job.Status.RUNNING)
    ended = running.update(
        status=status,
        result=result,
        error=error,
        progress=100 if status == Job.Status.DONE else job.progress,
        leased_until=None,
        finished_at=timezone.now(),
    )
    if ended:
        job.refresh_from_db()
        _finish(job)


def _finish(job: Job) -> None:
    if job.created_by_id is None:
        return
    with transaction.atomic():
        entry = eventlog.append(
            eventlog.NewEntry(
                log=f"user:{job.created_by_id}",
                type="job.done",
                rooms=(f"user:{job.created_by_id}",),
                actor_id=None,
                actor_name="TeamFlow",
                target_kind="job",
                target_id=job.pk,
                data=as_data(job),
            )
        )
    rooms.broadcast_entry(entry)


def _tell(job: Job, kind: str, data: dict[str, Any]) -> None:
    if job.created_by_id is not None:
        room = f"user:{job.created_by_id}"
        rooms.send_to_room(room, {"type": kind, "room": room, "data": {**as_data(job), **data}})
