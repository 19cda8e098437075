"""What an AI did, in the name of the person who asked."""

from dataclasses import dataclass
from uuid import UUID

from teamflow.common.events import DomainEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class DiagramDrawn(DomainEvent):
    """`board.diagram_drawn`: a mind map or flowchart was drawn on a board."""

    workspace_id: UUID
    board_id: UUID
