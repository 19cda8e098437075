"""The rows of one large project: every table that a task touches, written by COPY."""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from accounts.models import User
from tasks.models import (
    Checklist,
    ChecklistItem,
    Comment,
    CustomField,
    CustomFieldValue,
    Label,
    Milestone,
    Project,
    SprintTask,
    Task,
    TaskLink,
    TaskSpan,
    TimeEntry,
)
from tasks.services.demo.copying import copy_rows
from tasks.services.demo.lives import Box, Life, invent_life
from tasks.services.tasks.creating import take_numbers
from teamflow.common.ids import uuid7
from teamflow.common.models import Event, LogHead
from teamflow.common.ranks import ranks_between

_VERBS = ("Write", "Check", "Draw", "Plan", "Mend", "Measure", "Review", "Move", "Test", "Ship")
_THINGS = (
    "the sign-in page", "the release notes", "the import", "a backup", "the search index",
    "the price list", "the mail template", "the login form", "the canvas", "the side bar",
)  # fmt: skip
_REMARKS = (
    "Looks good to me.", "This needs a second pair of eyes.", "The numbers are in the sheet.",
    "Blocked by the supplier until Friday.", "Merged; please test on the staging server.",
)  # fmt: skip
_EPICS = 20
_DAYS = 730

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectRows:
    """What the tasks of one project are made of."""

    project: Project
    team: Sequence[User]
    labels: Sequence[Label]
    fields: Sequence[CustomField]
    milestones: Sequence[Milestone]
    boxes: Sequence[Box]
    now: datetime
    chance: random.Random


@dataclass(frozen=True, slots=True)
class _Made:
    row: Row
    life: Life


def write_rows(plan: ProjectRows, count: int) -> None:
    """Write `count` tasks with their history, in the running transaction."""
    made = _tasks(plan, count)
    with _without_triggers():
        copy_rows(Task, (each.row for each in made))
    columns = {column.state: column.pk for column in plan.project.columns.all()}
    copy_rows(TaskSpan, _spans(plan, made, columns))
    copy_rows(SprintTask, _sprint_tasks(made))
    _write_parts(plan, made)
    _write_events(plan, made)


class _without_triggers:
    """The history is brought, not kept by the triggers that keep it from now on."""

    _NAMES = ("tasks_span_of_task", "tasks_sprint_of_task_made")

    def __enter__(self) -> None:
        self._switch("DISABLE")

    def __exit__(self, *_error: object) -> None:
        self._switch("ENABLE")

    def _switch(self, word: str) -> None:
        parts = ", ".join(f"{word} TRIGGER {name}" for name in self._NAMES)
        with connection.cursor() as cursor:
            # PostgreSQL alters no table that has foreign keys still to be checked.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"ALTER TABLE tasks_task {parts}")


def _tasks(plan: ProjectRows, count: int) -> list[_Made]:
    chance, now = plan.chance, plan.now
    births = sorted(now - timedelta(days=_DAYS * chance.random()) for _ in range(count))
    lives = [invent_life(chance, born, now, plan.boxes) for born in births]
    columns = {column.state: column.pk for column in plan.project.columns.all()}
    ranks = {state: iter(ranks_between(None, None, count)) for state in columns}
    types = list(plan.project.item_types.all())
    epic = next((each.pk for each in types if each.level == "epic"), None)
    plain = [None, *(each.pk for each in types if each.level == "item")]
    first = take_numbers(plan.project, count)
    parents = [uuid7() for _ in range(min(_EPICS, count))]
    made = []
    for place, (born, life) in enumerate(zip(births, lives, strict=True)):
        is_epic = place < len(parents)
        row = _task(plan, life, born, first + place)
        row |= {
            "id": parents[place] if is_epic else uuid7(),
            "column_id": columns[life.now.status],
            "rank": next(ranks[life.now.status]),
            "type_id": epic if is_epic else chance.choice(plain),
            "parent_id": None if is_epic or chance.random() > 0.4 else chance.choice(parents),
        }
        made.append(_Made(row, life))
    return made


def _task(plan: ProjectRows, life: Life, born: datetime, number: int) -> Row:
    chance = plan.chance
    is_dated = chance.random() < 0.4
    due = (born + timedelta(days=chance.randint(5, 60))).date() if is_dated else None
    return {
        "project_id": plan.project.pk,
        "number": number,
        "title": f"{chance.choice(_VERBS)} {chance.choice(_THINGS)} ({number})",
        "description": "- one\n- two\n\n" + "Words about it. " * chance.randint(1, 20),
        "priority": chance.choice(("low", "medium", "medium", "high", "critical")),
        "story_points": life.now.points,
        "start_date": due - timedelta(days=chance.randint(0, 5)) if due else None,
        "due_date": due,
        "sprint_id": life.now.sprint,
        "milestone_id": chance.choice(plan.milestones).pk if chance.random() < 0.2 else None,
        "estimate_minutes": chance.choice((30, 60, 240)) if chance.random() < 0.2 else None,
        "created_by_id": chance.choice(plan.team).pk,
        "created_at": born,
        "updated_at": life.now.starts,
        "completed_at": life.completed_at,
    }


def _spans(plan: ProjectRows, made: Iterable[_Made], columns: Mapping[str, UUID]) -> Iterator[Row]:
    for each in made:
        for stay in each.life.stays:
            yield {
                "task_id": each.row["id"],
                "project_id": plan.project.pk,
                "started_at": stay.starts,
                "ended_at": stay.ends,
                "status": stay.status,
                "column_id": columns[stay.status],
                "points": stay.points,
                "sprint_id": stay.sprint,
            }


def _sprint_tasks(made: Iterable[_Made]) -> Iterator[Row]:
    """One row for each time that a task was in one sprint."""
    for each in made:
        entry: Row | None = None
        for stay in each.life.stays:
            if entry is not None and stay.sprint != entry["sprint_id"]:
                yield entry | {"removed_at": stay.starts, "was_done": False}
                entry = None
            if entry is None and stay.sprint is not None:
                entry = {
                    "task_id": each.row["id"],
                    "sprint_id": stay.sprint,
                    "added_at": stay.starts,
                    "points_at_start": stay.points,
                }
        if entry is not None:
            yield entry


def _write_parts(plan: ProjectRows, made: Sequence[_Made]) -> None:
    chance, team = plan.chance, plan.team
    rows = [each.row for each in made]

    def some(share: float) -> Iterator[Row]:
        return (row for row in rows if chance.random() < share)

    copy_rows(
        Task.assignees.through,
        ({"task_id": row["id"], "user_id": chance.choice(team).pk} for row in some(0.7)),
    )
    copy_rows(
        Task.labels.through,
        ({"task_id": row["id"], "label_id": chance.choice(plan.labels).pk} for row in some(0.5)),
    )
    copy_rows(Comment, (_comment(plan, row) for _round in range(2) for row in some(0.5)))
    copy_rows(CustomFieldValue, _values(plan, list(some(0.3))))
    copy_rows(TimeEntry, (_time(plan, row) for row in some(0.2)))
    copy_rows(TaskLink, _links(rows, chance))
    checked = [{"id": uuid7(), "task_id": row["id"], "rank": "V"} for row in some(0.15)]
    copy_rows(Checklist, (each | _times(plan.now) for each in checked))
    copy_rows(ChecklistItem, _items(plan, checked))


def _times(at: datetime) -> Row:
    return {"created_at": at, "updated_at": at}


def _comment(plan: ProjectRows, row: Row) -> Row:
    at = min(row["created_at"] + timedelta(hours=plan.chance.randint(1, 200)), plan.now)
    author = plan.chance.choice(plan.team).pk
    body = plan.chance.choice(_REMARKS)
    return {"task_id": row["id"], "author_id": author, "body": body, **_times(at)}


def _values(plan: ProjectRows, rows: Iterable[Row]) -> Iterator[Row]:
    severity, cost = plan.fields
    for row in rows:
        option = plan.chance.choice(severity.options)["id"]
        yield {"task_id": row["id"], "field_id": severity.pk, "options": [option]}
        number = plan.chance.randint(1, 900)
        yield {"task_id": row["id"], "field_id": cost.pk, "number": number}


def _time(plan: ProjectRows, row: Row) -> Row:
    starts = row["created_at"]
    ends = starts + timedelta(minutes=plan.chance.randint(10, 240))
    who = plan.chance.choice(plan.team).pk
    return {
        "task_id": row["id"], "user_id": who, "started_at": starts, "ended_at": ends,
        **_times(starts),
    }  # fmt: skip


def _links(rows: Sequence[Row], chance: random.Random) -> Iterator[Row]:
    """Older ones block younger ones, so that nothing goes round in circles."""
    for place in range(len(rows) - 1):
        if chance.random() < 0.05:
            other = rows[min(place + chance.randint(1, 20), len(rows) - 1)]
            kind = chance.choice(("blocks", "relates"))
            at = _times(other["created_at"])
            yield {
                "source_id": rows[place]["id"], "target_id": other["id"], "kind": kind, **at,
            }  # fmt: skip


def _items(plan: ProjectRows, checklists: Iterable[Row]) -> Iterator[Row]:
    ranks = ranks_between(None, None, 3)
    for checklist in checklists:
        for place, rank in enumerate(ranks):
            yield {
                "checklist_id": checklist["id"],
                "title": f"Step {place + 1}",
                "done": plan.chance.random() < 0.5,
                "rank": rank,
                **_times(plan.now),
            }


def _write_events(plan: ProjectRows, made: Sequence[_Made]) -> None:
    """What the activity of a task shows; nobody resumes a socket from two years ago."""
    log = plan.project.log
    head = LogHead.objects.get(log=log)
    facts = sorted(
        ((stay.starts, place, number) for place, each in enumerate(made)
            for number, stay in enumerate(each.life.stays)),
    )  # fmt: skip
    names = {person.pk: person.name for person in plan.team}

    def rows() -> Iterator[Row]:
        for seq, (at, place, number) in enumerate(facts, head.seq + 1):
            row, life = made[place].row, made[place].life
            yield {
                "log": log,
                "seq": seq,
                "at": at,
                "rooms": [log, f"task:{row['id']}"],
                "actor_id": row["created_by_id"],
                "actor_name": names[row["created_by_id"]],
                "target_kind": "task",
                "target_id": row["id"],
                "data": {"id": str(row["id"]), "title": row["title"]},
                **_fact(life, number),
            }

    copy_rows(Event, rows())
    LogHead.objects.filter(log=log).update(seq=head.seq + len(facts))


def _fact(life: Life, number: int) -> Row:
    if number == 0:
        return {"type": "task.created", "changes": {}}
    old, new = life.stays[number - 1], life.stays[number]
    pairs: dict[str, list[Any]] = {
        "status": [old.status, new.status],
        "story_points": [old.points, new.points],
    }
    changes = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
    return {"type": "task.moved" if "status" in changes else "task.updated", "changes": changes}
