"""Results that fit."""

from typing import Any

BREAKDOWN: dict[str, Any] = {
    "subtasks": [
        {
            "title": f"Step {number}",
            "description": f"What step {number} is about.",
            "estimated_hours": 2,
            "confidence": 0.8,
            "order": number,
        }
        for number in range(1, 5)
    ]
}
MINDMAP: dict[str, Any] = {
    "nodes": [
        {"id": "r", "label": "Launch", "parent": ""},
        *({"id": f"b{n}", "label": f"Branch {n}", "parent": "r"} for n in range(1, 6)),
        {"id": "t", "label": "Twig", "parent": "b1"},
    ]
}
FLOWCHART: dict[str, Any] = {
    "nodes": [
        {"id": "a", "label": "Start", "kind": "start"},
        {"id": "b", "label": "Tests pass?", "kind": "decision"},
        {"id": "c", "label": "Deploy", "kind": "step"},
        {"id": "d", "label": "End", "kind": "end"},
    ],
    "edges": [
        {"source": "a", "target": "b", "label": ""},
        {"source": "b", "target": "c", "label": "Yes"},
        {"source": "b", "target": "a", "label": "No"},
        {"source": "c", "target": "d", "label": ""},
    ],
}
