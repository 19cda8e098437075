"""What kinds of work a project knows, and the fields that it adds to its tasks."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from tasks.models.project import Project
from tasks.models.task import Task
from teamflow.common.models import TimestampedModel


class FieldKind(models.TextChoices):
    """What a custom field holds; each kind has a column of its own in CustomFieldValue."""

    TEXT = "text", _("Text")
    NUMBER = "number", _("Number")
    DATE = "date", _("Date")
    SELECT = "select", _("Select")
    MULTI_SELECT = "multi_select", _("Multi-select")
    PERSON = "person", _("Person")
    CHECKBOX = "checkbox", _("Checkbox")
    URL = "url", _("Link")


class CustomField(TimestampedModel):
    """A field that a project adds to its tasks; `options` are [{id, name, color}] of selects."""

    Kind = FieldKind

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="custom_fields")
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=FieldKind)
    description = models.CharField(max_length=300, blank=True)
    options = models.JSONField(default=list, blank=True)
    rank = models.TextField(db_collation="C")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ["rank", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=FieldKind.values), name="custom_field_kind_known"
            )
        ]

    def __str__(self) -> str:
        return self.name


class CustomFieldValue(models.Model):
    """What a task holds in a field: the one column of the field's kind is set."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="field_values")
    field = models.ForeignKey(CustomField, on_delete=models.CASCADE, related_name="values")
    text = models.TextField(null=True, blank=True)
    number = models.DecimalField(max_digits=20, decimal_places=6, null=True, blank=True)
    date = models.DateField(null=True, blank=True)
    boolean = models.BooleanField(null=True, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    # Ids of options: one for a select, in the field's order for a multi-select.
    options = ArrayField(models.CharField(max_length=12), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "field"], name="custom_value_once"),
        ]
        indexes = [
            models.Index(fields=["field", "number"], name="custom_value_number"),
            models.Index(fields=["field", "date"], name="custom_value_date"),
            models.Index(fields=["field", "person"], name="custom_value_person"),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.field_id}"
