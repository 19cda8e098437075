"""The small steps inside a task."""

from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from tasks.models import Checklist, ChecklistItem, State, Task
from tasks.models.task import TITLE_LIMITS
from tasks.services.tasks.creating import create_task
from tasks.services.tasks.values import MAX_CHECKLIST, TaskValues
from tasks.services.tasks.writing import lock_task, save_changes, tell
from tasks.services.values import one_line
from teamflow.common.errors import NotFound
from teamflow.common.ranks import rank_between


class ItemValues(TypedDict, total=False):
    """What people change of an item; `before` and `after` name its neighbours."""

    title: str
    done: bool
    before: UUID | None
    after: UUID | None


@transaction.atomic
def add_checklist_item(
    *, actor: User, task: Task, title: str, checklist_id: UUID | None = None
) -> ChecklistItem:
    """A step at the end of the list (the task's first one; made when there is none)."""
    task = lock_task(task)
    title = one_line(title, field="title", limit=500)
    checklist = _list_for(task, checklist_id)
    items = ChecklistItem.objects.filter(checklist__task=task)
    if items.count() >= MAX_CHECKLIST * 5:
        raise ValidationError({"title": _("A task has at most 1,000 steps.")})
    last = checklist.items.order_by("-rank").values_list("rank", flat=True).first()
    item = ChecklistItem.objects.create(
        checklist=checklist, title=title, rank=rank_between(last, None)
    )
    _tell(actor, task, [None, title])
    return item


@transaction.atomic
def update_checklist_item(
    *, actor: User, item: ChecklistItem, **values: Unpack[ItemValues]
) -> ChecklistItem:
    """Tick it, word it, move it; what already is so changes nothing."""
    task = lock_task(item.checklist.task)
    item = _fresh(item)
    cleaned: dict[str, Any] = {}
    if "title" in values:
        cleaned["title"] = one_line(values["title"], field="title", limit=500)
    if "done" in values:
        cleaned["done"] = values["done"]
    if values.get("before") or values.get("after"):
        cleaned["rank"] = _rank_beside(item, values.get("before"), values.get("after"))
    changed = [name for name, value in cleaned.items() if getattr(item, name) != value]
    if not changed:
        return item
    before = _words(item)
    for name in changed:
        setattr(item, name, cleaned[name])
    item.save(update_fields=[*changed, "updated_at"])
    _tell(actor, task, [before, _words(item)])
    return item


@transaction.atomic
def delete_checklist_item(*, actor: User, item: ChecklistItem) -> None:
    """Remove a step, and its list when that was the last of several lists' items."""
    task = lock_task(item.checklist.task)
    item = _fresh(item)
    item.delete()
    if not item.checklist.items.exists():
        item.checklist.delete()
    _tell(actor, task, [_words(item), None])


@transaction.atomic
def promote_checklist_item(*, actor: User, item: ChecklistItem) -> Task:
    """Make the step a subtask of its task; one that was ticked becomes a done one."""
    task = lock_task(item.checklist.task)
    item = _fresh(item)
    values = _as_task(item, task)
    delete_checklist_item(actor=actor, item=item)
    return create_task(actor=actor, project=task.project, **values)


def _as_task(item: ChecklistItem, task: Task) -> TaskValues:
    """A step's words as a title, which is shorter: what is left over goes into the description."""
    low, high = TITLE_LIMITS
    title = item.title if len(item.title) >= low else item.title.ljust(low, "…")
    values: TaskValues = {"title": title, "parent": task.pk}
    if len(title) > high:
        values |= {"title": f"{title[: high - 1]}…", "description": title}
    is_done = task.project.columns.filter(state=State.DONE).exists() if item.done else False
    return {**values, "status": State.DONE} if is_done else values


def _list_for(task: Task, checklist_id: UUID | None) -> Checklist:
    lists = task.checklists.order_by("rank", "pk")
    if checklist_id is not None:
        chosen = lists.filter(pk=checklist_id).first()
        if chosen is None:
            raise ValidationError({"checklist": _("This task has no such checklist.")})
        return chosen
    return lists.first() or Checklist.objects.create(task=task, rank=rank_between(None, None))


def _fresh(item: ChecklistItem) -> ChecklistItem:
    fresh = ChecklistItem.objects.select_related("checklist").filter(pk=item.pk).first()
    if fresh is None:
        raise NotFound
    return fresh


def _rank_beside(item: ChecklistItem, before: UUID | None, after: UUID | None) -> str:
    others = list(item.checklist.items.exclude(pk=item.pk).order_by("rank", "pk"))
    places = {other.pk: place for place, other in enumerate(others)}
    named = after or before
    if named not in places:
        raise ValidationError({"after" if after else "before": _("No such step in this list.")})
    at = places[named] + 1 if after else places[named]
    low = others[at - 1].rank if at else None
    high = others[at].rank if at < len(others) else None
    if (low or "") < item.rank and (high is None or item.rank < high):
        return item.rank
    return rank_between(low, high)


def _words(item: ChecklistItem) -> str:
    return f"[{'x' if item.done else ' '}] {item.title}"


def _tell(actor: User, task: Task, change: list[str | None]) -> None:
    changes = {"checklist": change}
    save_changes(task, changes, set())
    tell(actor, task.project, "task.updated", [task], {task.pk: changes})
