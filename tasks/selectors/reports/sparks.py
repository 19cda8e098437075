"""The burndowns of many running sprints at once, as small as a card shows them."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from tasks.models import Sprint, SprintStatus
from tasks.reports.burn import Move, burn_rows
from tasks.reports.days import day_of
from tasks.selectors.reports.burn import sprint_window
from tasks.selectors.reports.spans import Place, Scope, now, rows_of

# The spans are named once, so that PostgreSQL looks no further than these sprints.
_MOVES = """
    SELECT span.sprint_id,
        CASE WHEN move.at <= COALESCE(sprint.started_at, sprint.created_at) THEN NULL
            ELSE (move.at AT TIME ZONE %(zone)s)::date END AS day,
        span.state, sum(move.sign)::int, sum(move.sign * span.points)::int
    FROM span JOIN tasks_sprint AS sprint ON sprint.id = span.sprint_id
    CROSS JOIN LATERAL (VALUES (span.started_at, 1), (span.ended_at, -1)) AS move (at, sign)
    WHERE span.sprint_id = ANY(%(sprints)s) AND move.at < %(until)s
    GROUP BY 1, 2, 3
"""


def sparks_of(sprints: Sequence[Sprint]) -> dict[UUID, list[dict[str, Any]]]:
    """What remains and what would be ideal, day by day, of those of one workspace that run.

    In points where there are any, else in tasks; one query for all.
    """
    running = [sprint for sprint in sprints if sprint.status == SprintStatus.ACTIVE]
    if not running:
        return {}
    place = Place(running[0].project.workspace, list({each.project_id for each in running}))
    zone, moment = place.zone(), now()
    ids = [sprint.pk for sprint in running]
    params = Scope(place).params(sprints=ids, zone=zone, until=moment)
    moves: dict[UUID, list[Move]] = defaultdict(list)
    for sprint_id, *row in rows_of(Scope(place).spans() + _MOVES, params):
        moves[sprint_id].append(Move(*row))
    return {each.pk: _spark(each, moves[each.pk], zone, moment) for each in running}


def _spark(sprint: Sprint, moves: list[Move], zone: str, moment: datetime) -> list[dict[str, Any]]:
    today = day_of(moment, zone)
    _start, _until, window = sprint_window(sprint, moment, zone=zone, today=today)
    rows = burn_rows(moves, window, points=any(move.points for move in moves))
    return [{name: row[name] for name in ("day", "remaining", "ideal")} for row in rows]
