"""What the views share: parsing, query strings, shapes of lists."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.serializers import Serializer

from tasks.api.outputs import TaskRowOutput
from tasks.models import Task
from tasks.selectors.payloads import rendered, task_details, task_payloads
from tasks.selectors.tasks import FILTERS, ORDERS

PAGE_PARAMS = {"limit", "cursor", "format"}
LIST_PARAMS = {*PAGE_PARAMS, "ordering", "fields", "include", "query", "sort", *FILTERS}
INCLUDES = {"description", "created_by"}
ROW_FIELDS = {*TaskRowOutput().get_fields(), "description", "description_html", "created_by"}

_TEXT = OpenApiTypes.STR
LIMIT = OpenApiParameter("limit", OpenApiTypes.INT, description="1 to 100; 50 when missing.")
CURSOR = OpenApiParameter("cursor", _TEXT, description="From `next` or `previous`.")
PAGED = [LIMIT, CURSOR]
TASK_LIST_PARAMETERS = [
    *PAGED,
    OpenApiParameter(
        "ordering", _TEXT, enum=[*ORDERS, *(f"-{name}" for name in ORDERS)], description="Order."
    ),
    OpenApiParameter("fields", _TEXT, description="Names of fields, with commas."),
    OpenApiParameter("include", _TEXT, description="`description`, `created_by`."),
    OpenApiParameter("query", _TEXT, description="In the query language."),
    OpenApiParameter("sort", _TEXT, description="Fields with commas, instead of `ordering`."),
    *(OpenApiParameter(name, _TEXT) for name in FILTERS),
]


def parse(form: type[Serializer[Any]], request: Request, *, partial: bool = False) -> Any:
    """The body as `form` understands it; a ValidationError otherwise."""
    parsed = form(data=request.data, partial=partial)
    parsed.is_valid(raise_exception=True)
    return parsed.validated_data


def refuse_unknown(request: Request, known: Iterable[str]) -> None:
    """A 400 for a filter that does not exist: it would silently show too much."""
    unknown = set(request.query_params) - set(known)
    if unknown:
        raise ValidationError({name: _("There is no such filter.") for name in sorted(unknown)})


def truth(request: Request, name: str) -> bool:
    """A yes-or-no of the query string."""
    text = request.query_params.get(name, "false").lower()
    if text not in {"true", "false", "1", "0"}:
        raise ValidationError({name: _("True or false.")})
    return text in {"true", "1"}


def whole(results: list[Any]) -> dict[str, Any]:
    """A short list as one page."""
    return {"results": results, "next": None, "previous": None}


def detail_of(task: Task) -> dict[str, Any]:
    """One task with everything: as it was just written, or as it stands."""
    return rendered(task.payload or task_details([task.pk])[0])


def names_in(request: Request, name: str, known: set[str]) -> set[str]:
    """The comma-separated names of a parameter, each of which must be known."""
    names = {part for part in request.query_params.get(name, "").split(",") if part}
    if names - known:
        message = _("One of: %(names)s.") % {"names": ", ".join(sorted(known))}
        raise ValidationError({name: message})
    return names


def serialize_tasks(request: Request, rows: Sequence[Task]) -> list[Any]:
    """List rows, with what `include` adds and `fields` leaves."""
    include = names_in(request, "include", INCLUDES)
    fields = names_in(request, "fields", ROW_FIELDS)
    ids = [row.pk for row in rows]
    if not include and not fields:
        return task_payloads(ids)
    include |= fields & INCLUDES
    if "description" in include or "description_html" in fields:
        payloads = [_list_detail(row, include) for row in task_details(ids)]
    else:
        payloads = task_payloads(ids, with_author="created_by" in include)
    if fields:
        payloads = [{name: row[name] for name in row if name in fields} for row in payloads]
    return payloads


def _list_detail(detail: dict[str, Any], include: set[str]) -> dict[str, Any]:
    kept = {*TaskRowOutput().get_fields(), "description", "description_html", *include}
    return {name: value for name, value in rendered(detail).items() if name in kept}
