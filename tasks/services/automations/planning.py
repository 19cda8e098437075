"""Which rules run because of what: rows that stand before anything is done.

Events are read from the project's log, where each stands in the transaction that made it true, and
up to where they were read stands with the rows: so none is lost, and none is planned twice.
"""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from tasks.automation.matching import task_begun
from tasks.automation.rules import EVENTS
from tasks.models import Automation, AutomationCursor, AutomationRun, Project, State, Task
from tasks.services.automations.managing import fitting, next_time, plan_for_tasks
from teamflow.common import eventlog
from teamflow.common.eventlog import LogEntry

BATCH = 200
MAX_DEPTH = 5
HOURLY_LIMIT = 2000
MAX_DUE = 500


def projects_behind() -> list[UUID]:
    """Projects in whose log something happened that no rule was asked about yet."""
    enabled = Automation.objects.filter(
        project=OuterRef("pk"), is_enabled=True, trigger__kind__in=sorted(EVENTS)
    )
    projects = Project.objects.filter(Exists(enabled), deleted_at=None).select_related(
        "automation_cursor"
    )
    return [
        project.pk
        for project in projects
        if eventlog.head(project.log) > project.automation_cursor.seq
    ]


def plan_events(*, project_id: UUID) -> int:
    """Plan runs for all that happened since; another worker that does so already is left to it."""
    planned = 0
    while (count := _plan_batch(project_id)) is not None:
        planned += count
    return planned


@transaction.atomic
def _plan_batch(project_id: UUID) -> int | None:
    cursors = AutomationCursor.objects.select_for_update(skip_locked=True)
    cursor = cursors.filter(project_id=project_id).first()
    if cursor is None:
        return None
    project = Project.objects.get(pk=project_id)
    entries = eventlog.read_after(project.log, cursor.seq, limit=BATCH)
    if not entries:
        return None
    runs = _runs(project, entries)
    AutomationRun.objects.bulk_create(runs, ignore_conflicts=True)
    cursor.seq = entries[-1].seq
    cursor.save(update_fields=["seq"])
    return len(runs)


def _runs(project: Project, entries: list[LogEntry]) -> list[AutomationRun]:
    automations = list(
        project.automations.filter(is_enabled=True, trigger__kind__in=sorted(EVENTS))
    )
    causes = _causes(project, entries) if automations else []
    room = HOURLY_LIMIT - _recent(project) if automations else 0
    runs: list[AutomationRun] = []
    for entry in entries:
        for automation in automations:
            task_id = task_begun(_with_names(project, automation.trigger), entry)
            if automation.trigger["kind"] == "subtasks.done":
                task_id = _finished_parent(task_id)
            if task_id is None or not Task.objects.filter(pk=task_id).exists():
                continue
            run = AutomationRun(automation=automation, task_id=task_id, seq=entry.seq)
            _guard(run, next((cause for cause in causes if _is_of(cause, entry)), None))
            if len(runs) >= room:
                _stop(run, _("More than 2,000 runs in an hour: this one was left out."))
            runs.append(run)
    return runs


def _causes(project: Project, entries: list[LogEntry]) -> list[AutomationRun]:
    """The runs that wrote any of these entries."""
    found = AutomationRun.objects.select_related("automation").filter(
        automation__project=project,
        caused_from__lte=entries[-1].seq,
        caused_to__gte=entries[0].seq,
    )
    return list(found)


def _is_of(cause: AutomationRun, entry: LogEntry) -> bool:
    first, last = cause.caused_from, cause.caused_to
    return first is not None and last is not None and first <= entry.seq <= last


def _guard(run: AutomationRun, cause: AutomationRun | None) -> None:
    """Stop what would go round in circles: one rule twice for a task, or too long a chain."""
    if cause is None:
        return
    run.cause, run.depth = cause, cause.depth + 1
    chain: AutomationRun | None = cause
    while chain is not None:
        if (chain.automation_id, chain.task_id) == (run.automation_id, run.task_id):
            words = _("It began itself: “%(name)s” had just run for this task.")
            _stop(run, words % {"name": run.automation.name})
            return
        chain = chain.cause
    if run.depth > MAX_DEPTH:
        _stop(run, _("Five automations in a row had begun one another."))


def _stop(run: AutomationRun, words: str) -> None:
    run.status = AutomationRun.Status.STOPPED
    run.outcome = {"words": words}
    run.finished_at = timezone.now()


def _recent(project: Project) -> int:
    since = timezone.now() - timedelta(hours=1)
    return AutomationRun.objects.filter(automation__project=project, created_at__gt=since).count()


def _with_names(project: Project, trigger: dict[str, Any]) -> dict[str, Any]:
    """The log calls custom fields by their names."""
    field = trigger.get("field", "")
    if not field.startswith("fields."):
        return trigger
    found = project.custom_fields.filter(pk=field.removeprefix("fields.")).first()
    return {**trigger, "field": found.name if found else field}


def _finished_parent(task_id: UUID | None) -> UUID | None:
    """The parent of a subtask that was done, when it was the last one open."""
    task = Task.objects.filter(pk=task_id, parent__deleted_at=None).first() if task_id else None
    if task is None or task.parent_id is None:
        return None
    siblings = Task.objects.filter(parent_id=task.parent_id, deleted_at=None, archived_at=None)
    is_open = siblings.exclude(column__state__in=[State.DONE, State.ARCHIVED]).exists()
    return None if is_open else task.parent_id


# What no event begins ----------------------------------------------------------------------------
def plan_schedules(*, now: datetime | None = None) -> int:
    """Plan the runs of rules whose hour has come."""
    planned = 0
    while (count := _plan_schedule(now or timezone.now())) is not None:
        planned += count
    return planned


@transaction.atomic
def _plan_schedule(now: datetime) -> int | None:
    due = Automation.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        is_enabled=True, next_at__lte=now, project__deleted_at=None, project__archived_at=None
    )
    automation = due.order_by("next_at").select_related("project").first()
    if automation is None:
        return None
    automation.next_at = next_time(automation, now)
    automation.save(update_fields=["next_at", "updated_at"])
    if automation.condition:
        return len(plan_for_tasks(automation, fitting(automation)))
    AutomationRun.objects.create(automation=automation)
    return 1


def plan_due(*, now: datetime | None = None) -> int:
    """Plan the runs of rules that wait for due dates; each task once a date."""
    rules = Automation.objects.select_related("project", "created_by").filter(
        is_enabled=True,
        trigger__kind__in=["due.arrives", "due.overdue"],
        project__deleted_at=None,
        project__archived_at=None,
    )
    return sum(_plan_due_rule(rule, now or timezone.now()) for rule in rules)


def _plan_due_rule(automation: Automation, now: datetime) -> int:
    maker = automation.created_by
    today = now.astimezone(ZoneInfo(maker.timezone if maker else "UTC")).date()
    kind = automation.trigger["kind"]
    known = AutomationRun.objects.filter(automation=automation, key__startswith=f"{kind}:")
    keys = set(known.values_list("key", flat=True))
    runs = [
        AutomationRun(automation=automation, task=task, key=key)
        for task in _due(automation, today)
        if (key := f"{kind}:{task.pk}:{task.due_date}") not in keys
    ]
    AutomationRun.objects.bulk_create(runs, ignore_conflicts=True)
    return len(runs)


def _due(automation: Automation, today: date) -> list[Task]:
    tasks = Task.objects.filter(
        project=automation.project_id, deleted_at=None, archived_at=None, completed_at=None
    )
    if automation.trigger["kind"] == "due.overdue":
        tasks = tasks.filter(due_date__lt=today)
    else:
        tasks = tasks.filter(due_date=today + timedelta(days=automation.trigger["days"]))
    return list(tasks.order_by("due_date", "number")[:MAX_DUE])
