"""A workspace as a company of 200 has it after two years: 100,000 tasks and how they came about."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Membership, Role, User, Workspace
from accounts.services.workspaces import create_workspace
from tasks.models import CustomField, Label, Milestone, Project, Sprint
from tasks.services.demo.lives import Box
from tasks.services.demo.rows import ProjectRows, write_rows
from tasks.services.labels import add_label
from tasks.services.projects import NewProject, create_project
from teamflow.common.ranks import ranks_between

DAYS = 730
SPRINT_DAYS = 14
# How many of the projects the demo person works in.
MINE = 0.1
_THEMES = (
    "Sign-in", "Search", "Billing", "Mobile", "Import", "Editor", "Reports", "Platform",
    "Payments", "Onboarding",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LargeDemo:
    """How large: the defaults are what the targets in docs/benchmarks.md are measured on."""

    tasks: int = 100_000
    projects: int = 50
    people: int = 200
    name: str = "Large"


def fill_large_workspace(
    *, actor: User, size: LargeDemo, progress: Callable[[int, int], None]
) -> Workspace:
    """Make it, project by project, without events; what stands from an earlier run is kept.

    `progress` hears how many projects of how many are there.
    """
    workspace = _workspace(actor, size)
    people = _people(workspace, size.people)
    for number in range(size.projects):
        key = f"L{chr(65 + number // 26)}{chr(65 + number % 26)}"
        if not Project.objects.filter(workspace=workspace, key=key).exists():
            _fill_project(actor, workspace, key, people, size.tasks // size.projects)
        progress(number + 1, size.projects)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return workspace


def _workspace(actor: User, size: LargeDemo) -> Workspace:
    standing = Workspace.objects.filter(created_by=actor, name=size.name, deleted_at=None).first()
    return standing or create_workspace(actor=actor, name=size.name)


@transaction.atomic
def _people(workspace: Workspace, count: int) -> list[User]:
    """Members who cannot sign in: they have no password."""
    known = {user.email: user for user in User.objects.filter(email__endswith="@large.invalid")}
    wanted = [f"member-{number:03}@large.invalid" for number in range(1, count)]
    made = [
        User(email=email, name=_("Member %(number)s") % {"number": place})
        for place, email in enumerate(wanted, 1)
        if email not in known
    ]
    for user in made:
        user.set_unusable_password()
    User.objects.bulk_create(made)
    people = [*known.values(), *made]
    Membership.objects.bulk_create(
        [Membership(user=user, workspace=workspace, role=Role.MEMBER) for user in people],
        ignore_conflicts=True,
    )
    return people


@transaction.atomic
def _fill_project(
    actor: User, workspace: Workspace, key: str, people: list[User], count: int
) -> None:
    chance = random.Random(key)  # noqa: S311 - the same demo every time
    now = timezone.now()
    name = f"{chance.choice(_THEMES)} {key}"
    project = create_project(actor=actor, workspace=workspace, new=NewProject(name=name, key=key))
    _date(project, actor, now, chance)
    write_rows(
        ProjectRows(
            project=project,
            team=_team(actor, people, chance),
            labels=_labels(actor, project),
            fields=_fields(actor, project),
            milestones=_milestones(actor, project, now),
            boxes=_sprints(actor, project, now),
            now=now,
            chance=chance,
        ),
        count,
    )


def _team(actor: User, people: list[User], chance: random.Random) -> list[User]:
    """Twelve of them; whoever looks at the demo has work in some projects, as everybody has."""
    team = chance.sample(people, k=min(12, len(people)))
    return [actor, *team[1:]] if chance.random() < MINE else team


def _date(project: Project, actor: User, now: datetime, chance: random.Random) -> None:
    today = now.date()
    project.lead = actor
    project.start_date = today - timedelta(days=DAYS)
    project.target_date = today + timedelta(days=chance.randint(10, 200))
    project.health = chance.choice(["on_track", "on_track", "at_risk", "off_track"])
    project.save(update_fields=["lead", "start_date", "target_date", "health"])


def _labels(actor: User, project: Project) -> list[Label]:
    names = (("bug", "red"), ("idea", "purple"), ("chore", "grey"), ("customer", "green"))
    return [
        add_label(actor=actor, project=project, name=name, color=color) for name, color in names
    ]


def _fields(actor: User, project: Project) -> list[CustomField]:
    levels = ("Low", "Medium", "High")
    options = [
        {"id": name.lower(), "name": name, "color": color}
        for name, color in zip(levels, ("grey", "amber", "red"), strict=True)
    ]
    first, second = ranks_between(None, None, 2)
    return CustomField.objects.bulk_create(
        [
            CustomField(
                project=project,
                name="Severity",
                kind="select",
                options=options,
                rank=first,
                created_by=actor,
            ),
            CustomField(project=project, name="Cost", kind="number", rank=second, created_by=actor),
        ]
    )


def _milestones(actor: User, project: Project, now: datetime) -> list[Milestone]:
    ranks = ranks_between(None, None, 4)
    return Milestone.objects.bulk_create(
        [
            Milestone(
                project=project,
                name=f"Release {number + 1}",
                due_date=now.date() + timedelta(days=60 * (number - 2)),
                reached_at=now + timedelta(days=60 * (number - 2)) if number < 2 else None,
                rank=rank,
                created_by=actor,
            )
            for number, rank in enumerate(ranks)
        ]
    )


def _sprints(actor: User, project: Project, now: datetime) -> list[Box]:
    """Two-week sprints over the whole time, the last of them running; and one to come."""
    length = timedelta(days=SPRINT_DAYS)
    running = now - timedelta(days=5)
    starts = [running - length * back for back in range(DAYS // SPRINT_DAYS, -1, -1)]
    made = [_sprint(actor, project, number, start, now) for number, start in enumerate(starts, 1)]
    coming = Sprint(project=project, name=f"Sprint {len(made) + 1}", capacity=40, created_by=actor)
    Sprint.objects.bulk_create([*made, coming])
    return [
        Box(sprint.pk, start, start + length) for sprint, start in zip(made, starts, strict=True)
    ]


def _sprint(actor: User, project: Project, number: int, start: datetime, now: datetime) -> Sprint:
    end = start + timedelta(days=SPRINT_DAYS)
    is_over = end <= now
    return Sprint(
        project=project,
        name=f"Sprint {number}",
        start_date=start.date(),
        end_date=end.date(),
        status=Sprint.Status.COMPLETED if is_over else Sprint.Status.ACTIVE,
        capacity=40,
        started_at=start,
        completed_at=end if is_over else None,
        created_by=actor,
    )
