"""What every page's frame shows, whatever view made it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from teamflow import installed

THEMES = {"system", "light", "dark"}


def frame(request: HttpRequest) -> dict[str, Any]:
    """The theme, and whether limits are lifted; asked for only when a template uses it, so that
    the error pages stand without a database."""
    return {
        "theme": lambda: _theme(request),
        "is_bench": settings.BENCH,
        "release": installed.release,
    }


def _theme(request: HttpRequest) -> str:
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return str(user.theme)
    chosen = request.COOKIES.get("teamflow_theme", "system")
    return chosen if chosen in THEMES else "system"
