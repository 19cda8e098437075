"""What the parts of a project share: types, fields, milestones, labels, columns."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.db.models import Model

from tasks.services.ordering import Ranked, rank_beside
from tasks.services.values import one_line


class Named(Protocol):
    """Anything that people call by a name."""

    pk: Any
    name: str


def differing(row: Model, cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """What of `cleaned` is not so already."""
    return {name: value for name, value in cleaned.items() if getattr(row, name) != value}


def put_values(row: Model, changed: Mapping[str, Any]) -> None:
    """Write them, and nothing else."""
    for name, value in changed.items():
        setattr(row, name, value)
    row.save(update_fields=[*changed, "updated_at"])


def place_among(row: Ranked, rows: Iterable[Ranked], values: Mapping[str, Any]) -> dict[str, str]:
    """The rank that `before` or `after` of `values` asks for; nothing where neither does."""
    before, after = values.get("before"), values.get("after")
    return {"rank": rank_beside(row, rows, before, after)} if before or after else {}


def free_name(name: str, rows: Iterable[Named], *, limit: int, taken: Any, but: Any = None) -> str:
    """The name on one line; `taken` says so where another of `rows` than `but` bears it."""
    name = one_line(name, field="name", limit=limit)
    others = {row.name.casefold() for row in rows if but is None or row.pk != but.pk}
    if name.casefold() in others:
        raise ValidationError({"name": taken})
    return name
