"""Search by words: PostgreSQL's full text, each word also as the beginning of a longer one."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank
from django.db.models import Q, QuerySet, TextField, Value
from django.db.models.functions import Concat, Left
from django.utils.html import escape

from accounts.models import User
from accounts.selectors import workspace_for, workspaces_of
from tasks.models import Comment, Project, State, Task
from tasks.models.task import COMMENT_WORDS, TASK_WORDS
from tasks.selectors.access import TASK_KEY, live_projects, live_tasks

MAX_WORDS = 10
# Ranking reads each match's whole text: only so many of the newest matches are worth it.
CANDIDATES = 200
# Marks that no text contains and that escaping leaves alone.
_OPEN, _CLOSE = "\ue000", "\ue001"
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """What is asked, and where the asker may look."""

    text: str
    query: SearchQuery
    workspace_ids: list[UUID]


def search(
    *, user: User, words: str, slug: str, kinds: Sequence[str], limit: int
) -> list[dict[str, Any]]:
    """The best matches, best first, among what `user` may see; nothing for no words."""
    terms = re.findall(r"\w+", words.replace("\x00", ""))[:MAX_WORDS]
    if slug:
        workspace_ids = [workspace_for(user=user, slug=slug).pk]
    else:
        workspace_ids = [workspace.pk for workspace in workspaces_of(user=user)]
    if not terms or not workspace_ids:
        return []
    raw = " & ".join(f"{term}:*" for term in terms)
    query = SearchQuery(raw, search_type="raw", config="simple")
    question = _Question(text=words.strip(), query=query, workspace_ids=workspace_ids)
    found = [row for kind in kinds for row in SEARCH_KINDS[kind](question, limit)]
    found.sort(key=lambda row: -row["score"])
    return [{name: row[name] for name in row if name != "score"} for row in found[:limit]]


def _tasks(question: _Question, limit: int) -> list[dict[str, Any]]:
    mine = live_tasks().filter(project__workspace_id__in=question.workspace_ids)
    matching = mine.annotate(words=TASK_WORDS).filter(_matches(question, "title"))
    newest = matching.order_by("-updated_at").values("pk")[:CANDIDATES]
    text = Concat("title", Value("\n"), Left("description", 2000), output_field=TextField())
    ranked = (
        mine.filter(pk__in=list(newest.values_list("pk", flat=True)))
        .annotate(score=SearchRank(TASK_WORDS, question.query))
        .annotate(snippet=_headline(text, question.query))
        .select_related("project__workspace", "column")
        .order_by("-score", "-updated_at")[:limit]
    )
    rows = [_task_row(task, task.score) for task in ranked]
    return [*_by_key(question, mine), *rows]


def _matches(question: _Question, title: str) -> Q:
    matches = Q(words=question.query)
    # Languages without spaces: their words are not the index's words.
    if _UNSPACED.search(question.text):
        matches |= Q(**{f"{title}__icontains": question.text})
    return matches


def _by_key(question: _Question, mine: QuerySet[Task]) -> list[dict[str, Any]]:
    """The task that is called exactly so, before all others."""
    found = TASK_KEY.match(question.text)
    if not found:
        return []
    tasks = mine.filter(project__key=found[1].upper(), number=int(found[2]))
    return [_task_row(task, 10.0) for task in tasks.select_related("project__workspace")[:10]]


def _task_row(task: Task, score: float) -> dict[str, Any]:
    return {
        "kind": "task",
        "id": task.pk,
        "key": task.key,
        "title": task.title,
        "snippet_html": _marked(getattr(task, "snippet", "")),
        "project": task.project_id,
        "workspace": task.project.workspace.slug,
        "status": State.ARCHIVED if task.archived_at else task.column.state,
        "url": f"/w/{task.project.workspace.slug}/t/{task.key}/",
        "score": score,
    }


def _comments(question: _Question, limit: int) -> list[dict[str, Any]]:
    mine = Comment.objects.filter(
        deleted_at=None,
        task__deleted_at=None,
        task__project__deleted_at=None,
        task__project__workspace_id__in=question.workspace_ids,
    )
    matching = mine.annotate(words=COMMENT_WORDS).filter(_matches(question, "body"))
    newest = matching.order_by("-created_at").values_list("pk", flat=True)[:CANDIDATES]
    ranked = (
        mine.filter(pk__in=list(newest))
        .annotate(score=SearchRank(COMMENT_WORDS, question.query))
        .annotate(snippet=_headline(Left("body", 2000), question.query))
        .select_related("task__project__workspace", "task__column")
        .order_by("-score", "-created_at")[:limit]
    )
    return [
        {
            **_task_row(comment.task, comment.score),
            "kind": "comment",
            "id": comment.pk,
            "snippet_html": _marked(comment.snippet),
        }
        for comment in ranked
    ]


def _projects(question: _Question, limit: int) -> list[dict[str, Any]]:
    projects = (
        live_projects()
        .filter(workspace_id__in=question.workspace_ids)
        .filter(Q(name__icontains=question.text) | Q(key__iexact=question.text))
        .order_by("name", "pk")[:limit]
    )
    return [_project_row(project) for project in projects]


def _project_row(project: Project) -> dict[str, Any]:
    return {
        "kind": "project",
        "id": project.pk,
        "key": project.key,
        "title": project.name,
        "snippet_html": "",
        "project": project.pk,
        "workspace": project.workspace.slug,
        "status": None,
        "url": f"/w/{project.workspace.slug}/p/{project.key}/",
        "score": 5.0,
    }


def _headline(text: Any, query: SearchQuery) -> SearchHeadline:
    return SearchHeadline(
        text,
        query,
        config="simple",
        start_sel=_OPEN,
        stop_sel=_CLOSE,
        max_words=30,
        min_words=10,
    )


def _marked(snippet: str) -> str:
    """The snippet as HTML: escaped first, then marked."""
    return str(escape(snippet)).replace(_OPEN, "<mark>").replace(_CLOSE, "</mark>")


SEARCH_KINDS: dict[str, Callable[[_Question, int], list[dict[str, Any]]]] = {
    "task": _tasks,
    "comment": _comments,
    "project": _projects,
}
