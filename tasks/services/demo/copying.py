"""Many rows at once, by PostgreSQL's COPY; only for data that no service needs to hear of."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection
from django.db.models import AutoField, JSONField, Model
from django.db.models.fields import NOT_PROVIDED, Field


def copy_rows(model: type[Model], rows: Iterable[Mapping[str, Any]]) -> None:
    """Write `rows`, each by the model's attribute names; what one leaves out gets its default.

    Keys that the database counts itself are its own to give. `rows` must ask the database
    nothing: the connection is busy until the last of them is through.
    """
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, AutoField)]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    command = f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN'
    with connection.cursor() as cursor, cursor.copy(command) as copy:
        for row in rows:
            copy.write_row([_value(field, row) for field in fields])


def _value(field: "Field[Any, Any]", row: Mapping[str, Any]) -> Any:
    value = row.get(field.attname, NOT_PROVIDED)
    if value is NOT_PROVIDED:
        value = field.get_default()
    if isinstance(field, JSONField) and value is not None:
        return json.dumps(value)
    return value
