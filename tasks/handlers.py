"""What tasks does when others report something."""

from accounts.events import WorkspaceCreated
from accounts.models import User, Workspace
from tasks.services.samples import make_sample_project


def fill_new_workspace(event: WorkspaceCreated) -> None:
    """Give a new workspace a project to learn on, where that was asked for."""
    if not event.with_sample:
        return
    workspace = Workspace.objects.get(pk=event.workspace_id)
    make_sample_project(actor=User.objects.get(pk=event.actor_id), workspace=workspace)
