"""A project's tasks to take along: as a table for sheet programs, or whole as JSON."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from accounts.models import User
from tasks.models import Comment, CustomField, CustomFieldValue, Project, Task
from tasks.selectors.payloads import task_details
from tasks.selectors.querying import fitting_tasks, query_context
from teamflow.common.cells import plain_cell
from teamflow.common.rendering import dumps

BATCH = 500
# Words that TeamFlow's own import knows again, whatever language the page is in.
_HEADS = (
    "Key", "Title", "Status", "Status category", "Priority", "Type", "Assignee",
    "Assignee email", "Labels", "Points", "Sprint", "Milestone", "Start date", "Due date",
    "Estimate (minutes)", "Parent", "Created", "Completed", "Archived", "Description",
)  # fmt: skip


def exported_tasks(*, user: User, project: Project, query: str) -> list[UUID]:
    """What fits the query, archived tasks too, as they stand on the board."""
    context = query_context(user=user, projects=[project])
    tasks = fitting_tasks(query=query, context=context, with_archived=True)
    return list(tasks.order_by("column__rank", "rank", "pk").values_list("pk", flat=True))


def csv_parts(project: Project, ids: Sequence[UUID]) -> Iterator[str]:
    """The table in pieces: a mark that tells the encoding, the headers, then the rows."""
    fields = list(project.custom_fields.order_by("rank", "pk"))
    heads = [*_HEADS, *(field.name for field in fields)]
    yield "\ufeff" + _lines([[plain_cell(head) for head in heads]])
    for at in range(0, len(ids), BATCH):
        rows = _in_order(_with_all(), ids[at : at + BATCH])
        yield _lines([_row(task, fields) for task in rows])


def json_parts(project: Project, ids: Sequence[UUID]) -> Iterator[str]:
    """`{"project": …, "tasks": […]}` in pieces; a task with all its page shows, and comments."""
    head = {"id": project.pk, "key": project.key, "name": project.name}
    yield '{"project":' + dumps(head).decode() + ',"tasks":['
    for at in range(0, len(ids), BATCH):
        batch = ids[at : at + BATCH]
        said = _comments(batch)
        tasks = [{**row, "comments": said.get(row["id"], [])} for row in task_details(batch)]
        yield ("," if at else "") + ",".join(dumps(task).decode() for task in tasks)
    yield "]}"


def _lines(rows: list[list[object]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def _with_all() -> QuerySet[Task]:
    values = Prefetch("field_values", CustomFieldValue.objects.select_related("person"))
    return Task.objects.select_related(
        "project", "column", "type", "sprint", "milestone", "parent__project"
    ).prefetch_related("assignees", "labels", values)


def _in_order(tasks: QuerySet[Task], ids: Sequence[UUID]) -> list[Task]:
    found = tasks.in_bulk(list(ids))
    return [found[pk] for pk in ids if pk in found]


def _row(task: Task, fields: Sequence[CustomField]) -> list[object]:
    people = sorted(task.assignees.all(), key=lambda person: person.email)
    cells: list[object] = [
        task.key, task.title, task.column.name, task.column.state, task.priority,
        task.type.name if task.type else "", "; ".join(person.name for person in people),
        "; ".join(person.email for person in people),
        ", ".join(label.name for label in task.labels.all()), task.story_points,
        task.sprint.name if task.sprint else "", task.milestone.name if task.milestone else "",
        _day(task.start_date), _day(task.due_date), task.estimate_minutes,
        task.parent.key if task.parent else "", _moment(task.created_at),
        _moment(task.completed_at), _moment(task.archived_at), task.description,
    ]  # fmt: skip
    values = {value.field_id: value for value in task.field_values.all()}
    cells += [_value(field, values.get(field.pk)) for field in fields]
    return ["" if cell is None else plain_cell(cell) for cell in cells]


def _value(field: CustomField, value: CustomFieldValue | None) -> object:
    """What the task holds in the field, as people read it."""
    if value is None:
        return ""
    if value.options is not None:
        names = {option["id"]: option["name"] for option in field.options}
        return ", ".join(names[each] for each in value.options if each in names)
    if value.boolean is not None:
        return "TRUE" if value.boolean else "FALSE"
    if value.number is not None:
        return f"{value.number.normalize():f}"
    return value.person.name if value.person else value.text or _day(value.date)


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""


def _moment(value: datetime | None) -> str:
    return value.isoformat(timespec="seconds") if value else ""


def _comments(ids: Sequence[UUID]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    rows = Comment.objects.filter(task_id__in=ids, deleted_at=None).select_related("author")
    for row in rows.order_by("created_at", "pk"):
        author = row.author and {"name": row.author.name, "email": row.author.email}
        found.setdefault(str(row.task_id), []).append(
            {"author": author, "body": row.body, "created_at": row.created_at}
        )
    return found
