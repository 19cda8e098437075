"""Search: words, phrases and the words of the query language, over everything one may see."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q

from accounts.models import User, Workspace
from accounts.selectors import workspace_for, workspaces_of
from tasks.models import Project, Task
from tasks.query.context import QueryContext
from tasks.query.sql import condition_of
from tasks.query.texts import Searched, searched
from tasks.selectors.access import TASK_KEY, live_projects, tasks_by_key
from tasks.selectors.found import Slugs, shown_task, task_rows
from tasks.selectors.querying import asks_for_archived, query_context
from teamflow.common.cache import cached
from teamflow.common.search.entries import ALL_KINDS, Asked, Hit, Shown, best, counts
from teamflow.common.search.folding import Wanted, folded
from teamflow.common.search.marking import marked, snippet
from teamflow.common.search.showing import shown
from teamflow.common.search.slips import meant

MOST_SAID = 1000
OWN_SECONDS = 300
# Kinds that a filter of tasks leaves: what it says is of tasks.
_OF_TASKS = ("task", "comment", "attachment")
_EXACT, _BEGINS = 1.0, 0.3
_KEY_SCORE = 10.0
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class FoundPage:
    """The best of what was found; `counts` where they were asked for.

    `instead` is what was looked for where nothing has what was said.
    """

    results: list[dict[str, Any]]
    counts: dict[str, int] = field(default_factory=dict)
    problem: str = ""
    instead: str = ""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where somebody may look."""

    user: User
    workspaces: Sequence[Workspace]
    projects: Sequence[Project]

    @property
    def slugs(self) -> Slugs:
        return {workspace.pk: workspace.slug for workspace in self.workspaces}

    @property
    def context(self) -> QueryContext:
        return query_context(user=self.user, projects=self.projects)


def search(
    *,
    user: User,
    words: str,
    slug: str = "",
    kinds: Sequence[str] = (),
    limit: int = 50,
    with_archived: bool = False,
    with_counts: bool = False,
) -> FoundPage:
    """The best matches, best first, among what `user` may see; nothing for no words."""
    said = words.replace("\0", "").strip()[:MOST_SAID]
    asks = searched(said)
    workspaces = [workspace_for(user=user, slug=slug)] if slug else list(workspaces_of(user=user))
    if not said or not workspaces or not (asks.text or asks.rest):
        return FoundPage([], problem=asks.problem)
    with_archived = with_archived or (asks.rest is not None and asks_for_archived(asks.rest))
    place = _Place(user, workspaces, _projects(workspaces, with_archived))
    asked = _asked(place, asks, kinds, with_archived)
    rows, instead = _rows(place, asked, asks, said, limit), ""
    if not rows and asks.text and not asks.problem:
        instead = _mended(said, meant(asked, asks.marks))
    if instead:
        asks = searched(instead)
        asked = _asked(place, asks, kinds, with_archived)
        rows = _rows(place, asked, asks, instead, limit)
    return FoundPage(
        _without_repeats(rows)[:limit],
        _counts(asked, asks, rows) if with_counts else {},
        asks.problem,
        instead if rows else "",
    )


def _rows(
    place: _Place, asked: Asked, asks: Searched, said: str, limit: int
) -> list[dict[str, Any]]:
    hits = best(asked, limit) if asks.text else _newest(asked, limit)
    rows = _by_key(place, said, asked) if asks.rest is None else []
    return rows + [_row(hit, thing, asks.marks, said) for hit, thing in _shown(place, hits)]


def _mended(said: str, words: Mapping[str, str]) -> str:
    """The same with these words in the place of those; "" where none is."""
    if not words:
        return ""
    return _WORD.sub(lambda found: words.get(folded(found[0]), found[0]), said)


def _projects(workspaces: Sequence[Workspace], with_archived: bool) -> list[Project]:
    projects = live_projects().filter(workspace__in=workspaces).order_by("name", "pk")
    return list(projects if with_archived else projects.filter(archived_at=None))


def _asked(place: _Place, asks: Searched, kinds: Sequence[str], with_archived: bool) -> Asked:
    wanted = set(kinds or ALL_KINDS)
    if asks.rest is not None:
        wanted &= set(_OF_TASKS)
    ids = [project.pk for project in place.projects]
    fitting = None
    if asks.rest is not None:
        tasks = Task.objects.filter(project_id__in=ids, deleted_at=None)
        fitting = tasks.filter(condition_of(asks.rest, place.context))
        if not with_archived:
            fitting = fitting.filter(archived_at=None)
    return Asked(
        query=asks.text,
        user_id=place.user.pk,
        workspace_ids=list(place.slugs),
        project_ids=ids,
        own_project_ids=_own_projects(place.user),
        kinds=frozenset(wanted) or frozenset({"nothing"}),
        with_archived=with_archived,
        tasks=None if fitting is None else fitting.values("pk"),
    )


def _own_projects(user: User) -> frozenset[UUID]:
    """The projects in which this person has tasks."""

    def read() -> list[UUID]:
        mine = Task.objects.filter(assignees=user, deleted_at=None).order_by()
        return list(mine.values_list("project_id", flat=True).distinct())

    return frozenset(cached(f"search:own:{user.pk}", OWN_SECONDS, read))


def _newest(asked: Asked, limit: int) -> list[Hit]:
    """Filters without words: the tasks that fit, changed last first."""
    if asked.tasks is None or "task" not in asked.kinds:
        return []
    tasks = Task.objects.filter(pk__in=asked.tasks).order_by("-updated_at", "-pk")
    return [Hit(pk, "task", pk, 0) for pk in tasks.values_list("pk", flat=True)[:limit]]


def _shown(place: _Place, hits: Sequence[Hit]) -> list[tuple[Hit, Shown]]:
    return shown(hits, user_id=place.user.pk, slugs=place.slugs)


def _by_key(place: _Place, said: str, asked: Asked) -> list[dict[str, Any]]:
    """The task that is called exactly so, before all others; a number alone is one's own."""
    if "task" not in asked.kinds:
        return []
    found = TASK_KEY.match(said)
    if found:
        keyed = [tasks_by_key(workspace=each, key=said).values("pk") for each in place.workspaces]
        condition = Q()
        for tasks in keyed:
            condition |= Q(pk__in=tasks)
    elif said.isascii() and said.isdigit() and len(said) < 8:
        own = _own_projects(place.user)
        ids = [project.pk for project in place.projects if project.pk in own]
        condition = Q(project_id__in=ids, number=int(said))
    else:
        return []
    rows = task_rows(place.slugs, condition, 5)
    return [
        _row(Hit(row["pk"], "task", row["pk"], _KEY_SCORE), shown_task(row), (), said)
        for row in rows
    ]


def _row(hit: Hit, thing: Shown, marks: Sequence[Wanted], said: str) -> dict[str, Any]:
    return {
        "kind": hit.kind,
        "id": hit.id,
        "key": thing.key,
        "title": thing.title,
        "title_html": marked(thing.title, marks),
        "snippet_html": snippet(thing.text, marks) if thing.text else "",
        "about": thing.about,
        "project": thing.project,
        "workspace": thing.workspace,
        "status": thing.status,
        "url": thing.url,
        "score": hit.score + _called(thing.title, said),
    }


def _called(title: str, said: str) -> float:
    """More for what is called just so, or begins so."""
    name, asked = folded(title), folded(said)
    if name == asked:
        return _EXACT
    return _BEGINS if name.startswith(asked) else 0.0


def _without_repeats(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    first: dict[UUID, dict[str, Any]] = {}
    for row in sorted(rows, key=lambda row: -row["score"]):
        first.setdefault(row["id"], row)
    return [{name: row[name] for name in row if name != "score"} for row in first.values()]


def _counts(asked: Asked, asks: Searched, rows: list[dict[str, Any]]) -> dict[str, int]:
    if asks.text:
        return counts(asked)
    return {"task": len(rows)} if rows else {}


def checked_kinds(text: str) -> list[str]:
    """Kinds with commas; ValidationError for one that there is not."""
    kinds = [kind for kind in text.split(",") if kind]
    unknown = set(kinds) - set(ALL_KINDS)
    if unknown:
        raise ValidationError({"kind": ", ".join(sorted(unknown))})
    return kinds
