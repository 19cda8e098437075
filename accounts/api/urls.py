"""Routes of the accounts API, below `/api/v1/`."""

from django.urls import path

from accounts.api import auth_views, me_views
from accounts.api import workspace_views as views

urlpatterns = [
    path("auth/register", auth_views.RegisterView.as_view(), name="auth-register"),
    path("auth/login", auth_views.LoginView.as_view(), name="auth-login"),
    path("auth/refresh", auth_views.RefreshView.as_view(), name="auth-refresh"),
    path("auth/logout", auth_views.LogoutView.as_view(), name="auth-logout"),
    path("auth/verify-email", auth_views.VerifyEmailView.as_view(), name="auth-verify-email"),
    path("auth/password", me_views.PasswordView.as_view(), name="auth-password"),
    path("auth/password/reset", auth_views.ResetPasswordView.as_view(), name="auth-reset"),
    path(
        "auth/password/reset/confirm",
        auth_views.ConfirmResetView.as_view(),
        name="auth-reset-confirm",
    ),
    path("auth/sessions", me_views.SignInsView.as_view(), name="auth-sessions"),
    path("auth/sessions/<uuid:sign_in_id>", me_views.SignInView.as_view(), name="auth-session"),
    path("auth/tokens", me_views.TokensView.as_view(), name="auth-tokens"),
    path("auth/tokens/<uuid:token_id>", me_views.TokenView.as_view(), name="auth-token"),
    path("me", me_views.MeView.as_view(), name="me-api"),
    path("me/avatar", me_views.AvatarView.as_view(), name="me-avatar"),
    path("me/activity", me_views.ActivityView.as_view(), name="me-activity"),
    path("workspaces", views.WorkspacesView.as_view(), name="workspaces-api"),
    path("workspaces/<slug:slug>", views.WorkspaceView.as_view(), name="workspace-api"),
    path(
        "workspaces/<slug:slug>/restore",
        views.RestoreWorkspaceView.as_view(),
        name="workspace-restore-api",
    ),
    path("workspaces/<slug:slug>/members", views.MembersView.as_view(), name="members-api"),
    path(
        "workspaces/<slug:slug>/invitations",
        views.InvitationsView.as_view(),
        name="invitations-api",
    ),
    path(
        "workspaces/<slug:slug>/mail-test",
        views.MailTestView.as_view(),
        name="workspace-mail-test-api",
    ),
    path("workspaces/<slug:slug>/audit", views.AuditView.as_view(), name="audit-api"),
    path("memberships/<uuid:membership_id>", views.MembershipView.as_view(), name="membership-api"),
    path("invitations/<uuid:invitation_id>", views.InvitationView.as_view(), name="invitation-api"),
    path(
        "invitations/<str:token>/accept",
        views.AcceptInvitationView.as_view(),
        name="invitation-accept",
    ),
]
