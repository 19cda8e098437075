"""How what was found of tasks and projects is shown."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Left

from tasks.models import (
    Attachment,
    AttachmentStatus,
    Comment,
    Label,
    Milestone,
    Project,
    SavedView,
    Sprint,
    State,
    Task,
)
from tasks.query.grammar import Term, Word, print_query
from teamflow.common.search.entries import Shown

# A snippet is cut from no more of a text than this.
READ = 20_000
Slugs = Mapping[UUID, str]
Found = dict[UUID, Shown]


def tasks_found(user_id: UUID, slugs: Slugs, ids: Sequence[UUID]) -> Found:
    """Tasks, with what they say."""
    return {row["pk"]: _task(row, row["said"]) for row in task_rows(slugs, Q(pk__in=ids))}


def task_rows(slugs: Slugs, condition: Q, most: int = 200) -> Iterable[dict[str, Any]]:
    """The few columns of tasks that a list of finds shows."""
    tasks = Task.objects.filter(condition, **_alive("project", slugs), deleted_at=None)
    names = ("pk", "title", "said", "number", "project_id", "archived_at")
    return _rows(tasks.annotate(said=Left("description", READ))[:most], *names, **_place("project"))


def shown_task(row: dict[str, Any]) -> Shown:
    """A row of `task_rows`."""
    return _task(row, row["said"])


def comments_found(user_id: UUID, slugs: Slugs, ids: Sequence[UUID]) -> Found:
    """Comments, named as their tasks."""
    comments = Comment.objects.filter(
        pk__in=ids, deleted_at=None, task__deleted_at=None, **_alive("task__project", slugs)
    )
    said = comments.annotate(said=Left("body", READ))
    rows = _rows(said, "pk", "said", author_name=F("author__name"), **_of_task())
    return {row["pk"]: _task(row, row["said"], about=row["author_name"] or "") for row in rows}


def attachments_found(user_id: UUID, slugs: Slugs, ids: Sequence[UUID]) -> Found:
    """Files and links, with the task that they hang on; none that is only on its way."""
    kept = Attachment.objects.filter(
        pk__in=ids, deleted_at=None, task__deleted_at=None, **_alive("task__project", slugs)
    ).exclude(status=AttachmentStatus.ARRIVING)
    rows = _rows(kept, "pk", "name", **_of_task())
    return {row["pk"]: _task({**row, "title": row["name"]}, "", about=row["title"]) for row in rows}


def projects_found(user_id: UUID, slugs: Slugs, ids: Sequence[UUID]) -> Found:
    """Projects."""
    projects = Project.objects.filter(pk__in=ids, deleted_at=None, workspace_id__in=slugs)
    return {
        project.pk: Shown(
            title=project.name,
            url=_home(slugs[project.workspace_id], project.key),
            workspace=slugs[project.workspace_id],
            key=project.key,
            text=project.description[:READ],
            project=project.pk,
        )
        for project in projects
    }


def sprints_found(user_id: UUID, slugs: Slugs, ids: Sequence[UUID]) -> Found:
    """Sprints, with their goals."""
    rows = _named(Sprint, slugs, ids, said=F("goal"))
    return {row["pk"]: _part(row, f"sprints/{row['pk']}/") for row in rows}


def milestones_found(user_id: UUID, slugs: Slugs, ids: Sequence[UUID]) -> Found:
    """Milestones, which lead to their tasks."""
    rows = _named(Milestone, slugs, ids, said=Left("description", READ))
    return {row["pk"]: _part(row, _listed("milestone", row["name"])) for row in rows}


def labels_found(user_id: UUID, slugs: Slugs, ids: Sequence[UUID]) -> Found:
    """Labels, which lead to their tasks."""
    rows = _named(Label, slugs, ids, said=Value(""))
    return {row["pk"]: _part(row, _listed("label", row["name"])) for row in rows}


def views_found(user_id: UUID, slugs: Slugs, ids: Sequence[UUID]) -> Found:
    """Saved views: shared ones, and one's own."""
    mine = Q(is_shared=True) | Q(owner_id=user_id)
    views = SavedView.objects.filter(
        mine, Q(project=None) | Q(project__deleted_at=None), pk__in=ids, deleted_at=None
    ).filter(workspace_id__in=slugs)
    return {
        view.pk: Shown(
            title=view.name,
            url=f"/w/{slugs[view.workspace_id]}/views/{view.pk}/",
            workspace=slugs[view.workspace_id],
            about=view.project.name if view.project else "",
            project=view.project_id,
        )
        for view in views.select_related("project")
    }


def _alive(project: str, slugs: Slugs) -> dict[str, Any]:
    return {f"{project}__deleted_at": None, f"{project}__workspace_id__in": list(slugs)}


def _place(project: str) -> dict[str, F]:
    return {
        "project_key": F(f"{project}__key"),
        "project_name": F(f"{project}__name"),
        "slug": F(f"{project}__workspace__slug"),
        "state": F("column__state"),
    }


def _of_task() -> dict[str, F]:
    """The columns of `task_rows`, read through what hangs on a task."""
    names = ("title", "number", "project_id", "archived_at")
    own = {name: F(f"task__{name}") for name in names}
    return {**own, **_place("task__project"), "state": F("task__column__state")}


def _rows(rows: QuerySet[Any], *names: str, **more: F) -> Iterable[dict[str, Any]]:
    found: Iterable[dict[str, Any]] = rows.values(*names, **more)
    return found


def _task(row: dict[str, Any], said: str, about: str | None = None) -> Shown:
    key = f"{row['project_key']}-{row['number']}"
    return Shown(
        title=row["title"],
        url=f"/w/{row['slug']}/t/{key}/",
        workspace=row["slug"],
        key=key,
        about=row["project_name"] if about is None else about,
        text=said,
        status=State.ARCHIVED if row["archived_at"] else row["state"],
        project=row["project_id"],
    )


def _named(model: Any, slugs: Slugs, ids: Sequence[UUID], said: Any) -> Iterable[dict[str, Any]]:
    rows = model.objects.filter(pk__in=ids, **_alive("project", slugs))
    place = {name: each for name, each in _place("project").items() if name != "state"}
    return _rows(rows.annotate(said=said), "pk", "name", "said", "project_id", **place)


def _part(row: dict[str, Any], ending: str) -> Shown:
    return Shown(
        title=row["name"],
        url=_home(row["slug"], row["project_key"]) + ending,
        workspace=row["slug"],
        about=row["project_name"],
        text=row["said"],
        project=row["project_id"],
    )


def _listed(field: str, name: str) -> str:
    return f"list/?query={quote(print_query(Term(field, ':', (Word(name, is_quoted=False),))))}"


def _home(slug: str, key: str) -> str:
    return f"/w/{slug}/p/{key}/"
