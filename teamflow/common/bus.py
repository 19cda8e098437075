"""Redis between the processes: at most once, and sometimes not at all.

Whoever listens here keeps a numbered log elsewhere and reads what the bus lost. `is_up` says
whether to rely on it or to poll.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import redis.asyncio as aioredis
from django.conf import settings
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

Listener = Callable[[bytes], None]
CONFIRM_SECONDS = 1.0
RETRY_SECONDS = (0.1, 0.2, 0.5, 1.0)
_ALIVE = "tf:alive"


class Bus:
    """One connection that listens and one that speaks, for one event loop."""

    def __init__(self, on_up: Callable[[], Awaitable[None]]) -> None:
        self.is_up = False
        self._on_up = on_up
        self._listeners: dict[str, Listener] = {}
        self._confirmed: dict[str, asyncio.Event] = {}
        self._unconfirmed: set[str] = set()
        self._speaker: aioredis.Redis | None = None
        self._pubsub: Any = None
        self._tasks: set[asyncio.Task[Any]] = set()
        self._reader: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to listen; comes back by itself whenever Redis does."""
        if self._reader is None:
            self._reader = self.spawn(self._run())

    async def stop(self) -> None:
        """End what was started."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._speaker is not None:
            await self._speaker.aclose()

    def spawn(self, work: Any) -> asyncio.Task[Any]:
        """Run a coroutine and keep hold of it."""
        task: asyncio.Task[Any] = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def subscribe(self, channel: str, listener: Listener) -> None:
        """Listen to `channel`; returns once Redis has confirmed, or when it is not there."""
        self._listeners[channel] = listener
        confirmed = self._confirmed.setdefault(channel, asyncio.Event())
        if not self.is_up:
            return
        with contextlib.suppress(RedisError, OSError, TimeoutError):
            await self._pubsub.subscribe(channel)
            await asyncio.wait_for(confirmed.wait(), CONFIRM_SECONDS)

    async def unsubscribe(self, channel: str, listener: Listener) -> None:
        """Let `listener` listen no more; one that has taken its place stays."""
        if self._listeners.get(channel) != listener:
            return
        del self._listeners[channel]
        self._confirmed.pop(channel, None)
        if self.is_up:
            with contextlib.suppress(RedisError, OSError):
                await self._pubsub.unsubscribe(channel)

    def publish(self, channel: str, payload: bytes) -> None:
        """Say something to every process, this one included; nobody waits for it."""
        self.spawn(self._publish(channel, payload))

    async def _publish(self, channel: str, payload: bytes) -> None:
        if self._speaker is None:
            self._speaker = aioredis.Redis.from_url(
                settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=2
            )
        try:
            await self._speaker.publish(channel, payload)
        except (RedisError, OSError):
            self.is_up = False

    async def _run(self) -> None:
        attempt = 0
        while True:
            # The blocking read must not time out: redis-py's own default of 5 s would end it. Nor
            # may it reconnect in silence: what was said meanwhile has to be read elsewhere.
            client = aioredis.Redis.from_url(
                settings.REDIS_URL,
                socket_connect_timeout=1,
                socket_timeout=None,
                retry=Retry(NoBackoff(), 0),
            )
            try:
                async with client.pubsub() as self._pubsub:
                    await self._subscribe_to_all()
                    attempt = 0
                    await self._listen()
            except (RedisError, OSError) as problem:
                if self.is_up or attempt == 0:
                    logger.warning("bus_down", extra={"reason": str(problem)})
            self.is_up = False
            await client.aclose()
            await asyncio.sleep(RETRY_SECONDS[min(attempt, len(RETRY_SECONDS) - 1)])
            attempt += 1

    async def _subscribe_to_all(self) -> None:
        for confirmed in self._confirmed.values():
            confirmed.clear()
        self._unconfirmed = {_ALIVE, *self._listeners}
        await self._pubsub.subscribe(*self._unconfirmed)

    async def _listen(self) -> None:
        while True:
            message = await self._pubsub.get_message(timeout=None)
            if message is None:
                continue
            channel = message["channel"].decode()
            if message["type"] == "subscribe":
                await self._confirm(channel)
            elif message["type"] == "message":
                self._hear(channel, message["data"])

    async def _confirm(self, channel: str) -> None:
        self._unconfirmed.discard(channel)
        if channel in self._confirmed:
            self._confirmed[channel].set()
        if self._unconfirmed or self.is_up:
            return
        came_meanwhile = {name for name, event in self._confirmed.items() if not event.is_set()}
        if came_meanwhile:
            self._unconfirmed = came_meanwhile
            await self._pubsub.subscribe(*came_meanwhile)
            return
        self.is_up = True
        self.spawn(self._on_up())

    def _hear(self, channel: str, payload: bytes) -> None:
        listener = self._listeners.get(channel)
        if listener is None:
            return
        try:
            listener(payload)
        except Exception:
            logger.exception("bus_listener_failed", extra={"channel": channel})
