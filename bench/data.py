"""Projects of a given size, written straight into the tables: the writing is not measured."""

import json
import sys
from typing import Any

import django


def main(sizes: list[int]) -> None:
    django.setup()
    from accounts.models import User, Workspace

    demo = User.objects.get(email="demo@teamflow.local")
    workspace = Workspace.objects.filter(memberships__user=demo).earliest("created_at")
    sys.stdout.write(json.dumps({size: fill(workspace, demo, size) for size in sizes}) + "\n")


def fill(workspace: Any, demo: Any, size: int) -> dict[str, str]:
    from tasks.models import Column, Label, Project, State, Task
    from teamflow.common.ranks import ranks_between

    project = Project.objects.create(
        workspace=workspace,
        key="B" + "ABCDEFGHIJ"[len(str(size))] + "X",
        name=f"{size} tasks",
        created_by=demo,
        next_number=size + 1,
    )
    columns = [
        Column.objects.create(project=project, name=str(state.label), state=state, rank=rank)
        for state, rank in zip(list(State)[:5], ranks_between(None, None, 5), strict=True)
    ]
    labels = [Label.objects.create(project=project, name=name) for name in ("bug", "idea")]
    ranks = ranks_between(None, None, size)
    tasks = Task.objects.bulk_create(
        [
            Task(
                project=project,
                column=columns[number % 5],
                number=number + 1,
                title=f"Task number {number} with a title of usual length",
                description="Some words about what is to be done. " * 5,
                rank=ranks[number],
                created_by=demo,
            )
            for number in range(size)
        ],
        batch_size=1000,
    )
    Task.assignees.through.objects.bulk_create(
        [Task.assignees.through(task=task, user=demo) for task in tasks[::2]], batch_size=2000
    )
    Task.labels.through.objects.bulk_create(
        [Task.labels.through(task=one, label=labels[0]) for one in tasks[::3]], batch_size=2000
    )
    return {"project": str(project.pk), "task": str(tasks[size // 2].pk)}


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]])
