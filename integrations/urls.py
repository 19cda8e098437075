"""Pages of integrations."""

from django.urls import path

from integrations import views

urlpatterns = [
    path("w/<slug:slug>/integrations/", views.integrations_page, name="integrations"),
    path("w/<slug:slug>/integrations/github/", views.connect_github, name="integrations-connect"),
    path(
        "integrations/<uuid:connection_id>/disconnect/",
        views.disconnect_page,
        name="integrations-disconnect",
    ),
    path(
        "integrations/<uuid:connection_id>/deliveries/<uuid:delivery_id>/redeliver/",
        views.redeliver_page,
        name="integrations-redeliver",
    ),
]
