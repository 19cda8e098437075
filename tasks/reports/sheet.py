"""A report's table as CSV, safe to open in a sheet program."""

import csv
import io
from typing import Any

from teamflow.common.cells import plain_cell


def as_csv(report: dict[str, Any]) -> str:
    """The heads, then the rows; numbers stay numbers, times are whole minutes."""
    out = io.StringIO()
    writer = csv.writer(out)
    fields = report["fields"]
    writer.writerow([_safe(field["label"]) for field in fields])
    for row in report["rows"]:
        writer.writerow([_safe(row.get(field["key"])) for field in fields])
    return out.getvalue()


def _safe(value: object) -> object:
    return "" if value is None else plain_cell(value)
