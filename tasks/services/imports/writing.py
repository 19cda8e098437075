"""One batch of cards: planned against what stands under the lock, written, remembered, told."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from tasks.importers.records import BoardRecord, CardRecord
from tasks.models import (
    Attachment,
    Checklist,
    ChecklistItem,
    Comment,
    ImportRecord,
    Label,
    Priority,
    Project,
    State,
    Task,
)
from tasks.services.imports.bringing_back import (
    Stood,
    standing_values,
    update_entry,
    with_entry,
)
from tasks.services.imports.cards import (
    CardPlan,
    Records,
    item_state,
    link_id,
    plan_card,
    written_description,
    written_sets,
    written_type,
    written_value,
)
from tasks.services.imports.frame import Frame
from tasks.services.imports.tally import Tally, fingerprint
from tasks.services.recording import lock_project
from tasks.services.tasks.creating import take_numbers
from tasks.services.tasks.hierarchy import (
    Standing,
    parents_touched,
    refresh_parents,
    standing_of,
)
from tasks.services.tasks.texts import keep_description
from tasks.services.tasks.writing import put_in_column, save_changes, tell


@dataclass(slots=True, kw_only=True)
class Run:
    """One import under way."""

    actor: User
    project: Project
    board: BoardRecord
    frame: Frame
    tally: Tally
    run_id: str
    # A rank kept free for each card in the column of its list, in the order of the file.
    ranks: dict[str, str] = field(default_factory=dict)
    # What became of the cards that others stand under.
    parents: dict[str, UUID] = field(default_factory=dict)


@dataclass(slots=True)
class _Rows:
    """What one batch adds, written with one query a kind."""

    records: list[ImportRecord] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    checklists: list[Checklist] = field(default_factory=list)
    items: list[ChecklistItem] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    assignees: list[Any] = field(default_factory=list)
    labels: list[Any] = field(default_factory=list)


def plan_batch(run: Run, cards: Sequence[CardRecord]) -> list[CardPlan]:
    """What is to be done about each card, as things stand now."""
    records = _records_of(run, cards)
    targets = [record.target_id for (kind, _id), record in records.items() if kind == "card"]
    rows = Task.objects.filter(pk__in=targets, deleted_at=None).select_related("column")
    tasks = {task.pk: task for task in rows.prefetch_related("labels", "assignees")}
    return [plan_card(card, run.frame, records, tasks) for card in cards]


def count(run: Run, plans: Sequence[CardPlan]) -> None:
    """Add a batch to the tally; a preview counts as the run does."""
    tally = run.tally
    for plan in plans:
        record = plan.record
        resumed = record is not None and record.source_state.get("run") == run.run_id
        if plan.is_new or resumed:
            tally.created += 1
            tally.archived += plan.card.is_archived
        elif plan.changes_anything:
            tally.updated += 1
        else:
            tally.unchanged += 1
        if plan.kept:
            tally.kept.append({"row": plan.card.title, "fields": plan.kept})
        _count_parts(tally, plan, resumed)


def _count_parts(tally: Tally, plan: CardPlan, resumed: bool) -> None:
    # What an interrupted run had written before counts as written by this one.
    card = plan.card
    tally.comments += len(card.comments if resumed else plan.comments)
    tally.checklists += len(card.checklists if resumed else plan.checklists)
    items = [item for each in card.checklists for item in each.items]
    tally.checklist_items += len(items if resumed else plan.items)
    tally.attachments += len(card.links if resumed else plan.links)


@transaction.atomic
def write_batch(run: Run, cards: Sequence[CardRecord]) -> None:
    """Write a batch. Whatever stops the process, the next run finds it whole or not at all."""
    run.project = lock_project(run.project.pk)
    plans = plan_batch(run, cards)
    count(run, plans)
    rows = _Rows()
    new = [plan for plan in plans if plan.is_new]
    number = take_numbers(run.project, len(new)) if new else 0
    for offset, plan in enumerate(new):
        _new_task(run, rows, plan, number + offset)
    changed = [plan for plan in plans if plan.task and not plan.is_new and plan.changes_anything]
    for plan in plans:
        if plan.task is not None:
            _add_parts(run, rows, plan)
    _insert(rows)
    before = [standing_of(plan.task) for plan in changed if plan.task]
    stood = {plan.task.pk: standing_values(plan.task) for plan in changed if plan.task}
    changes = {plan.task.pk: _update(run, plan) for plan in changed if plan.task}
    _remember_states(run, plans, stood)
    tell(run.actor, run.project, "task.created", [p.task for p in new if p.task], {})
    tell(run.actor, run.project, "task.updated", [p.task for p in changed if p.task], changes)
    _tell_parents(run, new, changed, before)


def _tell_parents(
    run: Run, new: Sequence[CardPlan], changed: Sequence[CardPlan], before: Sequence[Standing]
) -> None:
    """What parents count now; those of this batch were told with their children already."""
    after = [standing_of(plan.task) for plan in changed if plan.task]
    touched = parents_touched(before, after)
    made = {plan.task.pk for plan in new if plan.task}
    touched |= {plan.task.parent_id for plan in new if plan.task and plan.task.parent_id}
    refresh_parents(actor=run.actor, project=run.project, parent_ids=touched - made)


def _records_of(run: Run, cards: Sequence[CardRecord]) -> Records:
    ids = []
    for card in cards:
        ids += [card.external_id, *([card.parent_id] if card.parent_id else [])]
        ids += [each.external_id for each in card.comments]
        ids += [link_id(card, each) for each in card.links]
        for checklist in card.checklists:
            ids += [checklist.external_id, *(item.external_id for item in checklist.items)]
    records = ImportRecord.objects.filter(
        project=run.project,
        source=run.board.source,
        container=run.board.container,
        external_id__in=ids,
    )
    found = {(record.kind, record.external_id): record for record in records}
    run.parents |= {name: found[kind, name].target_id for kind, name in found if kind == "card"}
    return found


# New tasks ------------------------------------------------------------------------------------
def _new_task(run: Run, rows: _Rows, plan: CardPlan, number: int) -> None:
    card, column = plan.card, run.frame.columns[plan.card.list_id]
    now = timezone.now()
    is_done = column.state == State.DONE or card.is_done
    task = Task(
        project=run.project,
        column=column,
        number=number,
        title=card.title,
        description=written_description(card, run.frame),
        priority=card.priority or Priority.MEDIUM,
        type=written_type(card, run.frame),
        sprint=run.frame.sprints.get(card.sprint_id),
        parent_id=run.parents.get(card.parent_id),
        story_points=card.story_points,
        estimate_minutes=card.estimate_minutes,
        start_date=card.start_date,
        due_date=card.due_date,
        rank=run.ranks[card.external_id],
        created_by=run.actor,
        created_at=card.created_at or now,
        completed_at=(card.completed_at or now) if is_done else None,
        archived_at=now if card.is_archived or column.state == State.ARCHIVED else None,
    )
    plan.task = task
    run.parents[card.external_id] = task.pk
    rows.tasks.append(task)
    sets = written_sets(card, run.frame)
    through = Task.assignees.through
    rows.assignees += [through(task_id=task.pk, user_id=UUID(pk)) for pk in sets["members"]]
    links = Task.labels.through
    rows.labels += [links(task_id=task.pk, label_id=UUID(pk)) for pk in sets["labels"]]
    plan.record = _record(run, "card", card.external_id, task.pk)
    rows.records.append(plan.record)


def _record(
    run: Run, kind: str, external_id: str, target_id: UUID, state: dict[str, Any] | None = None
) -> ImportRecord:
    return ImportRecord(
        project=run.project,
        source=run.board.source,
        container=run.board.container,
        kind=kind,
        external_id=external_id,
        target_id=target_id,
        source_state=state or {},
    )


def _add_parts(run: Run, rows: _Rows, plan: CardPlan) -> None:
    task = plan.task
    assert task is not None  # noqa: S101 - the caller chose plans that have one
    _add_checklists(run, rows, plan, task)
    for remark in plan.comments:
        author = run.frame.people.get(remark.author_id)
        comment = Comment(
            task=task,
            author=author,
            body=remark.body if author else _signed(remark.body, remark.author_name, remark.at),
            created_at=remark.at or timezone.now(),
        )
        rows.comments.append(comment)
        made = _added(run, plan)
        rows.records.append(_record(run, "comment", remark.external_id, comment.pk, made))
    for link in plan.links:
        attachment = Attachment(task=task, name=link.name, url=link.url, created_by=run.actor)
        rows.attachments.append(attachment)
        name, made = link_id(plan.card, link), _added(run, plan)
        rows.records.append(_record(run, "link", name, attachment.pk, made))


def _add_checklists(run: Run, rows: _Rows, plan: CardPlan, task: Task) -> None:
    standing = {}
    if plan.items and not plan.is_new:
        standing = {
            record.external_id: record.target_id
            for record in ImportRecord.objects.filter(
                project=run.project, source=run.board.source, container=run.board.container,
                kind="checklist", external_id__in=[each.external_id for each, _item in plan.items],
            )
        }  # fmt: skip
        kept = set(Checklist.objects.filter(task=task).values_list("pk", flat=True))
        standing = {key: pk for key, pk in standing.items() if pk in kept}
    for place, checklist in enumerate(plan.card.checklists):
        if checklist in plan.checklists:
            row = Checklist(task=task, name=checklist.name, rank=_rank(place))
            rows.checklists.append(row)
            rows.records.append(_record(run, "checklist", checklist.external_id, row.pk))
            standing[checklist.external_id] = row.pk
    for checklist, item in plan.items:
        target = standing.get(checklist.external_id)
        if target is not None:
            place = checklist.items.index(item)
            step = ChecklistItem(
                checklist_id=target, title=item.title, done=item.done, rank=_rank(place)
            )
            rows.items.append(step)
            said = item_state(item) | _added(run, plan)
            rows.records.append(_record(run, "item", item.external_id, step.pk, said))


def _added(run: Run, plan: CardPlan) -> dict[str, Any]:
    """Who added a part to a task that stood before; parts of a new task go with it."""
    return {} if plan.is_new else {"run": run.run_id}


def _rank(place: int) -> str:
    """The rank of the nth of a list that the file holds whole: even, and with room between."""
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    high, low = divmod(place + 1, 62 * 62)
    return f"V{digits[high % 62]}{digits[low // 62]}{digits[low % 62]}V"


def _signed(body: str, name: str, at: Any) -> str:
    """A comment of somebody who is not here begins with who said it, and when."""
    said = f"{at:%Y-%m-%d %H:%M} UTC" if at else ""
    head = " · ".join(part for part in (f"**{name}**" if name else "", said) if part)
    return f"{head}\n\n{body}" if head else body


def _insert(rows: _Rows) -> None:
    times = {comment.pk: comment.created_at for comment in rows.comments}
    born = {task.pk: task.created_at for task in rows.tasks}
    Task.objects.bulk_create(rows.tasks)
    Task.assignees.through.objects.bulk_create(rows.assignees)
    Task.labels.through.objects.bulk_create(rows.labels)
    Checklist.objects.bulk_create(rows.checklists)
    ChecklistItem.objects.bulk_create(rows.items)
    Comment.objects.bulk_create(rows.comments)
    Attachment.objects.bulk_create(rows.attachments)
    ImportRecord.objects.bulk_create(rows.records)
    # Creating stamps the present; what came from elsewhere keeps its own time.
    for comment in rows.comments:
        comment.created_at = times[comment.pk]
    for task in rows.tasks:
        task.created_at = born[task.pk]
    Comment.objects.bulk_update(rows.comments, ["created_at"])
    Task.objects.bulk_update(rows.tasks, ["created_at"])


# Tasks of an earlier import -------------------------------------------------------------------
def _update(run: Run, plan: CardPlan) -> dict[str, Any]:
    """Bring what the source changed; gives `{field: [from, to]}` for the log."""
    task, card = plan.task, plan.card
    assert task is not None  # noqa: S101 - the caller chose plans that have one
    task.project = run.project
    changes: dict[str, Any] = {}
    fields: set[str] = set()
    for name in ("title", "story_points", "start_date", "due_date", "estimate_minutes"):
        if name in plan.changed:
            changes[name] = [_text(getattr(task, name)), _text(getattr(card, name))]
            setattr(task, name, getattr(card, name))
            fields.add(name)
    if "description" in plan.changed:
        keep_description(task, run.actor)
        task.description = written_description(card, run.frame)
        changes["description"] = [None, None]
        fields.add("description")
    fields |= _update_references(run, plan, task, changes)
    if {"list", "archived", "done"} & set(plan.changed):
        fields |= _place(run, plan, task, changes)
    _update_sets(run, plan, task, changes)
    _update_items(run, plan)
    if plan.checklists or plan.items or plan.changed_items:
        changes["checklist"] = [None, None]
    save_changes(task, changes, fields)
    return changes


def _update_references(run: Run, plan: CardPlan, task: Task, changes: dict[str, Any]) -> set[str]:
    """Priority, sprint, type and parent, where the source changed them."""
    card = plan.card
    values = {
        "priority": card.priority or Priority.MEDIUM,
        "sprint_id": getattr(run.frame.sprints.get(card.sprint_id), "pk", None),
        "type_id": getattr(written_type(card, run.frame), "pk", None),
        "parent_id": run.parents.get(card.parent_id),
    }
    fields = set()
    for name, value in values.items():
        field_name = name.removesuffix("_id")
        if field_name in plan.changed and getattr(task, name) != value:
            changes[field_name] = [_text(getattr(task, name)), _text(value)]
            setattr(task, name, value)
            fields.add(name)
    return fields


def _place(run: Run, plan: CardPlan, task: Task, changes: dict[str, Any]) -> set[str]:
    column = run.frame.columns[plan.card.list_id] if "list" in plan.changed else task.column
    fields: set[str] = set()
    if column.pk != task.column_id:
        changes["column"] = [task.column.name, column.name]
        task.rank = run.ranks[plan.card.external_id]
        fields.add("rank")
    archived = plan.card.is_archived if "archived" in plan.changed else task.archived_at is not None
    if archived != (task.archived_at is not None):
        changes["status"] = [None, State.ARCHIVED if archived else column.state]
    return fields | put_in_column(task, column, archived=archived or column.state == "archived")


def _update_sets(run: Run, plan: CardPlan, task: Task, changes: dict[str, Any]) -> None:
    sets = written_sets(plan.card, run.frame)
    if "labels" in plan.changed:
        task.labels.set(Label.objects.filter(pk__in=sets["labels"]))
        changes["labels"] = [None, None]
    if "members" in plan.changed:
        task.assignees.set(User.objects.filter(pk__in=sets["members"]))
        changes["assignees"] = [None, None]


def _update_items(run: Run, plan: CardPlan) -> None:
    """Steps that the source changed, unless somebody changed them here."""
    for item in plan.changed_items:
        record = ImportRecord.objects.filter(
            project=plan.task.project if plan.task else None,
            kind="item",
            external_id=item.external_id,
        ).first()
        row = ChecklistItem.objects.filter(pk=record.target_id).first() if record else None
        if record is None or row is None:
            continue
        before = record.source_state
        if (row.title, row.done) == (before.get("title"), before.get("done")):
            row.title, row.done = item.title, item.done
            row.save(update_fields=["title", "done", "updated_at"])
            before = {name: before[name] for name in before if name != "before"}
            record.source_state = item_state(item) | {"run": run.run_id, "before": before}
        else:
            plan.kept.append("checklist")
            record.source_state = before | item_state(item)
        record.save(update_fields=["source_state", "updated_at"])


def _remember_states(run: Run, plans: Sequence[CardPlan], stood: dict[UUID, Stood]) -> None:
    """What the source said, for the comparison of next time; and what stood in the tasks that the
    source changed, so that it can be brought back."""
    records = []
    for plan in plans:
        record, task = plan.record, plan.task
        if record is None or task is None or not (plan.is_new or plan.changes_anything):
            continue
        wrote = {**record.source_state.get("wrote", {})}
        if plan.is_new or "description" in plan.changed:
            wrote["description"] = fingerprint(task.description)
        sets = written_sets(plan.card, run.frame)
        wrote |= {name: sets[name] for name in sets if plan.is_new or name in plan.changed}
        for name in ("parent", "type", "sprint"):
            if plan.is_new or name in plan.changed:
                wrote[name] = written_value(name, task)
        # A field that somebody edited here stays theirs until the source agrees with it.
        kept = {name: record.source_state.get(name) for name in plan.kept if name != "checklist"}
        state = {**plan.state, **kept, "wrote": wrote}
        # Whichever import made it may be taken back, also after a later one changed it.
        made_by = run.run_id if plan.is_new else record.source_state.get("run", "")
        entry = None
        if task.pk in stood:
            entry = update_entry(run.run_id, stood[task.pk], task, record.source_state)
        if updates := with_entry(record.source_state, entry):
            state["updates"] = updates
        record.source_state = {**state, "run": made_by}
        records.append(record)
    ImportRecord.objects.bulk_update(records, ["source_state"])


def _text(value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    return value.isoformat() if hasattr(value, "isoformat") else value
