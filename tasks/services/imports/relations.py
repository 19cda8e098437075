"""What blocks, duplicates or relates to what, once both ends are here."""

from collections.abc import Iterator
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tasks.importers.records import CardRecord, RelationRecord
from tasks.models import ImportRecord, Task
from tasks.services.imports.tally import fingerprint
from tasks.services.imports.writing import Run
from tasks.services.links import link_tasks

BATCH = 500


def count_relations(run: Run, cards: list[CardRecord]) -> None:
    """Add to the tally what `link_cards` would link."""
    for batch in _batches(cards):
        run.tally.relations += len(_missing(run, batch))


def link_cards(run: Run, cards: list[CardRecord]) -> None:
    """Link what earlier imports did not; what somebody unlinked here stays unlinked."""
    for batch in _batches(cards):
        missing = _missing(run, batch)
        tasks = _tasks_of(run, [*(ends[0] for ends in missing), *(ends[2] for ends in missing)])
        for source_id, relation, target_id in missing:
            source, target = tasks.get(source_id), tasks.get(target_id)
            if source is not None and target is not None:
                _link(run, source, relation, target)
        run.tally.relations += len(missing)
        _remember(run, missing, tasks)


_Ends = tuple[str, RelationRecord, str]


def _batches(cards: list[CardRecord]) -> Iterator[list[_Ends]]:
    ends = [
        (card.external_id, relation, relation.target_id)
        for card in cards
        for relation in card.relations
    ]
    for at in range(0, len(ends), BATCH):
        yield ends[at : at + BATCH]


def _name(ends: _Ends) -> str:
    source_id, relation, target_id = ends
    return f"{relation.kind}:{fingerprint(source_id)}:{fingerprint(target_id)}"


def _missing(run: Run, batch: list[_Ends]) -> list[_Ends]:
    known = set(
        _records(run, "relation", [_name(each) for each in batch]).values_list(
            "external_id", flat=True
        )
    )
    return [each for each in batch if _name(each) not in known]


def _records(run: Run, kind: str, ids: list[str]) -> QuerySet[ImportRecord]:
    return ImportRecord.objects.filter(
        project=run.project,
        source=run.board.source,
        container=run.board.container,
        kind=kind,
        external_id__in=ids,
    )


def _tasks_of(run: Run, card_ids: list[str]) -> dict[str, Task]:
    targets = dict(_records(run, "card", card_ids).values_list("external_id", "target_id"))
    rows = Task.objects.filter(pk__in=targets.values(), deleted_at=None)
    tasks: dict[UUID, Task] = {task.pk: task for task in rows.select_related("project", "column")}
    return {card_id: tasks[pk] for card_id, pk in targets.items() if pk in tasks}


def _link(run: Run, source: Task, relation: RelationRecord, target: Task) -> None:
    try:
        link_tasks(actor=run.actor, source=source, target=target, kind=relation.kind)
    except ValidationError as error:
        message = _("“%(row)s”: %(why)s")
        words = " ".join(error.messages)
        run.tally.warnings.append(message % {"row": source.title, "why": words})


def _remember(run: Run, missing: list[_Ends], tasks: dict[str, Task]) -> None:
    ImportRecord.objects.bulk_create(
        [
            ImportRecord(
                project=run.project,
                source=run.board.source,
                container=run.board.container,
                kind="relation",
                external_id=_name(each),
                target_id=tasks[each[0]].pk,
            )
            for each in missing
            if each[0] in tasks
        ],
        ignore_conflicts=True,
    )
