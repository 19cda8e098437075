"""Logged facts in words."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from teamflow.common.models import Event

register = template.Library()

_NAMES = ("key", "title", "name", "email", "filename")


@register.filter
def in_words(event: Event) -> str:
    """`task.moved` of TF-12 as “Task moved: TF-12”: the verb as it is logged, made readable."""
    noun, _dot, verb = event.type.partition(".")
    words = f"{noun} {verb}".replace("_", " ").replace(".", " ").strip().capitalize()
    subject = _subject(event.data)
    return _("%(words)s: %(subject)s") % {"words": words, "subject": subject} if subject else words


def _subject(data: dict[str, Any]) -> str:
    inner = next((data[noun] for noun in ("task", "board", "user") if noun in data), data)
    if not isinstance(inner, dict):
        return ""
    return " ".join(str(inner[name]) for name in _NAMES if isinstance(inner.get(name), str))[:120]
