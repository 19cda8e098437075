"""A card against what an earlier import made of it: what is new, what the source changed, and
what somebody changed here in the meantime, which is never overwritten."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from tasks.importers.records import (
    CardRecord,
    ChecklistRecord,
    CommentRecord,
    ItemRecord,
    LinkRecord,
)
from tasks.importers.texts import fit_description
from tasks.models import ImportRecord, ItemLevel, ItemType, Label, Priority, Task
from tasks.services.imports.frame import Frame
from tasks.services.imports.tally import fingerprint

Key = tuple[str, str]
Records = dict[Key, ImportRecord]

COMPARED = (
    "title", "description", "list", "archived", "done", "due_date", "start_date", "story_points",
    "labels", "members", "priority", "estimate_minutes", "sprint", "parent", "type",
)  # fmt: skip


@dataclass(slots=True, kw_only=True)
class CardPlan:
    """What is to be done about one card."""

    card: CardRecord
    state: dict[str, Any]
    record: ImportRecord | None
    task: Task | None
    is_new: bool = False
    changed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    comments: list[CommentRecord] = field(default_factory=list)
    checklists: list[ChecklistRecord] = field(default_factory=list)
    items: list[tuple[ChecklistRecord, ItemRecord]] = field(default_factory=list)
    changed_items: list[ItemRecord] = field(default_factory=list)
    links: list[LinkRecord] = field(default_factory=list)

    @property
    def changes_anything(self) -> bool:
        """Whether a row has to be written for a card that is not new."""
        parts = (self.comments, self.checklists, self.items, self.changed_items, self.links)
        return bool(self.changed) or any(parts)


def plan_card(card: CardRecord, frame: Frame, records: Records, tasks: dict[Any, Task]) -> CardPlan:
    """Compare the card with its record; children are compared one by one."""
    record = records.get(("card", card.external_id))
    task = tasks.get(record.target_id) if record else None
    plan = CardPlan(card=card, state=state_of(card, frame), record=record, task=task)
    if record is None:
        plan.is_new = True
    elif task is None:
        # Deleted here: that is an edit, too, and stays.
        return plan
    else:
        _compare(plan, record, task, frame)
    _compare_parts(plan, records)
    return plan


def state_of(card: CardRecord, frame: Frame) -> dict[str, Any]:
    """What the source says now, as it is kept to compare with next time."""
    return {
        "title": card.title,
        "description": fingerprint(card.description),
        "list": card.list_id,
        "archived": card.is_archived,
        "done": card.is_done,
        "due_date": str(card.due_date or ""),
        "start_date": str(card.start_date or ""),
        "story_points": card.story_points,
        "labels": sorted(card.label_ids),
        "members": sorted(card.member_ids),
        # What a source does not know it does not say: a board imported before these were read
        # has nothing to compare, and must not seem changed.
        "priority": card.priority,
        "estimate_minutes": card.estimate_minutes,
        "sprint": card.sprint_id or None,
        "parent": card.parent_id or None,
        "type": card.type_name or None,
    }


def written_description(card: CardRecord, frame: Frame) -> str:
    """The description with the names of people who are not members here."""
    strangers = [
        frame.names.get(member_id) or member_id
        for member_id in card.member_ids
        if member_id not in frame.people
    ]
    if not strangers:
        return card.description
    line = _("Assigned in the imported board: %(names)s") % {"names": ", ".join(strangers)}
    text, _rest = fit_description(f"{card.description}\n\n{line}".strip())
    return text


def written_sets(card: CardRecord, frame: Frame) -> dict[str, list[str]]:
    """The ids of the rows that labels and members became; unknown ones are left out."""
    return {
        "labels": sorted(
            {str(frame.labels[each].pk) for each in card.label_ids if each in frame.labels}
        ),
        "members": sorted(
            {str(frame.people[each].pk) for each in card.member_ids if each in frame.people}
        ),
    }


def written_type(card: CardRecord, frame: Frame) -> ItemType | None:
    """The type of that name; an epic of any name is one of ours, where the project has them."""
    named = frame.types.get(card.type_name.casefold())
    kind = named or (frame.epic if card.is_epic else None)
    # An epic stands on top here; what stands under another is an item, whatever it was called.
    return None if kind and kind.level == ItemLevel.EPIC and card.parent_id else kind


def _compare(plan: CardPlan, record: ImportRecord, task: Task, frame: Frame) -> None:
    before = record.source_state
    for name in COMPARED:
        if before.get(name) == plan.state[name]:
            continue
        if _is_untouched(name, record, task, frame):
            plan.changed.append(name)
        else:
            plan.kept.append(name)


# What the last import wrote is kept beside what the source said, where they are not the same.
_WRITTEN: dict[str, Callable[[Task], object]] = {
    "description": lambda task: fingerprint(task.description),
    "labels": lambda task: _ids(task.labels.all()),
    "members": lambda task: _ids(task.assignees.all()),
    "parent": lambda task: str(task.parent_id or ""),
    "type": lambda task: str(task.type_id or ""),
    "sprint": lambda task: str(task.sprint_id or ""),
}


def written_value(name: str, task: Task) -> object:
    """What stands in the task, as it is kept to find out whether somebody changed it."""
    return _WRITTEN[name](task)


def _is_untouched(name: str, record: ImportRecord, task: Task, frame: Frame) -> bool:
    """Whether what stands here is still what the last import wrote."""
    before = record.source_state
    if name in _WRITTEN:
        return bool(written_value(name, task) == before.get("wrote", {}).get(name, ""))
    if name == "list":
        column = frame.columns.get(before.get("list", ""))
        return column is not None and task.column_id == column.pk
    if name == "archived":
        return (task.archived_at is not None) == bool(before.get("archived"))
    if name == "priority":
        return bool(task.priority == (before.get("priority") or Priority.MEDIUM))
    if name == "done":
        return True
    value = getattr(task, name)
    return (str(value) if value is not None else "") == str(before.get(name) or "")


def _ids(rows: Iterable[Label | User]) -> list[str]:
    return sorted(str(row.pk) for row in rows)


def _compare_parts(plan: CardPlan, records: Records) -> None:
    card = plan.card
    plan.comments = [each for each in card.comments if ("comment", each.external_id) not in records]
    plan.links = [each for each in card.links if _link_key(card, each) not in records]
    for checklist in card.checklists:
        if ("checklist", checklist.external_id) not in records:
            plan.checklists.append(checklist)
        for item in checklist.items:
            record = records.get(("item", item.external_id))
            if record is None:
                plan.items.append((checklist, item))
            elif any(
                record.source_state.get(name) != said for name, said in item_state(item).items()
            ):
                plan.changed_items.append(item)


def item_state(item: ItemRecord) -> dict[str, Any]:
    """What the source says of a step."""
    return {"title": item.title, "done": item.done}


def _link_key(card: CardRecord, link: LinkRecord) -> Key:
    return "link", link_id(card, link)


def link_id(card: CardRecord, link: LinkRecord) -> str:
    """A link's own id, or one of its card and address."""
    if link.external_id != link.url:
        return link.external_id
    return f"{card.external_id}:{fingerprint(link.url)}"
