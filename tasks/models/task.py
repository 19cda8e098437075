"""Tasks and what hangs on them."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinLengthValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from tasks.models.project import Column, ItemType, Label, Project
from teamflow.common.models import TimestampedModel

TITLE_LIMITS = (3, 200)
DESCRIPTION_LIMIT = 50_000
POINTS = (1, 21)


class Priority(models.TextChoices):
    """How much it matters."""

    LOW = "low", _("Low")
    MEDIUM = "medium", _("Medium")
    HIGH = "high", _("High")
    CRITICAL = "critical", _("Critical")


class Task(TimestampedModel):
    """A piece of work. `field_versions` says at which `version` each field last changed."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="tasks")
    column = models.ForeignKey(Column, on_delete=models.PROTECT, related_name="tasks")
    number = models.PositiveIntegerField()
    title = models.CharField(
        max_length=TITLE_LIMITS[1], validators=[MinLengthValidator(TITLE_LIMITS[0])]
    )
    description = models.TextField(blank=True, max_length=DESCRIPTION_LIMIT)
    priority = models.CharField(max_length=8, choices=Priority, default=Priority.MEDIUM)
    story_points = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(POINTS[0]), MaxValueValidator(POINTS[1])],
    )
    type = models.ForeignKey(
        ItemType, on_delete=models.SET_NULL, null=True, blank=True, related_name="tasks"
    )
    # Its history is SprintTask's: who writes the one writes the other.
    sprint = models.ForeignKey(
        "tasks.Sprint", on_delete=models.SET_NULL, null=True, blank=True, related_name="tasks"
    )
    milestone = models.ForeignKey(
        "tasks.Milestone", on_delete=models.SET_NULL, null=True, blank=True, related_name="tasks"
    )
    estimate_minutes = models.PositiveIntegerField(null=True, blank=True)
    start_date = models.DateField(null=True, blank=True)
    due_date = models.DateField(null=True, blank=True)
    rank = models.TextField(db_collation="C")
    parent = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="children"
    )
    # The subtasks that people put in order; those it does not name follow by number.
    subtask_order = ArrayField(models.UUIDField(), default=list, blank=True, db_default=[])
    assignees = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="assigned_tasks"
    )
    labels = models.ManyToManyField(Label, blank=True, related_name="tasks")
    watchers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="watched_tasks"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)
    field_versions = models.JSONField(default=dict, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    # Set whenever the status is "archived"; the column stays, so that it can come back.
    archived_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    # What the last write in this process told the sockets, so that no door reads it again.
    payload: dict[str, Any] | None = None
    # The sprint that the last write in this process took it out of: its room is told as well.
    former_sprint_id: UUID | None = None

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="task_number_once"),
            models.CheckConstraint(
                condition=models.Q(priority__in=Priority.values), name="task_priority_known"
            ),
            models.CheckConstraint(
                condition=models.Q(story_points=None) | models.Q(story_points__range=POINTS),
                name="task_points_range",
            ),
        ]
        indexes = [
            models.Index(
                fields=["column", "rank", "id"],
                condition=models.Q(deleted_at=None),
                name="task_board",
            ),
            models.Index(
                fields=["project", "-created_at", "-id"],
                condition=models.Q(deleted_at=None),
                name="task_project_newest",
            ),
            models.Index(
                fields=["due_date"],
                condition=models.Q(deleted_at=None, due_date__isnull=False),
                name="task_due_day",
            ),
            # Counts by project and status read nothing but this.
            models.Index(
                fields=["project", "column"],
                condition=models.Q(deleted_at=None, archived_at=None),
                name="task_live_place",
            ),
            # The newest of a whole workspace, whatever the number of its projects.
            models.Index(
                fields=["-created_at", "id"],
                condition=models.Q(deleted_at=None, archived_at=None),
                name="task_newest",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def key(self) -> str:
        """What people call it: `TF-12`."""
        return f"{self.project.key}-{self.number}"

    @property
    def room(self) -> str:
        """The socket room of people who look at this task."""
        return f"task:{self.pk}"


class DescriptionRevision(models.Model):
    """A description that was replaced, and the version that had brought it.

    The base of a three-way merge, and the text's history.
    """

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="description_revisions")
    version = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)
    # Who brought `text`, and when: `author` and `at` are of what replaced it.
    writers = ArrayField(models.UUIDField(), default=list, blank=True)
    written_at = models.DateTimeField(null=True, blank=True)
    # Between two writings of one sitting: a base for merges that the history does not show.
    is_passing = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "version"], name="description_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.task_id} v{self.version}"


class Checklist(TimestampedModel):
    """A named list of small steps inside a task."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="checklists")
    name = models.CharField(max_length=200, blank=True)
    rank = models.TextField(db_collation="C")

    class Meta:
        ordering = ["rank", "id"]

    def __str__(self) -> str:
        return self.name


class ChecklistItem(TimestampedModel):
    """One small step."""

    checklist = models.ForeignKey(Checklist, on_delete=models.CASCADE, related_name="items")
    title = models.CharField(max_length=500)
    done = models.BooleanField(default=False)
    rank = models.TextField(db_collation="C")

    class Meta:
        ordering = ["rank", "id"]

    def __str__(self) -> str:
        return self.title


class Comment(TimestampedModel):
    """Something somebody said about a task (Markdown)."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    body = models.TextField(max_length=DESCRIPTION_LIMIT)
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="replies"
    )
    edited_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["task", "created_at", "id"], name="comment_stream"),
        ]

    def __str__(self) -> str:
        return self.body[:60]


class Reaction(models.Model):
    """One person's emoji on a comment."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reactions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    emoji = models.CharField(max_length=16)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["comment", "user", "emoji"], name="reaction_once")
        ]

    def __str__(self) -> str:
        return self.emoji


class AttachmentStatus(models.TextChoices):
    """How far it has come: an address, or a file on its way in, and what was found in it."""

    LINK = "link", _("Link")
    ARRIVING = "arriving", _("On its way")
    PENDING = "pending", _("Being scanned")
    CLEAN = "clean", _("Scanned")
    UNSCANNED = "unscanned", _("Not scanned")
    INFECTED = "infected", _("Infected and deleted")
    REFUSED = "refused", _("Could not be scanned, and deleted")


# Their bytes are gone.
DELETED_FILES = (AttachmentStatus.INFECTED, AttachmentStatus.REFUSED)


class Attachment(TimestampedModel):
    """A link kept with a task, or a file: `storage_key` says where its bytes are."""

    Status = AttachmentStatus

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=300)
    url = models.URLField(max_length=2000, blank=True)
    status = models.CharField(
        max_length=12, choices=AttachmentStatus, default=AttachmentStatus.LINK
    )
    # What the scanner called what it found.
    verdict = models.CharField(max_length=200, blank=True, db_default="", default="")
    media_type = models.CharField(max_length=120, blank=True)
    size = models.PositiveIntegerField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    # Copies of a task share the bytes of its files.
    storage_key = models.CharField(max_length=200, blank=True)
    # What the storage calls an upload that comes in parts.
    upload_id = models.CharField(max_length=1024, blank=True, db_default="", default="")
    # Pictures of it: small for lists, and the first page of a document.
    thumbnail_key = models.CharField(max_length=220, blank=True, db_default="", default="")
    preview_key = models.CharField(max_length=220, blank=True, db_default="", default="")
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    # Removed by somebody, and kept for a while so that they can have it back.
    deleted_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status=AttachmentStatus.LINK, storage_key="")
                | models.Q(~models.Q(status=AttachmentStatus.LINK), ~models.Q(storage_key="")),
                name="attachment_link_or_file",
            )
        ]
        indexes = [
            models.Index(
                fields=["created_at"],
                condition=models.Q(status=AttachmentStatus.PENDING),
                name="attachment_pending",
            ),
            models.Index(
                fields=["created_at"],
                condition=models.Q(status=AttachmentStatus.ARRIVING),
                name="attachment_arriving",
            ),
            models.Index(
                fields=["storage_key"],
                condition=~models.Q(storage_key=""),
                name="attachment_storage_key",
            ),
            models.Index(
                fields=["deleted_at"],
                condition=models.Q(deleted_at__isnull=False),
                name="attachment_removed",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class LinkKind(models.TextChoices):
    """How one task stands to another."""

    BLOCKS = "blocks", _("Blocks")
    RELATES = "relates", _("Relates to")
    DUPLICATES = "duplicates", _("Duplicates")


class TaskLink(TimestampedModel):
    """How two tasks relate."""

    Kind = LinkKind

    source = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="links_from")
    target = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="links_to")
    kind = models.CharField(max_length=10, choices=Kind)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "target", "kind"], name="task_link_once"),
            models.CheckConstraint(
                condition=~models.Q(source=models.F("target")), name="task_link_not_self"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.kind} {self.target_id}"


class ImportRecord(TimestampedModel):
    """Which row of an outside tool became which row here, and what the source said then."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="import_records")
    source = models.CharField(max_length=40)
    container = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)
    external_id = models.CharField(max_length=200)
    target_id = models.UUIDField()
    source_state = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "source", "container", "kind", "external_id"],
                name="import_record_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.source}:{self.external_id}"
