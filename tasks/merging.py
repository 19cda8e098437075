"""Three-way merge of texts, line by line: pure functions, no rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Lines that base, ours and theirs share, as positions in each; `size` lines long."""

    base: int
    ours: int
    theirs: int
    size: int


def merge_texts(base: str, ours: str, theirs: str) -> str | None:
    """`base` with the changes of both; None where both changed the same lines differently."""
    if ours in (base, theirs):
        return theirs
    if theirs == base:
        return ours
    merged = _merge_lines(_lines(base), _lines(ours), _lines(theirs))
    if merged is None:
        return None
    return _text(merged)


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").split("\n")


def _text(lines: Sequence[str]) -> str:
    return "\n".join(lines)


def _merge_lines(
    base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]
) -> list[str] | None:
    merged: list[str] = []
    at_base = at_ours = at_theirs = 0
    for stretch in _shared(base, ours, theirs):
        between = _merge_gap(
            base[at_base : stretch.base],
            ours[at_ours : stretch.ours],
            theirs[at_theirs : stretch.theirs],
        )
        if between is None:
            return None
        merged += between
        merged += base[stretch.base : stretch.base + stretch.size]
        at_base = stretch.base + stretch.size
        at_ours = stretch.ours + stretch.size
        at_theirs = stretch.theirs + stretch.size
    return merged


def _merge_gap(
    base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]
) -> Sequence[str] | None:
    """What stands between two shared stretches: whichever side changed it."""
    if ours == theirs or theirs == base:
        return ours
    return theirs if ours == base else None


def _shared(
    base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]
) -> Iterator[_Stretch]:
    """Stretches of base that both sides kept, in order, closed by an empty one at the end."""
    kept_by_us = _matches(base, ours)
    kept_by_them = _matches(base, theirs)
    us = them = 0
    while us < len(kept_by_us) and them < len(kept_by_them):
        our_base, our_start, our_size = kept_by_us[us]
        their_base, their_start, their_size = kept_by_them[them]
        start = max(our_base, their_base)
        end = min(our_base + our_size, their_base + their_size)
        if start < end:
            yield _Stretch(
                start, our_start + start - our_base, their_start + start - their_base, end - start
            )
        if our_base + our_size <= their_base + their_size:
            us += 1
        else:
            them += 1
    yield _Stretch(len(base), len(ours), len(theirs), 0)


def _matches(base: Sequence[str], side: Sequence[str]) -> list[tuple[int, int, int]]:
    blocks = SequenceMatcher(None, base, side, autojunk=False).get_matching_blocks()
    return [(block.a, block.b, block.size) for block in blocks if block.size]
