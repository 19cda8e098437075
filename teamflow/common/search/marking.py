"""Marks around what was asked for, and the piece of a long text where it stands."""

import re
import unicodedata
from collections.abc import Sequence

from django.utils.html import escape

from teamflow.common.search.folding import Wanted, folded, is_unspaced

SNIPPET, BEFORE = 180, 50
_BLANKS = re.compile(r"\s+")
# What Markdown writes around words: links and pictures, emphasis and code, and what begins a line.
_MARKUP = re.compile(
    r"!?\[(?P<said>[^\]\n]*)\]\([^)\s]*\)"
    r"|\*\*|__|~~|`+|(?<!\w)[*_](?=\w)|(?<=[\w.,!?])[*_](?!\w)"
    r"|^[ \t]*(?:#{1,6}|>|[-*+](?: \[[ xX]\])?|\d+[.)])[ \t]+",
    re.MULTILINE,
)


def marked(text: str, wanted: Sequence[Wanted]) -> str:
    """The text as HTML: escaped, with `<mark>` around the words."""
    made, end = [], 0
    for start, stop in _places(text, wanted):
        made += [escape(text[end:start]), "<mark>", escape(text[start:stop]), "</mark>"]
        end = stop
    return "".join([*made, escape(text[end:])])


def snippet(text: str, wanted: Sequence[Wanted]) -> str:
    """The piece of a Markdown text around the first word that was asked for, as HTML; empty where
    none stands. Markup goes, unless the word stands in the markup alone (an address)."""
    first = next(iter(_places(text, wanted)), None)
    if first is None:
        return ""
    begins = max(0, first[0] - 4 * BEFORE)
    near = text[begins : first[0] + 4 * SNIPPET]
    plain = _BLANKS.sub(" ", _MARKUP.sub(lambda found: found["said"] or "", near)).strip()
    found = next(iter(_places(plain, wanted)), None)
    if found is None:
        plain = _BLANKS.sub(" ", near).strip()
        found = next(iter(_places(plain, wanted)), (0, 0))
    start = max(0, found[0] - BEFORE)
    if start:
        blank = plain.find(" ", start, found[0])
        start = blank + 1 if blank >= 0 else start
    before = "…" if start or begins else ""
    after = "…" if start + SNIPPET < len(plain) or begins + len(near) < len(text) else ""
    return f"{before}{marked(plain[start : start + SNIPPET], wanted)}{after}"


def _places(text: str, wanted: Sequence[Wanted]) -> list[tuple[int, int]]:
    pattern = _pattern(wanted)
    if pattern is None:
        return []
    small, at = _folded_by_sign(text)
    found: list[tuple[int, int]] = []
    for match in pattern.finditer(small):
        start, stop = at[match.start()], at[match.end() - 1] + 1
        while stop < len(text) and unicodedata.combining(text[stop]):
            stop += 1
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(stop, found[-1][1]))
        else:
            found.append((start, stop))
    return found


def _pattern(wanted: Sequence[Wanted]) -> re.Pattern[str] | None:
    pieces: list[str] = []
    for each in wanted:
        for number, word in enumerate(each.words):
            goes_on = each.is_open and number == len(each.words) - 1
            sign = re.escape(word)
            end = "" if goes_on else r"(?![^\W_])"
            pieces.append(sign if is_unspaced(word) else rf"(?<![^\W_]){sign}{end}")
    # The longest first, or a short beginning would hide the rest of a word.
    return re.compile("|".join(sorted(pieces, key=len, reverse=True))) if pieces else None


def _folded_by_sign(text: str) -> tuple[str, Sequence[int]]:
    """The folded text, and for each of its signs where in `text` it comes from."""
    if text.isascii():
        return text.lower(), range(len(text))
    pieces = [folded(sign) for sign in text]
    at = [place for place, piece in enumerate(pieces) for _ in piece]
    return "".join(pieces), at
