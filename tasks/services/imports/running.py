"""An import from its first card to its last."""

from collections.abc import Callable
from typing import Any

from accounts.models import User
from tasks.importers.records import BoardRecord, CardRecord
from tasks.models import Column, Project
from tasks.services.imports.frame import make_frame, mapping, preview_frame
from tasks.services.imports.tally import Choices, Tally
from tasks.services.imports.writing import Run, columns_of_new, count, plan_batch, write_batch
from tasks.services.tasks.creating import with_last_rank
from teamflow.common.ranks import ranks_between

BATCH = 100
SAMPLES = 6
Tell = Callable[[int], None]


def run_import(
    *,
    actor: User,
    project: Project,
    board: BoardRecord,
    choices: Choices,
    run_id: str,
    dry_run: bool,
    progress: Tell,
) -> dict[str, Any]:
    """Bring `board` into `project`; `dry_run` counts the same and writes nothing.

    Interrupted, it can be run again with the same `run_id`: what stands is found, not repeated.
    """
    tally = Tally(warnings=list(board.warnings))
    tally.skipped = [{"row": each.row, "reason": each.reason} for each in board.skipped]
    if dry_run:
        frame = preview_frame(project, board, choices, tally)
    else:
        frame = make_frame(actor=actor, project=project, board=board, choices=choices, tally=tally)
    run = Run(actor=actor, project=project, board=board, frame=frame, tally=tally, run_id=run_id)
    if not dry_run:
        run.ranks = _ranks(run, board.cards)
    for at in range(0, len(board.cards), BATCH):
        cards = board.cards[at : at + BATCH]
        if dry_run:
            count(run, plan_batch(run, cards))
        else:
            write_batch(run, cards)
        progress(min(99, 5 + 94 * (at + len(cards)) // max(1, len(board.cards))))
    return tally.result(
        dry_run=dry_run,
        board=board.name,
        missing_comments=board.missing_comments,
        mapping=mapping(project, board, frame),
        samples=[_sample(card, run) for card in board.cards[:SAMPLES]],
    )


def _ranks(run: Run, cards: list[CardRecord]) -> dict[Any, list[str]]:
    """Ranks after what stands in each column: a column may grow by all of its cards."""
    needed = columns_of_new(run, cards)
    columns = with_last_rank(Column.objects.filter(pk__in=needed))
    return {
        column.pk: ranks_between(column.last_rank, None, needed[column.pk])  # type: ignore[attr-defined]
        for column in columns
    }


def _sample(card: CardRecord, run: Run) -> dict[str, Any]:
    names = {each.external_id: each.name for each in run.board.lists}
    labels = {each.external_id: each.name for each in run.board.labels}
    return {
        "title": card.title,
        "list": names.get(card.list_id, ""),
        "status": "archived" if card.is_archived else run.frame.states.get(card.list_id, "todo"),
        "labels": [labels[each] for each in card.label_ids if each in labels],
        "due_date": card.due_date,
        "checklist_items": sum(len(each.items) for each in card.checklists),
        "comments": len(card.comments),
    }
