"""API routes of time, recurrence, automations, service targets and intake."""

from django.urls import path

from tasks.api import automations, effort, intake, recurrence, targets

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
    path("projects/<uuid:project_id>/intake", intake.IntakeView.as_view(), name="intake-list"),
    path(
        "projects/<uuid:project_id>/intake/form",
        intake.IntakeFormView.as_view(),
        name="intake-form",
    ),
    path(
        "intake-items/<uuid:intake_item_id>",
        intake.IntakeItemView.as_view(),
        name="intake-item-detail",
    ),
    path(
        "intake-items/<uuid:intake_item_id>/accept",
        intake.AcceptView.as_view(),
        name="intake-item-accept",
    ),
    path(
        "intake-items/<uuid:intake_item_id>/decline",
        intake.DeclineView.as_view(),
        name="intake-item-decline",
    ),
    path(
        "intake-items/<uuid:intake_item_id>/duplicate",
        intake.DuplicateView.as_view(),
        name="intake-item-duplicate",
    ),
    path(
        "intake-items/<uuid:intake_item_id>/snooze",
        intake.SnoozeView.as_view(),
        name="intake-item-snooze",
    ),
    path(
        "intake-items/<uuid:intake_item_id>/reopen",
        intake.ReopenIntakeView.as_view(),
        name="intake-item-reopen",
    ),
    path(
        "projects/<uuid:project_id>/service-targets",
        targets.TargetsView.as_view(),
        name="service-target-list",
    ),
    path(
        "projects/<uuid:project_id>/service-targets/status",
        targets.TargetStatusView.as_view(),
        name="service-target-status",
    ),
    path(
        "service-targets/<uuid:target_id>",
        targets.TargetView.as_view(),
        name="service-target-detail",
    ),
]
