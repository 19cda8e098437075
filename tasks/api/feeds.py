"""Calendar feeds: each person's own secret addresses."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response

from accounts.selectors import workspace_for
from tasks.api.doors import parse, refuse_unknown, whole
from tasks.api.outputs import page_of
from tasks.models import CalendarFeed
from tasks.selectors.access import project_for_viewing
from tasks.selectors.feeds import feed_for, feeds_of
from tasks.services.feeds import drop_feed, make_feed
from teamflow.common.api import ApiView
from teamflow.common.errors import NotFound
from teamflow.common.requests import AuthenticatedRequest


class CalendarFeedInput(serializers.Serializer[Any]):
    """Whose dates: a project's, or without one what the asker has to do."""

    project = serializers.UUIDField(required=False, allow_null=True, default=None)


class CalendarFeedOutput(serializers.Serializer[Any]):
    """A secret address; whoever has it reads what its owner may see."""

    id = serializers.UUIDField()
    project = serializers.UUIDField(allow_null=True)
    url = serializers.URLField()
    created_at = serializers.DateTimeField()
    read_at = serializers.DateTimeField(allow_null=True)


FeedPage = page_of("CalendarFeedPage", CalendarFeedOutput)


class WorkspaceFeedsView(ApiView):
    """The asker's own calendar feeds in a workspace."""

    @extend_schema(responses=FeedPage, operation_id="calendar_feed_list")
    def get(self, request: AuthenticatedRequest, slug: str) -> Response:
        """All of them: a person has one a project at the most."""
        refuse_unknown(request, {"format"})
        workspace = workspace_for(user=request.user, slug=slug)
        feeds = feeds_of(user=request.user, workspace=workspace)
        return Response(whole([_output(request, feed) for feed in feeds]))

    @extend_schema(
        request=CalendarFeedInput,
        responses={200: CalendarFeedOutput, 201: CalendarFeedOutput},
        operation_id="calendar_feed_create",
    )
    def post(self, request: AuthenticatedRequest, slug: str) -> Response:
        """The address for this place: made, or the one that there is."""
        workspace = workspace_for(user=request.user, slug=slug)
        project_id = parse(CalendarFeedInput, request)["project"]
        project = None
        if project_id is not None:
            project = project_for_viewing(user=request.user, project_id=project_id)
            if project.workspace_id != workspace.pk:
                raise NotFound
        feed, is_new = make_feed(actor=request.user, workspace=workspace, project=project)
        code = status.HTTP_201_CREATED if is_new else status.HTTP_200_OK
        return Response(_output(request, feed), status=code)


class FeedView(ApiView):
    """One of the asker's feeds."""

    @extend_schema(responses={204: None}, operation_id="calendar_feed_delete")
    def delete(self, request: AuthenticatedRequest, feed_id: UUID) -> Response:
        """The address answers no more; the next one is another."""
        feed = feed_for(user=request.user, feed_id=feed_id)
        drop_feed(actor=request.user, feed=feed)
        return Response(status=status.HTTP_204_NO_CONTENT)


def _output(request: AuthenticatedRequest, feed: CalendarFeed) -> dict[str, Any]:
    return {
        "id": feed.pk,
        "project": feed.project_id,
        "url": request.build_absolute_uri(f"/calendar/{feed.token}.ics"),
        "created_at": feed.created_at,
        "read_at": feed.read_at,
    }
