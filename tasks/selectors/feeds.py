"""What a calendar program reads: dated tasks, as long as their reader may see them."""

from datetime import timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User, Workspace
from accounts.permissions import Action
from accounts.selectors import role_in, workspace_for
from tasks.models import CalendarFeed, Task
from tasks.selectors.access import live_tasks, project_for
from teamflow.common.errors import NotFound

# Older days are history; programs keep what they have read.
BACK = timedelta(days=180)
MOST = 2_000


def feeds_of(*, user: User, workspace: Workspace) -> QuerySet[CalendarFeed]:
    """The person's own addresses in this workspace."""
    feeds = CalendarFeed.objects.filter(user=user, workspace=workspace)
    return feeds.select_related("project").order_by("created_at", "pk")


def feed_for(*, user: User, feed_id: UUID) -> CalendarFeed:
    """The person's own feed; another's does not exist for them."""
    feed = CalendarFeed.objects.select_related("workspace").filter(pk=feed_id, user=user).first()
    if feed is None:
        raise NotFound
    workspace_for(user=user, slug=feed.workspace.slug)
    return feed


def feed_by_token(*, token: str) -> CalendarFeed:
    """The feed at a secret address, while its owner may still look: asked anew each time."""
    feed = (
        CalendarFeed.objects.select_related("user", "workspace", "project")
        .filter(token=token, user__is_active=True, workspace__deleted_at=None)
        .first()
    )
    if feed is None or role_in(user=feed.user, workspace_id=feed.workspace_id) is None:
        raise NotFound
    if feed.project_id is not None:
        project_for(user=feed.user, project_id=feed.project_id, action=Action.READ)
    return feed


def tasks_of_feed(feed: CalendarFeed) -> list[Task]:
    """Tasks with a date, soonest first: the project's, or what the feed's owner has to do."""
    since = timezone.localdate() - BACK
    tasks = live_tasks().filter(
        Q(due_date__gte=since) | Q(due_date=None, start_date__gte=since),
        project__workspace_id=feed.workspace_id,
        archived_at=None,
    )
    if feed.project_id is not None:
        tasks = tasks.filter(project_id=feed.project_id)
    else:
        tasks = tasks.filter(assignees=feed.user_id)
    ordered = (
        tasks.select_related("project__workspace")
        .prefetch_related("labels")
        .order_by("due_date", "start_date", "pk")
    )
    return list(ordered[:MOST])
