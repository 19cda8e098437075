"""Small texts as they come in, checked the same way everywhere."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tasks.addresses import is_web_address

COLORS = (
    "grey", "red", "orange", "amber", "yellow", "lime", "green", "teal", "sky", "blue", "purple",
    "pink",
)  # fmt: skip
# What a project may wear; the client's build gathers these names (client/build.mjs).
PROJECT_ICONS = (
    "rocket", "anchor", "star", "heart", "flag", "target", "zap", "bug", "code", "package",
    "globe", "megaphone", "palette", "camera", "music", "book-open", "graduation-cap", "wrench",
    "shield", "key", "users", "briefcase", "shopping-cart", "credit-card", "chart-line", "leaf",
    "sun", "coffee", "plane", "truck",
)  # fmt: skip
_ICON = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")


def one_line(text: str, *, field: str, limit: int) -> str:
    """`text` on one line, neither empty nor longer than `limit`."""
    line = " ".join(text.replace("\x00", "").split())
    if not line:
        raise ValidationError({field: _("This may not be empty.")})
    if len(line) > limit:
        message = _("At most %(limit)s characters.") % {"limit": limit}
        raise ValidationError({field: message})
    return line


def web_address(url: str) -> str:
    """A link that a browser may follow: http or https with a host, nothing that runs."""
    url = url.strip()
    if not is_web_address(url):
        raise ValidationError({"url": _("Give an address that begins with http:// or https://.")})
    return url


def icon_name(icon: str) -> str:
    """The name of an icon: letters, digits and hyphens, as the client's set has them."""
    if len(icon) > 40 or not _ICON.match(icon):
        raise ValidationError({"icon": _("There is no such icon.")})
    return icon


def color_name(color: str) -> str:
    """One of the twelve label colours."""
    if color not in COLORS:
        raise ValidationError({"color": _("Choose one of the twelve colours.")})
    return color
