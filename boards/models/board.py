"""A whiteboard, the log of its document, and who may do more than their role says."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Workspace
from tasks.models import Project
from teamflow.common.models import TimestampedModel


class Access(models.TextChoices):
    """What one may do on one board, from least to most."""

    VIEW = "view", _("View")
    COMMENT = "comment", _("Comment")
    EDIT = "edit", _("Edit")


class Board(TimestampedModel):
    """A whiteboard. `seq` is the last row of its update log; its row lock numbers the next."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="boards")
    project = models.ForeignKey(
        Project, on_delete=models.SET_NULL, null=True, blank=True, related_name="boards"
    )
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True, max_length=2000)
    seq = models.PositiveBigIntegerField(default=0)
    element_count = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    last_edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["workspace", "-updated_at", "-id"],
                condition=models.Q(deleted_at=None),
                name="board_recent",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def room(self) -> str:
        """The socket room of people who look at this board."""
        return f"board:{self.pk}"

    @property
    def log(self) -> str:
        """The event log that says what became of the board as a row: its workspace's."""
        return f"workspace:{self.workspace_id}"


class BoardUpdate(models.Model):
    """What one tick added to the document: a Yjs update (version 1) and whose it was."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="updates")
    seq = models.PositiveBigIntegerField()
    update = models.BinaryField()
    authors = ArrayField(models.UUIDField(), default=list)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["board", "seq"], name="board_update_seq")]

    def __str__(self) -> str:
        return f"{self.board_id}#{self.seq}"


class BoardSnapshot(models.Model):
    """The whole document as it was after row `seq`; updates up to the one before it may go."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="snapshots")
    seq = models.PositiveBigIntegerField()
    state = models.BinaryField()
    size = models.PositiveIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["board", "seq"], name="board_snapshot_seq")]

    def __str__(self) -> str:
        return f"{self.board_id}@{self.seq}"


class BoardText(models.Model):
    """What stands on a board, as plain text, so that it can be found; kept when the board rests."""

    board = models.OneToOneField(
        Board, on_delete=models.CASCADE, primary_key=True, related_name="written"
    )
    text = models.TextField()

    def __str__(self) -> str:
        return self.text[:60]


class BoardAccess(TimestampedModel):
    """More than the workspace role gives, for one person on one board; never less."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="accesses")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="board_accesses"
    )
    access = models.CharField(max_length=7, choices=Access)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["board", "user"], name="board_access_once"),
            models.CheckConstraint(
                condition=models.Q(access__in=Access.values), name="board_access_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.access} {self.board_id}"


class BoardTicket(TimestampedModel):
    """Lets a client without a session onto one board's socket; only the hash is kept.

    `proof` names the sign-in that asked for it: the ticket ends with that.
    """

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="tickets")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    proof = models.CharField(max_length=100, blank=True)
    first_use_before = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.user_id} on {self.board_id}"
