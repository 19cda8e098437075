"""Boards with text beside the large demo: a hundred, of sixty notes with twelve words each."""

import random
import sys
from typing import Any

import django

BOARDS, NOTES, WORDS = 100, 60, 12
# fmt: off
SAID = (
    "backup", "page", "queue", "lighthouse", "retro", "budget", "launch", "customer", "research",
    "idea", "risk", "owner", "next", "quarter", "meeting", "mobile", "search", "editor", "import",
    "release", "metric", "team", "design", "copy", "price", "plan",
)
# fmt: on


def main() -> None:
    django.setup()
    from accounts.models import User, Workspace
    from boards.models import Board
    from boards.services.boards import create_board
    from boards.services.compaction import read_unread_boards
    from boards.services.elements import create_elements

    demo = User.objects.get(email="demo@teamflow.local")
    workspace = Workspace.objects.get(name="Large", memberships__user=demo, deleted_at=None)
    chance = random.Random(1)
    for number in range(Board.objects.filter(workspace=workspace).count(), BOARDS):
        board = create_board(actor=demo, workspace=workspace, title=f"Workshop {number}")
        create_elements(actor=demo, board=board, elements=[_note(chance) for _ in range(NOTES)])
    while read_unread_boards():
        pass
    sys.stdout.write("{}\n")


def _note(chance: random.Random) -> dict[str, Any]:
    return {"kind": "sticky", "text": " ".join(chance.choices(SAID, k=WORDS))}


if __name__ == "__main__":
    main()
