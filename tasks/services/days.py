"""A day of one's timesheet: what a person typed into one cell of it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TypedDict
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from tasks.models import Task, TimeEntry
from tasks.selectors.effort import day_in, entries_of_day, minutes_in
from tasks.services.effort import check_span, clean_note, live_task, lock_person, tell_of_time

BEGINS = time(9)
_LATEST_START = timedelta(hours=15)


class DayEntry(TypedDict, total=False):
    """One entry of a day; without an id it is made."""

    id: UUID
    started_at: datetime
    ended_at: datetime
    note: str


@transaction.atomic
def enter_day(*, actor: User, task: Task, day: date, minutes: int) -> list[DayEntry]:
    """Let the day come to `minutes` of `actor` on `task`; as many as there are changes nothing.

    What is missing is added to the newest entry without a note, or is one more; what is too much
    goes from the newest. The answer is what the day held before, as `restore_day` takes it.
    """
    task, held = _lock_day(actor, task, day)
    before = [_entry(entry) for entry in held]
    spent = sum((_span(entry) for entry in before), timedelta())
    if minutes_in(spent) == minutes:
        return before
    change = timedelta(minutes=minutes) - spent
    wanted = _shortened(before, -change) if change < timedelta() else _longer(before, change)
    if wanted is None:
        start = _start(day, change, ZoneInfo(actor.timezone))
        wanted = [*before, DayEntry(started_at=start, ended_at=start + change, note="")]
    _put(actor, task, held, wanted)
    return before


@transaction.atomic
def restore_day(
    *, actor: User, task: Task, day: date, entries: Sequence[DayEntry]
) -> list[DayEntry]:
    """Let the day hold exactly `entries` again; answers with what it held until now."""
    task, held = _lock_day(actor, task, day)
    before = [_entry(entry) for entry in held]
    first, last = day_in(day, ZoneInfo(actor.timezone))
    if any(not first <= entry["started_at"] < last for entry in entries):
        raise ValidationError({"entries": _("All of them begin on that day.")})
    wanted = _known(entries, {entry.pk for entry in held})
    if sorted(map(_said, wanted)) != sorted(map(_said, before)):
        _put(actor, task, held, wanted)
    return before


def _lock_day(actor: User, task: Task, day: date) -> tuple[Task, list[TimeEntry]]:
    lock_person(actor)
    task = live_task(task)
    held = list(entries_of_day(person=actor, task=task, day=day))
    if any(entry.ended_at is None for entry in held):
        raise ValidationError({"minutes": _("The timer runs on this task: stop it first.")})
    return task, held


def _entry(entry: TimeEntry) -> DayEntry:
    ended = entry.ended_at or entry.started_at
    return DayEntry(id=entry.pk, started_at=entry.started_at, ended_at=ended, note=entry.note)


def _said(entry: DayEntry) -> tuple[datetime, datetime, str]:
    return entry["started_at"], entry["ended_at"], entry["note"]


def _known(entries: Sequence[DayEntry], ids: set[UUID]) -> list[DayEntry]:
    """Each with a note, and with its id where it is one of `ids`, once."""
    found: list[DayEntry] = []
    for entry in entries:
        start, end, note = entry["started_at"], entry["ended_at"], clean_note(entry["note"])
        made = DayEntry(started_at=start, ended_at=end, note=note)
        if (pk := entry.get("id")) in ids and pk is not None:
            ids = ids - {pk}
            made["id"] = pk
        found.append(made)
    return found


def _span(entry: DayEntry) -> timedelta:
    return entry["ended_at"] - entry["started_at"]


def _shortened(entries: Sequence[DayEntry], excess: timedelta) -> list[DayEntry]:
    """Less, from the newest on."""
    kept: list[DayEntry] = []
    for entry in reversed(entries):
        taken = min(excess, _span(entry))
        excess -= taken
        if taken < _span(entry):
            kept.append({**entry, "ended_at": entry["ended_at"] - taken})
    return kept[::-1]


def _longer(entries: Sequence[DayEntry], missing: timedelta) -> list[DayEntry] | None:
    if not entries or entries[-1]["note"]:
        return None
    last = entries[-1]
    return [*entries[:-1], {**last, "ended_at": last["ended_at"] + missing}]


def _start(day: date, span: timedelta, zone: ZoneInfo) -> datetime:
    """Today it ends now; on another day it begins at nine, where it fits."""
    midnight = datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)
    now = timezone.now()
    if now.astimezone(zone).date() == day:
        return max(midnight, now - span)
    if span > _LATEST_START:
        return midnight
    return datetime.combine(day, BEGINS, tzinfo=zone).astimezone(UTC)


def _put(actor: User, task: Task, held: Sequence[TimeEntry], wanted: Sequence[DayEntry]) -> None:
    """Write what differs, and say once what the task comes to."""
    for entry in wanted:
        check_span(entry["started_at"], entry["ended_at"])
    by_id = {entry["id"]: entry for entry in wanted if "id" in entry}
    TimeEntry.objects.filter(pk__in=[each.pk for each in held if each.pk not in by_id]).delete()
    for each in held:
        kept = by_id.get(each.pk)
        if kept is not None and kept != _entry(each):
            each.started_at, each.ended_at = kept["started_at"], kept["ended_at"]
            each.note = kept["note"]
            each.save(update_fields=["started_at", "ended_at", "note", "updated_at"])
    TimeEntry.objects.bulk_create(
        TimeEntry(task=task, user=actor, **entry) for entry in wanted if "id" not in entry
    )
    tell_of_time(actor, [TimeEntry(task=task, user=actor)])
