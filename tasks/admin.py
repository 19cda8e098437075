"""The back office: staff look at projects and tasks; changing them is the product's own work."""

from django.contrib import admin

from tasks.models import ImportRecord, Project, Task
from teamflow.common.admin import LookOnly


@admin.register(Project)
class ProjectAdmin(LookOnly):
    """Projects."""

    list_display = ("key", "name", "workspace", "archived_at", "deleted_at", "created_at")
    list_select_related = ("workspace",)
    search_fields = ("key", "name", "workspace__slug")
    ordering = ("-id",)


@admin.register(Task)
class TaskAdmin(LookOnly):
    """Tasks."""

    list_display = ("number", "title", "project", "column", "priority", "deleted_at")
    list_select_related = ("project", "column")
    search_fields = ("title", "project__key")
    ordering = ("-id",)
    show_full_result_count = False


@admin.register(ImportRecord)
class ImportRecordAdmin(LookOnly):
    """What an import brought from where."""

    list_display = ("source", "kind", "external_id", "project", "created_at")
    list_select_related = ("project",)
    search_fields = ("external_id",)
    ordering = ("-id",)
    show_full_result_count = False
