"""The back office: staff look, and lend a hand; the services still decide."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from unfold.admin import ModelAdmin

from accounts.models import (
    AccessToken,
    AuditEvent,
    Invitation,
    Membership,
    SignIn,
    User,
    Workspace,
)
from accounts.services.lockout import unlock
from accounts.services.sign_ins import end_sign_in
from accounts.services.workspaces import restore_workspace
from teamflow.common.admin import LookOnly

# One way in, with its lock and its second steps, for the back office as well.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]


@admin.register(User)
class UserAdmin(ModelAdmin):
    """People."""

    list_display = ("email", "name", "is_active", "is_staff", "last_login", "locked_until")
    list_filter = ("is_active", "is_staff")
    search_fields = ("email", "name")
    ordering = ("-id",)
    fields = (
        "email",
        "name",
        "is_active",
        "is_staff",
        "is_superuser",
        "email_verified_at",
        "locked_until",
        "last_login",
        "created_at",
    )
    readonly_fields = ("email", "email_verified_at", "locked_until", "last_login", "created_at")
    actions = ("unlock",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """People sign up, or are made on the command line."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Close an account instead: what people made belongs to their teams."""
        return False

    @admin.action(description="Unlock, and forget wrong passwords")
    def unlock(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Let them try again at once."""
        for user in queryset:
            unlock(actor=_staff(request), user=user)
        self.message_user(request, _("Unlocked."), messages.SUCCESS)


@admin.register(Workspace)
class WorkspaceAdmin(ModelAdmin):
    """Workspaces; what is in them is their members' business."""

    list_display = ("name", "slug", "created_by", "created_at", "deleted_at")
    list_filter = ("deleted_at",)
    list_select_related = ("created_by",)
    search_fields = ("name", "slug")
    ordering = ("-id",)
    fields = ("name", "slug", "ai_monthly_budget", "created_by", "created_at", "deleted_at")
    readonly_fields = ("name", "slug", "created_by", "created_at", "deleted_at")
    actions = ("restore",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """People make their own."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Owners delete; the purge follows after 30 days."""
        return False

    @admin.action(description="Restore")
    def restore(self, request: HttpRequest, queryset: QuerySet[Workspace]) -> None:
        """Bring deleted ones back."""
        for workspace in queryset:
            restore_workspace(actor=_staff(request), workspace=workspace)
        self.message_user(request, _("Restored."), messages.SUCCESS)


@admin.register(Membership)
class MembershipAdmin(LookOnly):
    """Who belongs where."""

    list_display = ("user", "workspace", "role", "created_at")
    list_filter = ("role",)
    list_select_related = ("user", "workspace")
    search_fields = ("user__email", "workspace__name")


@admin.register(Invitation)
class InvitationAdmin(LookOnly):
    """Who was asked to come."""

    list_display = ("email", "workspace", "role", "invited_by", "expires_at", "accepted_at")
    list_select_related = ("workspace", "invited_by")
    search_fields = ("email", "workspace__name")
    exclude = ("token_hash",)


@admin.register(AccessToken)
class AccessTokenAdmin(LookOnly):
    """Personal tokens, without their hashes."""

    list_display = ("prefix", "user", "name", "last_used_at", "expires_at", "revoked_at")
    list_select_related = ("user",)
    search_fields = ("prefix", "user__email")
    exclude = ("token_hash",)


@admin.register(SignIn)
class SignInAdmin(LookOnly):
    """Where people are signed in."""

    list_display = ("user", "kind", "ip", "last_seen_at", "expires_at", "revoked_at")
    list_filter = ("kind",)
    list_select_related = ("user",)
    search_fields = ("user__email", "ip")
    exclude = ("session_key", "current_jti", "previous_jti")
    actions = ("end",)

    @admin.action(description="Sign out", permissions=["view"])
    def end(self, request: HttpRequest, queryset: QuerySet[SignIn]) -> None:
        """Let these devices in no more."""
        for sign_in in queryset:
            end_sign_in(actor=_staff(request), sign_in=sign_in, reason="revoked")
        self.message_user(request, _("Signed out."), messages.SUCCESS)


@admin.register(AuditEvent)
class AuditEventAdmin(LookOnly):
    """The audit trail of all workspaces."""

    list_display = ("at", "action", "actor", "workspace", "target_kind", "ip")
    list_filter = ("action",)
    list_select_related = ("actor", "workspace")
    search_fields = ("actor__email", "target_id", "ip")
    date_hierarchy = "at"


def _staff(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 (the admin lets nobody else in)
    return request.user
