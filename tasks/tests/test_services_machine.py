"""Every service of tasks, in any order: what events say is what stands, and history has no holes.

After each step an old snapshot, brought forward by the events of the log, is the fresh one.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from accounts.models import Membership, Role
from accounts.tests.factories import UserFactory, WorkspaceFactory
from tasks.models import Column, CustomField, ItemType, Label, Milestone, Task, TaskLink
from tasks.selectors.board import kanban_payload
from tasks.services.checklists import add_checklist_item, promote_checklist_item
from tasks.services.columns import add_column, delete_column, update_column
from tasks.services.comments import add_comment, delete_comment
from tasks.services.custom_fields import delete_custom_field, update_custom_field
from tasks.services.item_types import delete_item_type
from tasks.services.labels import add_label, delete_label
from tasks.services.links import link_tasks, unlink_tasks
from tasks.services.milestones import delete_milestone
from tasks.services.projects import NewProject, create_project
from tasks.services.tasks import (
    archive_task,
    create_task,
    delete_task,
    move_task,
    restore_task,
    update_task,
    update_tasks,
)
from tasks.services.transfers import move_to_project
from teamflow.common import eventlog
from teamflow.common.errors import Conflict, NotFound

STATES = ("todo", "in_progress", "in_review", "done")
LEFT_OUT = {"updated_at"}
REFUSED = (ValidationError, Conflict, NotFound)
numbers = st.integers(min_value=0, max_value=50)


def snapshot(project: Any) -> dict[str, Any]:
    """What a page of the project holds, archived tasks apart."""
    board = kanban_payload(project=project, per_column=250)
    rows = [task for column in board["columns"] for task in column["tasks"]]
    return {
        "seq": board["seq"],
        "shape": shape_of(board),
        "tasks": {row["id"]: lean(row) for row in rows},
    }


def shape_of(data: dict[str, Any]) -> dict[str, Any]:
    names = ("labels", "types", "fields", "milestones", "sprints")
    shape = {
        name: [without(row, "project") for row in data[name]] for name in names if name in data
    }
    if "columns" in data:
        kept = ("id", "name", "state", "rank", "wip_limit")
        shape["columns"] = [
            {name: str(column[name]) for name in kept}
            for column in data["columns"]
            if column["state"] != "archived"
        ]
    return shape


def without(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names}


def lean(row: dict[str, Any]) -> dict[str, Any]:
    """A row without its blanks, as lists leave them out."""
    return {
        name: value for name, value in row.items() if name not in LEFT_OUT and value is not None
    }


def reduce(state: dict[str, Any], event: Any) -> None:
    """What a client makes of one event: client/src/tasks/state.ts in small."""
    data, tasks = event.data, state["tasks"]
    if event.type.startswith("task."):
        is_gone = event.type == "task.deleted" or data["status"] == "archived"
        tasks.pop(data["id"], None) if is_gone else tasks.update({data["id"]: lean(data)})
    elif event.type.startswith("comment.") and data["task"] in tasks:
        step = {"comment.created": 1, "comment.deleted": -1}.get(event.type, 0)
        tasks[data["task"]]["comment_count"] += step
    elif event.type == "project.updated":
        state["shape"] |= shape_of(data)
    state["seq"] = event.seq


def settled(state: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Tasks as the shape lets them be: what it no longer has, they no longer hold."""
    shape = state["shape"]
    ids = {name: {row["id"] for row in shape[name]} for name in shape}
    columns = {column["id"]: column for column in shape["columns"]}
    return {pk: _settled(row, ids, columns, shape) for pk, row in state["tasks"].items()}


def _settled(row: Any, ids: Any, columns: Any, shape: Any) -> dict[str, Any]:
    row = dict(row)
    for name, known in (("type", "types"), ("milestone", "milestones"), ("sprint", "sprints")):
        if row.get(name) not in ids[known]:
            row.pop(name, None)
    row["labels"] = [label for label in row["labels"] if label["id"] in ids["labels"]]
    held = _held(row.pop("fields", {}), {field["id"]: field for field in shape["fields"]})
    if held:
        row["fields"] = held
    column = columns[row["column"]["id"]]
    row["column"] = {name: column[name] for name in ("id", "name", "state")}
    return {**row, "status": column["state"]}


def _held(values: dict[str, Any], fields: dict[str, Any]) -> dict[str, Any]:
    held = {}
    for pk, value in values.items():
        options = {option["id"] for option in fields.get(pk, {}).get("options", [])}
        if pk not in fields or (options and value not in options):
            continue
        held[pk] = value
    return held


class TaskServices(RuleBasedStateMachine):
    """Any services in any order, by two people."""

    @initialize()
    def begin(self) -> None:
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.people = [UserFactory.create(), UserFactory.create()]
        self.workspace = WorkspaceFactory.create(created_by=self.people[0])
        Membership.objects.create(user=self.people[1], workspace=self.workspace, role=Role.MEMBER)
        new = NewProject(name="Machine", key="MA")
        self.project = create_project(actor=self.people[0], workspace=self.workspace, new=new)
        self.elsewhere = create_project(
            actor=self.people[0], workspace=self.workspace, new=NewProject(name="Else", key="EL")
        )
        Milestone.objects.create(project=self.project, name="1.0", rank="a")
        options = [{"id": each, "name": each, "color": "red"} for each in ("a1", "b2")]
        for kind in ("number", "select"):
            CustomField.objects.create(
                project=self.project, name=kind, kind=kind, rank=kind,
                options=options if kind == "select" else [],
            )  # fmt: skip
        self.versions: dict[Any, int] = {}
        self.state = snapshot(self.project)

    def teardown(self) -> None:
        if hasattr(self, "atomic"):
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    def some(self, rows: Any, pick: int) -> Any:
        found = list(rows.order_by("pk"))
        return found[pick % len(found)] if found else None

    def task(self, pick: int, *, is_deleted: bool = False) -> Any:
        rows = Task.objects.select_related("project", "column").filter(project=self.project)
        return self.some(rows.filter(deleted_at__isnull=not is_deleted), pick)

    def do(self, act: Any, *needed: Any, **values: Any) -> None:
        """Run `act`; what it refuses must change nothing."""
        if any(each is None for each in needed):
            return
        try:
            with transaction.atomic():
                act(actor=self.people[len(self.versions) % 2], **values)
        except REFUSED:
            assert eventlog.head(self.project.log) == self.state["seq"]

    @rule(pick=numbers, status=st.sampled_from(STATES), is_child=st.booleans())
    def create(self, pick: int, status: str, is_child: bool) -> None:
        parent = self.task(pick) if is_child else None
        extra = {"parent": parent.pk} if parent else {}
        self.do(create_task, project=self.project, title="Made", status=status, **extra)

    @rule(pick=numbers, status=st.sampled_from((*STATES, "archived")), beside=numbers)
    def move(self, pick: int, status: str, beside: int) -> None:
        task, other = self.task(pick), self.task(beside)
        self.do(move_task, task, task=task, status=status, after=other and other.pk)

    @rule(
        pick=numbers,
        values=st.fixed_dictionaries(
            {},
            optional={
                "title": st.sampled_from(["One", "Two", "עברית 🌊"]).map(lambda text: f"{text} x"),
                "description": st.text(max_size=20),
                "priority": st.sampled_from(["low", "high"]),
                "story_points": st.sampled_from([None, 1, 21]),
                "status": st.sampled_from((*STATES, "archived")),
                "estimate_minutes": st.sampled_from([None, 90]),
            },
        ),
    )
    def update(self, pick: int, values: dict[str, Any]) -> None:
        task = self.task(pick)
        self.do(update_task, task, task=task, **values)

    @rule(
        pick=numbers,
        number=st.sampled_from([None, 0, -1.5]),
        option=st.sampled_from([None, "a1", "b2"]),
    )
    def fill(self, pick: int, number: float | None, option: str | None) -> None:
        task = self.task(pick)
        given = {"number": number, "select": option}
        fields = {str(field.pk): given[field.kind] for field in self.project.custom_fields.all()}
        kind, mark = (
            self.some(ItemType.objects.filter(project=self.project), pick),
            self.some(Milestone.objects.filter(project=self.project), pick),
        )
        values = {"type": kind and kind.pk, "milestone": mark and mark.pk}
        self.do(update_task, task, task=task, fields=fields, **values)

    @rule(pick=numbers, other=numbers, is_free=st.booleans())
    def parent(self, pick: int, other: int, is_free: bool) -> None:
        task, above = self.task(pick), self.task(other)
        self.do(update_task, task, above, task=task, parent=None if is_free else above and above.pk)

    @rule(first=numbers, second=numbers, status=st.sampled_from(STATES))
    def bulk(self, first: int, second: int, status: str) -> None:
        tasks = list(
            {task.pk: task for task in (self.task(first), self.task(second)) if task}.values()
        )
        label = self.some(self.project.labels.all(), first)
        labels = [label.pk] if label else []
        self.do(update_tasks, tasks=tasks, status=status, label_ids=labels)

    @rule(pick=numbers)
    def archive(self, pick: int) -> None:
        task = self.task(pick)
        self.do(archive_task, task, task=task)

    @rule(pick=numbers)
    def delete(self, pick: int) -> None:
        task = self.task(pick)
        self.do(delete_task, task, task=task)

    @rule(pick=numbers)
    def restore(self, pick: int) -> None:
        task = self.task(pick, is_deleted=True)
        self.do(restore_task, task, task=task)

    @rule(pick=numbers)
    def comment(self, pick: int) -> None:
        task = self.task(pick)
        self.do(add_comment, task, task=task, body="Words")

    @rule(pick=numbers)
    def uncomment(self, pick: int) -> None:
        task = self.task(pick)
        comment = task and self.some(task.comments.filter(deleted_at=None), pick)
        self.do(delete_comment, comment, comment=comment)

    @rule(pick=numbers, is_promoted=st.booleans())
    def step(self, pick: int, is_promoted: bool) -> None:
        task = self.task(pick)
        if task is None:
            return
        self.do(add_checklist_item, task=task, title="Step")
        item = task.checklists.first() and task.checklists.first().items.first()
        if is_promoted:
            self.bring_forward()
            self.do(promote_checklist_item, item, item=item)

    @rule(pick=numbers, other=numbers, kind=st.sampled_from(["blocks", "relates"]))
    def link(self, pick: int, other: int, kind: str) -> None:
        source, target = self.task(pick), self.task(other)
        self.do(link_tasks, source, target, source=source, target=target, kind=kind)

    @rule(pick=numbers)
    def unlink(self, pick: int) -> None:
        links = TaskLink.objects.filter(source__project=self.project, source__deleted_at=None)
        link = self.some(links, pick)
        self.do(unlink_tasks, link, link=link)

    @rule(name=st.sampled_from(["bug", "idea"]), is_gone=st.booleans(), pick=numbers)
    def label(self, name: str, is_gone: bool, pick: int) -> None:
        label = self.some(Label.objects.filter(project=self.project), pick)
        if is_gone:
            self.do(delete_label, label, label=label)
        else:
            self.do(add_label, project=self.project, name=name)

    @rule(pick=numbers, state=st.sampled_from((*STATES, "archived")), is_new=st.booleans())
    def column(self, pick: int, state: str, is_new: bool) -> None:
        columns = Column.objects.filter(project=self.project)
        column = self.some(columns, pick)
        if is_new and columns.count() < 8:
            self.do(add_column, project=self.project, name="More", state=state)
        elif columns.exclude(pk=column.pk).exclude(state="archived").exists():
            self.do(update_column, column=column, state=state)

    @rule(pick=numbers)
    def uncolumn(self, pick: int) -> None:
        column = self.some(Column.objects.filter(project=self.project), pick)
        if Column.objects.filter(project=self.project).count() > 3:
            self.do(delete_column, column=column)

    @rule(pick=numbers, what=st.sampled_from(["type", "field", "option", "milestone"]))
    def shrink(self, pick: int, what: str) -> None:
        kind = self.some(ItemType.objects.filter(project=self.project), pick)
        field = self.some(CustomField.objects.filter(project=self.project), pick)
        mark = self.some(Milestone.objects.filter(project=self.project), pick)
        match what:
            case "type":
                self.do(delete_item_type, kind, item_type=kind)
            case "field" if pick > 40:
                self.do(delete_custom_field, field, field=field)
            case "option" if field and field.kind == "select":
                self.do(update_custom_field, field=field, options=field.options[:1])
            case "milestone":
                self.do(delete_milestone, mark, milestone=mark)

    @rule(pick=numbers)
    def leave(self, pick: int) -> None:
        task = self.task(pick)
        self.do(move_to_project, task, tasks=[task], project=self.elsewhere)

    def bring_forward(self) -> None:
        for entry in eventlog.read_after(self.project.log, self.state["seq"]):
            reduce(self.state, entry)

    @invariant()
    def events_explain_what_stands(self) -> None:
        self.bring_forward()
        fresh = snapshot(self.project)
        assert self.state["seq"] == fresh["seq"]
        assert self.state["shape"] == fresh["shape"]
        assert settled(self.state) == fresh["tasks"]
        self.state = fresh

    @invariant()
    def versions_only_grow(self) -> None:
        now = dict(Task.objects.values_list("pk", "version"))
        assert all(now[pk] >= version for pk, version in self.versions.items())
        self.versions = now

    @invariant()
    def ranks_are_unique_in_a_column(self) -> None:
        places = list(Task.objects.filter(deleted_at=None).values_list("column", "rank"))
        assert len(places) == len(set(places))

    @invariant()
    def no_task_stands_under_itself(self) -> None:
        parents = dict(Task.objects.values_list("pk", "parent"))
        for pk in parents:
            seen, above = {pk}, parents[pk]
            while above is not None:
                assert above not in seen
                seen.add(above)
                above = parents[above]

    @invariant()
    def history_is_whole(self) -> None:
        assert list(wrong_spans()) == []


def wrong_spans() -> Iterator[Any]:
    """Spans that overlap or leave a gap, and open ones that say other than the task."""
    with connection.cursor() as cursor:
        cursor.execute("""
            SELECT task_id, 'chain' FROM (
                SELECT span.*, lead(started_at) OVER series AS next_start
                FROM tasks_taskspan AS span
                WINDOW series AS (PARTITION BY task_id ORDER BY started_at, id)) AS chain
            WHERE next_start IS NOT NULL AND (ended_at IS NULL OR ended_at > next_start)
            UNION ALL
            SELECT task.id, 'open' FROM tasks_task AS task
            JOIN tasks_column AS col ON col.id = task.column_id
            LEFT JOIN tasks_taskspan AS span ON span.task_id = task.id AND span.ended_at IS NULL
            WHERE (task.deleted_at IS NULL) <> (span.id IS NOT NULL)
            OR (span.id IS NOT NULL AND (span.project_id, span.column_id, span.points, span.status)
                IS DISTINCT FROM (task.project_id, task.column_id, task.story_points,
                CASE WHEN task.archived_at IS NULL THEN col.state ELSE 'archived' END))
        """)
        yield from cursor.fetchall()


@pytest.mark.django_db
def test_services_in_any_order_leave_nothing_untold() -> None:
    run_state_machine_as_test(
        TaskServices,
        settings=settings(
            max_examples=8,
            stateful_step_count=16,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
