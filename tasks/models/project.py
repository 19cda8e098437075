"""Projects, their columns and labels."""

from django.conf import settings as django_settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Workspace
from teamflow.common.models import TimestampedModel


class State(models.TextChoices):
    """What a column means, whatever it is called."""

    TODO = "todo", _("To do")
    IN_PROGRESS = "in_progress", _("In progress")
    IN_REVIEW = "in_review", _("In review")
    BLOCKED = "blocked", _("Blocked")
    DONE = "done", _("Done")
    ARCHIVED = "archived", _("Archived")


class Stage(models.TextChoices):
    """Where a whole project stands."""

    PLANNED = "planned", _("Planned")
    ACTIVE = "active", _("Active")
    PAUSED = "paused", _("Paused")
    COMPLETED = "completed", _("Completed")
    CANCELLED = "cancelled", _("Cancelled")


class Health(models.TextChoices):
    """How its lead says that it goes."""

    ON_TRACK = "on_track", _("On track")
    AT_RISK = "at_risk", _("At risk")
    OFF_TRACK = "off_track", _("Off track")


class Project(TimestampedModel):
    """A body of work; its key begins the name of each task (`TF` gives `TF-123`)."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="projects")
    key = models.CharField(
        max_length=6,
        validators=[RegexValidator(r"^[A-Z]{2,6}$", _("Two to six capital letters."))],
    )
    name = models.CharField(max_length=100)
    description = models.TextField(blank=True)
    icon = models.CharField(max_length=40, blank=True)
    template = models.CharField(max_length=20, default="software")
    color = models.CharField(max_length=20, blank=True)
    settings = models.JSONField(default=dict, blank=True)
    # What the roadmap draws: who leads it, from when to when, and how it stands.
    lead = models.ForeignKey(
        django_settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    start_date = models.DateField(null=True, blank=True)
    target_date = models.DateField(null=True, blank=True)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.ACTIVE)
    health = models.CharField(max_length=10, choices=Health, blank=True)
    next_number = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(
        django_settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    archived_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "key"],
                condition=models.Q(deleted_at=None),
                name="project_key_once",
            ),
            models.CheckConstraint(
                condition=models.Q(key__regex=r"^[A-Z]{2,6}$"), name="project_key_form"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.name}"

    @property
    def log(self) -> str:
        """The event log (and socket room) of everything about this project."""
        return f"project:{self.pk}"


class Column(TimestampedModel):
    """A place on the kanban; its state is the status of the tasks in it."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="columns")
    name = models.CharField(max_length=60)
    state = models.CharField(max_length=12, choices=State)
    rank = models.TextField(db_collation="C")
    wip_limit = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["rank", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=State.values), name="column_state_known"
            )
        ]

    def __str__(self) -> str:
        return self.name


class ItemLevel(models.TextChoices):
    """What may stand above what: epics hold items, items hold subtasks."""

    EPIC = "epic", _("Epic")
    ITEM = "item", _("Item")


class ItemType(TimestampedModel):
    """A kind of work: bug, story, epic. A task without one is a plain task."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="item_types")
    name = models.CharField(max_length=40)
    icon = models.CharField(max_length=40, default="circle-check")
    color = models.CharField(max_length=20, default="grey")
    level = models.CharField(max_length=5, choices=ItemLevel, default=ItemLevel.ITEM)
    rank = models.TextField(db_collation="C")

    class Meta:
        ordering = ["rank", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(level__in=ItemLevel.values), name="item_level_known"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Label(TimestampedModel):
    """A coloured word on tasks."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="labels")
    name = models.CharField(max_length=50)
    color = models.CharField(max_length=20, default="grey")
    created_by = models.ForeignKey(
        django_settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name
