from django.apps import AppConfig


class TeamFlowConfig(AppConfig):
    """Joins the apps: who reacts to what."""

    name = "teamflow"
    label = "teamflow"

    def ready(self) -> None:
        # Not in teamflow/__init__.py: the launcher imports this package before any settings.
        from teamflow import celery, subscriptions  # noqa: F401

        subscriptions.connect()
