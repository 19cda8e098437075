"""Faces on pages, and the devices of their owners."""

import re

from django import template
from django.utils.translation import gettext as _

from accounts import avatars
from accounts.models import User

register = template.Library()


@register.inclusion_tag("components/avatar.html")
def avatar(person: User | None, size: int = 24) -> dict[str, object]:
    """A person's picture, or their initials in a colour of their own."""
    path = person.avatar if person else ""
    return {
        "person": person,
        "size": size,
        "url": avatars.url(path, 32 if size <= 32 else 256),
    }


# The first that is found counts: Edge and Opera call themselves Chrome, Chrome calls itself Safari.
_BROWSERS = [
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
    ("curl", "curl"),
    ("python", "Python"),
]
_SYSTEMS = [
    ("iPhone|iPad", "iOS"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
]


@register.filter
def device(user_agent: str) -> str:
    """A user agent in words: “Chrome on Linux”."""
    browser, system = _first(_BROWSERS, user_agent), _first(_SYSTEMS, user_agent)
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or user_agent[:60] or _("Unknown device")


def _first(names: list[tuple[str, str]], text: str) -> str:
    return next((name for pattern, name in names if re.search(pattern, text)), "")
