"""Running what was planned: what a run does and that it did it are one transaction."""

import logging
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Action, Resource, can
from accounts.selectors import role_in
from tasks.models import AutomationRun, Task
from tasks.selectors.automations import does_fit, run_payload
from tasks.services.automations.acting import Scene, act
from tasks.services.automations.telling import tell_rule
from tasks.services.recording import lock_project
from teamflow.common.errors import Conflict, Denied, NotFound
from teamflow.common.models import LogHead

logger = logging.getLogger(__name__)
Status = AutomationRun.Status


class Left(Exception):
    """A run that does nothing, and why."""

    def __init__(self, status: str, words: str) -> None:
        super().__init__(words)
        self.status = status
        self.words = words


def run_waiting(*, project_id: UUID | None = None, limit: int = 500) -> int:
    """Run what waits, oldest first; as many workers as like may do so at once."""
    waiting = AutomationRun.objects.filter(status=Status.WAITING)
    if project_id is not None:
        waiting = waiting.filter(automation__project_id=project_id)
    ids = list(waiting.order_by("created_at", "id").values_list("pk", flat=True)[:limit])
    return sum(_attempt(run_id) for run_id in ids)


def _attempt(run_id: int) -> bool:
    try:
        return execute(run_id=run_id)
    except OperationalError:
        logger.warning("automation_run_put_off", extra={"run": run_id})
        return False
    except Exception:
        logger.exception("automation_run_failed", extra={"run": run_id})
        AutomationRun.objects.filter(pk=run_id, status=Status.WAITING).update(
            status=Status.FAILED,
            finished_at=timezone.now(),
            outcome={"words": _("This did not work; the server's log says why.")},
        )
        return False


@transaction.atomic
def execute(*, run_id: int) -> bool:
    """One run, unless another worker has it or it ran before: says whether it did."""
    runs = AutomationRun.objects.select_for_update(skip_locked=True, of=("self",))
    run = (
        runs.select_related("automation__project", "automation__created_by")
        .filter(pk=run_id, status=Status.WAITING)
        .first()
    )
    if run is None:
        return False
    try:
        with transaction.atomic():
            run.automation.project = lock_project(run.automation.project_id)
            before = _head(run)
            lines = act(_scene(run), run.automation.actions)
            after = _head(run)
        _finish(run, Status.DONE, {"lines": lines})
        if after > before:
            run.caused_from, run.caused_to = before + 1, after
    except Left as left:
        _finish(run, left.status, {"words": left.words})
    except ValidationError as error:
        _finish(run, Status.FAILED, {"words": " ".join(error.messages)})
    except Denied as error:
        _finish(run, Status.FAILED, {"words": error.reason})
    except (NotFound, Conflict):
        _finish(run, Status.FAILED, {"words": _("What this was about is gone.")})
    run.save()
    tell_rule(None, run.automation, {"automation": str(run.automation_id), "run": run_payload(run)})
    return True


def _head(run: AutomationRun) -> int:
    """Where the project's log stands; until the commit only this run writes to it."""
    log = run.automation.project.log
    head = LogHead.objects.select_for_update().filter(log=log).first()
    return head.seq if head else 0


def _scene(run: AutomationRun) -> Scene:
    """Who does it to what; raises Left where there is nothing to do."""
    automation = run.automation
    if not automation.is_enabled:
        raise Left(Status.SKIPPED, _("The automation was switched off meanwhile."))
    maker = _maker(run)
    task = None
    if run.task_id is not None:
        task = (
            Task.objects.select_related("project").filter(pk=run.task_id, deleted_at=None).first()
        )
        if task is None or task.project_id != automation.project_id:
            raise Left(Status.SKIPPED, _("The task is no longer here."))
        query = automation.condition.get("query", "")
        if not does_fit(project=automation.project, query=query, user=maker, task_id=task.pk):
            raise Left(Status.SKIPPED, _("The task does not fit the condition."))
    return Scene(actor=maker, project=automation.project, automation=automation, task=task)


def _maker(run: AutomationRun) -> User:
    maker, project = run.automation.created_by, run.automation.project
    role = role_in(user=maker, workspace_id=project.workspace_id) if maker else None
    may = can(role, Action.UPDATE, Resource.TASK)
    if maker is None or not maker.is_active or not may:
        raise Left(
            Status.FAILED, _("Whoever made this automation may no longer change tasks here.")
        )
    return maker


def _finish(run: AutomationRun, status: str, outcome: dict[str, object]) -> None:
    run.status, run.outcome, run.finished_at = status, outcome, timezone.now()
