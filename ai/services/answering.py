"""Getting one run answered: from an equal one within the hour, beside one that runs, or anew."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import BaseModel

from ai.asking import NobodyAnswered, Outcome, Record, Tick, ask_chain
from ai.models import Run, Usage
from ai.prices import cost_of
from ai.prompting import delimited, prompt_for
from ai.providers.base import Ask
from ai.providers.registry import chain_for
from ai.services.budget import reserve
from ai.services.runs import estimate_for
from teamflow.common.errors import BudgetExceeded
from teamflow.common.jobs import JobFailed

REMEMBERED = timedelta(hours=1)
# Longer than the longest chain of tries takes; a worker that died holds up its equals no longer.
CALL_LIMIT = timedelta(minutes=4)
WATCH_SECONDS = 0.25


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask, in both forms: parts of people's text for models, material for rules."""

    parts: dict[str, str]
    schema: type[BaseModel]
    is_streamed: bool = False


def answer(run: Run, question: Question, *, tick: Tick) -> dict[str, Any]:
    """The result of `run` as `{"value", "provider", "model", "note", "cached"}`, kept with it."""
    if run.result is not None:
        kept: dict[str, Any] = run.result
        return kept
    while True:
        role, other = _take_part(run)
        if role == "remembered" and other is not None:
            return _copy(run, other)
        if role == "leading":
            return _lead(run, question, tick)
        tick()
        time.sleep(WATCH_SECONDS)


@transaction.atomic
def _take_part(run: Run) -> tuple[str, Run | None]:
    """Whether to read an equal run's answer, to wait for it, or to ask on behalf of all."""
    with connection.cursor() as cursor:
        key = f"ai:{run.workspace_id}:{run.input_hash}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
    now = timezone.now()
    equal = Run.objects.filter(workspace_id=run.workspace_id, input_hash=run.input_hash).exclude(
        pk=run.pk
    )
    answered = equal.filter(answered_at__gt=now - REMEMBERED).order_by("-answered_at").first()
    if answered is not None:
        return "remembered", answered
    if equal.filter(calling_since__gt=now - CALL_LIMIT).exists():
        return "waiting", None
    run.calling_since = now
    run.save(update_fields=["calling_since", "updated_at"])
    return "leading", None


def _copy(run: Run, other: Run) -> dict[str, Any]:
    """Another run's answer, at no cost."""
    run.provider, run.model = other.provider, other.model
    run.result = {**(other.result or {}), "cached": True}
    # `answered_at` stays empty: an answer is remembered for an hour from when it was made.
    run.save(update_fields=["provider", "model", "result", "updated_at"])
    Usage.objects.create(
        workspace_id=run.workspace_id,
        user_id=run.user_id,
        run=run,
        operation=run.operation,
        provider=other.provider,
        model=other.model,
        cached=True,
    )
    return run.result


def _lead(run: Run, question: Question, tick: Tick) -> dict[str, Any]:
    record = Record()
    try:
        _reserve(run)
        outcome = ask_chain(
            chain_for(run.workspace),
            _ask_for(run, question),
            question.schema,
            record=record,
            tick=tick,
            is_streamed=question.is_streamed,
        )
    except NobodyAnswered:
        raise JobFailed(_reason(record)) from None
    finally:
        _settle(run, record)
    return _keep(run, outcome)


def _reserve(run: Run) -> None:
    characters = len(str(run.input))
    try:
        reserve(run, estimate=estimate_for(run.workspace, characters=characters))
    except BudgetExceeded as error:
        raise JobFailed(str(error)) from None


def _ask_for(run: Run, question: Question) -> Ask:
    return Ask(
        operation=run.operation,
        instructions=prompt_for(run.operation).text,
        content=delimited(question.parts),
        material=run.input,
    )


@transaction.atomic
def _settle(run: Run, record: Record) -> None:
    """Whatever came of it: what was answered is paid for, and nothing is held back any more."""
    Usage.objects.bulk_create(
        Usage(
            workspace_id=run.workspace_id,
            user_id=run.user_id,
            run=run,
            operation=run.operation,
            provider=call.provider.name,
            model=call.answer.model or call.provider.model,
            tokens_in=call.answer.tokens_in,
            tokens_out=call.answer.tokens_out,
            cost=cost_of(
                call.provider,
                tokens_in=call.answer.tokens_in,
                tokens_out=call.answer.tokens_out,
            ),
            duration_ms=call.duration_ms,
        )
        for call in record.calls
    )
    run.attempts = [*run.attempts, *record.attempts]
    run.calling_since, run.reserved_cost = None, 0
    run.save(update_fields=["attempts", "calling_since", "reserved_cost", "updated_at"])


def _keep(run: Run, outcome: Outcome) -> dict[str, Any]:
    run.provider, run.model = outcome.provider.name, outcome.model
    run.answered_at = timezone.now()
    run.result = {
        "value": outcome.value.model_dump(),
        "provider": run.provider,
        "model": run.model,
        "note": outcome.note,
        "cached": False,
    }
    run.save(update_fields=["provider", "model", "answered_at", "result", "updated_at"])
    return run.result


def _reason(record: Record) -> str:
    """Why nobody answered, in words, by what was met last with each provider."""
    last = {str(each["provider"]): str(each["outcome"]) for each in record.attempts}
    told = [f"{name}: {_WORDS.get(outcome, _failed)()}" for name, outcome in last.items()]
    return _("No AI provider gave a usable answer (%(reasons)s). Nothing was changed.") % {
        "reasons": "; ".join(told) or _("none is configured")
    }


def _failed() -> str:
    return _("it failed")


_WORDS: dict[str, Callable[[], str]] = {
    "timeout": lambda: _("it took too long"),
    "unreachable": lambda: _("it cannot be reached"),
    "rate_limited": lambda: _("it takes no more requests at the moment"),
    "key_refused": lambda: _("it refused the key"),
    "unknown_model": lambda: _("it does not know the model"),
    "declined": lambda: _("it declined to answer"),
    "too_long": lambda: _("the text is too long for it"),
    "cut_off": lambda: _("its answer broke off"),
    "breaker_open": lambda: _("it failed often just now and is left alone for a moment"),
    "invalid": lambda: _("its answer had the wrong form"),
    "invalid_repair": lambda: _("its answer had the wrong form twice"),
}
