"""The worker's doors."""

from typing import Any
from uuid import UUID

from celery import shared_task

from integrations.services.deliveries import JOB_KIND, forget_old_deliveries, work_off
from teamflow.common.jobs import Progress, job_kind
from teamflow.common.models import Job


@job_kind(JOB_KIND)
def work_webhook_off(job: Job, progress: Progress) -> dict[str, Any]:
    """One delivery."""
    return {"status": work_off(delivery_id=UUID(job.payload["delivery"]))}


@shared_task(name="integrations.clean_up")
def clean_up() -> None:
    """What came in long ago is dropped."""
    forget_old_deliveries()
