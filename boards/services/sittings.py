"""Who drew on a board when: one line in its activity for each sitting, not for each stroke."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from accounts.services.activity import record


@transaction.atomic
def note_sitting(*, actor_id: UUID, board_id: UUID, began_at: datetime, changes: int) -> None:
    """Keep that this person changed the board so many times since `began_at`."""
    actor = User.objects.filter(pk=actor_id).first()
    if actor is None or not changes:
        return
    record(
        actor=actor,
        log=f"board:{board_id}",
        verb="board.edited",
        target_kind="board",
        target_id=board_id,
        rooms=[],
        data={"began_at": began_at, "changes": changes},
    )
