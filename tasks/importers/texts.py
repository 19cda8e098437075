"""Texts of other tools made to fit ours; nothing that was written is lost."""

import re

from django.utils.translation import gettext as _

from tasks.models.task import DESCRIPTION_LIMIT, TITLE_LIMITS

# Control characters that PostgreSQL or a page cannot hold; newline and tab are kept.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def decode(data: bytes) -> str:
    """A file's text: by its byte-order mark, else as UTF-8, else as Windows writes it."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def one_line(text: str, limit: int) -> str:
    """`text` with single spaces, at most `limit` characters."""
    return " ".join(text.split())[:limit]


def clean(text: object) -> str:
    """`text` when it is a text, without what no page can show; else an empty one."""
    if not isinstance(text, str):
        return ""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def fit_title(text: str, key: str) -> tuple[str, str]:
    """A title of 3 to 200 characters, and the whole text where the title is not all of it."""
    low, high = TITLE_LIMITS
    line = " ".join(text.split())
    if not line:
        return (_("Untitled (%(key)s)") % {"key": key})[:high], ""
    if len(line) < low:
        return f"{line} ({key})"[:high], line
    if len(line) <= high:
        return line, ""
    cut = line[: high - 1]
    at_word = cut.rsplit(" ", 1)[0]
    return f"{at_word if len(at_word) > high // 2 else cut}…", line


def fit_description(text: str, opening: str = "") -> tuple[str, list[str]]:
    """A description that `opening` begins, and what does not fit, in pieces for comments."""
    whole = f"{opening}\n\n{text}".strip() if opening else text
    first, rest = whole[:DESCRIPTION_LIMIT], whole[DESCRIPTION_LIMIT:]
    pieces = [rest[at : at + DESCRIPTION_LIMIT] for at in range(0, len(rest), DESCRIPTION_LIMIT)]
    return first, pieces
