"""The large project of the demo, and the sample of a new workspace."""

from django.utils import timezone

from accounts.services.workspaces import create_workspace
from tasks.models import Project, SprintTask, Task, TaskLink, TaskSpan
from tasks.reports.asked import Kind
from tasks.services.demo import LargeDemo, fill_large_project, fill_large_workspace
from tasks.services.samples import make_sample_project
from tasks.services.tasks import move_task
from tasks.tests.reports.test_known_week import report


def test_a_large_project_keeps_its_ranks_in_order(owner, workspace):
    project = fill_large_project(actor=owner, workspace=workspace, count=2500)
    again = fill_large_project(actor=owner, workspace=workspace, count=2500)

    assert again == project
    assert project.tasks.count() == 2500
    for column in project.columns.all():
        numbers = list(column.tasks.order_by("rank", "id").values_list("number", flat=True))
        assert numbers == sorted(numbers)
    assert max(len(rank) for rank in project.tasks.values_list("rank", flat=True)) < 12


def test_a_new_workspace_gets_a_project_to_learn_on(owner):
    with_sample = create_workspace(actor=owner, name="New", with_sample=True)
    without = create_workspace(actor=owner, name="Bare", with_sample=False)

    project = Project.objects.get(workspace=with_sample)
    assert not Project.objects.filter(workspace=without).exists()
    assert project.tasks.filter(archived_at=None).count() == 10
    assert [column.state for column in project.columns.all()] == [
        "todo", "in_progress", "in_review", "done",
    ]  # fmt: skip
    assert set(project.tasks.values_list("column__state", flat=True)) == {
        "todo", "in_progress", "in_review", "done",
    }  # fmt: skip
    assert all(task.description for task in project.tasks.all())


def test_the_sample_is_made_once(owner, workspace):
    first = make_sample_project(actor=owner, workspace=workspace)
    second = make_sample_project(actor=owner, workspace=workspace)

    assert first == second
    assert Task.objects.filter(title="Start TeamFlow").count() == 1


def test_the_sample_comes_with_a_past_that_reports_can_count(owner, workspace):
    project = make_sample_project(actor=owner, workspace=workspace)

    running = project.sprints.get(status="active")
    assert running.start_date < timezone.localdate() <= running.end_date
    burndown, velocity, forecast = (
        report(project, kind) for kind in (Kind.BURNDOWN, Kind.VELOCITY, Kind.FORECAST)
    )
    scope = sum(task.story_points for task in running.tasks.all())
    assert burndown["rows"][0]["remaining"] == scope
    assert {row["scope"] for row in burndown["rows"] if row["scope"]} == {scope}
    assert [row["done"] for row in velocity["rows"]] == [14, 16]
    assert "p85" in {figure["key"] for figure in forecast["figures"]}


def test_the_past_of_the_sample_is_whole(owner, workspace):
    project = make_sample_project(actor=owner, workspace=workspace)

    for task in project.tasks.select_related("column"):
        now = TaskSpan.objects.get(task=task, ended_at=None)
        state = "archived" if task.archived_at else task.column.state
        assert (now.status, now.points, now.sprint_id) == (
            state, task.story_points, task.sprint_id,
        )  # fmt: skip
        assert SprintTask.objects.filter(task=task, removed_at=None).count() == 1


def test_a_large_workspace_has_a_history_that_leads_to_what_stands(owner):
    size = LargeDemo(tasks=240, projects=2, people=8)
    told = []
    workspace = fill_large_workspace(
        actor=owner, size=size, progress=lambda *done: told.append(done)
    )
    again = fill_large_workspace(actor=owner, size=size, progress=lambda *done: None)

    assert again == workspace
    assert told == [(1, 2), (2, 2)]
    tasks = list(Task.objects.filter(project__workspace=workspace).select_related("column"))
    assert len(tasks) == 240
    assert workspace.memberships.count() == 8
    for task in tasks:
        spans = list(TaskSpan.objects.filter(task=task).order_by("started_at", "id"))
        last = spans[-1]
        assert [span.ended_at for span in spans[:-1]] == [span.started_at for span in spans[1:]]
        assert last.ended_at is None
        assert (last.status, last.points) == (task.column.state, task.story_points)
        assert last.sprint_id == task.sprint_id
        in_sprint = SprintTask.objects.filter(task=task, removed_at=None)
        assert [entry.sprint_id for entry in in_sprint] == [task.sprint_id][: in_sprint.count()]
        assert bool(in_sprint) == (task.sprint_id is not None)


def test_what_happens_after_the_large_demo_is_kept_as_ever(owner):
    size = LargeDemo(tasks=10, projects=1, people=3)
    workspace = fill_large_workspace(actor=owner, size=size, progress=lambda *done: None)
    task = Task.objects.filter(project__workspace=workspace, column__state="done").first()

    move_task(actor=owner, task=task, status="todo")

    assert TaskSpan.objects.get(task=task, ended_at=None).status == "todo"


def test_the_sample_fills_the_first_pages_that_somebody_opens(owner, workspace):
    project = make_sample_project(actor=owner, workspace=workspace)

    mine = project.tasks.filter(assignees=owner, column__state__in=("todo", "in_progress"))
    assert mine.count() == 3
    today = timezone.localdate()
    dated = project.tasks.exclude(due_date=None)
    assert dated.count() == 7
    assert all(task.due_date > today for task in dated.exclude(column__state="done"))
    link = TaskLink.objects.get(source__project=project)
    assert link.source.due_date < link.target.start_date
