"""Only what can be drawn stands on a dashboard."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from tasks.reports.widgets import checked_widgets

PROJECT = str(uuid4())
REPORT = {"id": "a", "kind": "report", "report": "flow", "project": PROJECT}


def checked(*widgets):
    return checked_widgets(list(widgets), projects={PROJECT}, today=date(2026, 3, 2))


def test_keeps_what_can_be_drawn_and_fills_in_what_is_usual():
    kept = checked(
        {**REPORT, "said": {"unit": "points", "from": "-30d"}, "size": 2},
        {"id": "b", "kind": "number", "report": "throughput", "figure": "mean", "project": None},
        {"id": "c", "kind": "tasks", "query": "is:overdue", "title": "Late 🐢", "limit": 5},
    )

    assert kept == [
        {
            "id": "a",
            "kind": "report",
            "title": "",
            "size": 2,
            "project": PROJECT,
            "report": "flow",
            "said": {"unit": "points", "from": "-30d"},
        },
        {
            "id": "b",
            "kind": "number",
            "title": "",
            "size": 1,
            "project": None,
            "report": "throughput",
            "said": {},
            "figure": "mean",
        },
        {
            "id": "c",
            "kind": "tasks",
            "title": "Late 🐢",
            "size": 1,
            "project": None,
            "query": "is:overdue",
            "limit": 5,
        },
    ]


@pytest.mark.parametrize(
    "widget",
    [
        "text",
        None,
        {},
        {**REPORT, "kind": "script"},
        {**REPORT, "kind": ["report"]},
        {**REPORT, "id": ""},
        {**REPORT, "id": "x" * 41},
        {**REPORT, "id": 7},
        {**REPORT, "report": "horoscope"},
        {**REPORT, "report": ["flow"]},
        {**REPORT, "size": 4},
        {**REPORT, "size": True},
        {**REPORT, "size": "2"},
        {**REPORT, "title": "x" * 101},
        {**REPORT, "title": "\0"},
        {**REPORT, "colour": "red"},
        {**REPORT, "project": str(uuid4())},
        {**REPORT, "project": "not an id"},
        {**REPORT, "project": 5},
        {**REPORT, "said": {"from": "9999-12-31"}},
        {**REPORT, "said": {"unit": "hours"}},
        {**REPORT, "said": {"nonsense": "1"}},
        {**REPORT, "said": {"unit": 1}},
        {**REPORT, "said": []},
        {**REPORT, "report": "burndown", "project": None},
        {**REPORT, "kind": "number"},
        {"id": "t", "kind": "tasks", "limit": 51},
        {"id": "t", "kind": "tasks", "query": "x" * 2001},
        {"id": "t", "kind": "tasks", "report": "flow"},
    ],
)
def test_refuses_the_rest(widget):
    with pytest.raises(ValidationError):
        checked(widget)


def test_refuses_too_many_and_two_of_one_id():
    with pytest.raises(ValidationError):
        checked(REPORT, REPORT)
    with pytest.raises(ValidationError):
        checked(*({**REPORT, "id": str(place)} for place in range(25)))
    with pytest.raises(ValidationError):
        checked_widgets({"a": 1}, projects=set(), today=date(2026, 3, 2))
