"""What a project does by itself: rules, the plan of their runs, and the running of them."""

from tasks.services.automations.managing import (
    create_automation,
    delete_automation,
    run_by_hand,
    update_automation,
)
from tasks.services.automations.planning import plan_due, plan_events, plan_schedules
from tasks.services.automations.running import run_waiting
from tasks.services.automations.trying import try_rule

__all__ = [
    "create_automation",
    "delete_automation",
    "plan_due",
    "plan_events",
    "plan_schedules",
    "run_by_hand",
    "run_waiting",
    "try_rule",
    "update_automation",
]
