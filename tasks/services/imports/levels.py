"""Which card stands under which, as deep as tasks go here, parents before their children."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from tasks.importers.records import CardRecord
from tasks.importers.texts import fit_description
from tasks.services.imports.tally import Tally
from tasks.services.tasks.hierarchy import MAX_DEPTH


def in_order_of_levels(cards: Sequence[CardRecord], tally: Tally) -> list[CardRecord]:
    """Parents first. What would stand too deep stands on top, and says whose it was.

    The cards hold no circles: the reader of the file cut them.
    """
    by_id = {card.external_id: card for card in cards}
    depth: dict[str, int] = {}
    for card in cards:
        path = []
        here: CardRecord | None = card
        while here is not None and here.external_id not in depth:
            path.append(here)
            here = by_id.get(here.parent_id)
        for each in reversed(path):
            level = depth.get(each.parent_id, 0) + 1
            if level > MAX_DEPTH:
                _put_on_top(each, by_id[each.parent_id], tally)
                level = 1
            depth[each.external_id] = level
    return sorted(cards, key=lambda card: depth[card.external_id])


def _put_on_top(card: CardRecord, parent: CardRecord, tally: Tally) -> None:
    card.parent_id = ""
    line = f"- {_('Parent')}: {parent.source_key} {parent.title}"
    card.description, _rest = fit_description(f"{card.description}\n\n{line}".strip())
    message = _("Tasks stand at most %(depth)s levels deep: “%(row)s” stands on top.")
    tally.warnings.append(message % {"depth": MAX_DEPTH, "row": card.title})
