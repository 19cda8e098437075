"""What a workspace may ask for: so many requests an hour, so much money a month."""

import math
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Workspace
from ai.models import Run
from ai.selectors import next_month, spent
from teamflow.common.errors import BudgetExceeded, RateLimited

_PERIODS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def lock_workspace_ai(workspace_id: UUID) -> None:
    """Let one request at a time count and spend; held until the commit."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"ai:{workspace_id}"]
        )


def check_rate(workspace: Workspace) -> None:
    """Raise RateLimited when the workspace asked as often as it may within the period."""
    count, seconds = rate_limit()
    if settings.BENCH:
        return
    since = timezone.now() - timedelta(seconds=seconds)
    recent = Run.objects.filter(workspace=workspace, created_at__gt=since).order_by("-created_at")
    # The one whose leaving the period makes room again.
    oldest = recent.values_list("created_at", flat=True)[count - 1 : count].first()
    if oldest is None:
        return
    wait = (oldest + timedelta(seconds=seconds) - timezone.now()).total_seconds()
    raise RateLimited(
        math.ceil(wait),
        _("This workspace has asked the AI %(count)d times within the hour. Try again later.")
        % {"count": count},
    )


def rate_limit() -> tuple[int, int]:
    """How many requests in how many seconds; `20/h` in the settings."""
    count, _slash, period = settings.RATE_LIMITS["ai"].partition("/")
    return int(count), _PERIODS[period[-1]] * int(period[:-1] or 1)


def check_budget(workspace: Workspace, *, estimate: Decimal) -> None:
    """Raise BudgetExceeded unless `estimate` still fits this month; what is free always fits."""
    if estimate == 0 or spent(workspace) + estimate <= workspace.ai_monthly_budget:
        return
    raise BudgetExceeded(
        _("This month's AI budget is used up. It begins anew on %(date)s.")
        % {"date": date_format(next_month(), "DATE_FORMAT")}
    )


@transaction.atomic
def reserve(run: Run, *, estimate: Decimal) -> None:
    """Hold `estimate` back for `run`; raises BudgetExceeded when it does not fit."""
    lock_workspace_ai(run.workspace_id)
    check_budget(Workspace.objects.get(pk=run.workspace_id), estimate=estimate)
    run.reserved_cost = estimate
    run.save(update_fields=["reserved_cost", "updated_at"])
