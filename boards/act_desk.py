"""Where the workshop's acts of one socket are done: one after another, and not too many."""

import asyncio
import logging
from typing import Any, Protocol
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from rest_framework import exceptions

from boards import protocol
from boards.acts import perform
from boards.models import Access
from boards.permissions import Participant
from boards.room import BoardRoom
from teamflow.common.database import in_database
from teamflow.common.errors import Denied, NotFound
from teamflow.common.identity import Identity
from teamflow.common.sockets import Allowance, Connection, Outgoing

logger = logging.getLogger(__name__)

RATE, BURST = 20.0, 60.0
WAITING_LIMIT = 64


class Asker(Protocol):
    """The socket that asks."""

    connection: Connection
    identity: Identity
    access: Access


class ActDesk:
    """Takes acts in the order in which they came, each in its own transaction."""

    def __init__(self, room: BoardRoom, asker: Asker) -> None:
        self._room = room
        self._asker = asker
        self._allowance = Allowance(rate=RATE, burst=BURST)
        self._turn = asyncio.Lock()
        self._waiting = 0

    def take(self, act: protocol.Act) -> None:
        """Do it when its turn comes; what is too much is refused and not done."""
        if self._allowance.take() < 0 or self._waiting >= WAITING_LIMIT:
            self._answer(act, _error("slow", _("That was too fast. Try again.")))
            return
        self._waiting += 1
        self._room.hub.bus.spawn(self._do(act))

    async def _do(self, act: protocol.Act) -> None:
        async with self._turn:
            self._waiting -= 1
            if not self._asker.connection.closed:
                self._answer(act, await self._outcome(act))

    async def _outcome(self, act: protocol.Act) -> dict[str, Any]:
        who = self._asker.identity
        actor = Participant(who.user_id, who.name, self._asker.access)
        board_id: UUID = self._room.board_id
        try:
            data = await in_database(
                perform, actor=actor, board_id=board_id, name=act.name, data=act.data
            )
        except Denied as problem:
            return _error("denied", problem.reason)
        except NotFound:
            return _error("not_found", _("This board is gone."))
        except ValidationError as problem:
            return _error("invalid", " ".join(problem.messages))
        except exceptions.ValidationError as problem:
            return _error("invalid", _words(problem.detail))
        except Exception:
            logger.exception("board_act_failed")
            return _error("failed", _("This did not work. Try again."))
        return {"data": data}

    def _answer(self, act: protocol.Act, words: dict[str, Any]) -> None:
        self._asker.connection.send(Outgoing(protocol.done(act.number, words)))


def _error(code: str, message: str) -> dict[str, Any]:
    return {"error": {"code": code, "message": str(message)}}


def _words(detail: Any) -> str:
    if isinstance(detail, dict):
        return " ".join(_words(each) for each in detail.values())
    if isinstance(detail, list):
        return " ".join(_words(each) for each in detail)
    return str(detail)
