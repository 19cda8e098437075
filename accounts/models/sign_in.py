"""Where somebody is signed in, and who has knocked too often."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from teamflow.common.models import TimestampedModel


class SignIn(TimestampedModel):
    """One signed-in device: a browser's session, or a family of API tokens.

    An API family knows the one refresh token that is good now (`current_jti`) and the one before
    it, which is honoured for some seconds more; anything else that bears its id was used twice.
    """

    class Kind(models.TextChoices):
        PAGES = "pages", _("Browser")
        API = "api", _("API")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sign_ins"
    )
    kind = models.CharField(max_length=5, choices=Kind)
    session_key = models.CharField(max_length=40, blank=True, db_index=True)
    current_jti = models.CharField(max_length=32, blank=True)
    previous_jti = models.CharField(max_length=32, blank=True)
    rotated_at = models.DateTimeField(null=True)
    remember_me = models.BooleanField(default=False)
    ip = models.GenericIPAddressField(null=True)
    user_agent = models.CharField(max_length=300, blank=True)
    last_seen_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["user", "-last_seen_at"],
                condition=models.Q(revoked_at=None),
                name="sign_in_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} sign-in of {self.user_id}"


class UnknownAddress(models.Model):
    """Wrong passwords for an address that nobody has, so that it locks as a real one does."""

    digest = models.CharField(primary_key=True, max_length=64)
    failed_login_attempts = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True)
    updated_at = models.DateTimeField(auto_now=True, db_index=True)

    def __str__(self) -> str:
        return f"{self.digest[:8]}… ({self.failed_login_attempts})"
