"""What was removed and can still come back."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Workspace
from tasks.models.project import Project
from teamflow.common.models import TimestampedModel


class PartKind(models.TextChoices):
    """What of a project was removed; project templates and initiatives are a workspace's."""

    COLUMN = "column", _("Column")
    FIELD = "field", _("Field")
    OPTION = "option", _("Option")
    ITEM_TYPE = "type", _("Type")
    LABEL = "label", _("Label")
    MILESTONE = "milestone", _("Milestone")
    SPRINT = "sprint", _("Sprint")
    INITIATIVE = "initiative", _("Initiative")
    RECURRENCE = "recurrence", _("Recurrence")
    TASK_TEMPLATE = "template", _("Task template")
    PROJECT_TEMPLATE = "project_template", _("Project template")


class RemovedPart(TimestampedModel):
    """A part that was removed, with all that fell with it.

    `rows` are [{model, pk, fields}], as Django serializes them, the part first. `pointers` are the
    keys of rows that pointed at it, by "model.field"; `more` is what its kind needs besides.
    """

    Kind = PartKind

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=16, choices=PartKind)
    # The part's own key; an option's is its field's.
    part_id = models.UUIDField()
    option = models.CharField(max_length=12, blank=True)
    rows = models.JSONField(default=list)
    pointers = models.JSONField(default=dict)
    more = models.JSONField(default=dict)
    # Who had made it, and may have it back as they may remove it.
    maker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    restored_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["part_id", "option"], name="removed_part_of"),
            models.Index(fields=["created_at"], name="removed_part_old"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.part_id}"
