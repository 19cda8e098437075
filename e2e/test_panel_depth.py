"""A task in depth: its panel with everything that a task may hold."""

from typing import Any

import pytest

from e2e.conftest import Site
from e2e.test_kanban import database


@pytest.fixture
def project(site: Site, django_db_blocker: Any) -> Any:
    """A fresh project with a field of each kind, a milestone and four tasks: (path, key)."""
    from accounts.models import User, Workspace
    from tasks.models import FieldKind, Project
    from tasks.services.custom_fields import Option, add_custom_field
    from tasks.services.milestones import add_milestone
    from tasks.services.projects import NewProject, create_project
    from tasks.services.tasks import create_tasks

    with database(django_db_blocker):
        actor = User.objects.get(email=site.email)
        workspace = Workspace.objects.get(slug=site.slug)
        key = "PD" + chr(65 + Project.objects.filter(workspace=workspace).count())
        new = NewProject(name=f"Depth {key}", key=key)
        made = create_project(actor=actor, workspace=workspace, new=new)
        for kind in FieldKind:
            options: list[Option] = (
                [{"name": "Small"}, {"name": "Large"}] if "select" in kind else []
            )
            add_custom_field(
                actor=actor, project=made, name=f"A {kind.label}", kind=kind, options=options
            )
        add_milestone(actor=actor, project=made, name="Launch")
        titles = ("Big work", "Write the plan", "Paint the door", "Call the harbour")
        create_tasks(actor=actor, project=made, tasks=[{"title": title} for title in titles])
    return f"/w/{site.slug}/p/{key}/", key
