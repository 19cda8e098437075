"""What boards do when others report something."""

from accounts.events import WorkspaceCreated
from accounts.models import User, Workspace
from boards.services.samples import make_sample_board


def draw_first_board(event: WorkspaceCreated) -> None:
    """Give a new workspace a board to try, where that was asked for."""
    if not event.with_sample:
        return
    workspace = Workspace.objects.get(pk=event.workspace_id)
    make_sample_board(actor=User.objects.get(pk=event.actor_id), workspace=workspace)
