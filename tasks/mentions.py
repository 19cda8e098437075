"""Texts with mentions (`@[Name](user:<id>)`), as a line of a list shows them."""

import re

_MENTION = re.compile(r"@\[([^\]\n]{1,150})\]\(user:[0-9a-fA-F-]{36}\)")


def plain_words(text: str, limit: int = 200) -> str:
    """The beginning of a text, names instead of mentions."""
    words = " ".join(_MENTION.sub(r"@\1", text[: limit * 4]).split())
    return words if len(words) <= limit else f"{words[: limit - 1]}…"
