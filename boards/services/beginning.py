"""How a new board begins from a template."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from boards.document import BoardDocument
from boards.models import Board, BoardSnapshot
from boards.selectors.templates import own_template
from boards.services.assets.copying import share_named
from boards.services.elements import create_elements
from boards.services.live_boards import live_elements
from boards.services.updates import note_contents
from boards.templates_data import built_in
from teamflow.common.errors import NotFound


def begin_from(*, actor: User, board: Board, template: str) -> None:
    """Fill a board that was just made; within the transaction of its making."""
    known = built_in().get(template)
    if known is not None and known.category == "live":
        create_elements(actor=actor, board=board, elements=live_elements(board, template))
    elif known is not None:
        create_elements(actor=actor, board=board, elements=known.elements())
    else:
        _copy_own(board, template)
    board.refresh_from_db(fields=["seq", "element_count", "updated_at"])


def _copy_own(board: Board, template: str) -> None:
    try:
        kept = own_template(workspace_id=board.workspace_id, key=template)
    except NotFound:
        raise ValidationError({"template": _("There is no such template.")}) from None
    state = bytes(kept.state)
    BoardSnapshot.objects.create(board=board, seq=1, state=state, size=len(state))
    Board.objects.filter(pk=board.pk).update(seq=1)
    document = BoardDocument([state])
    share_named(board=board, asset_ids=document.asset_ids())
    note_contents(board.pk, document.element_count(), document.plain_text())
