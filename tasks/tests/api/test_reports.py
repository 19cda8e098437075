"""Reports on the wire: who reads them, what is refused, what is kept."""

import pytest

from tasks.jobs import keep_reports
from tasks.models import Report
from tasks.reports.asked import Kind
from tasks.services import reports as services
from tasks.services.tasks import create_task, move_task
from tasks.tests.reports.history import make_week
from teamflow.common.jobs import run_job
from teamflow.common.models import Job

pytestmark = pytest.mark.django_db
OVER_ALL = [kind for kind in Kind if kind not in {"burndown", "burnup", "velocity"}]


def path_of(project, kind):
    return f"/api/v1/projects/{project.pk}/reports/{kind}"


@pytest.mark.parametrize("kind", list(Kind))
def test_everyone_who_may_read_the_project_reads_every_report(clients, project, kind):
    make_week(project)

    answer = clients["viewer"].get(path_of(project, kind))

    assert answer.status_code == 200, answer.json()
    body = answer.json()
    assert (body["kind"], body["is_ready"], body["is_stale"]) == (kind, True, False)
    assert clients["outsider"].get(path_of(project, kind)).status_code == 404


@pytest.mark.parametrize("kind", list(Kind))
def test_an_empty_project_says_why_there_is_nothing(clients, project, kind):
    body = clients["viewer"].get(path_of(project, kind)).json()

    assert body["note"]


@pytest.mark.parametrize("kind", OVER_ALL)
def test_a_workspace_has_them_too(clients, workspace, project, kind):
    make_week(project)

    answer = clients["viewer"].get(f"/api/v1/workspaces/{workspace.slug}/reports/{kind}")

    assert answer.status_code == 200, answer.json()
    stranger = clients["outsider"].get(f"/api/v1/workspaces/{workspace.slug}/reports/{kind}")
    assert stranger.status_code == 404


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("flow", {"colour": "red"}),
        ("flow", {"from": "yesterday"}),
        ("flow", {"from": "9999-12-31"}),
        ("flow", {"to": "0001-01-01"}),
        ("flow", {"from": "2026-03-02", "to": "2026-03-01"}),
        ("flow", {"from": "2000-01-01", "to": "2026-03-01"}),
        ("flow", {"unit": "hours"}),
        ("flow", {"by": "week"}),
        ("flow", {"person": "everybody"}),
        ("flow", {"type": "bug"}),
        ("flow", {"query": "((("}),
        ("flow", {"query": "x" * 2001}),
        ("velocity", {"last": "2"}),
        ("velocity", {"last": "99999999999"}),
        ("velocity", {"last": "٣"}),
        ("velocity", {"from": "2026-03-02"}),
        ("burndown", {"sprint": "the next"}),
        ("burndown", {"weekends": "maybe"}),
        ("forecast", {"history": "0"}),
    ],
)
def test_what_makes_no_sense_is_a_400(clients, project, kind, said):
    answer = clients["viewer"].get(path_of(project, kind), said)

    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "VALIDATION_ERROR")
    assert answer.json()["error"]["details"][0]["field"] in said


def test_a_report_or_sprint_that_is_not_here_is_a_404(clients, project, workspace, owner):
    from tasks.services.projects import NewProject, create_project

    other = create_project(actor=owner, workspace=workspace, new=NewProject(name="Other", key="OT"))
    sprint = make_week(other)

    assert clients["viewer"].get(path_of(project, "horoscope")).status_code == 404
    answer = clients["viewer"].get(path_of(project, "burndown"), {"sprint": str(sprint.pk)})
    assert answer.status_code == 404


def test_an_unchanged_report_is_not_sent_again(clients, project):
    make_week(project)
    services.keep_project_reports(project=project)
    first = clients["viewer"].get(path_of(project, "velocity"))

    again = clients["viewer"].get(
        path_of(project, "velocity"), headers={"If-None-Match": first["ETag"]}
    )

    assert (again.status_code, again.content) == (304, b"")


def test_filters_leave_what_fits(clients, project, editor):
    make_week(project)
    mine = create_task(
        actor=editor, project=project, title="Tar the rope", assignee_ids=[editor.pk]
    )
    move_task(actor=editor, task=mine, status="in_progress")

    def titles(**said):
        body = clients["editor"].get(path_of(project, "age"), said).json()
        return [row["title"] for row in body["rows"]]

    assert titles(person=str(editor.pk)) == ["Tar the rope"]
    assert titles(query="assignee:me") == ["Tar the rope"]
    assert titles(person="none") == []
    assert titles(query="status:done") == []


def test_the_hour_keeps_the_reports_of_projects_that_live(clients, project, editor):
    create_task(actor=editor, project=project, title="Tar the rope")

    assert keep_reports() == 1
    assert Report.objects.filter(project=project).count() == len(Kind)
    assert keep_reports() == 1
    assert Report.objects.filter(project=project).count() == len(Kind)


def test_a_kept_report_is_given_until_something_happens(clients, project, editor):
    create_task(actor=editor, project=project, title="Tar the rope")
    keep_reports()
    kept = clients["viewer"].get(path_of(project, "flow")).json()
    assert (
        kept["computed_at"] == clients["viewer"].get(path_of(project, "flow")).json()["computed_at"]
    )

    create_task(actor=editor, project=project, title="Coil it")

    fresh = clients["viewer"].get(path_of(project, "flow")).json()
    assert fresh["rows"][-1]["todo"] == 2
    assert fresh["computed_at"] > kept["computed_at"]


def test_a_job_counts_on_demand(clients, project):
    make_week(project)

    answer = clients["viewer"].post(path_of(project, "velocity"))
    again = clients["viewer"].post(path_of(project, "velocity"))

    assert answer.status_code == again.status_code == 202
    # One that waits already is enough.
    job = Job.objects.get(kind="tasks.report")
    run_job(str(job.pk))
    job.refresh_from_db()
    assert (job.status, job.queue) == (Job.Status.DONE, "analytics")
    assert Report.objects.get(project=project).content["report"]["rows"][0]["done"] == 9
    assert clients["outsider"].post(path_of(project, "velocity")).status_code == 404


def test_what_is_too_large_is_counted_by_a_job_and_given_from_what_was_kept(
    clients, workspace, project, editor, monkeypatch
):
    monkeypatch.setattr(services, "LARGE", 0)
    create_task(actor=editor, project=project, title="Tar the rope")
    path = f"/api/v1/workspaces/{workspace.slug}/reports/flow"

    first = clients["viewer"].get(path).json()
    assert (first["is_ready"], first["rows"]) == (False, [])
    run_job(str(Job.objects.get(kind="tasks.report").pk))

    ready = clients["viewer"].get(path).json()
    assert (ready["is_ready"], ready["rows"][-1]["todo"]) == (True, 1)


@pytest.mark.parametrize("kind", list(Kind))
def test_takes_few_queries(clients, project, kind, django_assert_max_num_queries):
    make_week(project)
    clients["viewer"].get(path_of(project, kind))

    with django_assert_max_num_queries(10):
        clients["viewer"].get(path_of(project, kind))


def test_the_page_is_for_members(clients, workspace, project):
    path = f"/w/{workspace.slug}/p/{project.key}/reports/"

    answer = clients["viewer"].get(path)

    assert answer.status_code == 200
    assert b"tf-reports-page" in answer.content
    assert clients["outsider"].get(path).status_code == 404
