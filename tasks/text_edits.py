"""What was changed between two texts, as the smallest sensible edits: pure functions, no rows."""

from dataclasses import dataclass
from difflib import SequenceMatcher

# Above this many characters a changed passage is replaced as one.
FINE_LIMIT = 2_000


@dataclass(frozen=True, slots=True)
class TextEdit:
    """The characters from `start` to `end` of the old text become `text`."""

    start: int
    end: int
    text: str


def edits_between(old: str, new: str) -> list[TextEdit]:
    """Edits in the order of the old text that turn `old` into `new`; none touch each other."""
    head = _common_prefix(old, new)
    tail = _common_prefix(old[head:][::-1], new[head:][::-1])
    middle_old, middle_new = old[head : len(old) - tail], new[head : len(new) - tail]
    if not middle_old and not middle_new:
        return []
    old_lines, new_lines = middle_old.splitlines(True), middle_new.splitlines(True)
    starts = _starts(old_lines, head)
    edits: list[TextEdit] = []
    matcher = SequenceMatcher(None, old_lines, new_lines, autojunk=False)
    for tag, first, last, new_first, new_last in matcher.get_opcodes():
        if tag != "equal":
            before = "".join(old_lines[first:last])
            edits += _fine(before, "".join(new_lines[new_first:new_last]), starts[first])
    return edits


def apply_edits(old: str, edits: list[TextEdit]) -> str:
    """`old` with `edits` made."""
    parts: list[str] = []
    position = 0
    for edit in edits:
        parts += (old[position : edit.start], edit.text)
        position = edit.end
    return "".join([*parts, old[position:]])


def _fine(old: str, new: str, start: int) -> list[TextEdit]:
    if not old or not new or len(old) + len(new) > FINE_LIMIT:
        return [TextEdit(start, start + len(old), new)]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [
        TextEdit(start + first, start + last, new[new_first:new_last])
        for tag, first, last, new_first, new_last in matcher.get_opcodes()
        if tag != "equal"
    ]


def _starts(lines: list[str], offset: int) -> list[int]:
    starts = [offset]
    for line in lines:
        starts.append(starts[-1] + len(line))
    return starts


def _common_prefix(one: str, other: str) -> int:
    limit = min(len(one), len(other))
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
