"""Keyset pages: as fast on the last page as on the first, and stable while rows come and go."""

import base64
import binascii
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any, TypeVar
from urllib.parse import urlencode
from uuid import UUID

import orjson
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _
from rest_framework.request import Request

M = TypeVar("M", bound=Model)

MAX_LIMIT = 100
DEFAULT_LIMIT = 50


def limit_of(request: Request) -> int:
    """`?limit=`, 1 to 100; anything else is a 400."""
    text = request.query_params.get("limit", str(DEFAULT_LIMIT))
    if not text.isdecimal() or not 1 <= int(text) <= MAX_LIMIT:
        raise ValidationError({"limit": _("A number from 1 to 100.")})
    return int(text)


def keyset_page(
    request: Request,
    queryset: QuerySet[M],
    *,
    order: Sequence[str],
    serialize: Callable[[Iterable[M]], list[Any]],
) -> dict[str, Any]:
    """One page as `{"results", "next", "previous"}`.

    `order` names columns or annotations that are never null, `-` for descending; the last must
    be unique. `serialize` gets the page's rows at once.
    """
    limit = limit_of(request)
    cursor, backwards = _read_cursor(request, len(order))
    names = _reversed(order) if backwards else list(order)
    if cursor is not None:
        queryset = queryset.filter(_beyond(names, cursor))
    rows = list(queryset.order_by(*names)[: limit + 1])
    has_more = len(rows) > limit
    rows = rows[:limit]
    if backwards:
        rows.reverse()
    has_next = has_more or cursor is not None if backwards else has_more
    has_previous = has_more if backwards else cursor is not None
    return {
        "results": serialize(rows),
        "next": _link(request, order, rows[-1], "n") if rows and has_next else None,
        "previous": _link(request, order, rows[0], "p") if rows and has_previous else None,
    }


def _reversed(order: Sequence[str]) -> list[str]:
    return [name[1:] if name.startswith("-") else f"-{name}" for name in order]


def _beyond(names: Sequence[str], values: Sequence[Any]) -> Q:
    """Rows after `values` in the order of `names`: a > x or (a = x and (b > y or …))."""
    name, value = names[0], values[0]
    field = name.removeprefix("-")
    strictly = Q(**{f"{field}__{'lt' if name.startswith('-') else 'gt'}": value})
    if len(names) == 1:
        return strictly
    return strictly | (Q(**{field: value}) & _beyond(names[1:], values[1:]))


def _link(request: Request, order: Sequence[str], row: Model, direction: str) -> str:
    cursor = cursor_at([_value(row, name.removeprefix("-")) for name in order], direction)
    query = [(key, value) for key, value in _params(request) if key != "cursor"]
    return request.build_absolute_uri(f"{request.path}?{urlencode([*query, ('cursor', cursor)])}")


def cursor_at(values: Sequence[Any], direction: str = "n") -> str:
    """The cursor of the page that follows (`n`) or precedes (`p`) the row with these values."""
    tagged = [_tag(value) for value in values]
    return base64.urlsafe_b64encode(orjson.dumps([direction, *tagged])).decode().rstrip("=")


def _params(request: Request) -> list[tuple[str, str]]:
    return [(key, value) for key, values in request.query_params.lists() for value in values]


def _value(row: Any, path: str) -> Any:
    for part in path.split("__"):
        row = getattr(row, part)
    return row


def _read_cursor(request: Request, width: int) -> tuple[list[Any] | None, bool]:
    text = request.query_params.get("cursor", "")
    if not text:
        return None, False
    try:
        direction, *values = orjson.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if direction not in {"n", "p"} or len(values) != width:
            raise ValueError
        return [_untag(value) for value in values], direction == "p"
    except (ValueError, TypeError, KeyError, binascii.Error):
        message = _("This cursor is not one that the server gave.")
        raise ValidationError({"cursor": message}) from None


_READERS: dict[str, Callable[[Any], Any]] = {
    "d": datetime.fromisoformat,
    "D": date.fromisoformat,
    "u": UUID,
    "v": lambda value: value,
}


def _tag(value: Any) -> list[Any]:
    if isinstance(value, datetime):
        return ["d", value.isoformat()]
    if isinstance(value, date):
        return ["D", value.isoformat()]
    if isinstance(value, UUID):
        return ["u", str(value)]
    return ["v", value]


def _untag(tagged: Any) -> Any:
    kind, value = tagged
    if isinstance(value, dict | list):
        raise ValueError(kind)
    return _READERS[kind](value)
