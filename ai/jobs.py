"""The worker's doors: what runs behind an AI request."""

import time
from collections.abc import Callable
from typing import Any

from teamflow.common.jobs import Progress, job_kind
from teamflow.common.models import Job

# SDKs and schemas are imported inside the doors: a worker that is never asked stays small.


@job_kind("ai.task_breakdown")
def break_task_down(job: Job, progress: Progress) -> dict[str, Any]:
    """Find or ask for subtasks; nothing is created before somebody accepts."""
    from ai.schemas import Breakdown
    from ai.services.answering import Question, answer
    from ai.services.breakdown import parts_of, result_of
    from ai.services.runs import run_of

    progress(10)
    run = run_of(job)
    question = Question(parts=parts_of(run.input), schema=Breakdown)
    return result_of(answer(run, question, tick=_ticker(progress)))


@job_kind("ai.mindmap")
@job_kind("ai.flowchart")
def draw_diagram(job: Job, progress: Progress) -> dict[str, Any]:
    """Ask for a diagram and draw it on the live board."""
    from ai.models import Operation
    from ai.schemas import Flowchart, MindMap
    from ai.services.answering import Question, answer
    from ai.services.generation import draw_run, parts_of
    from ai.services.runs import run_of

    progress(10)
    run = run_of(job)
    schema = MindMap if run.operation == Operation.MINDMAP else Flowchart
    question = Question(parts=parts_of(run.input), schema=schema, is_streamed=True)
    answered = answer(run, question, tick=_ticker(progress))
    element_ids = draw_run(run, answered, progress=progress)
    return {
        "provider": answered["provider"],
        "model": answered["model"],
        "note": answered["note"],
        "cached": answered["cached"],
        "elements": element_ids,
    }


def _ticker(progress: Progress, every: float = 0.5) -> Callable[[], None]:
    """Progress while an answer is waited for: from 15 towards 60, and a stop when cancelled.

    A stream ticks at each word: it is told at most every half second.
    """
    percent, told_at = 15.0, float("-inf")

    def tick() -> None:
        nonlocal percent, told_at
        if time.monotonic() - told_at < every:
            return
        told_at = time.monotonic()
        progress(round(percent))
        percent += (60 - percent) * 0.15

    return tick
