"""The large project of the demo, and the sample of a new workspace."""

from accounts.services.workspaces import create_workspace
from tasks.models import Project, Task
from tasks.services.demo import fill_large_project
from tasks.services.samples import make_sample_project


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
