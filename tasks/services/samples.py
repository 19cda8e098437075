"""A first project to learn on."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User, Workspace
from tasks.models import Label, Project, Sprint, TaskLink
from tasks.services.labels import add_label
from tasks.services.links import link_tasks
from tasks.services.projects import NewProject, create_project
from tasks.services.sample_history import bring_history, make_sprints
from tasks.services.tasks import TaskValues, create_tasks


@dataclass(frozen=True, slots=True)
class _Sample:
    """One teaching task."""

    status: str
    title: str
    description: str
    labels: tuple[str, ...] = ()
    checklist: tuple[str, ...] = ()
    points: int = 1
    # Days from today; without them a task has no dates.
    days: tuple[int, int] | None = None
    is_mine: bool = False
    extra: TaskValues = field(default_factory=lambda: TaskValues())


@transaction.atomic
def make_sample_project(*, actor: User, workspace: Workspace) -> Project:
    """A project whose tasks explain TeamFlow; a workspace that has a project keeps what it has."""
    Workspace.objects.select_for_update().get(pk=workspace.pk)
    standing = Project.objects.filter(workspace=workspace, deleted_at=None).first()
    if standing is not None:
        return standing
    project = create_project(
        actor=actor,
        workspace=workspace,
        new=NewProject(
            name=_("First steps"),
            key="TF",
            description=_("A project to try things on. Change, move and delete what you like."),
        ),
    )
    labels = {
        name: add_label(actor=actor, project=project, name=label, color=color)
        for name, label, color in (
            ("start", _("start here"), "green"),
            ("board", _("whiteboard"), "purple"),
            ("keys", _("shortcuts"), "blue"),
        )
    }
    sprints = make_sprints(actor=actor, project=project)
    values = [_values(sample, labels, sprints[-1], actor) for sample in _samples()]
    tasks = create_tasks(actor=actor, project=project, tasks=values)
    bring, invite = tasks[1:3]
    link_tasks(actor=actor, source=bring, target=invite, kind=TaskLink.Kind.BLOCKS)
    bring_history(actor=actor, project=project, sprints=sprints, tasks=tasks)
    return project


def _values(sample: _Sample, labels: dict[str, Label], sprint: Sprint, actor: User) -> TaskValues:
    return {
        **_dates(sample.days),
        "assignee_ids": [actor.pk] if sample.is_mine else [],
        "story_points": sample.points,
        "sprint": sprint.pk,
        **sample.extra,
        "title": sample.title,
        "description": sample.description,
        "status": sample.status,
        "label_ids": [labels[name].pk for name in sample.labels],
        "checklist": list(sample.checklist),
    }


def _dates(days: tuple[int, int] | None) -> TaskValues:
    if days is None:
        return {}
    start, due = (timezone.localdate() + timedelta(days=day) for day in days)
    return {"start_date": start, "due_date": due}


def _samples() -> list[_Sample]:
    return [*_to_start_with(), *_to_do_together(), *_to_go_on_with()]


def _to_start_with() -> list[_Sample]:
    return [
        _Sample(
            "todo",
            _("Drag this card to “In progress”"),
            _(
                "Take it with the mouse or a finger. With the keyboard: focus the card, press "
                "**Space**, move it with the arrow keys, press **Space** again.\n\n"
                "Everybody who has this board open sees it move at once."
            ),
            ("start",),
            extra={"priority": "high"},
            days=(0, 3),
            is_mine=True,
        ),
        _Sample(
            "todo",
            _("Bring your board from Trello"),
            _(
                "In Trello: *Menu → Print, export and share → Export as JSON*. Here: open "
                "**Import** in this project, choose the file, look at the preview, start.\n\n"
                "Importing the same file twice changes nothing."
            ),
            ("start",),
            (_("Export the board as JSON"), _("Look at the preview"), _("Import it")),
            points=3,
            days=(0, 4),
        ),
    ]


def _to_do_together() -> list[_Sample]:
    return [
        _Sample(
            "todo",
            _("Invite somebody to this workspace"),
            _(
                "Open **People** and make a link. Then edit the same task in two browsers: "
                "changes to different fields merge, and where both of you changed the same one, "
                "you are shown both and choose."
            ),
            ("start",),
            days=(5, 8),
            is_mine=True,
        ),
        _Sample(
            "todo",
            _("Break this task down with AI"),
            _(
                "Open the task and choose **Break down**. You get proposals to edit, and only what "
                "you accept becomes subtasks.\n\nThe task to break down: *prepare the first "
                "release: tests, notes, an announcement, a rollback plan*."
            ),
            points=5,
            days=(6, 13),
        ),
    ]


def _to_go_on_with() -> list[_Sample]:
    return [
        _Sample(
            "in_progress",
            _("Write the first sticky notes on the whiteboard"),
            _(
                "Open **Boards**. Press **N** and click for a note. Select some notes and make "
                "tasks of them: each becomes a card that moves as the task does."
            ),
            ("board",),
            days=(-2, 4),
            is_mine=True,
        ),
        _Sample(
            "in_progress",
            _("Write a description with Markdown"),
            _(
                "# Headings\n\n- lists\n- [x] boxes that are ticked\n- [ ] and boxes that are not"
                "\n\n| tables | too |\n| --- | --- |\n| one | two |\n\n```python\n"
                'print("and code")\n```'
            ),
            points=2,
            checklist=(_("Open the editor"), _("Write something"), _("Save with Ctrl+Enter")),
        ),
        _Sample(
            "in_review",
            _("Learn five shortcuts"),
            _(
                "Press **?** anywhere for the whole list. The arrow keys walk over the cards, "
                "**Enter** opens one, **Ctrl+K** finds anything."
            ),
            ("keys",),
            days=(-3, 5),
        ),
        _Sample(
            "done",
            _("Start TeamFlow"),
            _("One command, and it runs. This is done already."),
            ("start",),
            days=(-4, -4),
            is_mine=True,
        ),
    ]
