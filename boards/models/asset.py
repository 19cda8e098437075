"""Pictures on boards: stored once a workspace, and read through the boards that show them."""

from django.conf import settings
from django.db import models

from accounts.models import Workspace
from boards.models.board import Board
from teamflow.common.models import TimestampedModel


class Asset(TimestampedModel):
    """A picture's original; while it is still on its way it has no `sha256`."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="assets")
    name = models.CharField(max_length=300)
    # What the bytes are, never what somebody said that they are.
    media_type = models.CharField(max_length=60, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField()
    # As it is seen: turned as its camera says.
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    storage_key = models.CharField(max_length=200)
    # What the storage calls an upload that comes in parts.
    upload_id = models.CharField(max_length=1024, blank=True)
    # Smaller copies by the name of their size: {"key", "width", "height", "size"} each.
    sizes = models.JSONField(default=dict, blank=True)
    # Since when no board names it; cleared when one does.
    unused_since = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "sha256"],
                condition=~models.Q(sha256=""),
                name="asset_stored_once",
            )
        ]
        indexes = [
            models.Index(fields=["unused_since"], name="asset_unused"),
            models.Index(
                fields=["created_at"], condition=models.Q(sha256=""), name="asset_arriving"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_here(self) -> bool:
        """Whether its bytes came and were looked at."""
        return self.sha256 != ""


class BoardAsset(models.Model):
    """Who sees the board may read the picture."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="board_assets")
    asset = models.ForeignKey(Asset, on_delete=models.CASCADE, related_name="board_assets")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["board", "asset"], name="board_asset_once")]

    def __str__(self) -> str:
        return f"{self.asset_id} on {self.board_id}"
