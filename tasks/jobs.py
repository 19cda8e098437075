"""Work of tasks that is done later."""

from typing import Any
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from accounts.models import User, Workspace
from accounts.permissions import Action
from tasks.importers.records import BrokenFile
from tasks.reports.asked import Kind
from tasks.selectors.access import live_projects, project_for
from tasks.selectors.reports import Place
from tasks.services.automations import plan_due, plan_events, plan_schedules, run_waiting
from tasks.services.automations.planning import projects_behind
from tasks.services.comments import purge_deleted
from tasks.services.files import (
    forget_unconfirmed,
    look_through,
    purge_removed,
    scan_left_behind,
    sweep_storage,
)
from tasks.services.files.scanning import JOB as LOOK_THROUGH
from tasks.services.imports import Choices, run_import, undo_import
from tasks.services.imports.starting import drop_upload, people_choice, read_upload
from tasks.services.meanings import keep_meanings
from tasks.services.notifications import (
    ANSWER_KIND,
    MAIL_KIND,
    PUSH_KIND,
    push_news,
    remind_of_due_tasks,
    send_due,
    send_mail,
    take_mail,
)
from tasks.services.recurrence import make_due
from tasks.services.removals.keeping import forget_old_parts
from tasks.services.reports import (
    active_projects,
    asked_for,
    forget_old_reports,
    keep_project_reports,
    keep_report,
)
from tasks.services.targets import notice_breaches
from tasks.services.tasks.texts import settle_left_behind
from teamflow.common.jobs import JobCancelled, JobFailed, Progress, job_kind
from teamflow.common.models import Job


@job_kind("tasks.import")
def import_file(job: Job, progress: Progress) -> dict[str, Any]:
    """Read the kept upload and bring it in; asks for the right again, as it may be gone."""
    payload = job.payload
    actor = User.objects.get(pk=str(job.created_by_id))
    project = project_for(user=actor, project_id=payload["project"], action=Action.UPDATE)
    progress(1)
    try:
        board = read_upload(
            payload["file"],
            payload["format"],
            columns={int(place): said for place, said in payload.get("columns", {}).items()},
            zone=actor.timezone,
            dates=payload.get("dates", ""),
        )
    except BrokenFile as error:
        drop_upload(payload["file"])
        raise JobFailed(str(error)) from None
    try:
        result = run_import(
            actor=actor,
            project=project,
            board=board,
            choices=Choices(
                states=payload.get("states", {}), people=people_choice(payload.get("people", {}))
            ),
            run_id=str(job.pk),
            dry_run=bool(payload.get("dry_run")),
            progress=progress,
        )
        progress(99)
    except JobCancelled:
        # Half an import is nobody's wish: what it made goes again, as by "Take back".
        drop_upload(payload["file"])
        undo_import(actor=actor, project=project, run_id=str(job.pk), progress=lambda percent: None)
        raise
    drop_upload(payload["file"])
    return result


@job_kind("tasks.undo_import")
def take_back_import(job: Job, progress: Progress) -> dict[str, Any]:
    """Delete what an import made; asks for the right again, as it may be gone."""
    payload = job.payload
    actor = User.objects.get(pk=str(job.created_by_id))
    project = project_for(user=actor, project_id=payload["project"], action=Action.UPDATE)
    return undo_import(actor=actor, project=project, run_id=payload["import"], progress=progress)


@job_kind("tasks.report")
def count_report(job: Job, progress: Progress) -> dict[str, Any]:
    """Count one report anew and keep it; whoever may read it was asked at the door."""
    payload = job.payload
    if payload["project"]:
        place = Place.of_project(live_projects().get(pk=payload["project"]))
    else:
        place = Place.of_workspace(Workspace.objects.get(pk=payload["workspace"]))
    asked = asked_for(
        place,
        Kind(payload["kind"]),
        payload["said"],
        zone=payload["zone"],
        me=payload["me"],
    )
    report = keep_report(place=place, asked=asked)
    return {"computed_at": report.computed_at.isoformat()}


@shared_task(name="tasks.keep_reports")
def keep_reports() -> int:
    """Every hour: the reports of the projects in which something happens."""
    forget_old_reports()
    projects = active_projects()
    for project_id in projects:
        project = live_projects().filter(pk=project_id).first()
        if project is not None:
            keep_project_reports(project=project)
    return len(projects)


@shared_task(name="tasks.settle_texts", ignore_result=True)
def settle_texts() -> int:
    """Write descriptions whose writers went away without a word."""
    return settle_left_behind()


@shared_task(name="tasks.clean_up_uploads", ignore_result=True)
def clean_up_uploads() -> int:
    """Remove uploads that nobody confirmed, and files and comments removed long ago."""
    scan_left_behind()
    return forget_unconfirmed() + purge_removed() + purge_deleted() + forget_old_parts()


@shared_task(name="tasks.sweep_storage", ignore_result=True)
def clean_storage() -> int:
    """Once a day: delete what lies in the storage and belongs to nothing."""
    return sweep_storage()


@job_kind(LOOK_THROUGH)
def look_through_file(job: Job, progress: Progress) -> dict[str, Any]:
    """Scan a file that came, and draw its pictures."""
    return {"status": look_through(attachment_id=UUID(job.payload["attachment"]))}


@job_kind(MAIL_KIND)
def mail_notices(job: Job, progress: Progress) -> dict[str, Any]:
    """Send one mail of notifications; tried again it has the same Message-ID."""
    payload = job.payload
    was_sent = send_mail(user_id=payload["user"], ids=payload["notifications"], number=job.pk)
    return {"sent": was_sent}


@job_kind(ANSWER_KIND)
def take_answer(job: Job, progress: Progress) -> dict[str, Any]:
    """Work off one mail that came in."""
    return {"status": take_mail(mail_id=UUID(job.payload["mail"])).status}


@job_kind(PUSH_KIND)
def push_notices(job: Job, progress: Progress) -> dict[str, Any]:
    """Wake one browser."""
    payload = job.payload
    was_sent = push_news(subscription_id=payload["subscription"], ids=payload["notifications"])
    return {"sent": was_sent}


@shared_task(name="tasks.send_notices", ignore_result=True)
def send_notices() -> int:
    """Every few seconds: make jobs of the mails and pushes that are due."""
    return send_due(now=timezone.now())


@shared_task(name="tasks.keep_meanings", ignore_result=True)
def read_titles() -> int:
    """Read the titles that were written or changed."""
    return keep_meanings()


@shared_task(name="tasks.remind", ignore_result=True)
def remind() -> int:
    """Tell people what is due and what is late, once their own hour has come."""
    return remind_of_due_tasks(now=timezone.now())


@shared_task(name="tasks.make_recurring", ignore_result=True)
def make_recurring_tasks() -> int:
    """Make the tasks of series whose day has come."""
    return make_due()


@shared_task(name="tasks.run_automations", ignore_result=True)
def run_automations(project_id: str) -> int:
    """Ask a project's automations about what just happened, and run what they say."""
    place = UUID(project_id)
    ran = 0
    while plan_events(project_id=place) or run_waiting(project_id=place):
        ran += run_waiting(project_id=place)
    return ran


@shared_task(name="tasks.catch_up_automations", ignore_result=True)
def catch_up_automations() -> int:
    """What nobody was woken for, what waits for its hour, and what a killed worker left."""
    plan_schedules()
    for project_id in projects_behind():
        run_automations(str(project_id))
    return run_waiting()


@shared_task(name="tasks.plan_due_automations", ignore_result=True)
def plan_due_automations() -> int:
    """Plan the runs that wait for due dates."""
    return plan_due()


@shared_task(name="tasks.notice_breaches", ignore_result=True)
def notice_service_breaches() -> int:
    """Notice the tasks that were not done within their service target's time."""
    return notice_breaches()
