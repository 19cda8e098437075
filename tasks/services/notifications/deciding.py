"""Who is told of what: the one place that decides it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q

from tasks.events import ProjectEvent
from tasks.markdown import mentioned_users
from tasks.mentions import plain_words
from tasks.models import Comment, Notification, NotificationKind, State, Task, TaskLink
from tasks.selectors.notices import followers_of
from tasks.services.notifications.telling import Told, notify

Kind = NotificationKind
OPEN_LINKS = Q(source__deleted_at=None, source__completed_at=None, source__archived_at=None)


def notify_of_task(*, event: ProjectEvent) -> None:
    """What a task's making, change or move means to people, in the running transaction.

    Most of it means nothing to anybody, and then nothing is asked of the database.
    """
    detail, changes = event.detail, event.entry.changes
    if detail is None:
        return
    task_id = UUID(str(detail["id"]))
    is_new = event.entry.type == "task.created"
    told = Told(workspace_id=event.workspace_id, task_id=task_id, entry=event.entry)
    status = changes.get("status")
    assigned = dict.fromkeys(_newly_assigned(detail, changes, is_new), Kind.ASSIGNED)
    people = {
        **_of_followers(event, is_new=is_new, status=status),
        **_of_status(detail, status),
        **assigned,
    }
    notify(told=_with(told, _status_data(status)), people=people)
    if is_new or "description" in changes:
        _notify_mentioned(told, detail["description"])
    if status and status[1] == State.DONE:
        _notify_unblocked(event, detail)


def notify_of_comment(*, event: ProjectEvent) -> None:
    """Who is mentioned, whose words are answered, whose task it is; each hears once.

    It works in the running transaction.
    """
    data = event.entry.data
    task_id, comment_id = UUID(str(data["task"])), UUID(str(data["id"]))
    mentioned = dict.fromkeys(mentioned_users(data["body"]), Kind.MENTIONED)
    if event.entry.type == "comment.updated":
        people = _not_yet_mentioned(mentioned, task_id, str(comment_id))
    else:
        people = {
            **dict.fromkeys(followers_of(event.project_id), Kind.COMMENTED),
            **dict.fromkeys(_people_of(task_id), Kind.COMMENTED),
            **dict.fromkeys(_talkers(data.get("parent")), Kind.REPLIED),
            **mentioned,
        }
    words = {"comment": str(comment_id), "words": plain_words(data["body"])}
    told = Told(workspace_id=event.workspace_id, task_id=task_id, entry=event.entry, data=words)
    notify(told=told, people=people)


def _with(told: Told, data: Mapping[str, Any]) -> Told:
    return Told(workspace_id=told.workspace_id, task_id=told.task_id, entry=told.entry, data=data)


def _status_data(status: list[str] | None) -> dict[str, Any]:
    return {"from": status[0], "to": status[1]} if status else {}


def _of_status(detail: Mapping[str, Any], status: list[str] | None) -> dict[UUID, Kind]:
    """Watchers, assignees and maker; to those who do not work on it, a review is asked."""
    if not status or not status[0]:
        return {}
    workers = _ids(detail["assignees"])
    others = {UUID(str(each)) for each in detail["watchers"]} | _ids([detail["created_by"]])
    asked = Kind.REVIEW if status[1] == State.IN_REVIEW else Kind.STATUS
    return dict.fromkeys(others, asked) | dict.fromkeys(workers, Kind.STATUS)


def _of_followers(
    event: ProjectEvent, *, is_new: bool, status: list[str] | None
) -> dict[UUID, Kind]:
    """Those who asked for everything of the project."""
    if not is_new and not (status and status[0]):
        return {}
    return dict.fromkeys(followers_of(event.project_id), Kind.CREATED if is_new else Kind.STATUS)


def _newly_assigned(
    detail: Mapping[str, Any], changes: Mapping[str, Any], is_new: bool
) -> Iterable[UUID]:
    if is_new:
        return _ids(detail["assignees"])
    if "assignees" not in changes:
        return []
    old, new = changes["assignees"]
    added = Counter(new) - Counter(old)
    return [UUID(str(each["id"])) for each in detail["assignees"] if each["name"] in added]


def _notify_mentioned(told: Told, description: str) -> None:
    mentioned = dict.fromkeys(mentioned_users(description), Kind.MENTIONED)
    people = _not_yet_mentioned(mentioned, told.task_id, "")
    if people:
        notify(told=_with(told, {"words": plain_words(description)}), people=people)


def _not_yet_mentioned(
    mentioned: dict[UUID, Kind], task_id: UUID, comment: str
) -> dict[UUID, Kind]:
    """A text that is worded anew does not call again those whom it already named."""
    if not mentioned:
        return {}
    known = Notification.objects.filter(
        task_id=task_id, kind=Kind.MENTIONED, recipient_id__in=mentioned
    )
    in_comment = Q(data__comment=comment) if comment else ~Q(data__has_key="comment")
    told = set(known.filter(in_comment).values_list("recipient_id", flat=True))
    return {user_id: kind for user_id, kind in mentioned.items() if user_id not in told}


def _notify_unblocked(event: ProjectEvent, detail: Mapping[str, Any]) -> None:
    """Those who waited for this task and now wait for nothing else."""
    blocked = Task.objects.filter(
        links_to__source_id=detail["id"],
        links_to__kind="blocks",
        deleted_at=None,
        archived_at=None,
        completed_at=None,
        project__deleted_at=None,
    )
    for task in blocked.prefetch_related("assignees"):
        waits = TaskLink.objects.filter(OPEN_LINKS, target=task, kind="blocks")
        if waits.exclude(source_id=detail["id"]).exists():
            continue
        told = Told(
            workspace_id=event.workspace_id,
            task_id=task.pk,
            entry=event.entry,
            data={"by": detail["key"]},
        )
        people = [person.pk for person in task.assignees.all()]
        notify(told=told, people=dict.fromkeys(people, Kind.UNBLOCKED))


def _people_of(task_id: UUID) -> set[UUID]:
    """Who makes it, works on it or watches it: one query."""
    task = Task.objects.filter(pk=task_id)
    ids = task.values_list("created_by").union(
        task.values_list("assignees"), task.values_list("watchers")
    )
    return {user_id for (user_id,) in ids if user_id}


def _talkers(parent_id: str | None) -> set[UUID]:
    """Who wrote the comment that is answered, or answered it before."""
    if not parent_id:
        return set()
    thread = Comment.objects.filter(Q(pk=parent_id) | Q(parent_id=parent_id), deleted_at=None)
    return {user_id for user_id in thread.values_list("author_id", flat=True) if user_id}


def _ids(people: Iterable[Mapping[str, Any] | None]) -> set[UUID]:
    return {UUID(str(person["id"])) for person in people if person}
