"""Rows as lines of JSON, and back."""

import base64
import binascii
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

import orjson
from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from teamflow.portable.problem import ArchiveProblem
from teamflow.portable.shape import Part, fields_of, lists_of

CHUNK = 1000


def line_of(row: dict[str, Any]) -> bytes:
    """One row as a line."""
    try:
        return orjson.dumps(row, default=_plain, option=orjson.OPT_APPEND_NEWLINE)
    except TypeError:
        # A number of more than 64 bits, or half of a pair of signs, in somebody's JSON.
        return json.dumps(row, cls=DjangoJSONEncoder, default=_plain).encode() + b"\n"


def rows_out(part: Part, workspace_id: UUID) -> Iterator[dict[str, Any]]:
    """The rows of a part with what they hold, read a thousand at a time."""
    fields, lists = fields_of(part.label), lists_of(part.label)
    names = ["pk", *(field.attname for field in fields)]
    query = part.rows(workspace_id).values_list(*names).iterator(chunk_size=CHUNK)
    for chunk in _chunks(query):
        members = [_members(field, [row[0] for row in chunk]) for field in lists]
        for pk, *values in chunk:
            row = {
                field.attname: _out(field, value)
                for field, value in zip(fields, values, strict=True)
            }
            for field, held in zip(lists, members, strict=True):
                row[field.name] = held.get(pk, [])
            yield row


def value_in(field: "models.Field[Any, Any]", value: Any) -> Any:
    """What came, as the field's column takes it; ArchiveProblem for what it would not."""
    if value is None:
        if not field.null:
            raise ArchiveProblem
        return None
    if isinstance(field, models.JSONField):
        _check_json(field, value)
        return value
    if isinstance(field, models.ForeignKey):
        return value_in(field.target_field, value)
    return _bytes(value) if isinstance(field, models.BinaryField) else _plain_in(field, value)


def _plain_in(field: "models.Field[Any, Any]", value: Any) -> Any:
    if isinstance(field, ArrayField):
        if not isinstance(value, list):
            raise ArchiveProblem
        return [value_in(field.base_field, each) for each in value]
    if isinstance(value, list | dict):
        raise ArchiveProblem
    found = field.to_python(value)
    _check_text(field, found)
    return found


def _check_text(field: "models.Field[Any, Any]", value: Any) -> None:
    # An empty word stands for none where a field may be left empty.
    is_none = value == "" and field.blank
    if field.choices and not is_none and value not in {key for key, _name in field.flatchoices}:
        raise ArchiveProblem
    if not isinstance(value, str):
        return
    if field.max_length is not None and len(value) > field.max_length:
        raise ArchiveProblem
    is_web = value.lower().startswith(("http://", "https://"))
    if isinstance(field, models.URLField) and value and not (is_web or value[:7] == "/files/"):
        raise ArchiveProblem


def _check_json(field: "models.Field[Any, Any]", value: Any) -> None:
    """An object stays an object, a list a list: what reads them takes that for granted."""
    for kind in (dict, list):
        if field.default is kind and not isinstance(value, kind):
            raise ArchiveProblem


def _bytes(value: Any) -> bytes:
    try:
        return base64.b64decode(value, validate=True)
    except (TypeError, ValueError, binascii.Error):
        raise ArchiveProblem from None


def _out(field: "models.Field[Any, Any]", value: Any) -> Any:
    if value is not None and isinstance(field, models.BinaryField):
        return base64.b64encode(bytes(value)).decode()
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no line")


def _members(field: "models.ManyToManyField[Any, Any]", pks: list[Any]) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = {}
    mine, theirs = ends_of(field)
    rows = through_of(field)._base_manager.filter(**{f"{mine}__in": pks}).order_by("pk")
    for pk, other in rows.values_list(mine, theirs):
        found.setdefault(pk, []).append(other)
    return found


def through_of(field: "models.ManyToManyField[Any, Any]") -> type[models.Model]:
    """The table between."""
    # The stubs take it for possibly none, which it is not once all models are there.
    return cast(type[models.Model], field.remote_field.through)


def ends_of(field: "models.ManyToManyField[Any, Any]") -> tuple[str, str]:
    """Its two columns: the row's own, and what the row holds."""
    through = through_of(field)
    mine = through._meta.get_field(field.m2m_field_name())
    theirs = through._meta.get_field(field.m2m_reverse_field_name())
    return str(mine.attname), str(theirs.attname)  # type: ignore[union-attr]


def _chunks(rows: Iterable[Any]) -> Iterator[list[Any]]:
    chunk: list[Any] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
