"""Doors to time: the clock, entries, timesheets."""

from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.permissions import Action, Resource
from accounts.selectors import workspace_for
from tasks.api.doors import PAGE_PARAMS, PAGED, parse, refuse_unknown
from tasks.api.tasks import check_right
from tasks.selectors.access import project_for_viewing, task_for_viewing
from tasks.selectors.effort import (
    entry_for,
    entry_payload,
    running_timer,
    time_of_project,
    time_of_task,
    timesheet,
    total_minutes,
)
from tasks.selectors.sheets import timesheet_csv
from tasks.services.days import enter_day, restore_day
from tasks.services.effort import add_time, delete_time, start_timer, stop_timer, update_time
from teamflow.common.api import ApiView
from teamflow.common.paging import keyset_page
from teamflow.common.requests import AuthenticatedRequest

NEWEST = ("-started_at", "-id")
DAY = OpenApiTypes.DATE


class TimedPersonOutput(serializers.Serializer[Any]):
    """Whose it is."""

    id = serializers.UUIDField()
    name = serializers.CharField()


class TimedTaskOutput(serializers.Serializer[Any]):
    """What it was for."""

    id = serializers.UUIDField()
    key = serializers.CharField()
    title = serializers.CharField()
    project = serializers.UUIDField()
    workspace = serializers.CharField()


class TimeEntryOutput(serializers.Serializer[Any]):
    """Time of one person on one task; without `ended_at` the clock runs."""

    id = serializers.UUIDField()
    task = TimedTaskOutput()
    user = TimedPersonOutput()
    started_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)
    minutes = serializers.IntegerField(allow_null=True)
    note = serializers.CharField(allow_blank=True)


class TimePageOutput(serializers.Serializer[Any]):
    """Entries, and what all of them (not only this page) come to."""

    results = TimeEntryOutput(many=True)
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    total_minutes = serializers.IntegerField()


class TaskTimeOutput(TimePageOutput):
    """The same of one task, beside its estimate."""

    estimate_minutes = serializers.IntegerField(allow_null=True)


class TimerOutput(serializers.Serializer[Any]):
    """The clock that runs; null where none does."""

    timer = TimeEntryOutput(allow_null=True)


class SheetRowOutput(serializers.Serializer[Any]):
    """One person's minutes on one task, Monday first."""

    user = TimedPersonOutput()
    task = TimedTaskOutput()
    minutes = serializers.ListField(child=serializers.IntegerField())
    total = serializers.IntegerField()


class TimesheetOutput(serializers.Serializer[Any]):
    """A week."""

    week = serializers.DateField()
    days = serializers.ListField(child=serializers.DateField())
    rows = SheetRowOutput(many=True)
    totals = serializers.ListField(child=serializers.IntegerField())
    total = serializers.IntegerField()


class TimerInput(serializers.Serializer[Any]):
    """Which task to start the clock on."""

    task = serializers.UUIDField()
    note = serializers.CharField(required=False, allow_blank=True, default="", max_length=500)
    started_at = serializers.DateTimeField(
        required=False, help_text="When it was started without a network; now when missing."
    )


class TimerStop(serializers.Serializer[Any]):
    """When the clock was stopped."""

    ended_at = serializers.DateTimeField(required=False)


class TimeEntryInput(serializers.Serializer[Any]):
    """When it was, and what for."""

    started_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField()
    note = serializers.CharField(required=False, allow_blank=True, default="", max_length=500)


class TimeEntryChangeInput(serializers.Serializer[Any]):
    """A change of an entry."""

    started_at = serializers.DateTimeField(required=False)
    ended_at = serializers.DateTimeField(required=False)
    note = serializers.CharField(required=False, allow_blank=True, max_length=500)


class DayEntryInput(serializers.Serializer[Any]):
    """An entry of a day; one without an id, or with that of none there, is made anew."""

    id = serializers.UUIDField(required=False)
    started_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField()
    note = serializers.CharField(required=False, allow_blank=True, default="", max_length=500)


class DayOfTimeInput(serializers.Serializer[Any]):
    """What one's day on a task comes to: minutes, or exactly these entries."""

    day = serializers.DateField()
    minutes = serializers.IntegerField(required=False, min_value=0, max_value=24 * 60)
    entries = serializers.ListField(child=DayEntryInput(), required=False, max_length=100)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Either, not both."""
        if ("minutes" in attrs) == ("entries" in attrs):
            raise serializers.ValidationError({"minutes": _("Either minutes or entries.")})
        if attrs["day"].year < 2 or attrs["day"].year > 9998:
            raise serializers.ValidationError({"day": _("No such day.")})
        return attrs


class DayEntryOutput(serializers.Serializer[Any]):
    """An entry that a day held."""

    id = serializers.UUIDField()
    started_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField()
    note = serializers.CharField(allow_blank=True)


class DayOfTimeOutput(serializers.Serializer[Any]):
    """What the day held before: given back as `entries`, it holds them again."""

    before = DayEntryOutput(many=True)


class TimerView(ApiView):
    """One's own clock."""

    @extend_schema(responses=TimerOutput, operation_id="timer_read")
    def get(self, request: AuthenticatedRequest) -> Response:
        """The clock that runs."""
        return Response(_timer(running_timer(user=request.user)))

    @extend_schema(request=TimerInput, responses={200: TimerOutput}, operation_id="timer_start")
    def post(self, request: AuthenticatedRequest) -> Response:
        """Start it on a task; one that runs elsewhere stops."""
        values = parse(TimerInput, request)
        task = task_for_viewing(user=request.user, task_id=values["task"])
        check_right(request, task, Action.CREATE, Resource.TIME)
        return Response(_timer(start_timer(actor=request.user, **{**values, "task": task})))

    @extend_schema(
        parameters=[
            OpenApiParameter(
                "ended_at",
                OpenApiTypes.DATETIME,
                description="When it was stopped without a network; a later clock runs on.",
            )
        ],
        responses={200: TimerOutput},
        operation_id="timer_stop",
    )
    def delete(self, request: AuthenticatedRequest) -> Response:
        """Stop it; where none runs, nothing happens."""
        refuse_unknown(request, {"ended_at", "format"})
        wanted = TimerStop(data=request.query_params)
        wanted.is_valid(raise_exception=True)
        stop_timer(actor=request.user, **wanted.validated_data)
        return Response(_timer(running_timer(user=request.user)))


class TaskTimeView(ApiView):
    """The time on a task."""

    @extend_schema(parameters=PAGED, responses=TaskTimeOutput, operation_id="task_time_list")
    def get(self, request: AuthenticatedRequest, task_id: UUID) -> Response:
        """Newest first, with the sum and the estimate."""
        refuse_unknown(request, PAGE_PARAMS)
        task = task_for_viewing(user=request.user, task_id=task_id)
        found = time_of_task(task=task)
        total = {
            "total_minutes": total_minutes(found),
            "estimate_minutes": task.estimate_minutes,
        }
        return Response({**keyset_page(request, found, order=NEWEST, serialize=_many), **total})

    @extend_schema(
        request=TimeEntryInput, responses={201: TimeEntryOutput}, operation_id="task_time_create"
    )
    def post(self, request: AuthenticatedRequest, task_id: UUID) -> Response:
        """Enter time that was spent."""
        task = task_for_viewing(user=request.user, task_id=task_id)
        check_right(request, task, Action.CREATE, Resource.TIME)
        entry = add_time(actor=request.user, task=task, **parse(TimeEntryInput, request))
        entry = entry_for(user=request.user, entry_id=entry.pk, action=Action.READ)
        return Response(entry_payload(entry), status=status.HTTP_201_CREATED)

    @extend_schema(
        request=DayOfTimeInput, responses=DayOfTimeOutput, operation_id="task_time_of_day"
    )
    def put(self, request: AuthenticatedRequest, task_id: UUID) -> Response:
        """Say what one's own day on it comes to, as a timesheet's cell does."""
        task = task_for_viewing(user=request.user, task_id=task_id)
        check_right(request, task, Action.CREATE, Resource.TIME)
        values = parse(DayOfTimeInput, request)
        write = restore_day if "entries" in values else enter_day
        return Response({"before": write(actor=request.user, task=task, **values)})


class TimeEntryView(ApiView):
    """One entry."""

    @extend_schema(responses=TimeEntryOutput, operation_id="time_entry_read")
    def get(self, request: AuthenticatedRequest, entry_id: UUID) -> Response:
        """The entry."""
        entry = entry_for(user=request.user, entry_id=entry_id, action=Action.READ)
        return Response(entry_payload(entry))

    @extend_schema(
        request=TimeEntryChangeInput, responses=TimeEntryOutput, operation_id="time_entry_update"
    )
    def patch(self, request: AuthenticatedRequest, entry_id: UUID) -> Response:
        """Put it right: one's own, or, for admins, anybody's."""
        entry = entry_for(user=request.user, entry_id=entry_id, action=Action.UPDATE)
        values = parse(TimeEntryChangeInput, request)
        return Response(entry_payload(update_time(actor=request.user, entry=entry, **values)))

    @extend_schema(responses={204: None}, operation_id="time_entry_delete")
    def delete(self, request: AuthenticatedRequest, entry_id: UUID) -> Response:
        """Take it away."""
        entry = entry_for(user=request.user, entry_id=entry_id, action=Action.DELETE)
        delete_time(actor=request.user, entry=entry)
        return Response(status=status.HTTP_204_NO_CONTENT)


class ProjectTimeView(ApiView):
    """The time on a project's tasks."""

    @extend_schema(
        parameters=[
            *PAGED,
            OpenApiParameter("from", DAY, description="The first day."),
            OpenApiParameter("to", DAY, description="The last day."),
            OpenApiParameter("user", OpenApiTypes.UUID),
        ],
        responses=TimePageOutput,
        operation_id="project_time",
    )
    def get(self, request: AuthenticatedRequest, project_id: UUID) -> Response:
        """Newest first, with the sum of all that fit."""
        refuse_unknown(request, {*PAGE_PARAMS, "from", "to", "user"})
        project = project_for_viewing(user=request.user, project_id=project_id)
        found = time_of_project(
            project=project,
            first=_day(request, "from"),
            last=_day(request, "to"),
            person=_person(request),
        )
        page = keyset_page(request, found, order=NEWEST, serialize=_many)
        return Response({**page, "total_minutes": total_minutes(found)})


class TimesheetView(ApiView):
    """A week of a workspace."""

    @extend_schema(
        parameters=[
            OpenApiParameter("week", DAY, description="Any day of it; this week when missing."),
            OpenApiParameter("user", OpenApiTypes.UUID),
            OpenApiParameter("as", OpenApiTypes.STR, enum=["json", "csv"]),
        ],
        responses={
            (200, "application/json"): TimesheetOutput,
            (200, "text/csv"): OpenApiResponse(OpenApiTypes.STR),
        },
        operation_id="timesheet",
    )
    def get(self, request: AuthenticatedRequest, slug: str) -> Response | HttpResponse:
        """By person and task, a column a day, in the asker's time zone."""
        refuse_unknown(request, {"week", "user", "as", "format"})
        workspace = workspace_for(user=request.user, slug=slug)
        zone = ZoneInfo(request.user.timezone)
        week = _day(request, "week") or timezone.now().astimezone(zone).date()
        sheet = timesheet(workspace=workspace, week=week, zone=zone, person=_person(request))
        wanted = request.query_params.get("as", "json")
        if wanted not in {"json", "csv"}:
            raise ValidationError({"as": _("JSON or CSV.")})
        if wanted == "json":
            return Response(sheet)
        answer = HttpResponse(timesheet_csv(sheet), content_type="text/csv; charset=utf-8")
        name = f"timesheet-{workspace.slug}-{sheet['week']}.csv"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer


def _timer(entry: Any) -> dict[str, Any]:
    return {"timer": entry_payload(entry) if entry else None}


def _many(rows: Any) -> list[dict[str, Any]]:
    return [entry_payload(row) for row in rows]


def _day(request: Request, name: str) -> date | None:
    text = request.query_params.get(name, "")
    if not text:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007
    except ValueError:
        raise ValidationError({name: _("A date such as 2026-03-31.")}) from None


def _person(request: Request) -> UUID | None:
    text = request.query_params.get("user", "")
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError:
        raise ValidationError({"user": _("The id of a person.")}) from None
