"""Secret addresses for calendar programs: one a person and place, made anew by dropping it."""

import secrets

from django.db import transaction

from accounts.models import User, Workspace
from tasks.models import CalendarFeed, Project


@transaction.atomic
def make_feed(
    *, actor: User, workspace: Workspace, project: Project | None = None
) -> tuple[CalendarFeed, bool]:
    """The actor's address for this place, and whether it was made now."""
    return CalendarFeed.objects.get_or_create(
        workspace=workspace,
        user=actor,
        project=project,
        defaults={"token": secrets.token_urlsafe(32)},
    )


@transaction.atomic
def drop_feed(*, actor: User, feed: CalendarFeed) -> None:
    """The address answers no more from the next question on."""
    CalendarFeed.objects.filter(pk=feed.pk, user=actor).delete()
