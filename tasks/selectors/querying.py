"""Tasks that fit a query, in one project or over a workspace, with the time they may take."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import OperationalError, connection, transaction
from django.db.models import Count, F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User, Workspace
from tasks.models import Project, Task
from tasks.query.context import QueryContext
from tasks.query.grammar import All, Query, Term, Word
from tasks.query.grammar import Any as AnyOf
from tasks.query.parser import parse
from tasks.query.sql import condition_of
from tasks.query.words import QueryError
from tasks.selectors.projects import projects_of
from tasks.selectors.sorting import sorted_tasks

MILLISECONDS = 5000
GROUPINGS = (
    "status",
    "column",
    "priority",
    "assignee",
    "label",
    "type",
    "epic",
    "sprint",
    "milestone",
    "project",
)
_GROUP_COLUMNS = {
    "column": "column_id",
    "priority": "priority",
    "assignee": "assignees",
    "label": "labels",
    "type": "type_id",
    "epic": "parent_id",
    "sprint": "sprint_id",
    "milestone": "milestone_id",
    "project": "project_id",
}


def parsed(text: str) -> Query:
    """The query, or a ValidationError that says what is wrong, and where."""
    try:
        return parse(text)
    except QueryError as error:
        place = _("(character %(at)s)") % {"at": error.at + 1}
        raise ValidationError({"query": f"{error.words} {place}"}) from None


def query_context(*, user: User | None, projects: Sequence[Project]) -> QueryContext:
    """Who asks about which projects, today, where they are."""
    return QueryContext(
        projects=projects,
        me=user.pk if user else None,
        today=timezone.localdate(),
        zone=timezone.get_current_timezone(),
    )


def fitting_tasks(*, query: str, context: QueryContext, with_archived: bool) -> QuerySet[Task]:
    """The tasks of the context's projects that fit; archived ones when the query names them."""
    found = parsed(query)
    tasks = Task.objects.filter(project_id__in=context.project_ids, deleted_at=None)
    if not with_archived and not asks_for_archived(found):
        tasks = tasks.filter(archived_at=None)
    return tasks.filter(condition_of(found, context)).defer("description", "field_versions")


def ordered(
    tasks: QuerySet[Task], *, sort: str, context: QueryContext
) -> tuple[QuerySet[Task], list[str]]:
    """The tasks sorted by several fields, and the order for `keyset_page`."""
    fields = context.named("field") if "field:" in sort else []
    return sorted_tasks(tasks, sort, fields)


def workspace_context(*, user: User | None, workspace: Workspace) -> QueryContext:
    """The projects of a workspace that are not put aside."""
    projects = list(projects_of(workspace=workspace).order_by("name", "pk"))
    return query_context(user=user, projects=projects)


def group_counts(*, tasks: QuerySet[Task], group: str) -> list[dict[str, Any]]:
    """How many tasks are in each group; a task with two labels is in both."""
    if group == "status":
        return _status_counts(tasks)
    column = _GROUP_COLUMNS.get(group)
    if column is None:
        message = _("Group by one of: %(names)s.") % {"names": ", ".join(GROUPINGS)}
        raise ValidationError({"group": message})
    rows = tasks.order_by().values(key=F(column)).annotate(count=Count("pk")).order_by("-count")
    return [{"key": _text(row["key"]), "count": row["count"]} for row in rows]


def _status_counts(tasks: QuerySet[Task]) -> list[dict[str, Any]]:
    rows = tasks.order_by().values("column__state").annotate(count=Count("pk"))
    return [{"key": row["column__state"], "count": row["count"]} for row in rows]


def _text(key: str | UUID | None) -> str | None:
    return None if key is None else str(key)


def asks_for_archived(query: Query) -> bool:
    """Whether the query names archived tasks, not to leave them out."""
    match query:
        case All(parts) | AnyOf(parts):
            return any(asks_for_archived(part) for part in parts)
        case Term(field, _operator, values):
            return field in {"is", "status"} and Word("archived") in values
        case _:
            return False


def names_archived(text: str) -> bool:
    """The same of a text, which must be a query."""
    return bool(text) and asks_for_archived(parsed(text))


@contextmanager
def bounded_time() -> Iterator[None]:
    """Queries that people write must not hold the database: they end after some seconds."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL statement_timeout = {MILLISECONDS}")
        try:
            yield
        except OperationalError as error:
            if "statement timeout" not in str(error):
                raise
            message = _("This query takes too long. Make it narrower.")
            raise ValidationError({"query": message}) from None
