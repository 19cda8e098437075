"""Asking, and answering: what every operation has in common."""

import hashlib
import re
from decimal import Decimal
from typing import Any
from uuid import UUID

import orjson
from django.db import transaction

from accounts.models import User, Workspace
from ai.models import Operation, Prompt, Run
from ai.prices import most_it_can_cost
from ai.prompting import prompt_for
from ai.providers.base import MAX_TOKENS
from ai.providers.registry import chain_for
from ai.services.budget import check_budget, check_rate, lock_workspace_ai
from teamflow.common.jobs import enqueue
from teamflow.common.models import Job

QUEUE = "ai"
TRIES = 2
_SPACES = re.compile(r"[ \t]+")


@transaction.atomic
def request_run(
    *,
    actor: User,
    workspace: Workspace,
    operation: Operation,
    material: dict[str, Any],
    target: tuple[str, UUID],
    placement: dict[str, Any] | None = None,
) -> Run:
    """A job for `operation` on `material`; refused when the hour or the month allows no more.

    `placement` says where the result goes; it is not part of what is asked, nor of what makes two
    inputs equal.
    """
    lock_workspace_ai(workspace.pk)
    check_rate(workspace)
    chain = chain_for(workspace)
    characters = len(orjson.dumps(material))
    check_budget(workspace, estimate=estimate_for(workspace, characters=characters))
    prompt = prompt_for(operation)
    Prompt.objects.get_or_create(
        operation=prompt.operation, version=prompt.version, defaults={"text": prompt.text}
    )
    kind, target_id = target
    job = enqueue(
        kind=f"ai.{operation.value}",
        actor=actor,
        workspace_id=workspace.pk,
        payload=placement or {},
        target_kind=kind,
        target_id=target_id,
        queue=QUEUE,
        max_attempts=TRIES,
    )
    return Run.objects.create(
        job=job,
        workspace=workspace,
        user=actor,
        operation=operation,
        input=material,
        input_hash=hash_of(
            operation, prompt.version, [f"{each.name}/{each.model}" for each in chain], material
        ),
        prompt_version=prompt.version,
    )


def run_of(job: Job) -> Run:
    """What this job is to ask."""
    return Run.objects.select_related("workspace", "user", "job").get(job=job)


def estimate_for(workspace: Workspace, *, characters: int) -> Decimal:
    """The most that asking the workspace's chain can cost."""
    return most_it_can_cost(chain_for(workspace), characters=characters, max_tokens=MAX_TOKENS)


def hash_of(operation: str, version: str, models: list[str], material: dict[str, Any]) -> str:
    """The same for inputs that differ only in blanks: what an answer is remembered under."""
    plain = orjson.dumps(
        [operation, version, models, _normalised(material)], option=orjson.OPT_SORT_KEYS
    )
    return hashlib.sha256(plain).hexdigest()


def _normalised(value: Any) -> Any:
    if isinstance(value, str):
        # Indents carry meaning in outlines; blanks inside and after lines do not.
        lines = value.replace("\r\n", "\n").expandtabs(4).rstrip().split("\n")
        return "\n".join(
            line[: len(line) - len(line.lstrip())] + _SPACES.sub(" ", line.strip())
            for line in lines
        ).strip("\n")
    if isinstance(value, list):
        return [_normalised(each) for each in value]
    if isinstance(value, dict):
        return {key: _normalised(each) for key, each in value.items()}
    return value
