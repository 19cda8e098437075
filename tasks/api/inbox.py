"""Doors to one's own notifications."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.selectors import workspace_for
from tasks.api.doors import (
    PAGE_PARAMS,
    PAGED,
    names_in,
    parse,
    refuse_unknown,
    truth,
    whole,
)
from tasks.api.outputs import page_of
from tasks.models import NotificationKind, State
from tasks.selectors.access import project_for_viewing
from tasks.selectors.inbox import (
    Asked,
    Part,
    notification_payload,
    notification_payloads,
    told_as,
    unread_count,
    with_what_they_show,
)
from tasks.services.notifications import (
    Change,
    change_notifications,
    change_tasks_notices,
    read_all,
)
from teamflow.common.api import ApiView
from teamflow.common.paging import keyset_page
from teamflow.common.requests import AuthenticatedRequest

MOST = 500
LONGEST_SNOOZE = timedelta(days=366)
FILTERS = {"workspace", "project", "kind", "unread", "state"}
STATES: tuple[Part, ...] = ("inbox", "snoozed", "archived", "all")


class NotificationWorkspaceOutput(serializers.Serializer[Any]):
    """Where it happened."""

    id = serializers.UUIDField()
    slug = serializers.CharField()


class NotificationProjectOutput(serializers.Serializer[Any]):
    """The task's project."""

    id = serializers.UUIDField()
    key = serializers.CharField()
    name = serializers.CharField()


class NotificationTaskOutput(serializers.Serializer[Any]):
    """The task it is about."""

    id = serializers.UUIDField()
    key = serializers.CharField()
    title = serializers.CharField()
    status = serializers.ChoiceField(choices=State.choices)
    project = NotificationProjectOutput()


class NotificationActorOutput(serializers.Serializer[Any]):
    """Who did it."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    avatar = serializers.CharField(allow_null=True)


class NotificationOutput(serializers.Serializer[Any]):
    """Something that one should know."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=NotificationKind.choices)
    workspace = NotificationWorkspaceOutput()
    task = NotificationTaskOutput(allow_null=True)
    actor = NotificationActorOutput(allow_null=True)
    data = serializers.DictField()  # type: ignore[assignment]
    created_at = serializers.DateTimeField()
    read_at = serializers.DateTimeField(allow_null=True)
    snoozed_until = serializers.DateTimeField(allow_null=True)
    archived_at = serializers.DateTimeField(allow_null=True)


class UnreadOutput(serializers.Serializer[Any]):
    """How much of the inbox was not looked at."""

    unread = serializers.IntegerField()


class NotificationChangeInput(serializers.Serializer[Any]):
    """`snoozed_until` null wakes it."""

    read = serializers.BooleanField(required=False)
    archived = serializers.BooleanField(required=False)
    snoozed_until = serializers.DateTimeField(required=False, allow_null=True)


class NotificationsChangeInput(NotificationChangeInput):
    """The same for up to 500: these, or all that stands in the inbox about these tasks."""

    ids = serializers.ListField(
        child=serializers.UUIDField(), max_length=MOST, min_length=1, required=False
    )
    tasks = serializers.ListField(
        child=serializers.UUIDField(), max_length=MOST, min_length=1, required=False
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """One of the two: both would leave open what is meant."""
        if ("ids" in attrs) == ("tasks" in attrs):
            raise serializers.ValidationError({"ids": _("Either ids or tasks.")})
        return attrs


class ReadAllInput(serializers.Serializer[Any]):
    """What is named leaves the rest as it is; `workspace` is a slug."""

    workspace = serializers.SlugField(required=False, max_length=60)
    project = serializers.UUIDField(required=False)
    kinds = serializers.ListField(
        child=serializers.ChoiceField(choices=NotificationKind.choices), required=False
    )


class ReadAllOutput(UnreadOutput):
    """And which were read by it, so that it can be taken back."""

    ids = serializers.ListField(child=serializers.UUIDField())


NotificationPage = page_of("NotificationPage", NotificationOutput)


class NotificationsView(ApiView):
    """What one was told."""

    @extend_schema(
        parameters=[
            *PAGED,
            OpenApiParameter("workspace", OpenApiTypes.STR, description="A slug."),
            OpenApiParameter("project", OpenApiTypes.UUID),
            OpenApiParameter("kind", OpenApiTypes.STR, description="One, or several with commas."),
            OpenApiParameter("unread", OpenApiTypes.BOOL),
            OpenApiParameter("state", OpenApiTypes.STR, enum=STATES),
        ],
        responses=NotificationPage,
        operation_id="notification_list",
    )
    def get(self, request: AuthenticatedRequest) -> Response:
        """Newest first; `state` is `inbox` unless it says otherwise."""
        refuse_unknown(request, {*PAGE_PARAMS, *FILTERS})
        page = keyset_page(
            request,
            with_what_they_show(told_as(user=request.user, asked=_asked(request))),
            order=("-created_at", "-id"),
            serialize=lambda rows: [notification_payload(row) for row in rows],
        )
        return Response(page)

    @extend_schema(
        request=NotificationsChangeInput,
        responses=NotificationPage,
        operation_id="notification_change_many",
    )
    def patch(self, request: AuthenticatedRequest) -> Response:
        """Read, snooze or archive several: all of them or none."""
        values = parse(NotificationsChangeInput, request)
        change = _change(values)
        if "tasks" in values:
            tasks = values["tasks"]
            ids = change_tasks_notices(actor=request.user, task_ids=tasks, change=change)
        else:
            ids = list(dict.fromkeys(values["ids"]))
            change_notifications(actor=request.user, ids=ids, change=change)
        return Response(whole(notification_payloads(ids)))


class NotificationView(ApiView):
    """One of them."""

    @extend_schema(
        request=NotificationChangeInput,
        responses=NotificationOutput,
        operation_id="notification_change",
    )
    def patch(self, request: AuthenticatedRequest, notification_id: UUID) -> Response:
        """Read, snooze or archive it, or take that back."""
        values = parse(NotificationChangeInput, request)
        change_notifications(actor=request.user, ids=[notification_id], change=_change(values))
        return Response(notification_payloads([notification_id])[0])


class UnreadView(ApiView):
    """The number at the inbox."""

    @extend_schema(
        parameters=[OpenApiParameter("workspace", OpenApiTypes.STR, description="A slug.")],
        responses=UnreadOutput,
        operation_id="notification_unread",
    )
    def get(self, request: AuthenticatedRequest) -> Response:
        """How many lines are unread; all that is said of one task is one line."""
        refuse_unknown(request, {"workspace", "format"})
        count = unread_count(user=request.user, workspace_id=_workspace(request))
        return Response({"unread": count})


class ReadAllView(ApiView):
    """Everything at once."""

    @extend_schema(
        request=ReadAllInput, responses=ReadAllOutput, operation_id="notification_read_all"
    )
    def post(self, request: AuthenticatedRequest) -> Response:
        """All that stands in the inbox is read."""
        values = parse(ReadAllInput, request)
        slug, project_id = values.get("workspace"), values.get("project")
        workspace_id = workspace_for(user=request.user, slug=slug).pk if slug else None
        if project_id:
            project_for_viewing(user=request.user, project_id=project_id)
        kinds = frozenset(values.get("kinds", ()))
        asked = Asked(workspace_id=workspace_id, project_id=project_id, kinds=kinds)
        ids = read_all(actor=request.user, asked=asked)
        unread = unread_count(user=request.user, workspace_id=workspace_id)
        return Response({"unread": unread, "ids": ids})


def _asked(request: AuthenticatedRequest) -> Asked:
    part = next((each for each in STATES if each == request.query_params.get("state")), None)
    if part is None and "state" in request.query_params:
        raise ValidationError({"state": _("One of: %(names)s.") % {"names": ", ".join(STATES)}})
    return Asked(
        workspace_id=_workspace(request),
        project_id=_project(request),
        kinds=frozenset(names_in(request, "kind", set(NotificationKind.values))),
        part=part or "inbox",
        is_unread=truth(request, "unread") if "unread" in request.query_params else None,
    )


def _project(request: AuthenticatedRequest) -> UUID | None:
    text = request.query_params.get("project", "")
    if not text:
        return None
    try:
        project_id = UUID(text)
    except ValueError:
        raise ValidationError({"project": _("Not an id.")}) from None
    return project_for_viewing(user=request.user, project_id=project_id).pk


def _workspace(request: AuthenticatedRequest) -> UUID | None:
    slug = request.query_params.get("workspace", "")
    return workspace_for(user=request.user, slug=slug).pk if slug else None


def _change(values: dict[str, Any]) -> Change:
    wakes_at = values.get("snoozed_until")
    if wakes_at is not None and wakes_at > timezone.now() + LONGEST_SNOOZE:
        raise ValidationError({"snoozed_until": _("At most a year.")})
    return Change(
        is_read=values.get("read"),
        is_archived=values.get("archived"),
        is_snoozed="snoozed_until" in values,
        wakes_at=wakes_at,
    )
