"""Three-way merge of texts, line by line: pure functions, no rows."""

from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class _Hunk:
    """One side's edit: the base's lines `start` to `end` become `lines`."""

    start: int
    end: int
    lines: tuple[str, ...]

    @property
    def is_insertion(self) -> bool:
        return self.start == self.end


def merge_texts(base: str, current: str, proposed: str) -> str | None:
    """`base` with the changes of both; None where both changed the same lines differently.

    Lines that both added at one place are kept, those of `current` first.
    """
    if current in (base, proposed):
        return proposed
    if proposed == base:
        return current
    lines = _lines(base)
    hunks = _interleave(_hunks(lines, _lines(current)), _hunks(lines, _lines(proposed)))
    return None if hunks is None else "\n".join(_apply(lines, hunks))


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").split("\n")


def _hunks(base: list[str], side: list[str]) -> list[_Hunk]:
    matcher = SequenceMatcher(None, base, side, autojunk=False)
    return [
        _Hunk(base_start, base_end, tuple(side[start:end]))
        for tag, base_start, base_end, start, end in matcher.get_opcodes()
        if tag != "equal"
    ]


def _interleave(current: list[_Hunk], proposed: list[_Hunk]) -> list[_Hunk] | None:
    """The hunks of both in the order of the base; None where two clash."""
    merged: list[_Hunk] = []
    for hunk in sorted([*current, *proposed], key=lambda each: (each.start, each.end)):
        last = merged[-1] if merged else None
        if last == hunk:
            continue
        if last is not None and _clash(last, hunk):
            return None
        merged.append(hunk)
    return merged


def _clash(first: _Hunk, second: _Hunk) -> bool:
    if first.is_insertion and second.is_insertion:
        return False
    return second.start < first.end


def _apply(base: list[str], hunks: list[_Hunk]) -> list[str]:
    result: list[str] = []
    at = 0
    for hunk in hunks:
        result += base[at : hunk.start]
        result += hunk.lines
        at = hunk.end
    return result + base[at:]
