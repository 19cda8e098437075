"""Terms about the fields that projects add; what a value means follows the field's kind."""

from datetime import date
from decimal import Decimal
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from tasks.models import CustomField, CustomFieldValue, FieldKind
from tasks.query.bounds import Bounds, bounds_of, days, whole
from tasks.query.context import QueryContext
from tasks.query.dates import day_of, number_of
from tasks.query.grammar import Range, Term, Value, Word
from tasks.query.words import CUSTOM, slug

NOTHING = Q(pk__in=[])


def custom_condition(term: Term, value: Value, context: QueryContext) -> Q:
    """Several projects may know a field of that name: any may fit."""
    if isinstance(value, Word) and value.text == "none" and not value.is_quoted:
        return ~has_custom(term.field, context)
    fields = _fields(term.field, context)
    return reduce(or_, (_condition(each, term, value, context) for each in fields), NOTHING)


def has_custom(field: str, context: QueryContext) -> Q:
    """Tasks that hold anything in a field of that name."""
    held = CustomFieldValue.objects.filter(field__in=_fields(field, context))
    return _tasks(held.exclude(text="").exclude(options=[]))


def _fields(name: str, context: QueryContext) -> list[CustomField]:
    wanted = name.removeprefix(CUSTOM)
    return [
        field
        for field in context.named("field")
        if str(field.pk) == wanted or slug(field.name) == slug(wanted)
    ]


def _tasks(rows: QuerySet[CustomFieldValue]) -> Q:
    return Q(pk__in=rows.values("task_id"))


def _condition(field: CustomField, term: Term, value: Value, context: QueryContext) -> Q:
    held = CustomFieldValue.objects.filter(field=field)
    if field.kind == FieldKind.NUMBER:
        numbers = bounds_of(term.operator, value, number_of)
        return NOTHING if numbers is None else _tasks(held.filter(_between("number", numbers)))
    if field.kind == FieldKind.DATE:
        return _date(held, term, value, context)
    if field.kind == FieldKind.SELECT:
        return _select(field, held, term, value)
    if isinstance(value, Range) or term.operator != ":":
        return NOTHING
    return _word(field, held, value, context)


def _between(column: str, bounds: Bounds[Decimal]) -> Q:
    condition = Q(**{f"{column}__isnull": False})
    if bounds.low is not None:
        condition &= Q(**{f"{column}__{'gte' if bounds.has_low else 'gt'}": bounds.low})
    if bounds.high is not None:
        condition &= Q(**{f"{column}__{'lte' if bounds.has_high else 'lt'}": bounds.high})
    return condition


def _date(held: QuerySet[CustomFieldValue], term: Term, value: Value, context: QueryContext) -> Q:
    def day(text: str) -> date | None:
        return day_of(text, context.today)

    bounds = bounds_of(term.operator, value, day)
    if bounds is None:
        return NOTHING
    first, last = days(bounds)
    return NOTHING if first > last else _tasks(held.filter(date__gte=first, date__lte=last))


def _place(field: CustomField, text: str) -> int | None:
    for place, option in enumerate(field.options):
        if option["id"] == text or slug(option["name"]) == slug(text):
            return place
    return None


def _select(field: CustomField, held: QuerySet[CustomFieldValue], term: Term, value: Value) -> Q:
    """The options of a select have an order, so `>=` has a meaning."""

    def place(text: str) -> Decimal | None:
        found = _place(field, text)
        return None if found is None else Decimal(found)

    bounds = bounds_of(term.operator, value, place)
    if bounds is None:
        return NOTHING
    low, high = whole(bounds, 0, len(field.options) - 1)
    ids = [option["id"] for option in field.options[low : high + 1]]
    return _tasks(held.filter(options__overlap=ids)) if ids else NOTHING


def _word(
    field: CustomField, held: QuerySet[CustomFieldValue], value: Word, context: QueryContext
) -> Q:
    lower = value.text.lower()
    match field.kind:
        case FieldKind.PERSON:
            return _tasks(held.filter(person_id__in=context.people(value)))
        case FieldKind.CHECKBOX:
            checked = _tasks(held.filter(boolean=True))
            if lower in {"yes", "true"}:
                return checked
            is_no = lower in {"no", "false"}
            return Q(project_id=field.project_id) & ~checked if is_no else NOTHING
        case FieldKind.MULTI_SELECT:
            ids = [
                option["id"]
                for option in field.options
                if option["id"] == value.text or slug(option["name"]) == slug(value.text)
            ]
            return _tasks(held.filter(options__overlap=ids)) if ids else NOTHING
        case _:
            return _tasks(held.filter(text__icontains=value.text))
