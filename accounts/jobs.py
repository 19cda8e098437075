"""Doors for work that waits: mail, and the nightly sweep."""

from typing import Any

from celery import shared_task

from accounts import mails
from accounts.services.clean_up import sweep
from accounts.services.mail import KIND
from teamflow.common.jobs import Progress, job_kind
from teamflow.common.models import Job


@job_kind(KIND)
def send_mail(job: Job, progress: Progress) -> dict[str, Any]:
    """Send one mail, then wipe what it said."""
    was_sent = mails.deliver(**job.payload)
    Job.objects.filter(pk=job.pk).update(payload={})
    return {"sent": was_sent}


@shared_task(name="accounts.clean_up")
def clean_up() -> None:
    """Forget ended sign-ins and old locks, and purge workspaces deleted 30 days ago."""
    sweep()
