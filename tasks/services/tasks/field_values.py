"""Values of custom fields: checked by kind as they come in, kept in the column of their kind."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.selectors import people_in
from tasks.addresses import is_web_address
from tasks.models import CustomField, CustomFieldValue, FieldKind, Project, Task

# As it travels: text, number, ISO date, option id, option ids, person's id, yes or no; null clears.
FieldInput = str | int | float | bool | list[str] | date | UUID | None
TEXT_LIMIT = 5000
URL_LIMIT = 2000
LARGEST = Decimal(10) ** 13
COLUMNS = ("text", "number", "date", "boolean", "person_id", "options")


@dataclass(frozen=True, slots=True)
class FieldValue:
    """A checked value: what its column will hold (None: nothing), and how the log says it."""

    field: CustomField
    stored: Any
    words: Any

    @property
    def column(self) -> str:
        """The column of CustomFieldValue that the field's kind is kept in."""
        return _KINDS[FieldKind(self.field.kind)].column

    @property
    def name(self) -> str:
        """The field's name among a task's changes and versions."""
        return f"fields.{self.field.pk}"


class FieldReader:
    """Reads values of one project's fields; a batch of tasks asks for its definitions once."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._known: dict[str, CustomField] | None = None
        self._people: dict[UUID, User | None] = {}

    def read(self, given: Mapping[str, FieldInput]) -> list[FieldValue]:
        """What `given` (field id → value) means in this project; names each one that is wrong."""
        if not given:
            return []
        if self._known is None:
            self._known = {str(field.pk): field for field in self._project.custom_fields.all()}
        values: list[FieldValue] = []
        wrong: dict[str, str] = {}
        for field_id, raw in given.items():
            field = self._known.get(str(field_id))
            if field is None:
                wrong[f"fields.{str(field_id)[:36]}"] = _("This project has no such field.")
                continue
            try:
                values.append(self._checked(field, raw))
            except ValueError as error:
                wrong[f"fields.{field.pk}"] = str(error)
        if wrong:
            raise ValidationError(wrong)
        return values

    def _checked(self, field: CustomField, raw: FieldInput) -> FieldValue:
        stored = None if raw is None else _KINDS[FieldKind(field.kind)].read(field, raw)
        person = None
        if field.kind == FieldKind.PERSON and stored is not None:
            person = self._member(stored)
            if person is None:
                raise ValueError(_("Not a member of this workspace."))
        return FieldValue(field, stored, _words(field, stored, person))

    def _member(self, person_id: UUID) -> User | None:
        if person_id not in self._people:
            members = people_in(workspace_id=self._project.workspace_id)
            self._people[person_id] = members.filter(pk=person_id).first()
        return self._people[person_id]


def held_values(task_ids: Sequence[UUID]) -> dict[tuple[UUID, UUID], FieldValue]:
    """What these tasks hold now, by (task, field)."""
    rows = CustomFieldValue.objects.filter(task_id__in=task_ids).select_related("field", "person")
    held = {}
    for row in rows:
        stored = getattr(row, _KINDS[FieldKind(row.field.kind)].column)
        words = _words(row.field, stored, row.person)
        held[row.task_id, row.field_id] = FieldValue(row.field, stored, words)
    return held


def write_values(pairs: Sequence[tuple[Task, FieldValue]]) -> None:
    """Keep these values: one query a field that some clear, one for all others."""
    kept = [
        CustomFieldValue(task=task, field=value.field, **{value.column: value.stored})
        for task, value in pairs
        if value.stored is not None
    ]
    cleared = [(task, value.field) for task, value in pairs if value.stored is None]
    for field in {field for _task, field in cleared}:
        tasks = [task for task, other in cleared if other == field]
        CustomFieldValue.objects.filter(field=field, task__in=tasks).delete()
    if kept:
        CustomFieldValue.objects.bulk_create(
            kept,
            update_conflicts=True,
            unique_fields=["task", "field"],
            update_fields=["text", "number", "date", "boolean", "person", "options"],
        )


def _words(field: CustomField, stored: Any, person: User | None) -> Any:
    """How the log says it: names, not ids, for what may be gone when it is read."""
    if stored is None:
        return None
    if field.kind == FieldKind.PERSON:
        return person.name if person else None
    if field.kind in {FieldKind.SELECT, FieldKind.MULTI_SELECT}:
        names = {option["id"]: option["name"] for option in field.options}
        chosen = [names.get(option, option) for option in stored]
        return chosen[0] if field.kind == FieldKind.SELECT else chosen
    if isinstance(stored, Decimal):
        whole = stored.to_integral_value()
        return int(whole) if whole == stored else float(stored)
    return stored.isoformat() if isinstance(stored, date) else stored


def _text(field: CustomField, raw: FieldInput) -> str | None:
    if not isinstance(raw, str):
        raise ValueError(_("Give a text."))
    text = raw.replace("\r\n", "\n").replace("\x00", "").strip()
    if len(text) > TEXT_LIMIT:
        raise ValueError(_("At most 5,000 characters."))
    return text or None


def _url(field: CustomField, raw: FieldInput) -> str | None:
    text = _text(field, raw)
    if text is None:
        return None
    if len(text) > URL_LIMIT or not is_web_address(text):
        raise ValueError(_("Give an address that begins with http:// or https://."))
    return text


def _number(field: CustomField, raw: FieldInput) -> Decimal | None:
    if isinstance(raw, bool) or not isinstance(raw, int | float | str | Decimal):
        raise ValueError(_("Give a number."))
    if isinstance(raw, str) and (not raw.strip() or len(raw) > 40):
        raise ValueError(_("Give a number."))
    try:
        number = Decimal(str(raw))
    except InvalidOperation:
        raise ValueError(_("Give a number.")) from None
    if not number.is_finite() or abs(number) >= LARGEST:
        raise ValueError(_("A number of at most 13 digits."))
    rounded = number.quantize(Decimal("0.000001"))
    return rounded if rounded else Decimal(0)


def _date(field: CustomField, raw: FieldInput) -> date | None:
    if isinstance(raw, date):
        return raw
    if raw == "":
        return None
    try:
        return date.fromisoformat(raw) if isinstance(raw, str) and len(raw) == 10 else _no_date()
    except ValueError:
        return _no_date()


def _no_date() -> date:
    raise ValueError(_("A date such as 2030-01-31."))


def _options(field: CustomField, wanted: list[str]) -> list[str] | None:
    known = [option["id"] for option in field.options]
    if any(option not in known for option in wanted):
        raise ValueError(_("This field has no such option."))
    return [option for option in known if option in wanted] or None


def _select(field: CustomField, raw: FieldInput) -> list[str] | None:
    if not isinstance(raw, str):
        raise ValueError(_("Give the id of one option."))
    return _options(field, [raw]) if raw else None


def _multi_select(field: CustomField, raw: FieldInput) -> list[str] | None:
    if not isinstance(raw, list) or not all(isinstance(option, str) for option in raw):
        raise ValueError(_("Give a list of ids of options."))
    return _options(field, raw)


def _person(field: CustomField, raw: FieldInput) -> UUID | None:
    person_id = _as_uuid(raw)
    if person_id is None:
        raise ValueError(_("Give the id of a person."))
    return person_id


def _checkbox(field: CustomField, raw: FieldInput) -> bool:
    if not isinstance(raw, bool):
        raise ValueError(_("True or false."))
    return raw


def _as_uuid(raw: FieldInput) -> UUID | None:
    if isinstance(raw, UUID):
        return raw
    try:
        return UUID(raw) if isinstance(raw, str) else None
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class _Kind:
    """Where a kind is kept, and how it is read."""

    column: str
    read: Callable[[CustomField, FieldInput], Any]


_KINDS: dict[FieldKind, _Kind] = {
    FieldKind.TEXT: _Kind("text", _text),
    FieldKind.URL: _Kind("text", _url),
    FieldKind.NUMBER: _Kind("number", _number),
    FieldKind.DATE: _Kind("date", _date),
    FieldKind.SELECT: _Kind("options", _select),
    FieldKind.MULTI_SELECT: _Kind("options", _multi_select),
    FieldKind.PERSON: _Kind("person_id", _person),
    FieldKind.CHECKBOX: _Kind("boolean", _checkbox),
}
