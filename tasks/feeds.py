"""A calendar of tasks as RFC 5545 writes it, whole days only: tasks have no hours."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vDuration

from tasks.models import Task

PRODUCT = "-//TeamFlow//Tasks//EN"
# How often programs are asked to look again; each decides for itself.
REFRESH = timedelta(hours=1)
_DESCRIPTION = 1_000
_LAST_DAY = date(9998, 12, 31)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def calendar_of(*, name: str, tasks: Sequence[Task], base: str) -> bytes:
    """The calendar's bytes; `base` is the product's own address, without a slash at its end."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for task in tasks:
        calendar.add_component(_event(task, base))
    return bytes(calendar.to_ical())


def _event(task: Task, base: str) -> Event:
    first, last = _days(task)
    address = f"{base}/w/{task.project.workspace.slug}/t/{task.key}/"
    is_done = task.completed_at is not None
    event = Event()
    event.add("uid", f"{task.pk}@teamflow")
    event.add("dtstamp", _whole_second(task.updated_at))
    event.add("last-modified", _whole_second(task.updated_at))
    event.add("created", _whole_second(task.created_at))
    event.add("sequence", task.version)
    event.add("dtstart", first)
    # The end is the first day that is not part of it any more.
    event.add("dtend", last + timedelta(days=1))
    event.add("summary", _shown(f"{'✓ ' if is_done else ''}{task.key} {task.title}"))
    event.add("description", _words(task, address))
    event.add("url", address)
    event.add("transp", "TRANSPARENT")
    labels = [label.name for label in task.labels.all()]
    if labels:
        event.add("categories", labels)
    return event


def _days(task: Task) -> tuple[date, date]:
    """First and last day; a start after the end is no span but the end alone."""
    end = task.due_date or task.start_date
    if end is None:
        raise ValueError("a task without a date is not in a calendar")
    end = min(end, _LAST_DAY)
    start = task.start_date if task.start_date and task.start_date <= end else end
    return start, end


def _words(task: Task, address: str) -> str:
    status = _("Status: %(status)s") % {"status": task.column.name}
    text = _shown(task.description.strip()[:_DESCRIPTION])
    return "\n\n".join(part for part in (status, text, address) if part)


def _shown(text: str) -> str:
    """The standard allows no control character but the tab; a line's end is written as `\\n`."""
    return _CONTROL.sub("", text)


def _whole_second(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)
