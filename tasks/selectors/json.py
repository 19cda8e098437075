"""Expressions that let PostgreSQL write JSON, so that a list costs one query and no objects."""

from typing import Any

from django.contrib.postgres.aggregates.mixins import OrderableAggMixin
from django.db.models import Aggregate, Expression, Func, JSONField, TextField, Value
from django.db.models.functions import Cast, Coalesce


class JsonObject(Func):
    """`json_build_object`: keeps the order of its keys, unlike Django's own JSONObject."""

    function = "json_build_object"
    output_field = JSONField()

    def __init__(self, **fields: Any) -> None:
        pairs: list[Any] = []
        for name, expression in fields.items():
            pairs += [Value(name), expression]
        super().__init__(*pairs)


class JsonAgg(OrderableAggMixin, Aggregate):
    """`json_agg`: the rows of a subquery as one JSON array."""

    function = "json_agg"
    output_field = JSONField()


class ApiTime(Func):
    """A time as the API writes it: UTC, milliseconds, `Z`."""

    template = (
        """to_char(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')"""
    )
    output_field = TextField()


class NullIfEmpty(Func):
    """An empty text as null."""

    template = "NULLIF(%(expressions)s, '')"
    output_field = TextField()


def or_empty(expression: Expression | Any) -> Coalesce:
    """A JSON array that is empty rather than null."""
    return Coalesce(expression, Value("[]", output_field=_RawJson()), output_field=JSONField())


def as_text(expression: Expression | Any) -> Cast:
    """JSON as text, so that no driver parses what is only passed on."""
    return Cast(expression, TextField())


class _RawJson(TextField):
    """Lets a literal be compared with json columns: `'[]'::json`."""

    def get_placeholder(self, value: Any, compiler: Any, connection: Any) -> str:
        return "%s::json"
