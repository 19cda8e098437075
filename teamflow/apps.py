from django.apps import AppConfig
from django.conf import settings


class TeamFlowConfig(AppConfig):
    """Joins the apps: who reacts to what."""

    name = "teamflow"
    label = "teamflow"

    def ready(self) -> None:
        # Not in teamflow/__init__.py: the launcher imports this package before any settings.
        from teamflow import celery, subscriptions  # noqa: F401

        subscriptions.connect()
        if settings.SENTRY_DSN:
            _report_errors(settings.SENTRY_DSN)


def _report_errors(dsn: str) -> None:
    """Send unexpected errors to Sentry, without people, bodies or local variables."""
    import sentry_sdk

    sentry_sdk.init(
        dsn=dsn,
        send_default_pii=False,
        max_request_body_size="never",
        include_local_variables=False,
    )
