"""Reports that are kept: for those who ask often, and for what is too large to count meanwhile."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language

from accounts.models import User
from tasks.models import Project, Report, Task, TaskSpan
from tasks.reports.asked import PARAMS, Asked, Kind, parse_asked
from tasks.reports.days import day_of
from tasks.selectors.querying import parsed
from tasks.selectors.reports import Place, compute
from teamflow.common import eventlog
from teamflow.common.jobs import enqueue
from teamflow.common.models import Job

FRESH = timedelta(hours=1)
KEPT = timedelta(days=2)
ACTIVE_WITHIN = timedelta(days=30)
# What more tasks than these take is counted by a job, and answered from what it kept.
LARGE = 20_000
QUEUE = "analytics"


def asked_for(
    place: Place, kind: Kind, said: dict[str, str], *, zone: str = "", me: str = ""
) -> Asked:
    """The question, in the workspace's time zone or, where it has none, the asker's."""
    zone = place.zone(zone)
    asked = parse_asked(kind, said, zone=zone, today=day_of(timezone.now(), zone), me=me)
    if asked.query:
        parsed(asked.query)
    return asked


def report_data(*, actor: User | None, place: Place, asked: Asked) -> dict[str, Any]:
    """The answer on the wire: what was kept, while nothing happened since; counted now otherwise.

    Of a large place an older answer is given as such, and a job counts it anew.
    """
    kept = _kept(place, asked)
    if kept is not None and _is_fresh(kept, place):
        return _wire(asked, kept.content["report"], kept.computed_at)
    if not _is_large(place):
        return _wire(asked, compute(place, asked).as_data(), timezone.now())
    request_report(actor=actor, place=place, asked=asked)
    if kept is not None:
        return {**_wire(asked, kept.content["report"], kept.computed_at), "is_stale": True}
    return _wire(asked, {"fields": [], "rows": [], "figures": [], "note": "", "extra": {}}, None)


@transaction.atomic
def request_report(*, actor: User | None, place: Place, asked: Asked) -> Job:
    """Have it counted by a job; one that waits already is enough."""
    payload = {
        "workspace": str(place.workspace.pk),
        "project": str(place.project.pk) if place.project else None,
        "kind": asked.kind.value,
        "said": said_of(asked),
        "zone": asked.zone,
        "me": asked.me,
    }
    waiting = Job.objects.filter(
        kind="tasks.report",
        workspace_id=place.workspace.pk,
        status__in=[Job.Status.QUEUED, Job.Status.RUNNING],
        payload=payload,
        created_by_id=actor.pk if actor else None,
    ).first()
    return waiting or enqueue(
        kind="tasks.report",
        actor=actor,
        payload=payload,
        workspace_id=place.workspace.pk,
        target_kind="project" if place.project else "workspace",
        target_id=place.project.pk if place.project else place.workspace.pk,
        queue=QUEUE,
    )


def keep_report(*, place: Place, asked: Asked) -> Report:
    """Count it now and keep it in place of what was kept for the same question."""
    # Read before counting: what happens meanwhile makes the answer old, not wrong.
    seq = _head(place)
    report = compute(place, asked).as_data()
    kept, _made = Report.objects.update_or_create(
        workspace=place.workspace,
        project=place.project,
        kind=asked.kind.value,
        arguments=asked.key(get_language() or ""),
        defaults={
            "content": {"seq": seq, "report": report},
            "computed_at": timezone.now(),
        },
    )
    return kept


def keep_project_reports(*, project: Project) -> int:
    """Every report of a project, as it is asked for without anything else."""
    place = Place.of_project(project)
    for kind in Kind:
        keep_report(place=place, asked=asked_for(place, kind, {}))
    return len(Kind)


def active_projects() -> list[UUID]:
    """The projects in which something happened of late."""
    since = timezone.now() - ACTIVE_WITHIN
    recent = TaskSpan.objects.filter(Q(started_at__gte=since) | Q(ended_at__gte=since))
    live = Project.objects.filter(deleted_at=None, archived_at=None, workspace__deleted_at=None)
    return list(live.filter(pk__in=recent.values("project")).values_list("pk", flat=True))


def forget_old_reports() -> None:
    """Drop what answers yesterday's questions."""
    Report.objects.filter(computed_at__lt=timezone.now() - KEPT).delete()


def said_of(asked: Asked) -> dict[str, str]:
    """The question as somebody would say it again."""
    words = {
        "from": asked.start.isoformat() if asked.has_range else "",
        "to": asked.end.isoformat() if asked.has_range else "",
        "sprint": asked.sprint,
        "unit": asked.unit,
        "weekends": "true" if asked.weekends else "false",
        "by": asked.by,
        "last": str(asked.last),
        "history": str(asked.history),
        "person": asked.person,
        "type": asked.type,
        "query": asked.query,
    }
    return {name: word for name, word in words.items() if word and name in PARAMS[asked.kind]}


def _kept(place: Place, asked: Asked) -> Report | None:
    return Report.objects.filter(
        workspace=place.workspace,
        project=place.project,
        kind=asked.kind.value,
        arguments=asked.key(get_language() or ""),
    ).first()


def _is_fresh(kept: Report, place: Place) -> bool:
    is_new = kept.computed_at > timezone.now() - FRESH
    # Time that was written down is told to its person, not to the project's log.
    is_logged = kept.kind not in {Kind.TIME.value, Kind.WORKLOAD.value}
    if place.project is None:
        return is_new
    return is_new and is_logged and int(kept.content["seq"]) == _head(place)


def _head(place: Place) -> int:
    return eventlog.head(place.project.log) if place.project else 0


def _is_large(place: Place) -> bool:
    rows = Task.objects.filter(project_id__in=place.project_ids, deleted_at=None)
    return rows[: LARGE + 1].count() > LARGE


def _wire(asked: Asked, report: dict[str, Any], computed_at: Any) -> dict[str, Any]:
    return {
        "kind": asked.kind.value,
        "timezone": asked.zone,
        "from": asked.start,
        "to": asked.end,
        "asked": said_of(asked),
        "computed_at": computed_at,
        "is_stale": False,
        "is_ready": computed_at is not None,
        **report,
    }
