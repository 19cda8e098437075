"""Remembered reads. A dead Redis is a miss, never an error."""

import logging
import random
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.cache import cache

logger = logging.getLogger(__name__)
T = TypeVar("T")
_MISSING: Any = object()


def cached(key: str, seconds: int, fill: Callable[[], T]) -> T:
    """What `fill` gave within the last `seconds` for `key`; what it gives now otherwise.

    The time varies by a tenth so that keys filled together do not run out together.
    """
    value = _get(key)
    if value is not _MISSING:
        return value  # type: ignore[no-any-return]
    fresh = fill()
    _set(key, fresh, int(seconds * random.uniform(0.9, 1.0)))  # noqa: S311
    return fresh


def forget(*keys: str) -> None:
    """Drop `keys`; call it after the commit and before the broadcast."""
    if not keys:
        return
    try:
        cache.delete_many(list(keys))
    except Exception:
        logger.warning("cache_unavailable", extra={"operation": "delete"})


def _get(key: str) -> Any:
    try:
        return cache.get(key, _MISSING)
    except Exception:
        logger.warning("cache_unavailable", extra={"operation": "get"})
        return _MISSING


def _set(key: str, value: Any, seconds: int) -> None:
    try:
        cache.set(key, value, seconds)
    except Exception:
        logger.warning("cache_unavailable", extra={"operation": "set"})
