"""What an import found and did, for the person who asked."""

import hashlib
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the person chose in the preview: states of lists, and who is who (None: nobody)."""

    states: dict[str, str] = field(default_factory=dict)
    people: dict[str, UUID | None] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Tally:
    """Counts; the same for a preview as for the run that follows it."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    archived: int = 0
    lists: int = 0
    labels: int = 0
    comments: int = 0
    checklists: int = 0
    checklist_items: int = 0
    sprints: int = 0
    relations: int = 0
    attachments: int = 0
    skipped: list[dict[str, str]] = field(default_factory=list)
    kept: list[dict[str, Any]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def result(self, **more: Any) -> dict[str, Any]:
        """The job's result."""
        numbers = {
            name: getattr(self, name)
            for name in (
                "created", "updated", "unchanged", "archived", "lists", "labels", "comments",
                "checklists", "checklist_items", "sprints", "relations", "attachments", "skipped",
                "kept",
            )
        }  # fmt: skip
        return {**numbers, "warnings": list(dict.fromkeys(self.warnings))[:200], **more}


def fingerprint(text: str) -> str:
    """A short stand-in for a long text."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]
