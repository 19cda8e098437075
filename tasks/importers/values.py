"""Values of any type, as exports hold them: what is missing or odd is empty, never an error."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from tasks.importers.texts import clean

Row = Mapping[str, Any]


def rows_of(parent: Any, name: str) -> list[dict[str, Any]]:
    """The objects in a list that may be missing, null or hold anything."""
    return [row for row in values_of(parent, name) if isinstance(row, dict)]


def values_of(parent: Any, name: str) -> list[Any]:
    value = parent.get(name) if isinstance(parent, dict) else None
    return value if isinstance(value, list) else []


def row_of(parent: Any, name: str) -> dict[str, Any]:
    value = parent.get(name) if isinstance(parent, dict) else None
    return value if isinstance(value, dict) else {}


def texts_of(parent: Row, name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in map(clean, values_of(parent, name)) if text))


def id_of(row: Any) -> str:
    return clean(row.get("id"))[:190] if isinstance(row, dict) else ""


def position_of(row: Row) -> tuple[float, str]:
    value = row.get("pos")
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and value == value
    return (_as_float(value) if is_number else float("inf"), id_of(row))


def _as_float(value: Any) -> float:
    try:
        return float(value)
    except OverflowError:
        return float("inf")


def any_position_of(row: Any) -> tuple[float, str]:
    return position_of(row) if isinstance(row, dict) else (float("inf"), "")


def time_of(value: Any) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None
    if not 1970 <= moment.year <= 9000:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def day_of(value: Any) -> date | None:
    moment = time_of(value)
    return moment.date() if moment else None


def birth_of(external_id: str) -> datetime | None:
    """The first eight digits of the id are the second in which it was made."""
    try:
        moment = datetime.fromtimestamp(int(external_id[:8], 16), tz=UTC)
    except (ValueError, OverflowError):
        return None
    return moment if len(external_id) == 24 and 2005 <= moment.year <= 2100 else None
