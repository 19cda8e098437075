"""Doors to what a person wants to be told of, and by which way."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.models import StoppedAddress
from accounts.permissions import Action
from accounts.selectors import stopped_address
from accounts.services.addresses import try_address_again
from tasks.api.doors import parse, refuse_unknown, whole
from tasks.api.outputs import page_of
from tasks.models import NoticeLevel, NotificationKind
from tasks.preferences import CHANNELS, INTERVALS, REMINDERS, as_said, preferences_of
from tasks.selectors.access import project_for
from tasks.selectors.notices import levels_of
from tasks.services.notifications import change_preferences, set_project_level
from teamflow.common.api import ApiView
from teamflow.common.requests import AuthenticatedRequest

LEVELS = ["default", *NoticeLevel.values]


class ChannelsShape(serializers.Serializer[Any]):
    """Where one kind is told."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """One truth a channel."""
        return {name: serializers.BooleanField(required=False) for name in CHANNELS}


class KindsShape(serializers.Serializer[Any]):
    """Every kind of notification."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """One set of channels a kind."""
        return {kind: ChannelsShape(required=False) for kind in NotificationKind.values}


class RemindersShape(serializers.Serializer[Any]):
    """When one is reminded of what is due."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """One truth a reminder."""
        return {name: serializers.BooleanField(required=False) for name in REMINDERS}


class QuietShape(serializers.Serializer[Any]):
    """Hours (`HH:MM`, in the person's zone) and days (0 is Monday) without mail and push."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """`from` is a word of Python's own."""
        hour: Any = {"regex": r"^([01]\d|2[0-3]):[0-5]\d$", "allow_null": True, "required": False}
        return {
            "from": serializers.RegexField(**hour),
            "to": serializers.RegexField(**hour),
            "days": serializers.ListField(
                child=serializers.IntegerField(min_value=0, max_value=6),
                max_length=7,
                required=False,
            ),
        }


class NoticePreferences(serializers.Serializer[Any]):
    """What somebody wants; in a change, what is left out stays."""

    channels = KindsShape(required=False)
    email_interval = serializers.ChoiceField(choices=INTERVALS, required=False)
    quiet = QuietShape(required=False)
    reminders = RemindersShape(required=False)
    remind_at = serializers.IntegerField(min_value=0, max_value=23, required=False)


class LevelProjectOutput(serializers.Serializer[Any]):
    """The project."""

    id = serializers.UUIDField()
    key = serializers.CharField()
    name = serializers.CharField()


class LevelWorkspaceOutput(serializers.Serializer[Any]):
    """Where it is."""

    slug = serializers.CharField()
    name = serializers.CharField()


class ProjectLevelOutput(serializers.Serializer[Any]):
    """How much of a project one hears."""

    project = LevelProjectOutput()
    workspace = LevelWorkspaceOutput()
    level = serializers.ChoiceField(choices=LEVELS)


class ProjectLevelInput(serializers.Serializer[Any]):
    """`default` takes a choice back."""

    level = serializers.ChoiceField(choices=LEVELS)


class NoticeAddressOutput(serializers.Serializer[Any]):
    """Whether mail reaches one; `reason` and `detail` say why not."""

    email = serializers.CharField()
    is_stopped = serializers.BooleanField()
    reason = serializers.ChoiceField(choices=StoppedAddress.Reason.choices, allow_null=True)
    detail = serializers.CharField()


class NoticeAddressInput(serializers.Serializer[Any]):
    """`is_stopped` false has mail tried again; a stop is made only by mail that came back."""

    is_stopped = serializers.BooleanField()

    def validate_is_stopped(self, value: bool) -> bool:
        """Nobody stops an address by hand: that is what preferences are for."""
        if value:
            raise serializers.ValidationError(_("Mail is stopped by turning its kinds off."))
        return value


ProjectLevelPage = page_of("ProjectLevelPage", ProjectLevelOutput)


class PreferencesView(ApiView):
    """What one is told of, where and when."""

    @extend_schema(responses=NoticePreferences, operation_id="notification_preferences")
    def get(self, request: AuthenticatedRequest) -> Response:
        """With the defaults where nothing was chosen."""
        return Response(as_said(preferences_of(request.user.notification_preferences)))

    @extend_schema(
        request=NoticePreferences,
        responses=NoticePreferences,
        operation_id="notification_preferences_change",
    )
    def patch(self, request: AuthenticatedRequest) -> Response:
        """Change what is named."""
        changes = plain_values(parse(NoticePreferences, request))
        return Response(as_said(change_preferences(actor=request.user, changes=changes)))


class ProjectLevelsView(ApiView):
    """How much one hears of each project."""

    @extend_schema(responses=ProjectLevelPage, operation_id="notification_projects")
    def get(self, request: AuthenticatedRequest) -> Response:
        """Every live project of one's workspaces, 500 at most."""
        refuse_unknown(request, {"format"})
        return Response(whole(levels_of(user=request.user)))


class ProjectLevelView(ApiView):
    """How much one hears of one project."""

    @extend_schema(
        request=ProjectLevelInput,
        responses=ProjectLevelInput,
        operation_id="notification_project_change",
    )
    def put(self, request: AuthenticatedRequest, project_id: UUID) -> Response:
        """Everything, only one's own, nothing, or the usual."""
        project = project_for(user=request.user, project_id=project_id, action=Action.READ)
        level = parse(ProjectLevelInput, request)["level"]
        set_project_level(actor=request.user, project=project, level=level)
        return Response({"level": level})


class AddressView(ApiView):
    """One's address, as mail sees it."""

    @extend_schema(responses=NoticeAddressOutput, operation_id="notification_email")
    def get(self, request: AuthenticatedRequest) -> Response:
        """Whether mail came back from it."""
        return Response(_address(request))

    @extend_schema(
        request=NoticeAddressInput,
        responses=NoticeAddressOutput,
        operation_id="notification_email_retry",
    )
    def patch(self, request: AuthenticatedRequest) -> Response:
        """Try it again; where nothing was stopped, nothing changes."""
        parse(NoticeAddressInput, request)
        try_address_again(actor=request.user)
        return Response(_address(request))


def plain_values(values: Any) -> dict[str, Any]:
    """What a serializer understood, as plain dictionaries."""
    return {
        name: plain_values(value) if isinstance(value, dict) else value
        for name, value in values.items()
    }


def _address(request: AuthenticatedRequest) -> dict[str, Any]:
    stopped = stopped_address(email=request.user.email)
    return {
        "email": request.user.email,
        "is_stopped": stopped is not None,
        "reason": stopped.reason if stopped else None,
        "detail": stopped.detail if stopped else "",
    }
