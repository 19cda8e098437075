"""What happened to whiteboards."""

from dataclasses import dataclass
from uuid import UUID

from teamflow.common.events import DomainEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardEvent(DomainEvent):
    """A fact about one board as a row; edits of its document travel on its own socket."""

    workspace_id: UUID
    board_id: UUID


class BoardCreated(BoardEvent):
    """`board.created`."""


class BoardUpdated(BoardEvent):
    """`board.updated`: its title, its description, its project."""


class BoardDeleted(BoardEvent):
    """`board.deleted`: into the bin, for 30 days."""


class BoardShared(BoardEvent):
    """`board.shared`, `board.unshared`: a link was made or taken back."""


class BoardRestored(BoardEvent):
    """`board.restored`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardTemplatesChanged(DomainEvent):
    """`board_template.created`, `.updated` or `.deleted`: what new boards can begin from."""

    workspace_id: UUID
