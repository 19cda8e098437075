"""Links to a board for people without an account."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.activity import record
from boards.events import BoardShared
from boards.models import Board, BoardGuest, ShareLink
from boards.selectors.guests import digest, link_by_token, links_of
from boards.services.boards import lock_board
from teamflow.common.errors import Denied, NotFound
from teamflow.common.events import publish

VISIT = timedelta(hours=12)
MOST_LINKS = 50


@dataclass(frozen=True, slots=True)
class IssuedLink:
    """A link with its secret, which is known only now."""

    link: ShareLink
    token: str


@dataclass(frozen=True, slots=True)
class IssuedVisit:
    """A guest with the secret that their browser keeps."""

    guest: BoardGuest
    token: str


@transaction.atomic
def create_share_link(
    *,
    actor: User,
    board: Board,
    access: str,
    password: str = "",
    expires_at: datetime | None = None,
) -> IssuedLink:
    """A new address of the board; whoever has it comes in."""
    board = lock_board(board.pk)
    if expires_at is not None and expires_at <= timezone.now():
        raise ValidationError({"expires_at": _("This is in the past.")})
    if links_of(board=board).count() >= MOST_LINKS:
        raise ValidationError(_("A board has at most 50 links. Take one back first."))
    token = secrets.token_urlsafe(24)
    link = ShareLink.objects.create(
        board=board,
        token_hash=digest(token),
        access=access,
        password=make_password(password) if password else "",
        expires_at=expires_at,
        created_by=actor,
    )
    _announce("board.shared", actor, link)
    return IssuedLink(link, token)


@transaction.atomic
def revoke_share_link(*, actor: User, link: ShareLink) -> ShareLink:
    """Take it back: who came by it is out at once. A link taken back stays so."""
    link = ShareLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    if link.revoked_at is not None:
        return link
    link.revoked_at = timezone.now()
    link.save(update_fields=["revoked_at", "updated_at"])
    _announce("board.unshared", actor, link)
    return link


@transaction.atomic
def enter_as_guest(*, token: str, name: str, password: str = "") -> IssuedVisit:
    """A visit for whoever has the link (and its password) and says a name."""
    link = link_by_token(token)
    if link is None:
        raise NotFound
    if link.password and not check_password(password, link.password):
        raise Denied(_("This is not the password of the link."))
    name = " ".join(name.split())
    if not 1 <= len(name) <= 60:
        raise ValidationError({"name": _("Between 1 and 60 characters.")})
    secret = secrets.token_urlsafe(32)
    until = timezone.now() + VISIT
    guest = BoardGuest.objects.create(
        link=link,
        name=name,
        token_hash=digest(secret),
        expires_at=min(until, link.expires_at or until),
    )
    ShareLink.objects.filter(pk=link.pk).update(use_count=F("use_count") + 1)
    return IssuedVisit(guest, secret)


def _announce(verb: str, actor: User, link: ShareLink) -> None:
    board = link.board
    entry = record(
        actor=actor,
        log=board.log,
        verb=verb,
        target_kind="board",
        target_id=board.pk,
        rooms=[board.room],
        data={"link": link.pk, "access": link.access},
    )
    publish(BoardShared(entry=entry, workspace_id=board.workspace_id, board_id=board.pk))
