"""Doors to tasks that come again."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response

from accounts.permissions import Action
from tasks.api.doors import PAGE_PARAMS, PAGED, parse, refuse_unknown
from tasks.models import Recurrence
from tasks.recurrence import days_after, first_day, read_rule, rule_words
from tasks.selectors.access import project_for_viewing, task_for_editing, task_for_viewing
from tasks.selectors.recurrence import (
    SHOWN_DAYS,
    entry_of,
    recurrence_for,
    recurrence_payload,
    recurrences_of,
)
from tasks.services.recurrence import (
    end_recurrence,
    make_recurring,
    skip_next,
    update_recurrence,
)
from teamflow.common.api import ApiView
from teamflow.common.paging import keyset_page
from teamflow.common.requests import AuthenticatedRequest


class RecurrenceOutput(serializers.Serializer[Any]):
    """A series; `words` says the rule plainly."""

    id = serializers.UUIDField()
    project = serializers.UUIDField()
    rule = serializers.CharField()
    words = serializers.CharField()
    timezone = serializers.CharField()
    mode = serializers.ChoiceField(choices=Recurrence.Mode.choices)
    starts_on = serializers.DateField()
    lead_days = serializers.IntegerField()
    next_on = serializers.DateField(allow_null=True)
    upcoming = serializers.ListField(child=serializers.DateField())
    is_active = serializers.BooleanField()
    stopped_because = serializers.CharField(allow_blank=True)
    title = serializers.CharField(allow_blank=True)
    values = serializers.DictField()


class RecurrencePage(serializers.Serializer[Any]):
    """A page of series."""

    results = RecurrenceOutput(many=True)
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)


class TaskRecurrenceOutput(serializers.Serializer[Any]):
    """The series of a task, and its day in it; null for a task that comes once."""

    recurrence = RecurrenceOutput(allow_null=True)
    on = serializers.DateField(allow_null=True)


class RulePreviewOutput(serializers.Serializer[Any]):
    """What a rule means."""

    rule = serializers.CharField()
    words = serializers.CharField()
    upcoming = serializers.ListField(child=serializers.DateField())


class RulePreviewInput(serializers.Serializer[Any]):
    """A rule to look at."""

    rule = serializers.CharField(max_length=500)
    starts_on = serializers.DateField(required=False, allow_null=True)


class RecurrenceInput(serializers.Serializer[Any]):
    """A rule as RFC 5545 writes it, daily or longer."""

    rule = serializers.CharField(max_length=500)
    mode = serializers.ChoiceField(choices=Recurrence.Mode.choices, required=False)
    starts_on = serializers.DateField(required=False, allow_null=True)
    timezone = serializers.CharField(required=False, allow_blank=True, max_length=64)
    lead_days = serializers.IntegerField(required=False, min_value=0, max_value=365)


class RecurrenceChangeInput(serializers.Serializer[Any]):
    """A change of the series; `like_task` has it make tasks as that one is now."""

    rule = serializers.CharField(required=False, max_length=500)
    mode = serializers.ChoiceField(choices=Recurrence.Mode.choices, required=False)
    timezone = serializers.CharField(required=False, max_length=64)
    lead_days = serializers.IntegerField(required=False, min_value=0, max_value=365)
    is_active = serializers.BooleanField(required=False)
    like_task = serializers.UUIDField(required=False)


class TaskRecurrenceView(ApiView):
    """How a task comes again."""

    @extend_schema(responses=TaskRecurrenceOutput, operation_id="task_recurrence_read")
    def get(self, request: AuthenticatedRequest, task_id: UUID) -> Response:
        """Its series, if it has one."""
        task = task_for_viewing(user=request.user, task_id=task_id)
        entry = entry_of(task=task)
        if entry is None:
            return Response({"recurrence": None, "on": None})
        return Response({"recurrence": recurrence_payload(entry.recurrence), "on": entry.on})

    @extend_schema(
        request=RecurrenceInput,
        responses={201: RecurrenceOutput},
        operation_id="task_recurrence_create",
    )
    def post(self, request: AuthenticatedRequest, task_id: UUID) -> Response:
        """Make the task the first of a series."""
        task = task_for_editing(user=request.user, task_id=task_id)
        values = parse(RecurrenceInput, request)
        made = make_recurring(actor=request.user, task=task, **values)
        return Response(recurrence_payload(made), status=status.HTTP_201_CREATED)


class RecurrencesView(ApiView):
    """The series of a project."""

    @extend_schema(parameters=PAGED, responses=RecurrencePage, operation_id="recurrence_list")
    def get(self, request: AuthenticatedRequest, project_id: UUID) -> Response:
        """Newest first."""
        refuse_unknown(request, PAGE_PARAMS)
        project = project_for_viewing(user=request.user, project_id=project_id)
        page = keyset_page(
            request,
            recurrences_of(project_id=project.pk),
            order=("-created_at", "-id"),
            serialize=lambda rows: [recurrence_payload(row) for row in rows],
        )
        return Response(page)


class RulePreviewView(ApiView):
    """What a rule would mean."""

    @extend_schema(
        request=RulePreviewInput, responses={200: RulePreviewOutput}, operation_id="rule_preview"
    )
    def post(self, request: AuthenticatedRequest, project_id: UUID) -> Response:
        """In plain words, with its first days; nothing is kept."""
        project_for_viewing(user=request.user, project_id=project_id)
        values = parse(RulePreviewInput, request)
        rule = read_rule(values["rule"])
        start = values.get("starts_on") or timezone.localdate()
        first = first_day(rule, start)
        days = [first, *days_after(rule, start, first, SHOWN_DAYS - 1)] if first else []
        return Response({"rule": rule.text, "words": rule_words(rule, start), "upcoming": days})


class RecurrenceView(ApiView):
    """One series."""

    @extend_schema(responses=RecurrenceOutput, operation_id="recurrence_read")
    def get(self, request: AuthenticatedRequest, recurrence_id: UUID) -> Response:
        """The series."""
        found = recurrence_for(user=request.user, recurrence_id=recurrence_id, action=Action.READ)
        return Response(recurrence_payload(found))

    @extend_schema(
        request=RecurrenceChangeInput,
        responses=RecurrenceOutput,
        operation_id="recurrence_update",
    )
    def patch(self, request: AuthenticatedRequest, recurrence_id: UUID) -> Response:
        """Change it from here on, pause it, take it up again."""
        found = recurrence_for(user=request.user, recurrence_id=recurrence_id, action=Action.UPDATE)
        values = parse(RecurrenceChangeInput, request)
        found = update_recurrence(actor=request.user, recurrence=found, **values)
        return Response(recurrence_payload(found))

    @extend_schema(responses={204: None}, operation_id="recurrence_delete")
    def delete(self, request: AuthenticatedRequest, recurrence_id: UUID) -> Response:
        """End it; its tasks stay."""
        found = recurrence_for(user=request.user, recurrence_id=recurrence_id, action=Action.UPDATE)
        end_recurrence(actor=request.user, recurrence=found)
        return Response(status=status.HTTP_204_NO_CONTENT)


class SkipRecurrenceView(ApiView):
    """The next day of a series."""

    @extend_schema(request=None, responses={200: RecurrenceOutput}, operation_id="recurrence_skip")
    def post(self, request: AuthenticatedRequest, recurrence_id: UUID) -> Response:
        """Leave it out."""
        found = recurrence_for(user=request.user, recurrence_id=recurrence_id, action=Action.UPDATE)
        return Response(recurrence_payload(skip_next(actor=request.user, recurrence=found)))
