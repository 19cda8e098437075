"""Making, changing and ending rules."""

from datetime import UTC, datetime, time, timedelta
from typing import Any, TypedDict, Unpack
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from tasks.automation.rules import EVENTS
from tasks.models import Automation, AutomationCursor, AutomationRun, Project, Task
from tasks.recurrence import next_day, read_rule
from tasks.selectors.automations import MAX_TASKS, automation_payload, tasks_fitting
from tasks.selectors.querying import bounded_time
from tasks.services.automations.checking import clean_rule
from tasks.services.automations.telling import tell_rule
from tasks.services.automations.waking import wake_runs
from tasks.services.recording import lock_project
from tasks.services.values import one_line
from teamflow.common import eventlog
from teamflow.common.errors import NotFound

MAX_AUTOMATIONS = 100


class RuleValues(TypedDict, total=False):
    """What people say of a rule."""

    name: str
    is_enabled: bool
    trigger: Any
    condition: Any
    actions: Any


@transaction.atomic
def create_automation(*, actor: User, project: Project, **values: Unpack[RuleValues]) -> Automation:
    """A new rule; it acts as its maker, on what happens from now on."""
    project = lock_project(project.pk)
    if project.automations.count() >= MAX_AUTOMATIONS:
        raise ValidationError({"name": _("A project has at most 100 automations.")})
    trigger, condition, actions = clean_rule(
        project, values.get("trigger"), values.get("condition") or {}, values.get("actions")
    )
    automation = Automation(
        project=project,
        name=one_line(values.get("name", ""), field="name", limit=100),
        is_enabled=values.get("is_enabled", True),
        trigger=trigger,
        condition=condition,
        actions=actions,
        created_by=actor,
    )
    automation.next_at = next_time(automation, timezone.now())
    _follow_log(automation)
    automation.save(force_insert=True)
    tell_rule(actor, automation, automation_payload(automation))
    return automation


@transaction.atomic
def update_automation(
    *, actor: User, automation: Automation, **values: Unpack[RuleValues]
) -> Automation:
    """Change it, switch it on or off; the same again changes nothing."""
    automation = _locked(automation)
    was_enabled = automation.is_enabled
    parts = {
        name: values.get(name, getattr(automation, name))
        for name in ("trigger", "condition", "actions")
    }
    trigger, condition, actions = clean_rule(automation.project, *parts.values())
    wanted: dict[str, Any] = {"trigger": trigger, "condition": condition, "actions": actions}
    if "name" in values:
        wanted["name"] = one_line(values["name"], field="name", limit=100)
    if "is_enabled" in values:
        wanted["is_enabled"] = values["is_enabled"]
    changed = {name: new for name, new in wanted.items() if getattr(automation, name) != new}
    if not changed:
        return automation
    for name, value in changed.items():
        setattr(automation, name, value)
    automation.next_at = next_time(automation, timezone.now())
    if not was_enabled:
        _follow_log(automation)
    automation.save()
    tell_rule(actor, automation, automation_payload(automation))
    return automation


@transaction.atomic
def delete_automation(*, actor: User, automation: Automation) -> None:
    """Remove it with its run log."""
    automation = _locked(automation)
    payload = {**automation_payload(automation), "deleted": True}
    Automation.objects.filter(pk=automation.pk).delete()
    tell_rule(actor, automation, payload)


@transaction.atomic
def run_by_hand(*, actor: User, automation: Automation, task: Task | None) -> list[AutomationRun]:
    """Run it now for one task, or for every task that fits."""
    automation = _locked(automation)
    if not automation.is_enabled:
        raise ValidationError(_("This automation is switched off."))
    runs = plan_for_tasks(automation, [task] if task else fitting(automation))
    transaction.on_commit(lambda: wake_runs(automation.project_id), robust=True)
    return runs


def fitting(automation: Automation) -> list[Task]:
    """The tasks that a rule without an event is about: at most 500."""
    query = automation.condition.get("query", "")
    with bounded_time():
        found = tasks_fitting(project=automation.project, query=query, user=automation.created_by)
        return list(found.order_by("number")[:MAX_TASKS])


def plan_for_tasks(automation: Automation, tasks: list[Task]) -> list[AutomationRun]:
    """A waiting run a task."""
    runs = [AutomationRun(automation=automation, task=task) for task in tasks]
    return AutomationRun.objects.bulk_create(runs)


def next_time(automation: Automation, after: datetime) -> datetime | None:
    """When a scheduled rule runs next, at its hour where its maker lives."""
    trigger, maker = automation.trigger, automation.created_by
    if trigger.get("kind") != "schedule" or not automation.is_enabled:
        return None
    zone = ZoneInfo(maker.timezone if maker else "UTC")
    begun = automation.created_at or after
    start = begun.astimezone(zone).date()
    rule, day = read_rule(trigger["rule"]), after.astimezone(zone).date() - timedelta(days=1)
    while (found := next_day(rule, start, day)) is not None:
        moment = datetime.combine(found, time(trigger["hour"]), tzinfo=zone)
        if moment > after:
            return moment.astimezone(UTC)
        day = found
    return None


def _follow_log(automation: Automation) -> None:
    """Have the project's log read from now on, where no other rule follows it already."""
    if automation.trigger["kind"] not in EVENTS or not automation.is_enabled:
        return
    project = automation.project
    head = eventlog.head(project.log)
    others = project.automations.filter(is_enabled=True, trigger__kind__in=sorted(EVENTS))
    cursor, is_new = AutomationCursor.objects.get_or_create(project=project, defaults={"seq": head})
    if not is_new and not others.exclude(pk=automation.pk).exists():
        cursor.seq = head
        cursor.save(update_fields=["seq"])


def _locked(automation: Automation) -> Automation:
    project = lock_project(automation.project_id)
    found = Automation.objects.select_related("created_by").filter(pk=automation.pk).first()
    if found is None:
        raise NotFound
    found.project = project
    return found
