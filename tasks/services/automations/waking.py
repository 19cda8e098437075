"""Having automations asked at once, without a word for projects that have none."""

import logging
import time
from uuid import UUID

from celery import current_app

from tasks.automation.rules import EVENTS
from tasks.models import Automation
from teamflow.common.cache import cached, forget

logger = logging.getLogger(__name__)

REMEMBERED_SECONDS = 300
# Events of one burst wake once; the job begins after it, and sees them all.
BURST_SECONDS = 0.2
_woken: dict[UUID, float] = {}


def wake_project(project_id: UUID) -> None:
    """Wake a worker for the project's log, unless that just happened or nobody waits for it."""
    now = time.monotonic()
    if now - _woken.get(project_id, -1.0) < BURST_SECONDS:
        return
    if len(_woken) > 10_000:
        _woken.clear()
    _woken[project_id] = now
    if cached(_key(project_id), REMEMBERED_SECONDS, lambda: _has_rules(project_id)):
        wake_runs(project_id)


def wake_runs(project_id: UUID) -> None:
    """Wake a worker for what is planned; when the broker is away, the next sweep does it."""
    try:
        current_app.send_task(
            "tasks.run_automations", args=[str(project_id)], countdown=BURST_SECONDS, retry=False
        )
    except Exception:
        logger.warning("broker_unavailable", extra={"project": str(project_id)})


def forget_rules(project_id: UUID) -> None:
    """A rule was made, switched or ended: look again."""
    _woken.pop(project_id, None)
    forget(_key(project_id))


def _key(project_id: UUID) -> str:
    return f"automations:{project_id}"


def _has_rules(project_id: UUID) -> bool:
    enabled = Automation.objects.filter(project=project_id, is_enabled=True)
    return enabled.filter(trigger__kind__in=sorted(EVENTS)).exists()
