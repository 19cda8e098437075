"""Pages of people and workspaces."""

from django.urls import path, re_path
from django.views.generic import RedirectView

from accounts.views import home, invitations, me, workspaces

urlpatterns = [
    path("", home.home, name="home"),
    path("workspaces/new/", home.new_workspace, name="new-workspace"),
    re_path(
        r"^avatars/(?P<person>[0-9a-f]{32})/(?P<name>[0-9a-f]{20}-\d{2,3})\.webp$",
        home.avatar,
        name="avatar",
    ),
    path("me/", me.profile, name="me"),
    path("me/avatar/", me.change_avatar, name="me-avatar-page"),
    path("me/avatar/remove/", me.drop_avatar, name="me-avatar-remove"),
    path("me/verify/", me.resend_verification, name="me-verify"),
    path("me/security/", me.security, name="me-security"),
    path("me/security/password/", me.password, name="me-password"),
    path("me/security/devices/end/", me.end_other_devices, name="me-devices-end"),
    path("me/security/devices/<uuid:sign_in_id>/end/", me.end_device, name="me-device-end"),
    path("me/security/tokens/", me.new_token, name="me-token-new"),
    path("me/security/tokens/<uuid:token_id>/revoke/", me.drop_token, name="me-token-revoke"),
    path("me/activity/", me.history, name="me-history"),
    path("w/<slug:slug>/members/", workspaces.members, name="members"),
    path("w/<slug:slug>/members/invite/", workspaces.invite, name="members-invite"),
    path(
        "w/<slug:slug>/members/invitations/<uuid:invitation_id>/revoke/",
        workspaces.take_back,
        name="members-take-back",
    ),
    path(
        "w/<slug:slug>/members/<uuid:membership_id>/role/",
        workspaces.set_role,
        name="members-role",
    ),
    path(
        "w/<slug:slug>/members/<uuid:membership_id>/remove/",
        workspaces.remove,
        name="members-remove",
    ),
    path("w/<slug:slug>/settings/", workspaces.settings_page, name="workspace-settings"),
    path("w/<slug:slug>/settings/mail/test/", workspaces.test_mail, name="workspace-mail-test"),
    path("w/<slug:slug>/settings/leave/", workspaces.leave, name="workspace-leave"),
    path("w/<slug:slug>/settings/delete/", workspaces.delete, name="workspace-delete"),
    path("w/<slug:slug>/settings/restore/", workspaces.restore, name="workspace-restore"),
    path("w/<slug:slug>/settings/audit/", workspaces.audit, name="workspace-audit"),
    path(
        "w/<slug:slug>/settings/audit.csv", workspaces.audit_export, name="workspace-audit-export"
    ),
    # One address a person: allauth's page for several stands aside.
    path("accounts/email/", RedirectView.as_view(pattern_name="me"), name="one-email"),
    path("invite/<str:token>/", invitations.invitation, name="invitation"),
]
