"""Runs, and workers that take them up."""

from uuid import UUID

from accounts.models import User, Workspace
from ai.models import Run
from ai.services.breakdown import request_breakdown
from tasks.models import Task
from teamflow.common.jobs import run_job
from teamflow.common.models import Job


def make_run(*, workspace: Workspace, actor: User, task: Task) -> Run:
    """A breakdown that waits for a worker."""
    return request_breakdown(actor=actor, task=task)


def work(job_id: UUID | str) -> Job:
    """Do what a worker does with one job."""
    import ai.jobs  # noqa: F401  (registers the handlers, as a worker's start does)

    run_job(str(job_id))
    return Job.objects.get(pk=job_id)
