"""Tasks in the order of several fields, ready for keyset pages: what is not there comes last.

client/src/tasks/sorting.ts sorts the same way.
"""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import (
    Case,
    DateField,
    DateTimeField,
    DecimalField,
    F,
    IntegerField,
    Min,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Collate, Lower
from django.utils.translation import gettext as _

from tasks.models import CustomField, CustomFieldValue, FieldKind, Task
from tasks.query.words import PRIORITY_ORDER, STATUSES

MOST = 5
# What every task has sorts by its column alone, so that an index can serve it.
_ALWAYS: dict[str, tuple[str, ...]] = {
    "created": ("created_at",),
    "updated": ("updated_at",),
    "key": ("project__key", "number"),
    "rank": ("column__rank", "column_id", "rank"),
}
SORTS = (
    "priority",
    "due",
    "start",
    "created",
    "updated",
    "completed",
    "points",
    "estimate",
    "title",
    "key",
    "status",
    "assignee",
    "type",
    "sprint",
    "milestone",
    "rank",
)


def sorted_tasks(
    tasks: QuerySet[Task], sort: str, fields: list[CustomField]
) -> tuple[QuerySet[Task], list[str]]:
    """The tasks with what the order needs, and the order as `keyset_page` takes it."""
    order: list[str] = []
    names = [name for name in sort.split(",") if name]
    if len(names) > MOST:
        raise ValidationError({"sort": _("At most five fields.")})
    for place, name in enumerate(names):
        plain, sign = name.removeprefix("-"), "-" if name.startswith("-") else ""
        if plain in _ALWAYS:
            order += [f"{sign}{column}" for column in _ALWAYS[plain]]
            continue
        held, empty = _held(plain, fields)
        tasks = tasks.annotate(**{f"sort_{place}": held}).annotate(
            **{
                f"sort_{place}_none": Case(
                    When(**{f"sort_{place}__isnull": True}, then=Value(1)),
                    default=Value(0),
                    output_field=IntegerField(),
                ),
                f"sort_{place}_value": Coalesce(F(f"sort_{place}"), empty),
            }
        )
        order += [f"sort_{place}_none", f"{sign}sort_{place}_value"]
    if any("column__rank" in name for name in order):
        tasks = tasks.select_related("column")
    if any("project__key" in name for name in order):
        tasks = tasks.select_related("project")
    return tasks, [*order, "id"]


def _held(name: str, fields: list[CustomField]) -> tuple[Combinable, Value]:
    """What is compared, and what stands where it is empty (the order ignores it)."""
    if name.startswith("field:"):
        return _field(name.removeprefix("field:"), fields)
    nothing = Value("", output_field=TextField())
    zero = Value(0, output_field=IntegerField())
    no_day = Value("0001-01-01", output_field=DateField())
    known: dict[str, tuple[Combinable, Value]] = {
        "priority": (_places("priority", PRIORITY_ORDER), zero),
        "status": (_status(), zero),
        "due": (F("due_date"), no_day),
        "start": (F("start_date"), no_day),
        "completed": (
            F("completed_at"),
            Value("0001-01-02T00:00:00Z", output_field=DateTimeField()),
        ),
        "points": (F("story_points"), zero),
        "estimate": (F("estimate_minutes"), zero),
        "title": (_plain(F("title")), nothing),
        "assignee": (_first_assignee(), nothing),
        "type": (_plain(F("type__name")), nothing),
        "sprint": (F("sprint__start_date"), no_day),
        "milestone": (F("milestone__due_date"), no_day),
    }
    if name not in known:
        message = _("Sort by: %(names)s, or field:<id>.") % {"names": ", ".join(SORTS)}
        raise ValidationError({"sort": message})
    return known[name]


def _plain(text: Combinable) -> Combinable:
    """Letters by their code, as the client compares them."""
    return Collate(Lower(text, output_field=TextField()), "C")


def _places(column: str, order: tuple[str, ...]) -> Case:
    whens = [When(**{column: value}, then=Value(n)) for n, value in enumerate(order)]
    return Case(*whens, output_field=IntegerField())


def _status() -> Case:
    whens = [When(column__state=value, then=Value(n)) for n, value in enumerate(STATUSES)]
    archived = When(archived_at__isnull=False, then=Value(len(STATUSES) - 1))
    return Case(archived, *whens, output_field=IntegerField())


def _first_assignee() -> Subquery:
    names = (
        Task.assignees.through.objects.filter(task_id=OuterRef("pk"))
        .values("task_id")
        .annotate(first=Min(_plain(F("user__name"))))
        .values_list("first")  # type: ignore[misc]  # the stubs do not see the annotation
    )
    return Subquery(names, output_field=TextField())


def _field(text: str, fields: list[CustomField]) -> tuple[Combinable, Value]:
    found = next((field for field in fields if str(field.pk) == text), None)
    if found is None:
        raise ValidationError({"sort": _("There is no such field.")})
    held = CustomFieldValue.objects.filter(task_id=OuterRef("pk"), field_id=UUID(text))
    nothing = Value("", output_field=TextField())
    zero = Value(0, output_field=IntegerField())
    match found.kind:
        case FieldKind.NUMBER:
            number = DecimalField(max_digits=20, decimal_places=6)
            return Subquery(held.values("number"), output_field=number), Value(
                0, output_field=number
            )
        case FieldKind.DATE:
            no_day = Value("0001-01-01", output_field=DateField())
            return Subquery(held.values("date"), output_field=DateField()), no_day
        case FieldKind.CHECKBOX:
            return Coalesce(
                Subquery(held.annotate(n=_truth()).values("n"), output_field=IntegerField()), zero
            ), zero
        case FieldKind.SELECT | FieldKind.MULTI_SELECT:
            place = _option_place(found)
            return Subquery(held.annotate(n=place).values("n"), output_field=IntegerField()), zero
        case FieldKind.PERSON:
            name = held.annotate(n=_plain(F("person__name"))).values("n")
            return Subquery(name, output_field=TextField()), nothing
        case _:
            words = held.annotate(n=_plain(F("text"))).values("n")
            return Subquery(words, output_field=TextField()), nothing


def _truth() -> Case:
    return Case(When(boolean=True, then=Value(1)), default=Value(0), output_field=IntegerField())


def _option_place(field: CustomField) -> Case:
    whens: list[Any] = [
        When(options__0=option["id"], then=Value(place))
        for place, option in enumerate(field.options)
    ]
    if not whens:
        return Case(default=Value(None), output_field=IntegerField())
    return Case(*whens, output_field=IntegerField())
