"""Asking a chain of providers until one gives a result that fits.

Three tries each with growing, jittered pauses; a Retry-After is obeyed; one repair of a result
that does not fit; then the next provider.
"""

import logging
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import stamina
from pydantic import BaseModel, ValidationError

from ai.breaker import Breaker
from ai.providers.base import Answer, Ask, Provider, ProviderError

logger = logging.getLogger(__name__)

TRIES = 3
FIRST_PAUSE, LONGEST_PAUSE, JITTER = 0.5, 8.0, 0.5
# A provider that wants to be left alone for longer than this is passed over for the next.
LONGEST_RETRY_AFTER = 60.0


@dataclass(frozen=True, slots=True)
class Call:
    """One answered request, whether its result fitted or not: it is paid for all the same."""

    provider: Provider
    answer: Answer
    duration_ms: int


@dataclass(slots=True)
class Record:
    """What happened while asking: every try, and every answer."""

    attempts: list[dict[str, str | int]] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)

    def note(self, provider: Provider, outcome: str, started: float) -> int:
        """Keep one try; gives its milliseconds."""
        took = round((time.monotonic() - started) * 1000)
        self.attempts.append(
            {"provider": provider.name, "model": provider.model, "outcome": outcome, "ms": took}
        )
        return took


@dataclass(frozen=True, slots=True)
class Outcome:
    """A result that fits its schema, and whose it is."""

    value: BaseModel
    provider: Provider
    model: str
    note: str


class NobodyAnswered(Exception):
    """Every provider of the chain failed."""


Tick = Callable[[], None]


def ask_chain(
    chain: list[Provider],
    ask: Ask,
    schema: type[BaseModel],
    *,
    record: Record,
    tick: Tick,
    is_streamed: bool = False,
) -> Outcome:
    """The first fitting result; `tick` runs before each try and as a stream comes, and may raise
    to stop."""
    for provider in chain:
        try:
            return _ask_one(provider, ask, schema, record, tick, is_streamed)
        except ProviderError as error:
            logger.info("ai_fallback", extra={"provider": provider.name, "reason": error.reason})
    raise NobodyAnswered


def _ask_one(
    provider: Provider,
    ask: Ask,
    schema: type[BaseModel],
    record: Record,
    tick: Tick,
    is_streamed: bool,
) -> Outcome:
    schema = provider.schema_for(schema)
    for is_repair in (False, True):
        answer = _ask_patiently(provider, ask, schema, record, tick, is_streamed)
        try:
            value = schema.model_validate_json(_json_in(answer.text))
        except ValidationError as error:
            record.attempts[-1]["outcome"] = "invalid_repair" if is_repair else "invalid"
            ask = replace(ask, rejected=(answer.text, _problem(error)))
        else:
            return Outcome(value, provider, answer.model or provider.model, answer.note)
    raise ProviderError("invalid_result")


def _ask_patiently(
    provider: Provider,
    ask: Ask,
    schema: type[BaseModel],
    record: Record,
    tick: Tick,
    is_streamed: bool,
) -> Answer:
    for attempt in stamina.retry_context(
        on=_pause_after,
        attempts=TRIES,
        timeout=None,
        wait_initial=FIRST_PAUSE,
        wait_max=LONGEST_PAUSE,
        wait_jitter=JITTER,
    ):
        with attempt:
            tick()
            return _ask_once(provider, ask, schema, record, tick, is_streamed)
    raise AssertionError("stamina gives up by raising")


def _ask_once(
    provider: Provider,
    ask: Ask,
    schema: type[BaseModel],
    record: Record,
    tick: Tick,
    is_streamed: bool,
) -> Answer:
    breaker = Breaker(provider.name)
    started = time.monotonic()
    if not provider.is_local and not breaker.lets_through():
        record.note(provider, "breaker_open", started)
        raise ProviderError("breaker_open")
    try:
        if is_streamed:
            answer = _streamed(provider, ask, schema, tick)
        else:
            answer = provider.complete(ask, schema=schema)
    except ProviderError as error:
        record.note(provider, error.reason, started)
        if error.is_outage:
            breaker.failed()
        raise
    took = record.note(provider, "answered", started)
    record.calls.append(Call(provider, answer, took))
    if not provider.is_local:
        breaker.succeeded()
    return answer


def _streamed(provider: Provider, ask: Ask, schema: type[BaseModel], tick: Tick) -> Answer:
    for piece in provider.stream(ask, schema=schema):
        if isinstance(piece, Answer):
            return piece
        tick()
    raise ProviderError("cut_off", is_retryable=True)


def _pause_after(error: Exception) -> bool | float:
    """Whether to try again, or after how many seconds."""
    if not isinstance(error, ProviderError) or not error.is_retryable:
        return False
    if error.retry_after is None:
        return True
    if error.retry_after > LONGEST_RETRY_AFTER:
        return False
    return error.retry_after + random.uniform(0, JITTER)  # noqa: S311


def _json_in(text: str) -> str:
    """The JSON object in an answer that has a fence or a sentence around it."""
    start, end = text.find("{"), text.rfind("}")
    return text[start : end + 1] if 0 <= start < end else text


def _problem(error: ValidationError) -> str:
    """What is wrong, by place; without the values, which the answer itself shows."""
    return "\n".join(
        f"{'.'.join(str(part) for part in each['loc']) or 'answer'}: {each['msg']}"
        for each in error.errors(include_url=False, include_input=False)[:12]
    )
