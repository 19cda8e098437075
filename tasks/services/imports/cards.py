"""A card against what an earlier import made of it: what is new, what the source changed, and
what somebody changed here in the meantime, which is never overwritten."""

from collections.abc import Iterable
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
from tasks.models import ImportRecord, Label, Task
from tasks.services.imports.frame import Frame
from tasks.services.imports.tally import fingerprint

Key = tuple[str, str]
Records = dict[Key, ImportRecord]

COMPARED = (
    "title", "description", "list", "archived", "done", "due_date", "start_date", "story_points",
    "labels", "members",
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


def _compare(plan: CardPlan, record: ImportRecord, task: Task, frame: Frame) -> None:
    before = record.source_state
    for name in COMPARED:
        if before.get(name) == plan.state[name]:
            continue
        if _is_untouched(name, record, task, frame):
            plan.changed.append(name)
        else:
            plan.kept.append(name)


def _is_untouched(name: str, record: ImportRecord, task: Task, frame: Frame) -> bool:
    """Whether what stands here is still what the last import wrote."""
    before = record.source_state
    wrote: dict[str, object] = before.get("wrote", {})
    match name:
        case "title":
            return bool(task.title == before.get("title"))
        case "description":
            return bool(fingerprint(task.description) == wrote.get("description"))
        case "list":
            column = frame.columns.get(before.get("list", ""))
            return column is not None and task.column_id == column.pk
        case "archived":
            return (task.archived_at is not None) == bool(before.get("archived"))
        case "labels":
            return _ids(task.labels.all()) == wrote.get("labels")
        case "members":
            return _ids(task.assignees.all()) == wrote.get("members")
        case "done":
            return True
        case _:
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
            elif record.source_state != item_state(item):
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
