"""Every address of the product."""

from django.contrib import admin
from django.urls import include, path
from django.views.i18n import JavaScriptCatalog
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView

from teamflow import home, installed
from teamflow.common import health
from teamflow.portable import urls as portable

urlpatterns = [
    path("health", health.ready, name="health"),
    path("health/", health.ready),
    path("health/live", health.live, name="health-live"),
    path("metrics", health.metrics, name="metrics"),
    path("offline/", installed.offline, name="offline"),
    path("offline/parts", installed.parts, name="offline-parts"),
    path("manifest.webmanifest", installed.manifest, name="manifest"),
    path("sw.js", installed.service_worker, name="service-worker"),
    path("w/<slug:slug>/", home.home, name="workspace-home"),
    path(
        "w/<slug:slug>/projects/<uuid:project_id>/restore/",
        home.bring_back_project,
        name="project-bring-back",
    ),
    path("w/<slug:slug>/search/", home.found, name="workspace-search"),
    path("", include(portable.pages)),
    path("", include("accounts.urls")),
    path("", include("tasks.urls")),
    path("", include("boards.urls")),
    path("", include("ai.urls")),
    path("", include("integrations.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("jsi18n/", JavaScriptCatalog.as_view(), name="jsi18n"),
    path("api/schema", SpectacularAPIView.as_view(), name="schema"),
    path("api/docs", SpectacularSwaggerView.as_view(url_name="schema"), name="docs"),
    path("api/v1/", include("teamflow.common.urls")),
    path("api/v1/", include(portable.doors)),
    path("api/v1/", include("accounts.api.urls")),
    path("api/v1/", include("tasks.api.urls")),
    path("api/v1/", include("boards.api.urls")),
    path("api/v1/", include("ai.api.urls")),
    path("api/v1/", include("integrations.api.urls")),
]

handler400 = "teamflow.common.errors.bad_request"
handler403 = "teamflow.common.errors.forbidden"
handler404 = "teamflow.common.errors.not_found"
handler500 = "teamflow.common.errors.server_error"
