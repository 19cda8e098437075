"""Reports, counted from the spans of tasks: SQL adds up, tasks/reports does the arithmetic."""

from collections.abc import Callable

from tasks.reports.asked import Asked, Kind
from tasks.reports.content import Content
from tasks.selectors.reports.burn import burn, velocity
from tasks.selectors.reports.flow import created_done, flow, throughput
from tasks.selectors.reports.people import time_spent, workload
from tasks.selectors.reports.spans import Place, Scope, scope_for
from tasks.selectors.reports.times import age, cycle_time, forecast_report

__all__ = ["Place", "compute"]

_BUILDERS: dict[Kind, Callable[[Scope, Asked], Content]] = {
    Kind.BURNDOWN: burn,
    Kind.BURNUP: burn,
    Kind.VELOCITY: velocity,
    Kind.FLOW: flow,
    Kind.CYCLE_TIME: cycle_time,
    Kind.THROUGHPUT: throughput,
    Kind.AGE: age,
    Kind.WORKLOAD: workload,
    Kind.TIME: time_spent,
    Kind.CREATED_DONE: created_done,
    Kind.FORECAST: forecast_report,
}


def compute(place: Place, asked: Asked) -> Content:
    """The answer, counted now."""
    return _BUILDERS[asked.kind](scope_for(place, asked), asked)
