"""A project large enough to measure on."""

import random
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Membership, User, Workspace
from tasks.models import Column, Label, Priority, Project, State, Task
from tasks.services.labels import add_label
from tasks.services.projects import NewProject, create_project
from tasks.services.tasks.creating import take_numbers
from teamflow.common.errors import NotFound
from teamflow.common.ranks import ranks_between

BATCH = 1000
_VERBS = ("Write", "Check", "Draw", "Plan", "Mend", "Measure", "Review", "Move", "Test", "Ship")
_THINGS = (
    "the sign-in page", "the release notes", "the import", "a backup", "the search index",
    "the price list", "the mail template", "the login form", "the canvas", "the side bar",
)  # fmt: skip


def home_of(*, user: User) -> Workspace:
    """The first workspace that somebody belongs to."""
    first = Membership.objects.filter(user=user, workspace__deleted_at=None).order_by("id").first()
    if first is None:
        raise NotFound
    return first.workspace


@transaction.atomic
def fill_large_project(
    *, actor: User, workspace: Workspace, count: int, key: str = "LARGE"
) -> Project:
    """A project with `count` tasks, written in bulk and without events; made once per key."""
    standing = Project.objects.filter(workspace=workspace, key=key, deleted_at=None).first()
    if standing is not None:
        return standing
    name = _("%(count)s tasks") % {"count": count}
    project = create_project(actor=actor, workspace=workspace, new=NewProject(name=name, key=key))
    labels = [
        add_label(actor=actor, project=project, name=label, color=color)
        for label, color in (("bug", "red"), ("idea", "purple"), ("chore", "grey"))
    ]
    columns = list(project.columns.all())
    number = take_numbers(project, count)
    shuffle = random.Random(count)  # noqa: S311 - the same demo every time
    rows = _rows(project, columns, actor, range(number, number + count), shuffle)
    while batch := list(islice(rows, BATCH)):
        Task.objects.bulk_create(batch)
        _decorate(batch, actor, labels, shuffle)
    return project


def _rows(
    project: Project,
    columns: list[Column],
    actor: User,
    numbers: range,
    shuffle: random.Random,
) -> Iterator[Task]:
    """Tasks spread over the columns, in an order that their ranks keep."""
    share = -(-len(numbers) // len(columns))
    ranks = ranks_between(None, None, share)
    today = timezone.localdate()
    for place, number in enumerate(numbers):
        column = columns[place % len(columns)]
        is_dated = shuffle.random() < 0.4
        yield Task(
            project=project,
            column=column,
            number=number,
            rank=ranks[place // len(columns)],
            title=f"{shuffle.choice(_VERBS)} {shuffle.choice(_THINGS)} ({number})",
            description="- one\n- two\n\n" + "Words about it. " * shuffle.randint(1, 20),
            priority=shuffle.choice(Priority.values),
            story_points=shuffle.choice([None, 1, 2, 3, 5, 8]),
            due_date=today + timedelta(days=shuffle.randint(-20, 60)) if is_dated else None,
            completed_at=timezone.now() if column.state == State.DONE else None,
            created_by=actor,
        )


def _decorate(tasks: list[Task], actor: User, labels: list[Label], shuffle: random.Random) -> None:
    assigned = Task.assignees.through
    labelled = Task.labels.through
    assigned.objects.bulk_create(
        [assigned(task_id=task.pk, user_id=actor.pk) for task in tasks if shuffle.random() < 0.3]
    )
    labelled.objects.bulk_create(
        [
            labelled(task_id=task.pk, label_id=shuffle.choice(labels).pk)
            for task in tasks
            if shuffle.random() < 0.3
        ]
    )
