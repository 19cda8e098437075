"""What tasks are planned into: sprints, milestones, initiatives."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Workspace
from tasks.models.project import Project
from teamflow.common.models import TimestampedModel


class SprintStatus(models.TextChoices):
    """Where a sprint stands."""

    PLANNED = "planned", _("Planned")
    ACTIVE = "active", _("Active")
    COMPLETED = "completed", _("Completed")


class Sprint(TimestampedModel):
    """A time box; `capacity` is in story points, its people's own stand in SprintCapacity."""

    Status = SprintStatus

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="sprints")
    name = models.CharField(max_length=100)
    goal = models.TextField(blank=True, max_length=2000)
    start_date = models.DateField(null=True, blank=True)
    end_date = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=SprintStatus, default=SprintStatus.PLANNED)
    capacity = models.PositiveIntegerField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ["start_date", "created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=SprintStatus.values), name="sprint_status_known"
            ),
            models.CheckConstraint(
                condition=models.Q(start_date=None)
                | models.Q(end_date=None)
                | models.Q(end_date__gte=models.F("start_date")),
                name="sprint_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["project"],
                condition=models.Q(status="active"),
                name="sprint_active_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def room(self) -> str:
        """The socket room of people who look at this sprint."""
        return f"sprint:{self.pk}"


class SprintTask(models.Model):
    """That a task was in a sprint from `added_at` to `removed_at` (now, while that is null).

    PostgreSQL writes these rows by a trigger (migration 0006), so that they always agree with
    `Task.sprint`; services only note what stood at the start and at the end.
    """

    sprint = models.ForeignKey(Sprint, on_delete=models.CASCADE, related_name="memberships")
    task = models.ForeignKey(
        "tasks.Task", on_delete=models.CASCADE, related_name="sprint_memberships"
    )
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    # Null until the sprint starts, and for what came in later: its scope at the start.
    points_at_start = models.PositiveSmallIntegerField(null=True, blank=True)
    # Both null until the sprint is completed, and for what had left it by then.
    points_at_end = models.PositiveSmallIntegerField(null=True, blank=True)
    was_done = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["task"],
                condition=models.Q(removed_at=None),
                name="sprint_task_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(removed_at=None)
                | models.Q(removed_at__gte=models.F("added_at")),
                name="sprint_task_forward",
            ),
        ]
        indexes = [models.Index(fields=["sprint", "task"], name="sprint_task_history")]

    def __str__(self) -> str:
        return f"{self.sprint_id} {self.task_id}"


class SprintCapacity(models.Model):
    """How many story points one person can take in a sprint."""

    sprint = models.ForeignKey(Sprint, on_delete=models.CASCADE, related_name="capacities")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    points = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sprint", "user"], name="sprint_capacity_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.points}"


class Milestone(TimestampedModel):
    """A point that a project wants to reach: a release, a phase."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="milestones")
    name = models.CharField(max_length=100)
    description = models.TextField(blank=True, max_length=5000)
    due_date = models.DateField(null=True, blank=True)
    reached_at = models.DateTimeField(null=True, blank=True)
    rank = models.TextField(db_collation="C")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ["rank", "id"]

    def __str__(self) -> str:
        return self.name


class Initiative(TimestampedModel):
    """A goal above projects, drawn on the roadmap."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="initiatives")
    name = models.CharField(max_length=100)
    description = models.TextField(blank=True, max_length=5000)
    color = models.CharField(max_length=20, default="indigo")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    target_date = models.DateField(null=True, blank=True)
    rank = models.TextField(db_collation="C")
    projects = models.ManyToManyField(Project, blank=True, related_name="initiatives")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ["rank", "id"]

    def __str__(self) -> str:
        return self.name
