"""API routes of the inbox, the roadmap and the overview."""

from django.urls import path

from tasks.api import inbox, mail_hooks, notices, pushing, roadmap

urlpatterns = [
    path("me/notifications", inbox.NotificationsView.as_view(), name="notification-list"),
    path("me/notifications/unread", inbox.UnreadView.as_view(), name="notification-unread"),
    path("me/notifications/read-all", inbox.ReadAllView.as_view(), name="notification-read-all"),
    path(
        "me/notifications/preferences",
        notices.PreferencesView.as_view(),
        name="notification-preferences",
    ),
    path(
        "me/notifications/projects",
        notices.ProjectLevelsView.as_view(),
        name="notification-projects",
    ),
    path(
        "me/notifications/projects/<uuid:project_id>",
        notices.ProjectLevelView.as_view(),
        name="notification-project",
    ),
    path("me/notifications/email", notices.AddressView.as_view(), name="notification-email"),
    path("hooks/email/mime", mail_hooks.MimeHookView.as_view(), name="mail-mime"),
    path(
        "hooks/email/<slug:vendor>/inbound",
        mail_hooks.InboundHookView.as_view(),
        name="mail-inbound",
    ),
    path(
        "hooks/email/<slug:vendor>/tracking",
        mail_hooks.TrackingHookView.as_view(),
        name="mail-tracking",
    ),
    path("me/push-subscriptions", pushing.DevicesView.as_view(), name="push-subscriptions"),
    path(
        "me/push-subscriptions/<uuid:subscription_id>",
        pushing.DeviceView.as_view(),
        name="push-subscription",
    ),
    path(
        "me/push-subscriptions/<uuid:subscription_id>/test",
        pushing.TestDeviceView.as_view(),
        name="push-subscription-test",
    ),
    path(
        "me/notifications/<uuid:notification_id>",
        inbox.NotificationView.as_view(),
        name="notification-detail",
    ),
    path("workspaces/<slug:slug>/roadmap", roadmap.RoadmapView.as_view(), name="roadmap-api"),
    path(
        "workspaces/<slug:slug>/initiatives",
        roadmap.InitiativesView.as_view(),
        name="initiative-list",
    ),
    path(
        "initiatives/<uuid:initiative_id>",
        roadmap.InitiativeView.as_view(),
        name="initiative-detail",
    ),
    path(
        "projects/<uuid:project_id>/overview",
        roadmap.OverviewView.as_view(),
        name="project-overview-api",
    ),
    path(
        "projects/<uuid:project_id>/links",
        roadmap.ProjectLinksView.as_view(),
        name="project-link-list",
    ),
    path(
        "projects/<uuid:project_id>/updates",
        roadmap.ProjectUpdatesView.as_view(),
        name="project-update-list",
    ),
]
