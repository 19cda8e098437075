"""Whether a task may go where it is going: allowed transitions, filled fields, approvals, limits.

Asked after the task was written and before the commit, so that what a change fills counts and a
refusal undoes it all. The project is locked, so two people cannot both take the last place.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Role, User
from accounts.selectors import people_in, role_in
from tasks.models import Approval, ChecklistItem, Column, CustomField, Project, Task, Transition
from teamflow.common.errors import Denied

WIP_POLICIES = ("off", "warn", "refuse")

# What a transition may ask for, and what to say when it is missing.
NEEDS = {
    "assignees": gettext_lazy("Assign somebody first."),
    "labels": gettext_lazy("Give it a label first."),
    "description": gettext_lazy("Write a description first."),
    "story_points": gettext_lazy("Estimate its story points first."),
    "estimate_minutes": gettext_lazy("Estimate its time first."),
    "start_date": gettext_lazy("Set a start date first."),
    "due_date": gettext_lazy("Set a due date first."),
    "type": gettext_lazy("Choose a type first."),
    "sprint": gettext_lazy("Put it into a sprint first."),
    "milestone": gettext_lazy("Choose a milestone first."),
    "parent": gettext_lazy("Put it under another task first."),
    "checklist": gettext_lazy("Tick all steps of its checklist first."),
    "subtasks": gettext_lazy("Finish its subtasks first."),
}


class MoveRefused(ValidationError):
    """The workflow does not let this task go there; another it may."""


class MoveDenied(Denied):
    """The workflow does not let this person move it there."""


@dataclass(frozen=True, slots=True)
class WorkflowPolicy:
    """What a project's settings say about moves."""

    is_restricted: bool
    wip: str

    @property
    def may_refuse(self) -> bool:
        """Whether any move can be refused."""
        return self.is_restricted or self.wip == "refuse"


def policy_of(project: Project) -> WorkflowPolicy:
    """The project's policy; one that says nothing allows all moves and warns of full columns."""
    held = project.settings.get("workflow") or {}
    return WorkflowPolicy(bool(held.get("is_restricted", False)), str(held.get("wip", "warn")))


def enforce_move(
    *, actor: User, task: Task, source: Column | None, target: Column, counts: bool = True
) -> None:
    """Refuse the move of `task` (already written) from `source`, None for a new one, to `target`.

    `counts`: whether it takes a place in the column that it did not have before.
    """
    policy = policy_of(task.project)
    if policy.wip == "refuse" and counts:
        _check_limit(target)
    if policy.is_restricted and (source is None or source.pk != target.pk):
        _check_transition(actor, task, source, target)


def enforce_creation(*, actor: User, project: Project, rows: Sequence[Task]) -> None:
    """The same for new tasks: the first column takes all, others those allowed from anywhere."""
    policy = policy_of(project)
    if policy.is_restricted:
        first = project.columns.order_by("rank", "pk").first()
        for row in rows:
            if first is not None and row.column_id != first.pk:
                _check_transition(actor, row, None, row.column)
    if policy.wip == "refuse":
        for column in {row.column for row in rows}:
            _check_limit(column)


def _check_limit(column: Column) -> None:
    if column.wip_limit is None:
        return
    count = column.tasks.filter(deleted_at=None, archived_at=None).count()
    if count > column.wip_limit:
        message = _("“%(column)s” is full: it takes %(limit)s at a time.")
        values = {"column": column.name, "limit": column.wip_limit}
        raise MoveRefused({"column": message % values})


def _check_transition(actor: User, task: Task, source: Column | None, target: Column) -> None:
    rules = list(
        Transition.objects.filter(project_id=task.project_id).select_related("source", "target")
    )
    rule = _rule_for(rules, source, target)
    if rule is None:
        raise MoveRefused({"column": _refusal(rules, source, target)})
    role = role_in(user=actor, workspace_id=task.project.workspace_id)
    if rule.roles and role not in rule.roles:
        allowed = ", ".join(str(Role(each).label) for each in rule.roles)
        raise MoveDenied(_("This move takes the role: %(roles)s.") % {"roles": allowed})
    missing = _missing(task, rule.needs)
    if rule.approvals:
        missing |= _missing_approvals(actor, task, target, rule.approvals)
    if missing:
        raise MoveRefused(missing)
    Approval.objects.filter(task=task, column=target, used_at=None).update(used_at=timezone.now())


def _rule_for(
    rules: Sequence[Transition], source: Column | None, target: Column
) -> Transition | None:
    """The rule from there, else the one from anywhere."""
    fitting = [rule for rule in rules if rule.target_id == target.pk]
    for source_id in dict.fromkeys((source.pk if source else None, None)):
        for rule in fitting:
            if rule.source_id == source_id:
                return rule
    return None


def _refusal(rules: Sequence[Transition], source: Column | None, target: Column) -> str:
    if source is None:
        return _("This workflow does not let tasks begin in “%(to)s”.") % {"to": target.name}
    ways = [rule.target.name for rule in rules if rule.source_id in {source.pk, None}]
    named = {"from": source.name, "to": target.name, "ways": ", ".join(dict.fromkeys(ways))}
    if not ways:
        return _("This workflow has no way out of “%(from)s”.") % named
    message = _("This workflow does not lead from “%(from)s” to “%(to)s”. It leads to: %(ways)s.")
    return message % named


def _missing(task: Task, needs: Collection[str]) -> dict[str, str]:
    missing = {name: str(NEEDS[name]) for name in needs if name in NEEDS and not _has(task, name)}
    field_ids = [UUID(name.removeprefix("fields.")) for name in needs if name.startswith("fields.")]
    if field_ids:
        filled = set(task.field_values.values_list("field_id", flat=True))
        for field in CustomField.objects.filter(pk__in=field_ids).exclude(pk__in=filled):
            message = _("Fill “%(field)s” first.") % {"field": field.name}
            missing[f"fields.{field.pk}"] = message
    return missing


def _has(task: Task, name: str) -> bool:
    if name in {"assignees", "labels"}:
        return bool(getattr(task, name).exists())
    if name == "checklist":
        return not ChecklistItem.objects.filter(checklist__task=task, done=False).exists()
    if name == "subtasks":
        return not task.children.filter(deleted_at=None, completed_at=None).exists()
    if name in {"type", "sprint", "milestone", "parent"}:
        return getattr(task, f"{name}_id") is not None
    return bool(getattr(task, name))


def _missing_approvals(actor: User, task: Task, target: Column, wanted: int) -> dict[str, str]:
    members = people_in(workspace_id=task.project.workspace_id).values("pk")
    standing = Approval.objects.filter(task=task, column=target, used_at=None)
    others = standing.filter(user_id__in=members).exclude(user=actor)
    count = others.filter(status=Approval.Status.GIVEN).count()
    if count >= wanted:
        return {}
    message = _("“%(column)s” takes %(wanted)s approvals by others; it has %(count)s.")
    values = {"column": target.name, "wanted": wanted, "count": count}
    return {"approvals": message % values}
