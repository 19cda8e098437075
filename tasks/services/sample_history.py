"""What happened in the sample project before anybody saw it, so that its reports have a past."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from tasks.models import Column, Project, Sprint, SprintStatus, SprintTask, State, Task, TaskSpan
from tasks.services.tasks.creating import ranks_in_line, take_numbers, with_last_rank

# In days ago: three sprints of a week, the last of them running. All was planned before them.
PLANNED = 19.0
STARTS = (18.0, 11.0, 4.0)
ARCHIVED = 3.0
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class _Past:
    """A task that was finished: in which sprint, and when (in days ago)."""

    sprint: int
    title: str
    points: int
    begun: float
    reviewed: float
    done: float


def make_sprints(*, actor: User, project: Project) -> list[Sprint]:
    """Two that are over, and the one that runs."""
    now = timezone.now()
    goals = (_("Find out what we want."), _("Agree on how we work."), _("Find our way around."))
    made = []
    for number, (ago, goal) in enumerate(zip(STARTS, goals, strict=True), 1):
        start = now - timedelta(days=ago)
        is_over = ago > WEEK.days
        made.append(
            Sprint(
                project=project,
                name=_("Sprint %(number)s") % {"number": number},
                goal=goal,
                start_date=timezone.localdate(start),
                end_date=timezone.localdate(start + WEEK) - timedelta(days=1),
                status=SprintStatus.COMPLETED if is_over else SprintStatus.ACTIVE,
                started_at=start,
                completed_at=start + WEEK - timedelta(hours=1) if is_over else None,
                created_by=actor,
            )
        )
    return Sprint.objects.bulk_create(made)


def bring_history(
    *, actor: User, project: Project, sprints: Sequence[Sprint], tasks: Sequence[Task]
) -> None:
    """Add what was finished, and say of all tasks when they came to be what they are.

    `tasks`, those to learn on, were in the running sprint from its start. What older sprints
    finished is archived: reports count it, and the board stays easy to survey.
    """
    columns = {column.state: column for column in reversed(with_last_rank(project.columns.all()))}
    finished = _finish(actor, project, sprints, columns[State.DONE])
    spans = [span for row, past in finished for span in _spans_of_past(row, past, columns)]
    spans += [span for task in tasks for span in _spans_of_lesson(task, columns)]
    TaskSpan.objects.filter(project=project).delete()
    TaskSpan.objects.bulk_create(spans)
    _note_sprints(project, sprints)


def _finish(
    actor: User, project: Project, sprints: Sequence[Sprint], column: Column
) -> list[tuple[Task, _Past]]:
    pasts = _pasts()
    number = take_numbers(project, len(pasts))
    ranks = ranks_in_line(column.last_rank, len(pasts))  # type: ignore[attr-defined]
    rows = [
        Task(
            project=project,
            column=column,
            number=number + place,
            rank=rank,
            title=past.title,
            description=_("An example of finished work, so that the reports have some to count."),
            story_points=past.points,
            sprint=sprints[past.sprint],
            completed_at=_ago(past.done),
            archived_at=None if past.sprint == len(sprints) - 1 else _ago(ARCHIVED),
            created_by=actor,
        )
        for place, (past, rank) in enumerate(zip(pasts, ranks, strict=True))
    ]
    Task.objects.bulk_create(rows)
    Task.objects.filter(pk__in=[row.pk for row in rows]).update(created_at=_ago(PLANNED))
    return list(zip(rows, pasts, strict=True))


def _spans_of_past(row: Task, past: _Past, columns: dict[str, Column]) -> Iterable[TaskSpan]:
    steps = [
        (PLANNED, State.TODO),
        (past.begun, State.IN_PROGRESS),
        (past.reviewed, State.IN_REVIEW),
        (past.done, State.DONE),
    ]
    if row.archived_at is not None:
        steps.append((ARCHIVED, State.ARCHIVED))
    return _spans(row, steps, columns)


def _spans_of_lesson(task: Task, columns: dict[str, Column]) -> Iterable[TaskSpan]:
    ways = {
        State.TODO: [],
        State.IN_PROGRESS: [(2.0, State.IN_PROGRESS)],
        State.IN_REVIEW: [(3.0, State.IN_PROGRESS), (1.0, State.IN_REVIEW)],
        State.DONE: [(0.0, State.DONE)],
    }
    return _spans(task, [(PLANNED, State.TODO), *ways[State(task.column.state)]], columns)


def _spans(
    row: Task, steps: Sequence[tuple[float, State]], columns: dict[str, Column]
) -> Iterable[TaskSpan]:
    ends = [_ago(ago) for ago, _state in steps[1:]]
    for (ago, state), end in zip(steps, [*ends, None], strict=True):
        column = columns[State.DONE if state == State.ARCHIVED else state]
        yield TaskSpan(
            task=row,
            project_id=row.project_id,
            started_at=_ago(ago),
            ended_at=end,
            status=state,
            column=column,
            points=row.story_points,
            sprint_id=row.sprint_id,
        )


def _note_sprints(project: Project, sprints: Sequence[Sprint]) -> None:
    """What stood in each sprint at its start, and at the end of those that are over."""
    rows = list(SprintTask.objects.filter(sprint__project=project).select_related("task"))
    running = sprints[-1].pk
    for row in rows:
        row.added_at = _ago(PLANNED)
        row.points_at_start = row.task.story_points or 0
        if row.sprint_id != running:
            row.points_at_end = row.points_at_start
            row.was_done = True
    SprintTask.objects.bulk_update(
        rows, ["added_at", "points_at_start", "points_at_end", "was_done"]
    )


def _ago(days: float) -> datetime:
    return timezone.now() - timedelta(days=days)


def _pasts() -> list[_Past]:
    return [
        _Past(0, _("Collect what everybody wishes for"), 3, 18, 16.5, 16.2),
        _Past(0, _("Talk to three customers"), 5, 17.5, 15.3, 14.8),
        _Past(0, _("Sort the wishes into themes"), 2, 16.1, 15.4, 15.2),
        _Past(0, _("Choose the first goal"), 1, 14.7, 14.2, 14.1),
        _Past(0, _("Write the goal down in one page"), 3, 14, 12.6, 12.2),
        _Past(1, _("Agree on what “done” means"), 2, 11, 10.4, 10.2),
        _Past(1, _("Name the columns of the board"), 1, 10.1, 9.8, 9.7),
        _Past(1, _("Draw how a request reaches us"), 5, 10, 7.6, 7.1),
        _Past(1, _("Estimate the first ten tasks"), 3, 8.8, 6.4, 6.2),
        _Past(1, _("Write a template for bug reports"), 2, 7, 5.5, 5.2),
        _Past(1, _("Try out a week of it"), 3, 9.2, 5.1, 4.6),
        _Past(2, _("Plan this sprint together"), 2, 3.9, 3.7, 3.6),
        _Past(2, _("Look back at the last sprint"), 3, 3.4, 2.3, 1.8),
    ]
