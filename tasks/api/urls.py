"""API routes of tasks, under /api/v1/."""

from django.urls import path, re_path

from tasks.api import (
    dashboards,
    exports,
    feeds,
    imports,
    items_urls,
    parts,
    projects,
    querying,
    removals,
    reports,
    rows,
    rules_urls,
    saved_views,
    similar,
    sprints,
    storage,
    tasks,
    time_urls,
    views,
    writing,
)

_TASK_REF = (
    r"(?P<task_ref>[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}|[A-Za-z]{2,6}-[0-9]{1,9})"
)

urlpatterns = [
    path("workspaces/<slug:slug>/projects", projects.ProjectsView.as_view(), name="project-list"),
    path("projects/<uuid:project_id>", projects.ProjectView.as_view(), name="project-detail"),
    path(
        "projects/<uuid:project_id>/restore",
        projects.RestoreProjectView.as_view(),
        name="project-restore",
    ),
    path("projects/<uuid:project_id>/columns", projects.ColumnsView.as_view(), name="column-list"),
    path("projects/<uuid:project_id>/labels", projects.LabelsView.as_view(), name="label-list"),
    path("projects/<uuid:project_id>/tasks", tasks.ProjectTasksView.as_view(), name="task-list"),
    path("projects/<uuid:project_id>/board", views.BoardView.as_view(), name="project-board"),
    path("projects/<uuid:project_id>/texts", rows.ProjectTextsView.as_view(), name="project-texts"),
    path("projects/<uuid:project_id>/rows", rows.ProjectRowsView.as_view(), name="project-rows"),
    path(
        "projects/<uuid:project_id>/events",
        views.ProjectEventsView.as_view(),
        name="project-events",
    ),
    path(
        "workspaces/<slug:slug>/calendar-feeds",
        feeds.WorkspaceFeedsView.as_view(),
        name="workspace-calendar-feeds",
    ),
    path("calendar-feeds/<uuid:feed_id>", feeds.FeedView.as_view(), name="calendar-feed-item"),
    path("projects/<uuid:project_id>/export", exports.ExportView.as_view(), name="project-export"),
    path("projects/<uuid:project_id>/import", imports.ImportView.as_view(), name="project-import"),
    path(
        "projects/<uuid:project_id>/imports/<uuid:import_id>/report",
        imports.ImportReportView.as_view(),
        name="project-import-report",
    ),
    path(
        "projects/<uuid:project_id>/imports/<uuid:import_id>/undo",
        imports.UndoImportView.as_view(),
        name="project-import-undo",
    ),
    path(
        "projects/<uuid:project_id>/reports/<slug:kind>",
        reports.ProjectReportView.as_view(),
        name="project-report",
    ),
    path(
        "workspaces/<slug:slug>/dashboards",
        dashboards.DashboardsView.as_view(),
        name="dashboard-list",
    ),
    path(
        "dashboards/<uuid:dashboard_id>",
        dashboards.DashboardView.as_view(),
        name="dashboard-detail",
    ),
    path(
        "workspaces/<slug:slug>/reports/<slug:kind>",
        reports.WorkspaceReportView.as_view(),
        name="workspace-report",
    ),
    path(
        "workspaces/<slug:slug>/tasks",
        querying.WorkspaceTasksView.as_view(),
        name="workspace-task-list",
    ),
    path(
        "workspaces/<slug:slug>/tasks/groups",
        querying.WorkspaceTaskGroupsView.as_view(),
        name="workspace-task-groups",
    ),
    path(
        "workspaces/<slug:slug>/views",
        saved_views.WorkspaceViewsView.as_view(),
        name="workspace-view-list",
    ),
    path(
        "projects/<uuid:project_id>/views",
        saved_views.ProjectViewsView.as_view(),
        name="project-view-list",
    ),
    path("views/<uuid:view_id>", saved_views.SavedViewView.as_view(), name="view-detail"),
    path(
        "views/<uuid:view_id>/restore", saved_views.RestoreViewView.as_view(), name="view-restore"
    ),
    path(
        "removed-parts/<uuid:part_id>/restore",
        removals.RestorePartView.as_view(),
        name="removed-part-restore",
    ),
    path("columns/<uuid:column_id>", projects.ColumnView.as_view(), name="column-detail"),
    path("labels/<uuid:label_id>", projects.LabelView.as_view(), name="label-detail"),
    path("tasks/bulk", views.BulkTasksView.as_view(), name="task-bulk"),
    re_path(rf"^tasks/{_TASK_REF}$", tasks.TaskView.as_view(), name="task-detail"),
    path("tasks/<uuid:task_id>/move", tasks.MoveTaskView.as_view(), name="task-move"),
    path("tasks/<uuid:task_id>/restore", tasks.RestoreTaskView.as_view(), name="task-restore"),
    path("tasks/<uuid:task_id>/comments", parts.CommentsView.as_view(), name="comment-list"),
    path("tasks/<uuid:task_id>/checklist", parts.ChecklistView.as_view(), name="checklist-list"),
    path("tasks/<uuid:task_id>/similar", similar.SimilarToTaskView.as_view(), name="task-similar"),
    path(
        "projects/<uuid:project_id>/similar-tasks",
        similar.SimilarToTitleView.as_view(),
        name="project-similar-tasks",
    ),
    path("tasks/<uuid:task_id>/links", parts.LinksView.as_view(), name="task-link-list"),
    path("tasks/<uuid:task_id>/activity", parts.ActivityView.as_view(), name="task-activity"),
    path(
        "tasks/<uuid:task_id>/attachments", parts.AttachmentsView.as_view(), name="attachment-list"
    ),
    path("tasks/<uuid:task_id>/text", writing.TaskTextView.as_view(), name="task-text"),
    path(
        "tasks/<uuid:task_id>/description-versions",
        writing.DescriptionVersionsView.as_view(),
        name="description-version-list",
    ),
    path(
        "tasks/<uuid:task_id>/description-versions/<int:version>",
        writing.DescriptionVersionView.as_view(),
        name="description-version-detail",
    ),
    path(
        "tasks/<uuid:task_id>/description-versions/<int:version>/restore",
        writing.RestoreVersionView.as_view(),
        name="description-version-restore",
    ),
    path("workspaces/<slug:slug>/storage", storage.StorageView.as_view(), name="workspace-storage"),
    path(
        "tasks/<uuid:task_id>/attachments/presigned",
        writing.PresignedView.as_view(),
        name="attachment-presign",
    ),
    path(
        "tasks/<uuid:task_id>/attachments/<uuid:upload_id>/confirm",
        writing.ConfirmView.as_view(),
        name="attachment-confirm",
    ),
    path(
        "tasks/<uuid:task_id>/attachments/<uuid:upload_id>/resume",
        writing.ResumeView.as_view(),
        name="attachment-resume",
    ),
    path(
        "workspaces/<slug:slug>/references", writing.ReferencesView.as_view(), name="reference-list"
    ),
    path("comments/<uuid:comment_id>", parts.CommentView.as_view(), name="comment-detail"),
    path(
        "comments/<uuid:comment_id>/restore",
        parts.RestoreCommentView.as_view(),
        name="comment-restore",
    ),
    path(
        "checklist-items/<uuid:item_id>",
        parts.ChecklistItemView.as_view(),
        name="checklist-item-detail",
    ),
    path("task-links/<uuid:link_id>", parts.LinkView.as_view(), name="task-link-detail"),
    path(
        "attachments/<uuid:attachment_id>",
        parts.AttachmentView.as_view(),
        name="attachment-detail",
    ),
    path(
        "attachments/<uuid:attachment_id>/restore",
        parts.RestoreAttachmentView.as_view(),
        name="attachment-restore",
    ),
    path(
        "projects/<uuid:project_id>/sprints",
        sprints.ProjectSprintsView.as_view(),
        name="sprint-list",
    ),
    path("projects/<uuid:project_id>/backlog", sprints.BacklogView.as_view(), name="backlog"),
    path(
        "workspaces/<slug:slug>/sprints",
        sprints.WorkspaceSprintsView.as_view(),
        name="workspace-sprint-list",
    ),
    path("sprints/<uuid:sprint_id>", sprints.SprintView.as_view(), name="sprint-detail"),
    path("sprints/<uuid:sprint_id>/start", sprints.StartSprintView.as_view(), name="sprint-start"),
    path(
        "sprints/<uuid:sprint_id>/complete",
        sprints.CompleteSprintView.as_view(),
        name="sprint-complete",
    ),
    path(
        "sprints/<uuid:sprint_id>/reopen", sprints.ReopenSprintView.as_view(), name="sprint-reopen"
    ),
    path(
        "sprints/<uuid:sprint_id>/tasks", sprints.SprintTasksView.as_view(), name="sprint-task-list"
    ),
    path(
        "sprints/<uuid:sprint_id>/capacity",
        sprints.SprintCapacityView.as_view(),
        name="sprint-capacity",
    ),
    path("sprints/<uuid:sprint_id>/scope", sprints.SprintScopeView.as_view(), name="sprint-scope"),
    *rules_urls.urlpatterns,
    *time_urls.urlpatterns,
    *items_urls.urlpatterns,
    path("search", views.SearchView.as_view(), name="search"),
]
