"""Ways of looking that people keep."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Workspace
from tasks.models.project import Project
from teamflow.common.models import TimestampedModel


class Layout(models.TextChoices):
    """How tasks are laid out."""

    BOARD = "board", _("Board")
    LIST = "list", _("List")
    TABLE = "table", _("Spreadsheet")
    CALENDAR = "calendar", _("Calendar")
    TIMELINE = "timeline", _("Timeline")


class SavedView(TimestampedModel):
    """A filter with a layout; without `project` it is the workspace's.

    `query` is in the query language, `display` what the client keeps (`group`, `lanes`, `sort`,
    `columns`, `archived`, `done`, `empty`, `zoom`, `mode`, `color`: services/saved_views.py).
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="views")
    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, null=True, blank=True, related_name="views"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="views"
    )
    name = models.CharField(max_length=100)
    icon = models.CharField(max_length=40, blank=True)
    layout = models.CharField(max_length=10, choices=Layout, default=Layout.LIST)
    query = models.TextField(blank=True, max_length=5000)
    display = models.JSONField(default=dict, blank=True)
    is_shared = models.BooleanField(default=False)
    # Set while the view is published: whoever has the address reads it without signing in.
    public_token = models.CharField(max_length=43, null=True, blank=True, unique=True)
    rank = models.TextField(db_collation="C")
    # Undo brings it back as it was, with its public address and everybody's favourites.
    deleted_at = models.DateTimeField(null=True, blank=True)
    # Whose side bar it stands in.
    favorites = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="favorite_views"
    )

    class Meta:
        ordering = ["rank", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(layout__in=Layout.values), name="view_layout_known"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Dashboard(TimestampedModel):
    """Widgets of reports; shapes of `widgets`: tasks/reports/widgets.py."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="dashboards")
    name = models.CharField(max_length=100)
    widgets = models.JSONField(default=list, blank=True)
    is_shared = models.BooleanField(default=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="dashboards"
    )

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class Report(models.Model):
    """A report as it was last computed, of a project or (without one) of a whole workspace;
    `arguments` makes it the same question.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="reports")
    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, null=True, blank=True, related_name="reports"
    )
    kind = models.CharField(max_length=20)
    arguments = models.CharField(max_length=300, blank=True)
    content = models.JSONField()
    computed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "project", "kind", "arguments"],
                name="report_once",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.project_id or self.workspace_id} {self.kind}"
