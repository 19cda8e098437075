"""What a model wrote is treated as what a stranger wrote."""

import re
import unicodedata

import nh3

_IMAGE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_AUTOLINK = re.compile(r"<?https?://[^\s<>]+>?", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
# Directions and invisible marks can make a text look other than it is.
_HIDDEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def clean_line(text: str, limit: int) -> str:
    """`text` as one plain line: no markup, nothing invisible, at most `limit` characters."""
    text = _SPACE.sub(" ", _visible(_without_tags(text))).strip()
    if len(text) <= limit:
        return text
    return text[: limit - 1].rstrip() + "…"


def clean_markdown(text: str) -> str:
    """`text` as Markdown without HTML, pictures or links.

    A link that a model made up is at best wrong, and at worst carries what the task says to a
    stranger's server; the words of it stay.
    """
    text = _IMAGE.sub(r"\1", text)
    text = _LINK.sub(r"\1", text)
    text = _AUTOLINK.sub("", text)
    return _visible(_without_tags(text), keep="\n").strip()


def _without_tags(text: str) -> str:
    if "<" not in text:
        return text
    # nh3 answers with HTML; the stored form is text, which is escaped where it is shown.
    plain = nh3.clean(text, tags=set(), strip_comments=True)
    return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _visible(text: str, keep: str = "") -> str:
    text = _HIDDEN.sub("", text.replace("\r\n", "\n").replace("\t", " "))
    return "".join(
        char if char in keep or unicodedata.category(char) != "Cc" else " " for char in text
    )
