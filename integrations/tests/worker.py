"""A worker that takes up what waits."""

import integrations.jobs  # noqa: F401  (registers the handlers, as a worker's start does)
from teamflow.common.jobs import run_job
from teamflow.common.models import Job


def work() -> list[Job]:
    """Run every webhook job that waits; gives them as they ended."""
    waiting = Job.objects.filter(kind="integrations.webhook", status="queued").order_by("id")
    ids = list(waiting.values_list("pk", flat=True))
    for job_id in ids:
        run_job(str(job_id))
    return [Job.objects.get(pk=job_id) for job_id in ids]
