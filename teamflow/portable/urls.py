"""Routes of whole workspaces."""

from django.urls import path

from teamflow.portable import api, views

pages = [
    path("w/<slug:slug>/settings/export/", views.export_page, name="workspace-export"),
    path("workspaces/new/archive/", views.archive_page, name="workspace-archive"),
]
doors = [
    path(
        "workspaces/<slug:slug>/export",
        api.WorkspaceExportsView.as_view(),
        name="workspace-exports-api",
    ),
    path(
        "workspaces/<slug:slug>/export/<uuid:export_id>",
        api.WorkspaceExportView.as_view(),
        name="workspace-export-api",
    ),
    path("workspace-imports", api.WorkspaceImportView.as_view(), name="workspace-imports"),
    path(
        "workspace-imports/presigned",
        api.AnnounceArchiveView.as_view(),
        name="workspace-imports-presigned",
    ),
]
