"""Keyset pages, and how the schema tells of them."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, inline_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from teamflow.common.paging import keyset_page

PARAMETERS = ("limit", "cursor", "fields")


def page_of(
    request: Request,
    queryset: QuerySet[Any],
    order: Sequence[str],
    output: type[serializers.Serializer[Any]],
    context: dict[str, Any] | None = None,
) -> Response:
    """One page of `queryset` as `output` shows it, with only the `?fields=` that were asked for."""
    unknown = set(request.query_params) - set(PARAMETERS)
    if unknown:
        raise ValidationError({name: _("There is no such parameter.") for name in unknown})
    wanted = _wanted_fields(request, output)

    def serialize(rows: Any) -> list[Any]:
        shown = output(rows, many=True, context=context or {}).data
        if wanted is None:
            return list(shown)
        return [{name: row[name] for name in row if name in wanted} for row in shown]

    return Response(keyset_page(request, queryset, order=order, serialize=serialize))


def page_schema(operation_id: str, output: type[serializers.Serializer[Any]]) -> dict[str, Any]:
    """What `extend_schema` needs to tell of such a page."""
    name = output.__name__.removesuffix("Output")
    page = inline_serializer(
        name=f"{name}Page",
        fields={
            "results": output(many=True),
            "next": serializers.URLField(allow_null=True),
            "previous": serializers.URLField(allow_null=True),
        },
    )
    parameters = [
        OpenApiParameter("limit", {"type": "integer", "minimum": 1, "maximum": 100}),
        OpenApiParameter("cursor", OpenApiTypes.STR),
        OpenApiParameter("fields", OpenApiTypes.STR, description="Names, by commas."),
    ]
    return {"operation_id": operation_id, "responses": {200: page}, "parameters": parameters}


def _wanted_fields(request: Request, output: type[serializers.Serializer[Any]]) -> set[str] | None:
    text = request.query_params.get("fields", "")
    if not text:
        return None
    wanted = set(text.split(","))
    unknown = wanted - set(output().fields)
    if unknown:
        message = _("There is no field “%(name)s”.") % {"name": min(unknown)}
        raise ValidationError({"fields": message})
    return wanted
