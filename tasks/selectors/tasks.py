"""Lists of tasks: filters, orders, and what happened to one."""

from collections.abc import Callable, Mapping
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from accounts.models import User
from tasks.models import Priority, Project, State, Task
from teamflow.common.models import Event

NO_DATE = date.max

# What `ordering` may say, and the columns that it stands for; all of them never null.
ORDERS: dict[str, tuple[str, ...]] = {
    "rank": ("column__rank", "column_id", "rank", "id"),
    "created_at": ("created_at", "id"),
    "updated_at": ("updated_at", "id"),
    "due_date": ("due_or_never", "id"),
    "priority": ("weight", "id"),
    "number": ("number",),
    "title": ("title", "id"),
}


def order_of(name: str) -> tuple[str, ...]:
    """The columns of an `ordering`; with `-` in front, the other way round."""
    columns = ORDERS.get(name.removeprefix("-"))
    if columns is None:
        message = _("Order by one of: %(names)s.") % {"names": ", ".join(ORDERS)}
        raise ValidationError({"ordering": message})
    return tuple(f"-{column}" for column in columns) if name.startswith("-") else columns


def tasks_of(
    *,
    project: Project,
    user: User,
    filters: Mapping[str, str],
    ordering: str,
    with_archived: bool = False,
) -> QuerySet[Task]:
    """The project's tasks that fit, ready for `order_of(ordering)`; archived ones when asked."""
    tasks = Task.objects.filter(project=project, deleted_at=None)
    conditions = Q()
    for name, text in filters.items():
        conditions &= FILTERS[name](text, user)
    tasks = tasks.filter(conditions)
    is_asked = with_archived or _wants_archived(filters)
    if "archived" not in filters.get("status", "") and not is_asked:
        tasks = tasks.filter(archived_at=None)
    name = ordering.removeprefix("-")
    if name == "due_date":
        tasks = tasks.annotate(due_or_never=Coalesce("due_date", Value(NO_DATE)))
    if name == "priority":
        tasks = tasks.annotate(weight=_weight())
    if name == "rank":
        tasks = tasks.select_related("column")
    return tasks.defer("description", "field_versions")


def activity_of_task(*, task: Task) -> QuerySet[Event]:
    """What happened to the task, newest first by `-id`."""
    return Event.objects.filter(target_kind="task", target_id=task.pk)


def _wants_archived(filters: Mapping[str, str]) -> bool:
    return filters.get("include_archived", "") in {"true", "1"}


def _weight() -> Case:
    whens = [When(priority=value, then=Value(n)) for n, value in enumerate(Priority.values)]
    return Case(*whens, output_field=IntegerField())


def _status(text: str, user: User) -> Q:
    wanted = text.split(",")
    if any(status not in State.values for status in wanted):
        raise ValidationError({"status": _("No such status.")})
    live = Q(column__state__in=[s for s in wanted if s != State.ARCHIVED], archived_at=None)
    return live | Q(archived_at__isnull=False) if State.ARCHIVED in wanted else live


def _priority(text: str, user: User) -> Q:
    wanted = text.split(",")
    if any(priority not in Priority.values for priority in wanted):
        raise ValidationError({"priority": _("Low, medium, high or critical.")})
    return Q(priority__in=wanted)


def _assignee(text: str, user: User) -> Q:
    if text == "none":
        return Q(assignees=None)
    ids = [user.pk if part == "me" else _uuid("assignee", part) for part in text.split(",")]
    return Q(pk__in=Task.assignees.through.objects.filter(user_id__in=ids).values("task_id"))


def _label(text: str, user: User) -> Q:
    if text == "none":
        return Q(labels=None)
    ids = [_uuid("label", part) for part in text.split(",")]
    return Q(pk__in=Task.labels.through.objects.filter(label_id__in=ids).values("task_id"))


def _reference(field: str) -> Callable[[str, User], Q]:
    def condition(text: str, user: User) -> Q:
        if text == "none":
            return Q(**{f"{field}_id": None})
        return Q(**{f"{field}_id__in": [_uuid(field, part) for part in text.split(",")]})

    return condition


def _created_by(text: str, user: User) -> Q:
    return Q(created_by_id=user.pk if text == "me" else _uuid("created_by", text))


def _day(lookup: str, name: str) -> Callable[[str, User], Q]:
    def condition(text: str, user: User) -> Q:
        try:
            day = parse_date(text)
        except ValueError:
            day = None
        if day is None:
            raise ValidationError({name: _("A date such as 2030-01-31.")})
        return Q(**{lookup: day})

    return condition


def _due_date(text: str, user: User) -> Q:
    if text == "none":
        return Q(due_date=None)
    return _day("due_date", "due_date")(text, user)


def _is(text: str, user: User) -> Q:
    today = timezone.localdate()
    known = {
        "open": Q(completed_at=None),
        "done": Q(completed_at__isnull=False),
        "overdue": Q(completed_at=None, due_date__lt=today),
    }
    if text not in known:
        raise ValidationError({"is": _("Open, done or overdue.")})
    return known[text]


def _points(text: str, user: User) -> Q:
    if text == "none":
        return Q(story_points=None)
    if not text.isdecimal():
        raise ValidationError({"story_points": _("A number, or none.")})
    return Q(story_points=min(int(text), 32767))


def _number(text: str, user: User) -> Q:
    if not text.isdecimal():
        raise ValidationError({"number": _("A number.")})
    return Q(number=min(int(text), 2**31 - 1))


def _yes_or_no(text: str, user: User) -> Q:
    if text not in {"true", "false", "1", "0"}:
        raise ValidationError({"include_archived": _("True or false.")})
    return Q()


def _uuid(name: str, text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise ValidationError({name: _("This is not an id.")}) from None


def _words(text: str, user: User) -> Q:
    return Q(title__icontains=text.replace("\x00", ""))


FILTERS: dict[str, Callable[[str, User], Q]] = {
    "status": _status,
    "column": _reference("column"),
    "priority": _priority,
    "assignee": _assignee,
    "label": _label,
    "parent": _reference("parent"),
    "created_by": _created_by,
    "due_date": _due_date,
    "due_before": _day("due_date__lt", "due_before"),
    "due_after": _day("due_date__gt", "due_after"),
    "start_before": _day("start_date__lt", "start_before"),
    "start_after": _day("start_date__gt", "start_after"),
    "story_points": _points,
    "number": _number,
    "is": _is,
    "q": _words,
    "include_archived": _yes_or_no,
}
