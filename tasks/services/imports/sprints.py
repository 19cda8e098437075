"""Sprints, cycles and milestones of a file as sprints here."""

from datetime import UTC, date, datetime, time
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from tasks.importers.records import BoardRecord, SprintRecord
from tasks.models import ImportRecord, Project, Sprint, SprintStatus


def known_sprints(
    project: Project, board: BoardRecord, records: dict[str, ImportRecord]
) -> dict[str, Sprint]:
    """The sprints that stand here already: by an earlier import, else by their name."""
    standing = {sprint.pk: sprint for sprint in project.sprints.all()}
    by_name = {sprint.name.casefold(): sprint for sprint in standing.values()}
    found = {}
    for each in board.sprints:
        record = records.get(each.external_id)
        known = standing.get(record.target_id) if record else None
        sprint = known or by_name.get(each.name.casefold())
        if sprint is not None:
            found[each.external_id] = sprint
    return found


def make_sprints(
    *, actor: User, project: Project, board: BoardRecord, known: dict[str, Sprint]
) -> dict[str, UUID]:
    """Make those that are missing and add them to `known`; gives what became what.

    None is started: a project has one that runs, and its people say which.
    """
    missing = [each for each in board.sprints if each.external_id not in known]
    made = {each.external_id: _sprint(actor, project, each) for each in missing}
    Sprint.objects.bulk_create(made.values())
    known |= made
    return {external_id: sprint.pk for external_id, sprint in known.items()}


def _sprint(actor: User, project: Project, record: SprintRecord) -> Sprint:
    start, end = record.start_date, record.end_date
    if start and end and end < start:
        start, end = end, start
    is_over = record.is_over or (end is not None and end < timezone.localdate())
    return Sprint(
        project=project,
        name=record.name,
        start_date=start,
        end_date=end,
        status=SprintStatus.COMPLETED if is_over else SprintStatus.PLANNED,
        started_at=_midnight(start or end) if is_over else None,
        completed_at=_midnight(end or start) if is_over else None,
        created_by=actor,
    )


def _midnight(day: date | None) -> datetime:
    return datetime.combine(day, time.min, tzinfo=UTC) if day else timezone.now()
