"""An import from its first card to its last."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from accounts.models import User
from tasks.importers.records import BoardRecord, CardRecord
from tasks.models import Column, Project
from tasks.services.imports.frame import make_frame, mapping, preview_frame
from tasks.services.imports.levels import in_order_of_levels
from tasks.services.imports.relations import count_relations, link_cards
from tasks.services.imports.tally import Choices, Tally
from tasks.services.imports.writing import Run, count, plan_batch, write_batch
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
        frame = make_frame(
            actor=actor, project=project, board=board, choices=choices, tally=tally, run_id=run_id
        )
    run = Run(actor=actor, project=project, board=board, frame=frame, tally=tally, run_id=run_id)
    in_order = in_order_of_levels(board.cards, tally)
    if not dry_run:
        run.ranks = _ranks(run, board.cards)
    for at in range(0, len(in_order), BATCH):
        cards = in_order[at : at + BATCH]
        if dry_run:
            count(run, plan_batch(run, cards))
        else:
            write_batch(run, cards)
        progress(min(95, 5 + 90 * (at + len(cards)) // max(1, len(in_order))))
    if dry_run:
        count_relations(run, in_order)
    else:
        link_cards(run, in_order)
    return tally.result(
        dry_run=dry_run,
        board=board.name,
        missing_comments=board.missing_comments,
        mapping=mapping(project, board, frame),
        samples=[_sample(card, run) for card in board.cards[:SAMPLES]],
    )


def _ranks(run: Run, cards: list[CardRecord]) -> dict[str, str]:
    """A rank for each card after what stands in its column, in the order of the file."""
    by_column: dict[UUID, list[str]] = {}
    for card in cards:
        by_column.setdefault(run.frame.columns[card.list_id].pk, []).append(card.external_id)
    ranks: dict[str, str] = {}
    for column in with_last_rank(Column.objects.filter(pk__in=by_column)):
        names = by_column[column.pk]
        last = column.last_rank  # type: ignore[attr-defined]
        ranks |= dict(zip(names, ranks_between(last, None, len(names)), strict=True))
    return ranks


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
