"""Trying a rule on today's tasks: it is run in earnest, and all of it is taken back."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from tasks.models import Automation, Project, Task
from tasks.selectors.automations import tasks_fitting
from tasks.selectors.querying import bounded_time
from tasks.services.automations.acting import Scene, act
from tasks.services.automations.checking import clean_rule
from tasks.services.recording import lock_project
from teamflow.common.errors import Conflict, Denied, NotFound

SHOWN = 20


@transaction.atomic
def try_rule(
    *, actor: User, project: Project, trigger: Any, condition: Any, actions: Any
) -> dict[str, Any]:
    """What the rule would do to the tasks that fit now; nothing of it stays, nobody hears of it."""
    project = lock_project(project.pk)
    trigger, condition, actions = clean_rule(project, trigger, condition or {}, actions)
    rule = Automation(
        project=project, name="", trigger=trigger, condition=condition, actions=actions
    )
    if trigger["kind"] == "schedule" and not condition:
        return {"count": 0, "tasks": [], "lines": _lines(actor, rule, None)["lines"]}
    with bounded_time():
        found = tasks_fitting(project=project, query=condition.get("query", ""), user=actor)
        count = found.count()
        tasks = list(found.select_related("project").order_by("number")[:SHOWN])
    shown = [
        {"id": task.pk, "key": task.key, "title": task.title, **_lines(actor, rule, task)}
        for task in tasks
    ]
    return {"count": count, "tasks": shown, "lines": []}


class _TakenBack(Exception):
    """It worked; and now none of it may stay."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__()
        self.lines = lines


def _lines(actor: User, rule: Automation, task: Task | None) -> dict[str, Any]:
    scene = Scene(actor=actor, project=rule.project, automation=rule, task=task)
    try:
        # Django drops what waits for the commit with a block that is left by an error.
        with transaction.atomic():
            raise _TakenBack(act(scene, rule.actions))
    except _TakenBack as taken:
        return {"lines": taken.lines, "error": ""}
    except ValidationError as error:
        return {"lines": [], "error": " ".join(error.messages)}
    except Denied as error:
        return {"lines": [], "error": error.reason}
    except (NotFound, Conflict) as error:
        return {"lines": [], "error": str(error)}
