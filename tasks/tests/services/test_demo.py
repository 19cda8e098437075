"""The large project of the demo, and the sample of a new workspace."""

from accounts.services.workspaces import create_workspace
from tasks.models import Project, SprintTask, Task, TaskSpan
from tasks.services.demo import LargeDemo, fill_large_project, fill_large_workspace
from tasks.services.samples import make_sample_project
from tasks.services.tasks import move_task


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
    assert project.tasks.count() == 8
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
    assert Task.objects.count() == 8


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
