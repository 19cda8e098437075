"""Pages of tasks."""

from django.urls import path, re_path

from tasks import (
    across_views,
    feed_views,
    file_views,
    intake_views,
    notice_views,
    report_views,
    rules_views,
    settings_views,
    sprint_views,
    time_views,
    views,
)

_PROJECT = r"^w/(?P<slug>[-\w]+)/p/(?P<key>[A-Z]{2,6})/"
_ID = r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"
_PARTS = "|".join(part.name for part in settings_views.PARTS if part.name != "automations")

urlpatterns = [
    re_path(r"^calendar/(?P<token>[-\w]{43})\.ics$", feed_views.calendar, name="calendar-feed"),
    path("intake/<str:token>/", intake_views.intake_form, name="intake-public"),
    re_path(rf"{_PROJECT}$", views.kanban, name="kanban"),
    re_path(rf"{_PROJECT}list/$", views.task_list, name="project-list-page"),
    re_path(rf"{_PROJECT}table/$", views.task_table, name="project-table"),
    re_path(rf"{_PROJECT}calendar/$", time_views.calendar, name="project-calendar"),
    re_path(rf"{_PROJECT}timeline/$", time_views.timeline, name="project-timeline"),
    re_path(rf"{_PROJECT}overview/$", time_views.overview, name="project-overview"),
    re_path(r"^w/(?P<slug>[-\w]+)/inbox/$", time_views.inbox, name="inbox"),
    re_path(r"^w/(?P<slug>[-\w]+)/roadmap/$", time_views.roadmap, name="roadmap"),
    re_path(rf"{_PROJECT}sprints/$", sprint_views.planning, name="project-sprints"),
    re_path(
        rf"{_PROJECT}sprints/(?P<sprint_id>{_ID})/$",
        sprint_views.sprint,
        name="project-sprint",
    ),
    re_path(r"^w/(?P<slug>[-\w]+)/sprints/$", sprint_views.active, name="active-sprints"),
    path("w/<slug:slug>/my-work/", across_views.my_work, name="my-work"),
    path("w/<slug:slug>/tasks/", across_views.all_tasks, name="all-tasks"),
    path("w/<slug:slug>/views/<uuid:view_id>/", across_views.saved_view, name="saved-view"),
    re_path(r"^v/(?P<token>[-\w]{43})/$", across_views.published, name="published-view"),
    re_path(rf"{_PROJECT}reports/$", report_views.project_reports, name="project-reports"),
    path("w/<slug:slug>/reports/", report_views.dashboards, name="workspace-reports"),
    re_path(rf"{_PROJECT}import/$", views.import_page, name="project-import-page"),
    re_path(r"^w/(?P<slug>[-\w]+)/timesheet/$", rules_views.timesheet, name="timesheet-page"),
    re_path(rf"{_PROJECT}intake/$", rules_views.intake, name="project-intake"),
    re_path(
        rf"{_PROJECT}settings/automations/$", rules_views.automations, name="project-automations"
    ),
    re_path(rf"{_PROJECT}settings/$", settings_views.project_settings, name="project-settings"),
    re_path(
        rf"{_PROJECT}settings/(?P<part>{_PARTS})/$",
        settings_views.settings_part,
        name="project-settings-part",
    ),
    re_path(
        r"^w/(?P<slug>[-\w]+)/t/(?P<key>[A-Z]{2,6}-[0-9]{1,9})/$", views.task_page, name="task-page"
    ),
    path("me/notifications/", notice_views.settings_page, name="me-notifications"),
    path("mail/stop/<str:token>/", notice_views.stop, name="stop-mail"),
    path("uploads/<str:token>", file_views.upload, name="upload"),
    path("files/<uuid:attachment_id>/<path:name>", file_views.file, name="task-file"),
    path(
        "previews/<uuid:attachment_id>/<str:kind>.webp",
        file_views.picture,
        name="task-file-picture",
    ),
]
