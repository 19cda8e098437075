"""What cells of tables mean: priorities, numbers, lists of words, durations."""

import re
import unicodedata

from tasks.models import Priority
from tasks.models.task import POINTS

_PRIORITIES = {
    Priority.CRITICAL: "highest|urgent|blocker|p0|p1|hochste|dringend|la plus haute|"
    "mas alta|maxima|mais alta|最高|緊急|紧急",
    Priority.HIGH: "high|critical|major|p2|hoch|haute|elevee|alta|alto|高|높음",
    Priority.MEDIUM: "medium|normal|p3|none|no priority|mittel|moyenne|media|medio|中|보통",
    Priority.LOW: "low|lowest|minor|trivial|p4|p5|niedrig|niedrigste|basse|la plus basse|baja|"
    "mas baja|baixa|低|最低|낮음",
}
_WORDS = {word: priority for priority, words in _PRIORITIES.items() for word in words.split("|")}


def plain(text: str) -> str:
    """For comparing: no case, no accents, single spaces."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(each for each in folded if not unicodedata.combining(each))
    return unicodedata.normalize("NFC", " ".join(letters.split()))


def priority_of(text: str) -> tuple[str, bool]:
    """A priority of ours, and whether the word was known; an empty cell is medium."""
    word = plain(text)
    if not word:
        return Priority.MEDIUM, True
    found = _WORDS.get(word)
    return found or Priority.MEDIUM, found is not None


def points_of(text: str) -> int | None:
    """Story points where they are a whole number inside our limits; `3.0` is 3."""
    number = number_of(text)
    low, high = POINTS
    if number is None or not number.is_integer() or not low <= number <= high:
        return None
    return int(number)


def number_of(text: str) -> float | None:
    """A number, with a point or a comma before its fraction."""
    written = text.strip()
    if not re.fullmatch(r"-?\d{1,12}([.,]\d{1,9})?", written):
        return None
    return float(written.replace(",", "."))


def minutes_of(seconds: str) -> int | None:
    """Whole minutes of an estimate in seconds; none for nothing and for what is no number."""
    number = number_of(seconds)
    if number is None or number <= 0:
        return None
    return min(round(number / 60), 60 * 24 * 365) or 1


def words_of(text: str) -> list[str]:
    """The words of a list in one cell, each once; commas or semicolons part them."""
    parts = re.split(r"[,;\n]", text)
    return list(dict.fromkeys(part.strip() for part in parts if part.strip()))
