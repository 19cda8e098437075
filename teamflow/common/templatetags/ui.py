"""Icons and small pieces that any page may use."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


def _icons_path() -> Path:
    return Path(settings.BASE_DIR) / "static" / "dist" / "icons.json"


@lru_cache(maxsize=1)
def _shapes(changed_at: int) -> dict[str, str]:
    shapes: dict[str, str] = json.loads(_icons_path().read_text(encoding="utf-8"))
    return shapes


def _shape(name: str) -> str:
    try:
        return _shapes(_icons_path().stat().st_mtime_ns).get(name, "")
    except OSError:
        # The client was never built: the page stands, without its pictures.
        return ""


@register.simple_tag
def icon(name: str, size: int = 16, label: str = "", flip: bool = False) -> SafeString:
    """A lucide icon as inline SVG; without a label it is decoration. The build gathers the names
    that templates quote, so a new one appears after the next build."""
    named = (
        format_html('role="img" aria-label="{}"', label)
        if label
        else mark_safe('aria-hidden="true"')
    )
    return format_html(
        '<svg class="icon icon-{}{}" viewBox="0 0 24 24" {}>{}</svg>',
        size,
        " icon-flip" if flip else "",
        named,
        mark_safe(_shape(name)),  # noqa: S308 - our own build wrote it
    )


@register.filter
def initials(name: str) -> str:
    """Up to two letters for somebody without a picture."""
    words = [word for word in str(name).split() if word]
    if not words:
        return "?"
    chosen = [words[0], words[-1]] if len(words) > 1 else words
    return "".join(word[0] for word in chosen).upper()


@register.filter
def hue(person_id: Any) -> int:
    """One of twelve colours, the same for one person everywhere (avatar.ts does it alike)."""
    return sum(ord(letter) for letter in str(person_id)) % 12
