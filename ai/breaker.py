"""A circuit breaker per provider, shared by all processes through Redis.

Five failures within a minute open it: nobody asks for half a minute, then one asker probes. With
Redis away it lets everybody through: the time-outs still hold.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django_redis import get_redis_connection

logger = logging.getLogger(__name__)
T = TypeVar("T")

FAILURES = 5
WINDOW_SECONDS = 60.0
OPEN_SECONDS = 30.0
# A prober that died must not keep everybody waiting.
_PROBE_SECONDS = 45


@dataclass(frozen=True, slots=True)
class Breaker:
    """The breaker of one provider."""

    name: str
    clock: Callable[[], float] = time.time

    def lets_through(self) -> bool:
        """Whether to ask now; the one True after half a minute of silence is the probe."""
        return _tried(lambda redis: self._lets_through(redis), otherwise=True)

    def succeeded(self) -> None:
        """An answer came: closed, and the past is forgotten."""
        _tried(lambda redis: redis.delete(*self._keys()), otherwise=None)

    def failed(self) -> None:
        """No answer came, and it was the provider's fault."""
        _tried(lambda redis: self._failed(redis), otherwise=None)

    def _keys(self) -> tuple[str, str, str]:
        base = f"tf:ai:breaker:{self.name}"
        return f"{base}:failures", f"{base}:opened", f"{base}:probe"

    def _lets_through(self, redis: Any) -> bool:
        _, opened, probe = self._keys()
        opened_at = redis.get(opened)
        if opened_at is None:
            return True
        if self.clock() < float(opened_at) + OPEN_SECONDS:
            return False
        return bool(redis.set(probe, 1, nx=True, ex=_PROBE_SECONDS))

    def _failed(self, redis: Any) -> None:
        failures, opened, probe = self._keys()
        now = self.clock()
        was_open = redis.exists(opened)
        member = f"{now}:{time.perf_counter_ns()}"
        with redis.pipeline() as pipe:
            pipe.zadd(failures, {member: now})
            pipe.zremrangebyscore(failures, "-inf", now - WINDOW_SECONDS)
            pipe.zcard(failures)
            pipe.expire(failures, int(WINDOW_SECONDS))
            count = pipe.execute()[2]
        if was_open or count >= FAILURES:
            redis.set(opened, now, ex=3600)
            redis.delete(probe)


def _tried(act: Callable[[Any], T], *, otherwise: T) -> T:
    try:
        return act(get_redis_connection("default"))
    except Exception:
        logger.warning("breaker_unavailable")
        return otherwise
