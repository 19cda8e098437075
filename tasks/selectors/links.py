"""How the tasks of a project stand to each other."""

from typing import Any

from tasks.models import Project, TaskLink


def links_of_project(*, project: Project, kind: str = "") -> list[dict[str, Any]]:
    """All links that begin at its live tasks, in one query."""
    links = TaskLink.objects.filter(
        source__project=project,
        source__deleted_at=None,
        target__deleted_at=None,
        target__project__deleted_at=None,
    )
    rows = (links.filter(kind=kind) if kind else links).order_by("created_at", "id")
    return [
        {"id": pk, "kind": name, "source": source, "target": target}
        for pk, name, source, target in rows.values_list("id", "kind", "source_id", "target_id")
    ]
