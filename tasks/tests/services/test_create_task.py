"""Making tasks."""

from tasks.models import Task
from tasks.services.tasks import create_task


def test_nul_in_titles_and_steps_is_left_out(project, editor):
    task = create_task(
        actor=editor, project=project, title="Fix\x00 it", checklist=["a\x00b", "\x00"]
    )

    assert Task.objects.get(pk=task.pk).title == "Fix it"
    assert [item.title for item in task.checklists.get().items.all()] == ["ab"]
