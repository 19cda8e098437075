"""API routes of time, recurrence, automations, service targets and intake."""

from django.urls import path

from tasks.api import automations, effort, recurrence

urlpatterns = [
    path("me/timer", effort.TimerView.as_view(), name="me-timer"),
    path("tasks/<uuid:task_id>/time", effort.TaskTimeView.as_view(), name="task-time-list"),
    path("time-entries/<uuid:entry_id>", effort.TimeEntryView.as_view(), name="time-entry-detail"),
    path("projects/<uuid:project_id>/time", effort.ProjectTimeView.as_view(), name="project-time"),
    path("workspaces/<slug:slug>/timesheet", effort.TimesheetView.as_view(), name="timesheet"),
    path(
        "tasks/<uuid:task_id>/recurrence",
        recurrence.TaskRecurrenceView.as_view(),
        name="task-recurrence",
    ),
    path(
        "projects/<uuid:project_id>/recurrences",
        recurrence.RecurrencesView.as_view(),
        name="recurrence-list",
    ),
    path(
        "projects/<uuid:project_id>/recurrences/preview",
        recurrence.RulePreviewView.as_view(),
        name="recurrence-preview",
    ),
    path(
        "recurrences/<uuid:recurrence_id>",
        recurrence.RecurrenceView.as_view(),
        name="recurrence-detail",
    ),
    path(
        "recurrences/<uuid:recurrence_id>/skip",
        recurrence.SkipRecurrenceView.as_view(),
        name="recurrence-skip",
    ),
    path(
        "projects/<uuid:project_id>/automations",
        automations.AutomationsView.as_view(),
        name="automation-list",
    ),
    path(
        "projects/<uuid:project_id>/automations/try",
        automations.TryAutomationView.as_view(),
        name="automation-try",
    ),
    path(
        "automations/<uuid:automation_id>",
        automations.AutomationView.as_view(),
        name="automation-detail",
    ),
    path(
        "automations/<uuid:automation_id>/runs",
        automations.AutomationRunsView.as_view(),
        name="automation-run-list",
    ),
]
