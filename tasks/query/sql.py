"""Query → a condition on tasks, with the same meaning as the client's `compileQuery`.

Every condition is true or false, never null: SQL's third answer would leak out of `not`. So each
comparison of a column that may be empty says so beside it.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import reduce
from operator import and_, or_
from uuid import UUID

from django.db.models import Count, Q, TextField
from django.db.models.functions import Cast, Collate
from django.db.models.lookups import IContains, StartsWith

from tasks.models import Comment, LinkKind, Task, TaskLink
from tasks.query.bounds import bounds_of, days, moments, whole
from tasks.query.context import QueryContext
from tasks.query.custom import custom_condition, has_custom
from tasks.query.dates import day_of, minutes_of, number_of
from tasks.query.grammar import All, Any, Not, Query, Range, Term, Value, Word, Words
from tasks.query.words import CUSTOM, PRIORITY_ORDER, Sort, sort_of

OPEN_STATES = ("todo", "in_progress", "in_review", "blocked")
NOTHING = Q(pk__in=[])
_KEY = re.compile(r"([A-Za-z]{2,6})-([0-9]{1,9})")
_PART_OF_KEY = re.compile(r"([A-Za-z]{0,6})(-?)([0-9]{0,10})")
_SMALL, _LARGE = 32_767, 2**31 - 1
_DATES = {"start": "start_date", "due": "due_date"}
_MOMENTS = {"created": "created_at", "updated": "updated_at", "completed": "completed_at"}
_NULLABLE = {"type": "type_id", "milestone": "milestone_id", "sprint": "sprint_id"}


def condition_of(query: Query, context: QueryContext) -> Q:
    """What a task must be to fit."""
    match query:
        case Words(text):
            return _words(text, context)
        case Not(part):
            return ~condition_of(part, context)
        case All(parts):
            return reduce(and_, (condition_of(part, context) for part in parts), Q())
        case Any(parts):
            return reduce(or_, (condition_of(part, context) for part in parts))
        case Term():
            return reduce(or_, (_value(query, value, context) for value in query.values))


def _value(term: Term, value: Value, context: QueryContext) -> Q:
    is_none = isinstance(value, Word) and value.text == "none" and not value.is_quoted
    if term.field.startswith(CUSTOM):
        return custom_condition(term, value, context)
    if is_none:
        return ~_has(term.field, context)
    sort = sort_of(term.field)
    if sort == Sort.PRIORITY:
        return _priority(term, value)
    if sort in {Sort.NUMBER, Sort.DURATION}:
        return _number(term, value)
    if sort == Sort.DATE:
        return _date(term, value, context)
    return NOTHING if isinstance(value, Range) else _word(term, value, context)


def _word(term: Term, value: Word, context: QueryContext) -> Q:
    sort = sort_of(term.field)
    return _WORDS[sort](term, value, context) if sort in _WORDS else NOTHING


def _blocked(term: Term, value: Word, context: QueryContext) -> Q:
    blocked = _flag("blocked", context)
    return blocked if value.text == "yes" else ~blocked


def _presence(term: Term, value: Word, context: QueryContext) -> Q:
    has = _has(value.text, context)
    return has if term.field == "has" else ~has


def _ids(column: str, ids: list[UUID]) -> Q:
    return Q(**{f"{column}__in": ids, f"{column}__isnull": False}) if ids else NOTHING


def _title(text: str) -> Q:
    if not text.isascii():
        return Q(title__icontains=text)
    # Other letters need not change their case to be told from these, which saves a quarter.
    return Q(IContains(Collate("title", "C"), text))


def _words(text: str, context: QueryContext) -> Q:
    return _title(text) | _part_of_key(text, context)


def _key(text: str, context: QueryContext) -> Q:
    found = _KEY.fullmatch(text)
    if found is None:
        return NOTHING
    ids = [project.pk for project in context.projects if project.key == found[1].upper()]
    return Q(project_id__in=ids, number=min(int(found[2]), _LARGE))


def _part_of_key(text: str, context: QueryContext) -> Q:
    """Keys are made of two columns: a piece of one is looked for where it would stand."""
    found = _PART_OF_KEY.fullmatch(text)
    if found is None:
        return NOTHING
    letters, dash, digits = found[1].upper(), found[2], found[3]
    if letters and digits and not dash:
        return NOTHING
    number = Cast("number", TextField())
    if not letters and not dash:
        return Q(IContains(number, digits))
    keys = {project.pk: project.key for project in context.projects}
    ids = [pk for pk, key in keys.items() if (key.endswith(letters) if dash else letters in key)]
    here = Q(project_id__in=ids)
    return here & Q(StartsWith(number, digits)) if digits else here


def _status(status: str) -> Q:
    if status == "archived":
        return Q(archived_at__isnull=False) | Q(column__state="archived")
    return Q(archived_at__isnull=True, column__state=status)


def _open() -> Q:
    return Q(archived_at__isnull=True, column__state__in=OPEN_STATES)


def _priority(term: Term, value: Value) -> Q:
    def place(text: str) -> Decimal | None:
        return Decimal(PRIORITY_ORDER.index(text)) if text in PRIORITY_ORDER else None

    bounds = bounds_of(term.operator, value, place)
    if bounds is None:
        return NOTHING
    low, high = whole(bounds, 0, len(PRIORITY_ORDER) - 1)
    return Q(priority__in=PRIORITY_ORDER[low : high + 1])


def _number(term: Term, value: Value) -> Q:
    def minutes(text: str) -> Decimal | None:
        found = minutes_of(text)
        return None if found is None else Decimal(found)

    bounds = bounds_of(term.operator, value, minutes if term.field == "estimate" else number_of)
    if bounds is None:
        return NOTHING
    if term.field == "comments":
        return _comments(*whole(bounds, 0, _LARGE))
    column, most = (
        ("estimate_minutes", _LARGE) if term.field == "estimate" else ("story_points", _SMALL)
    )
    low, high = whole(bounds, 0, most)
    if low > high:
        return NOTHING
    return Q(**{f"{column}__gte": low, f"{column}__lte": high, f"{column}__isnull": False})


def _comments(low: int, high: int) -> Q:
    if low > high:
        return NOTHING
    counted = Comment.objects.filter(deleted_at=None).values("task_id").annotate(n=Count("pk"))
    if low > 0:
        return Q(pk__in=counted.filter(n__gte=low, n__lte=high).values("task_id"))
    return ~Q(pk__in=counted.filter(n__gt=high).values("task_id"))


def _date(term: Term, value: Value, context: QueryContext) -> Q:
    def day(text: str) -> date | None:
        return day_of(text, context.today)

    bounds = bounds_of(term.operator, value, day)
    if bounds is None:
        return NOTHING
    first, last = days(bounds)
    if first > last:
        return NOTHING
    if term.field in _DATES:
        column = _DATES[term.field]
        return Q(**{f"{column}__gte": first, f"{column}__lte": last, f"{column}__isnull": False})
    column = _MOMENTS[term.field]
    begins, after = moments(first, last, context.zone)
    condition = Q(**{f"{column}__isnull": False})
    if begins is not None:
        condition &= Q(**{f"{column}__gte": begins})
    return condition & Q(**{f"{column}__lt": after}) if after is not None else condition


def _person(field: str, ids: list[UUID]) -> Q:
    if not ids:
        return NOTHING
    if field == "creator":
        return _ids("created_by_id", ids)
    through = Task.assignees.through if field == "assignee" else Task.watchers.through
    return Q(pk__in=through.objects.filter(user_id__in=ids).values("task_id"))


def _parent(text: str, context: QueryContext) -> Q:
    found = _KEY.fullmatch(text)
    if found is None:
        return _ids("parent_id", _uuid(text))
    parents = Task.objects.filter(_key(text, context), deleted_at=None)
    return Q(parent_id__in=parents.values("pk"), parent_id__isnull=False)


def _uuid(text: str) -> list[UUID]:
    try:
        return [UUID(text)] if len(text) == 36 else []
    except ValueError:
        return []


def _sprints(value: Word, context: QueryContext) -> list[UUID]:
    """The sprints of that name; `active`, and `next`: the first planned one of each project."""
    text = value.text.lower()
    if value.is_quoted or text not in {"active", "next"}:
        return context.ids("sprint", value.text)
    status = "active" if text == "active" else "planned"
    firsts: dict[UUID, UUID] = {}
    for sprint in context.named("sprint"):
        if sprint.status == status:
            firsts.setdefault(sprint.project_id, sprint.pk)
    return list(firsts.values())


def _name(field: str, text: str, context: QueryContext) -> Q:
    ids = context.ids(field, text)
    if field == "project":
        ids += [project.pk for project in context.projects if project.key == text.upper()]
    if not ids:
        return NOTHING
    if field == "label":
        return Q(pk__in=Task.labels.through.objects.filter(label_id__in=ids).values("task_id"))
    return _ids(f"{field}_id", ids)


def _flag(flag: str, context: QueryContext) -> Q:
    match flag:
        case "open":
            return _open()
        case "overdue":
            return _open() & Q(due_date__lt=context.today, due_date__isnull=False)
        case "blocked":
            return _open() & (Q(column__state="blocked") | _held_up())
        case "subtask":
            epics = Task.objects.filter(type_id__in=_epics(context))
            return Q(parent_id__isnull=False) & ~Q(parent_id__in=epics.values("pk"))
        case "epic":
            return _ids("type_id", _epics(context))
        case _:
            return _status(flag)


def _held_up() -> Q:
    """Tasks that wait for an open one."""
    waiting = TaskLink.objects.filter(
        kind=LinkKind.BLOCKS,
        source__deleted_at=None,
        source__archived_at=None,
        source__column__state__in=OPEN_STATES,
    ).values("target_id")
    return Q(pk__in=waiting)


def _epics(context: QueryContext) -> list[UUID]:
    return [kind.pk for kind in context.named("type") if kind.level == "epic"]


def _has(field: str, context: QueryContext) -> Q:
    if field.startswith(CUSTOM):
        return has_custom(field, context)
    columns = {
        "creator": "created_by_id",
        "parent": "parent_id",
        "points": "story_points",
        "estimate": "estimate_minutes",
        "start": "start_date",
        "due": "due_date",
        "completed": "completed_at",
        **_NULLABLE,
    }
    if field in columns:
        return Q(**{f"{columns[field]}__isnull": False})
    if field == "comments":
        return Q(pk__in=Comment.objects.filter(deleted_at=None).values("task_id"))
    if field == "subtasks":
        living = Task.objects.filter(deleted_at=None, parent_id__isnull=False)
        return Q(pk__in=living.values("parent_id"))
    through = {
        "assignee": Task.assignees.through,
        "watcher": Task.watchers.through,
        "label": Task.labels.through,
    }
    if field in through:
        return Q(pk__in=through[field]._default_manager.values("task_id"))
    return Q()


_WORDS: dict[Sort | None, Callable[[Term, Word, QueryContext], Q]] = {
    Sort.KEY: lambda term, value, context: _key(value.text, context),
    Sort.TEXT: lambda term, value, context: (
        _words(value.text, context) if term.field == "text" else _title(value.text)
    ),
    Sort.STATUS: lambda term, value, context: _status(value.text),
    Sort.PERSON: lambda term, value, context: _person(term.field, context.people(value)),
    Sort.PARENT: lambda term, value, context: _parent(value.text, context),
    Sort.SPRINT: lambda term, value, context: _ids("sprint_id", _sprints(value, context)),
    Sort.NAME: lambda term, value, context: _name(term.field, value.text, context),
    Sort.FLAG: lambda term, value, context: _flag(value.text, context),
    Sort.BOOLEAN: _blocked,
    Sort.PRESENCE: _presence,
}
