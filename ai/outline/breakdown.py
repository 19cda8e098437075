"""Steps that somebody already wrote down in a task."""

import re
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ai.outline.found import Found
from ai.outline.parse import (
    Node,
    flatten,
    headings_of,
    items_of,
    label,
    listed_after_colon,
    parse,
    sentences,
)
from ai.sanitise import clean_line
from ai.schemas import FoundBreakdown, Subtask

MAX_SUBTASKS = 10
MIN_TITLE = 3
_HOURS = re.compile(
    r"[(\[~]?\s*(\d+(?:[.,]\d+)?)\s*(h|hrs?|hours?|m|mins?|minutes?|d|days?)\b\s*[)\]]?",
    re.IGNORECASE,
)
_HOURS_OF = {"h": 1.0, "m": 1 / 60, "d": 8.0}


def find_subtasks(material: dict[str, Any]) -> Found[FoundBreakdown]:
    """Steps from the checklist and the description; none when there are none."""
    description = str(material.get("description") or "")
    nodes = [node for node in _steps_of_checklist(material) if node.text]
    source, steps, confidence = _steps(parse(description), description, str(material["title"]))
    if nodes:
        source, confidence = _("your checklist"), 0.8
        steps = nodes + [step for step in steps if step.kind != "line"]
    taken = {_same(title) for title in material.get("existing", [])}
    open_steps = _distinct([step for step in steps if not step.is_done], taken)
    subtasks = [
        _subtask(step, position, confidence)
        for position, step in enumerate(open_steps[:MAX_SUBTASKS], start=1)
    ]
    return Found(FoundBreakdown(subtasks=subtasks), _note(source, len(open_steps)))


def _steps_of_checklist(material: dict[str, Any]) -> list[Node]:
    return [Node(clean_line(str(each), 500), "item") for each in material.get("checklist", [])]


def _steps(tree: list[Node], text: str, title: str) -> tuple[str, list[Node], float]:
    """The most explicit structure that the text has."""
    items, headings = items_of(tree), headings_of(tree)
    if len(items) > MAX_SUBTASKS and 2 <= len(headings) <= MAX_SUBTASKS:
        return _("your headings"), headings, 0.7
    if len(items) >= 2 or (items and not headings):
        return _("your list"), items, 0.75
    if len(headings) >= 2:
        return _("your headings"), headings, 0.6
    outlined = _outlined(tree)
    if outlined:
        return _("your indented outline"), outlined, 0.7
    for line in (*text.splitlines(), title):
        if listed := listed_after_colon(line):
            return _("the parts you named"), [Node(part, "line") for part in listed[1]], 0.6
    written = [each for each in sentences(text) if not each.endswith("?")]
    if len(written) >= 2:
        return _("your sentences"), [Node(each, "line") for each in written], 0.4
    return "", [], 0.0


def _outlined(tree: list[Node]) -> list[Node]:
    """Plain lines with others indented under them; a single line on top is the task itself."""
    if len(tree) == 1:
        return tree[0].children if len(tree[0].children) >= 2 else []
    return tree if any(node.children for node in tree) else []


def _distinct(steps: list[Node], taken: set[str]) -> list[Node]:
    found, seen = [], set(taken)
    for step in steps:
        key = _same(label(step.text))
        if len(key) >= MIN_TITLE and key not in seen:
            seen.add(key)
            found.append(step)
    return found


def _same(title: str) -> str:
    return label(_HOURS.sub("", title)).casefold()


def _subtask(step: Node, position: int, confidence: float) -> Subtask:
    title = label(_HOURS.sub("", step.text)) or label(step.text)
    below = [f"- {node.text}" for node in step.children]
    if len(title) > 200:
        below.insert(0, title)
    return Subtask(
        title=clean_line(title, 200),
        description="\n".join(below)[:5000],
        estimated_hours=_hours(step),
        confidence=confidence,
        order=position,
    )


def _hours(step: Node) -> float:
    """The time that is written beside it; else an hour, and half of one for each thing in it."""
    if match := _HOURS.search(step.text):
        written = float(match[1].replace(",", ".")) * _HOURS_OF[match[2][0].lower()]
        return min(5.0, max(1.0, round(written * 2) / 2))
    return min(5.0, 1.0 + 0.5 * len(flatten(step.children)))


def _note(source: str, count: int) -> str:
    if not count:
        return _(
            "There is nothing to go by: the built-in outline needs steps in the description, "
            "as a list, headings, an indented outline or sentences, or a checklist."
        )
    if count > MAX_SUBTASKS:
        return _("Found in %(source)s: %(count)d steps, of which the first ten stand here.") % {
            "source": source,
            "count": count,
        }
    return ngettext(
        "Found in %(source)s: %(count)d step.", "Found in %(source)s: %(count)d steps.", count
    ) % {"source": source, "count": count}
