"""What those who look at a project's rules hear."""

from typing import Any

from accounts.models import User
from accounts.services.activity import record
from tasks.events import AutomationRan
from tasks.models import Automation
from teamflow.common.events import publish


def tell_rule(actor: User | None, automation: Automation, data: dict[str, Any]) -> None:
    """A rule was made, changed or ended, or ran: nothing that another rule could react to.

    It belongs to the running transaction.
    """
    project = automation.project
    entry = record(
        actor=actor,
        log=project.log,
        verb="automation.ran" if "run" in data else "automation.updated",
        target_kind="automation",
        target_id=automation.pk,
        rooms=[project.log],
        data=data,
    )
    publish(AutomationRan(entry=entry, workspace_id=project.workspace_id, project_id=project.pk))
