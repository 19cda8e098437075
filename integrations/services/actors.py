"""Outside services as actors in the log."""

from accounts.models import User

SERVICE_NAMES = {"github": "GitHub"}


def service_actor(vendor: str) -> User:
    """Stands where a person would, with the service's name and nobody's id; never saved."""
    actor = User(name=SERVICE_NAMES[vendor], is_active=False)
    actor.pk = None
    return actor
