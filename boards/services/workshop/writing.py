"""Private writing: words that stay with the server until they are revealed."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from boards import schema
from boards.document import BoardDocument
from boards.elements import change_element, read_elements
from boards.models import Access, Board, PrivateNote
from boards.permissions import Participant
from boards.services.elements import change_document
from boards.services.workshop.state import OWN_CHANGED, keep_workshop, lock_workshop, tell
from teamflow.common.ids import uuid7

MOST_NOTES = 300
# So long the words of a note that was deleted wait for its undo.
KEPT = timedelta(days=30)


@transaction.atomic
def start_writing(*, actor: Participant, board_id: UUID) -> None:
    """From now on new notes are for their writers alone; a second start changes nothing."""
    actor.must_reach(Access.EDIT)
    workshop = lock_workshop(board_id)
    if workshop.writing_id is not None:
        return
    PrivateNote.objects.filter(board_id=board_id, written_at__lt=timezone.now() - KEPT).delete()
    workshop.writing_id = uuid7()
    workshop.writing_by = actor.name[:150]
    keep_workshop(workshop)


@transaction.atomic
def write_privately(
    *, actor: Participant, board_id: UUID, writing_id: UUID, element: str, text: str
) -> None:
    """Keep the words of one's own note; none at all takes them away.

    A round that has ended takes no more: its writer then puts the words on the board.
    """
    actor.must_reach(Access.EDIT)
    if not schema.is_element_id(element):
        raise ValidationError({"element": _("The id of an element.")})
    if schema.utf16_length(text) > schema.MAX_TEXT:
        raise ValidationError({"text": _("At most 10,000 characters.")})
    workshop = lock_workshop(board_id)
    if workshop.writing_id != writing_id:
        raise ValidationError({"writing": _("The private writing has ended.")})
    notes = PrivateNote.objects.filter(board_id=board_id, author=actor.user_id)
    if not text:
        notes.filter(element=element).delete()
        return
    if notes.exclude(element=element).count() >= MOST_NOTES:
        raise ValidationError({"text": _("At most 300 private notes.")})
    PrivateNote.objects.update_or_create(
        board_id=board_id,
        author=actor.user_id,
        element=element,
        defaults={"text": text.replace("\0", ""), "writing": writing_id},
    )


@transaction.atomic
def reveal_writing(*, actor: Participant, board_id: UUID) -> None:
    """End the round and put everybody's words on the board, also of those who are away."""
    actor.must_reach(Access.EDIT)
    workshop = lock_workshop(board_id)
    if workshop.writing_id is None:
        return
    notes = list(PrivateNote.objects.filter(board_id=board_id).order_by("pk"))
    _put_on_board(actor, board_id, notes)
    workshop.writing_id = None
    keep_workshop(workshop)
    for author in {note.author for note in notes}:
        tell(board_id, OWN_CHANGED, author)


@transaction.atomic
def reveal_own(*, actor: Participant, board_id: UUID) -> None:
    """Put one's own words on the board now, or what was left of a round that is over."""
    actor.must_reach(Access.EDIT)
    lock_workshop(board_id)
    notes = list(PrivateNote.objects.filter(board_id=board_id, author=actor.user_id))
    if not notes:
        return
    _put_on_board(actor, board_id, notes)
    tell(board_id, OWN_CHANGED, actor.user_id)


def _put_on_board(actor: Participant, board_id: UUID, notes: Iterable[PrivateNote]) -> None:
    by_element: dict[str, list[PrivateNote]] = {}
    for note in notes:
        by_element.setdefault(note.element, []).append(note)
    if not by_element:
        return
    shown: list[int] = []

    def work(document: BoardDocument) -> list[str]:
        for element in read_elements(document):
            written = by_element.get(element["id"])
            # What is no private note any more has been revealed, or never was one.
            if written is None or not element.get("private"):
                continue
            own = [note for note in written if str(note.author) == element.get("author")]
            text = (own or written)[0].text
            change_element(document, element, {"text": text, "private": None})
            shown.extend(note.pk for note in written)
        return []

    board = Board.objects.get(pk=board_id)
    user = User.objects.filter(pk=actor.user_id).first()
    change_document(actor=user, board=board, work=work)
    PrivateNote.objects.filter(pk__in=shown).delete()
