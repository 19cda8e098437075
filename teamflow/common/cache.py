"""Remembered reads. A dead Redis is a miss, never an error."""

import logging
import random
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.cache import cache

logger = logging.getLogger(__name__)
T = TypeVar("T")
_MISSING: Any = object()
# What stands for a while where a value was dropped: whoever read the old one from the database
# just before the change must not put it back just after.
_DROPPED = "__dropped__"
_DROPPED_SECONDS = 10


def cached(key: str, seconds: int, fill: Callable[[], T]) -> T:
    """What `fill` gave within the last `seconds` for `key`; what it gives now otherwise.

    The time varies by a tenth so that keys filled together do not run out together.
    """
    value = _get(key)
    if value == _DROPPED:
        return fill()
    if value is not _MISSING:
        return value  # type: ignore[no-any-return]
    fresh = fill()
    _add(key, fresh, int(seconds * random.uniform(0.9, 1.0)))  # noqa: S311
    return fresh


def forget(*keys: str) -> None:
    """Drop `keys`; call it after the commit and before the broadcast."""
    if not keys:
        return
    try:
        cache.set_many(dict.fromkeys(keys, _DROPPED), _DROPPED_SECONDS)
    except Exception:
        logger.warning("cache_unavailable", extra={"operation": "delete"})


def _get(key: str) -> Any:
    try:
        return cache.get(key, _MISSING)
    except Exception:
        logger.warning("cache_unavailable", extra={"operation": "get"})
        return _MISSING


def _add(key: str, value: Any, seconds: int) -> None:
    try:
        cache.add(key, value, seconds)
    except Exception:
        logger.warning("cache_unavailable", extra={"operation": "add"})
