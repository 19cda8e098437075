"""Links that let people without an account onto one board."""

from django.conf import settings
from django.db import models

from boards.models.board import Access, Board
from teamflow.common.models import TimestampedModel


class ShareLink(TimestampedModel):
    """A secret address of one board; only the hash of its secret is kept."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="share_links")
    token_hash = models.CharField(max_length=64, unique=True)
    access = models.CharField(max_length=7, choices=Access)
    password = models.CharField(max_length=128, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    use_count = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(access__in=Access.values), name="share_link_access_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.access} {self.board_id}"


class BoardGuest(TimestampedModel):
    """Who came by a link, under the name that they gave; good for this board and half a day."""

    link = models.ForeignKey(ShareLink, on_delete=models.CASCADE, related_name="guests")
    name = models.CharField(max_length=60)
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
