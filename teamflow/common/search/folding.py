"""What a text's words are: small, without accents, in pairs where a language has no spaces.

PostgreSQL's function `search_plain` does the same to what is found; a test holds both together.
"""

import re
import unicodedata
from dataclasses import dataclass

_ACCENTS = re.compile("[\u0300-\u036f]")
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "\u0131": "i", "ħ": "h", "ŧ": "t", "ß": "s"}
)
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0002fa1f"
)
_RUN = re.compile(f"[{_UNSPACED}]+")
_SIGNS = re.compile(
    "[\x01-/:-@\\[-`{-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7"
    "\u2000-\u206f\u2190-\u2bff\u3000-\u303f]+"
)


def folded(text: str) -> str:
    """The text in small letters without accents."""
    small = text.replace("\0", "").lower()
    if small.isascii():
        return small
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", small))
    return unicodedata.normalize("NFKC", bare).lower().translate(_LETTERS)


def words_of(text: str) -> list[str]:
    """The words of `text` in order, as they stand in the index."""
    return [word for group in _groups(text) for word in group]


def _groups(text: str) -> list[list[str]]:
    """Words that stand side by side in the index: pairs of one run do, and plain words do."""
    groups: list[list[str]] = [[]]
    for piece in " ".join(_SIGNS.split(folded(text))).split():
        end = 0
        for run in _RUN.finditer(piece):
            groups[-1] += _spoken(piece[end : run.start()])
            groups += [_pairs(run[0]), []]
            end = run.end()
        groups[-1] += _spoken(piece[end:])
    return [group for group in groups if group]


def _spoken(word: str) -> list[str]:
    """The word; nothing for pictures alone, which PostgreSQL's parser passes over."""
    return [word] if any(sign.isalnum() for sign in word) else []


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)] or [run]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words that stand beside each other; `is_open`: the last may go on."""

    groups: tuple[tuple[str, ...], ...]
    is_open: bool = True

    @property
    def words(self) -> tuple[str, ...]:
        """All of them."""
        return tuple(word for group in self.groups for word in group)

    @property
    def as_query(self) -> str:
        """For PostgreSQL's `to_tsquery`."""
        groups = [[f"'{word}'" for word in group] for group in self.groups]
        if self.is_open and groups:
            groups[-1][-1] += ":*"
        return f"({' & '.join(' <-> '.join(group) for group in groups)})"


def wanted(text: str, *, is_open: bool = True) -> Wanted:
    """What `text` asks for; without words where it is signs alone."""
    return Wanted(tuple(tuple(group) for group in _groups(text)), is_open)


def is_unspaced(word: str) -> bool:
    """Whether it is of a language that puts no spaces between words."""
    return _RUN.match(word) is not None
