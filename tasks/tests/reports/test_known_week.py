"""Every report on one week whose figures were worked out by hand (tasks/tests/reports/history.py).

All times UTC. What was in the sprint, day by day, in points:

| end of  | scope                               | done          | left |
| ------- | ----------------------------------- | ------------- | ---- |
| (start) | 5 + 3 + 8 = 16                      | 0             | 16   |
| 2 March | 16                                  | 0             | 16   |
| 3 March | 16                                  | 5             | 11   |
| 4 March | 16 - 3 (mast anew) + 2 (flag) = 15  | 5             | 10   |
| 5 March | 15 - 2 (flag) + 1 (rope) = 14       | 5             | 9    |
| 6 March | 14                                  | 5 + 3 + 1 = 9 | 5    |

The mast leaves at the very instant at which the sprint is completed: it counts as carried over.
"""

import csv
import io

import pytest

from tasks.reports.asked import Kind
from tasks.selectors.reports import Place, compute
from tasks.services.reports import asked_for
from tasks.tests.reports.history import lived, make_week

pytestmark = pytest.mark.django_db
WEEK = {"from": "2026-03-02", "to": "2026-03-08"}


@pytest.fixture
def sprint(project):
    return make_week(project)


def report(project, kind, said=None, zone="UTC"):
    place = Place.of_project(project)
    return compute(place, asked_for(place, kind, said or {}, zone=zone)).as_data()


def figures(data):
    return {figure["key"]: figure["value"] for figure in data["figures"]}


def table(data, *keys):
    return [tuple(row[key] for key in keys) for row in data["rows"]]


def test_burndown_in_points(project, sprint):
    data = report(project, Kind.BURNDOWN)

    assert table(data, "day", "scope", "done", "remaining", "ideal") == [
        (None, 16, 0, 16, 16),
        ("2026-03-02", 16, 0, 16, 12.8),
        ("2026-03-03", 16, 5, 11, 9.6),
        ("2026-03-04", 15, 5, 10, 6.4),
        ("2026-03-05", 14, 5, 9, 3.2),
        ("2026-03-06", 14, 9, 5, 0),
    ]
    assert figures(data) == {"remaining": 5, "done": 9, "scope": 14, "scope_change": -2}


def test_burndown_in_tasks(project, sprint):
    data = report(project, Kind.BURNDOWN, {"unit": "count", "sprint": str(sprint.pk)})

    # Three at the start; the flag makes four, goes, and the rope makes four again.
    assert table(data, "scope", "done", "remaining") == [
        (3, 0, 3),
        (3, 0, 3),
        (3, 1, 2),
        (4, 1, 3),
        (4, 1, 3),
        (4, 3, 1),
    ]


def test_burnup_says_how_the_scope_changed(project, sprint):
    changes = report(project, Kind.BURNUP)["extra"]["changes"]

    assert [(change["title"], change["kind"], change["points"]) for change in changes] == [
        ("Step the mast", "estimated", -3),
        ("Sew the flag", "added", 2),
        ("Buy rope", "added", 1),
        ("Sew the flag", "removed", -2),
    ]


def test_days_are_those_of_the_time_zone(project, sprint):
    # In Auckland (+13) the hull was mended on the 4th at 04:00; the sprint began on the 2nd at
    # 22:00 and was completed on the 7th at 06:00. The mast's new estimate (-3), the flag (+2) and
    # the rope (+1) all fall on the 5th.
    data = report(project, Kind.BURNDOWN, zone="Pacific/Auckland")

    assert table(data, "day", "done", "scope") == [
        (None, 0, 16),
        ("2026-03-02", 0, 16),
        ("2026-03-03", 0, 16),
        ("2026-03-04", 5, 16),
        ("2026-03-05", 5, 16),
        ("2026-03-06", 6, 14),
        ("2026-03-07", 9, 14),
    ]


def test_weekends_can_be_left_out(project):
    sprint = make_week(project)
    sprint.end_date = "2026-03-09"
    sprint.save()

    data = report(project, Kind.BURNDOWN, {"weekends": "false"})

    assert table(data, "day", "ideal")[-2:] == [("2026-03-06", 2.67), ("2026-03-09", 0)]
    # Nothing is known of the days after the sprint was completed.
    assert data["rows"][-1]["remaining"] is None


def test_velocity(project, sprint):
    data = report(project, Kind.VELOCITY)

    assert table(data, "sprint", "committed", "done", "change", "left") == [("First", 16, 9, -2, 5)]
    assert figures(data)["average"] == 9


def test_flow(project, sprint):
    data = report(project, Kind.FLOW, WEEK)

    # 2nd: hull in work, paint and mast wait. 4th: flag comes, paint in work. 6th: all but mast
    # and flag are done.
    assert table(data, "day", "todo", "in_progress", "in_review", "done") == [
        ("2026-03-02", 2, 1, 0, 0),
        ("2026-03-03", 2, 0, 0, 1),
        ("2026-03-04", 2, 1, 0, 1),
        ("2026-03-05", 3, 0, 1, 1),
        ("2026-03-06", 2, 0, 0, 3),
        ("2026-03-07", 2, 0, 0, 3),
        ("2026-03-08", 2, 0, 0, 3),
    ]


def test_cycle_and_lead_time(project, sprint):
    data = report(project, Kind.CYCLE_TIME, WEEK)

    # Hull: 2nd 10:00 to 3rd 15:00 = 29 h; made on the 1st at 09:00, so lead 54 h = 2.25 days.
    # Paint: 4th 09:00 to 6th 12:00 = 51 h; lead 123 h. Rope: never in work; lead 23 h.
    assert table(data, "title", "cycle", "lead") == [
        ("Paint the hull", 2.12, 5.12),
        ("Buy rope", None, 0.96),
        ("Mend the hull", 1.21, 2.25),
    ]
    found = figures(data)
    assert (found["cycle_p50"], found["cycle_p85"]) == (1.21, 2.12)
    assert (found["lead_p50"], found["lead_p85"], found["count"]) == (2.25, 5.12, 3)
    assert "1 task went straight to done" in data["note"]
    assert data["extra"]["histogram"]["cycle"] == [
        {"from": 0, "to": 1, "count": 0},
        {"from": 1, "to": 2, "count": 1},
        {"from": 2, "to": 3, "count": 1},
    ]


def test_a_task_that_was_opened_again_counts_once_by_its_last_finish(project):
    lived(
        project,
        "Varnish",
        ("03-02 08:00", "in_progress", 2, None),
        ("03-03 08:00", "done", 2, None),
        ("03-05 08:00", "in_progress", 2, None),
        ("03-06 08:00", "done", 2, None),
    )

    data = report(project, Kind.CYCLE_TIME, WEEK)

    assert table(data, "title", "cycle") == [("Varnish", 4)]


def test_throughput(project, sprint):
    data = report(project, Kind.THROUGHPUT, {"from": "2026-02-25", "to": "2026-03-10"})

    # Weeks begin on Monday; three tasks of 9 points were finished in that of 2 March.
    assert table(data, "week", "tasks", "points") == [
        ("2026-02-23", 0, 0),
        ("2026-03-02", 3, 9),
        ("2026-03-09", 0, 0),
    ]
    assert figures(data) == {"total": 3, "mean": 1, "median": 0}


def test_created_against_done(project, sprint):
    data = report(
        project, Kind.CREATED_DONE, {"from": "2026-03-01", "to": "2026-03-06", "by": "day"}
    )

    assert table(data, "day", "created", "done", "growth") == [
        ("2026-03-01", 3, 0, 3),
        ("2026-03-02", 0, 0, 3),
        ("2026-03-03", 0, 1, 2),
        ("2026-03-04", 1, 0, 3),
        ("2026-03-05", 1, 0, 4),
        ("2026-03-06", 0, 2, 2),
    ]


def test_the_table_as_a_file_is_the_same_and_runs_no_formula(project, clients):
    lived(
        project,
        '=HYPERLINK("x")',
        ("03-02 08:00", "in_progress", 2, None),
        ("03-03 08:00", "done", 2, None),
    )

    answer = clients["viewer"].get(
        f"/api/v1/projects/{project.pk}/reports/cycle-time", {**WEEK, "format": "csv"}
    )

    heads, row = csv.reader(io.StringIO(answer.content.decode()))
    assert heads == ["Task", "Title", "Finished", "Cycle time", "Lead time"]
    assert row[1:] == ['\'=HYPERLINK("x")', "2026-03-03T08:00:00+00:00", "1", "1"]
    assert answer["Content-Type"].startswith("text/csv")
    assert 'filename="cycle-time.csv"' in answer["Content-Disposition"]
