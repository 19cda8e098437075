"""Time that people spend: the clock, and entries made by hand."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.activity import record
from tasks.events import TimeChanged, TimerChanged
from tasks.models import Task, TimeEntry
from tasks.selectors.effort import entry_payload, time_of_task, total_minutes
from teamflow.common.errors import NotFound
from teamflow.common.events import publish

LONGEST = timedelta(days=31)
NOTE_LIMIT = 500


class EntryValues(TypedDict, total=False):
    """What people change of an entry."""

    started_at: datetime
    ended_at: datetime
    note: str


@transaction.atomic
def start_timer(
    *, actor: User, task: Task, note: str = "", started_at: datetime | None = None
) -> TimeEntry:
    """Start the clock on `task`; one that runs elsewhere stops. On the same task it runs on.

    Who had no network says when they started it: a clock that was started since, on another
    device, runs on, and this one ended there.
    """
    lock_person(actor)
    task = live_task(task)
    begin = _past(started_at, "started_at")
    running = _running(actor)
    if running is not None and running.task_id == task.pk:
        return running
    entry = TimeEntry(task=task, user=actor, started_at=begin, note=clean_note(note))
    if running is not None and running.started_at > begin:
        entry.ended_at = running.started_at
        entry.save()
        tell_of_time(actor, [entry])
        return running
    changed = [] if running is None else [_stop(running, begin)]
    entry.save()
    tell_of_time(actor, [*changed, entry])
    _tell_timer(actor, entry)
    return entry


@transaction.atomic
def stop_timer(*, actor: User, ended_at: datetime | None = None) -> TimeEntry | None:
    """Stop the clock of `actor`; where none runs, or only one started later, nothing changes."""
    lock_person(actor)
    end = _past(ended_at, "ended_at")
    running = _running(actor)
    if running is None or (ended_at is not None and running.started_at > end):
        return None
    _stop(running, end)
    tell_of_time(actor, [running])
    _tell_timer(actor, None)
    return running


@transaction.atomic
def add_time(
    *, actor: User, task: Task, started_at: datetime, ended_at: datetime, note: str = ""
) -> TimeEntry:
    """Time that was spent without a clock."""
    task = live_task(task)
    check_span(started_at, ended_at)
    entry = TimeEntry.objects.create(
        task=task, user=actor, started_at=started_at, ended_at=ended_at, note=clean_note(note)
    )
    tell_of_time(actor, [entry])
    return entry


@transaction.atomic
def update_time(*, actor: User, entry: TimeEntry, **values: Unpack[EntryValues]) -> TimeEntry:
    """Put right when it was and what for; an end given to a running clock stops it."""
    entry = _locked(entry)
    was_running = entry.ended_at is None
    cleaned = dict(values)
    if "note" in values:
        cleaned["note"] = clean_note(values["note"])
    changed = {name: value for name, value in cleaned.items() if getattr(entry, name) != value}
    if not changed:
        return entry
    for name, value in changed.items():
        setattr(entry, name, value)
    check_span(entry.started_at, entry.ended_at)
    entry.save(update_fields=[*changed, "updated_at"])
    tell_of_time(actor, [entry])
    if was_running:
        _tell_timer(entry.user, entry if entry.ended_at is None else None)
    return entry


@transaction.atomic
def delete_time(*, actor: User, entry: TimeEntry) -> None:
    """Take an entry away; a running clock ends with it."""
    entry = _locked(entry)
    was_running = entry.ended_at is None
    TimeEntry.objects.filter(pk=entry.pk).delete()
    tell_of_time(actor, [entry])
    if was_running:
        _tell_timer(entry.user, None)


def lock_person(person: User) -> None:
    """One write of a person's time after the other."""
    # Not FOR UPDATE: what others write about this person (a mention, a role) goes on meanwhile.
    User.objects.select_for_update(no_key=True).get(pk=person.pk)


def live_task(task: Task) -> Task:
    """The task as it stands, if nobody deleted it."""
    found = (
        Task.objects.select_related("project__workspace")
        .filter(pk=task.pk, deleted_at=None, project__deleted_at=None)
        .first()
    )
    if found is None:
        raise NotFound
    return found


def _locked(entry: TimeEntry) -> TimeEntry:
    lock_person(entry.user)
    found = (
        TimeEntry.objects.select_related("task__project__workspace", "user")
        .filter(pk=entry.pk)
        .first()
    )
    if found is None:
        raise NotFound
    return found


def _running(person: User) -> TimeEntry | None:
    return (
        TimeEntry.objects.select_related("task__project__workspace", "user")
        .filter(user=person, ended_at=None)
        .first()
    )


def _past(moment: datetime | None, field: str) -> datetime:
    """When it was, as a device says it that had no network; now, where it says nothing."""
    now = timezone.now()
    if moment is None:
        return now
    if moment > now + timedelta(minutes=5):
        raise ValidationError({field: _("Time is entered once it was spent.")})
    if now - moment > LONGEST:
        raise ValidationError({field: _("At most 31 days ago.")})
    return min(moment, now)


def _stop(entry: TimeEntry, at: datetime) -> TimeEntry:
    # The clock of another machine may have been ahead when it started.
    entry.ended_at = max(at, entry.started_at)
    entry.save(update_fields=["ended_at", "updated_at"])
    return entry


def check_span(started_at: datetime, ended_at: datetime | None) -> None:
    """Refuse time to come, time that runs backwards, and months in one piece."""
    if started_at > timezone.now() + timedelta(minutes=5):
        raise ValidationError({"started_at": _("Time is entered once it was spent.")})
    if ended_at is None:
        return
    if ended_at < started_at:
        raise ValidationError({"ended_at": _("It ends before it begins.")})
    if ended_at - started_at > LONGEST:
        raise ValidationError({"ended_at": _("At most 31 days in one entry.")})


def clean_note(text: str) -> str:
    """What it was for, on one line."""
    text = " ".join(text.replace("\x00", "").split())
    if len(text) > NOTE_LIMIT:
        raise ValidationError({"note": _("At most 500 characters.")})
    return text


@transaction.atomic
def tell_of_time(actor: User, entries: Iterable[TimeEntry]) -> None:
    """Say what the tasks come to, in the order of their logs: so nobody waits in a ring."""
    for entry in sorted(entries, key=lambda each: each.task.project.log):
        task, project = entry.task, entry.task.project
        total = total_minutes(time_of_task(task=task))
        logged = record(
            actor=actor,
            log=project.log,
            verb="time.updated",
            target_kind="task",
            target_id=task.pk,
            rooms=[project.log, task.room],
            data={"task": str(task.pk), "total_minutes": total, "user": str(entry.user_id)},
        )
        publish(TimeChanged(entry=logged, workspace_id=project.workspace_id, project_id=project.pk))


def _tell_timer(person: User, entry: TimeEntry | None) -> None:
    """Show the clock, or that none runs, in every tab of its person."""
    room = f"user:{person.pk}"
    logged = record(
        actor=person,
        log=room,
        verb="timer.updated",
        target_kind="user",
        target_id=person.pk,
        rooms=[room],
        data={"timer": entry_payload(entry) if entry else None},
    )
    publish(TimerChanged(entry=logged))
