"""A timesheet as a sheet program reads it."""

import csv
from io import StringIO
from typing import Any

from django.utils.translation import gettext as _

from teamflow.common.cells import plain_cell


def timesheet_csv(sheet: dict[str, Any]) -> str:
    """The week with a column a day, in hours; with a mark that tells the encoding."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow([_("Person"), _("Task"), _("Title"), *sheet["days"], _("Total")])
    for row in sheet["rows"]:
        names = [row["user"]["name"], row["task"]["key"], row["task"]["title"]]
        hours = [_hours(minutes) for minutes in [*row["minutes"], row["total"]]]
        writer.writerow([*(plain_cell(name) for name in names), *hours])
    writer.writerow([_("Total"), "", "", *map(_hours, sheet["totals"]), _hours(sheet["total"])])
    return "\ufeff" + out.getvalue()


def _hours(minutes: int) -> str:
    return f"{minutes / 60:.2f}"
