"""Celery's door to boards: one line each."""

from celery import shared_task

from boards.services.assets import forget_unconfirmed_assets, sweep_assets
from boards.services.compaction import boards_to_compact, compact_board, read_unread_boards


@shared_task(name="boards.compact", ignore_result=True)
def compact() -> int:
    """Fold the logs that grew long or came to rest, and read what nobody has read."""
    read_unread_boards()
    return sum(compact_board(board_id=board_id) for board_id in boards_to_compact())


@shared_task(name="boards.sweep_assets", ignore_result=True)
def clean_assets() -> int:
    """Once a day: pictures that nobody confirmed, and those that no board has named for long."""
    return forget_unconfirmed_assets() + sweep_assets()
