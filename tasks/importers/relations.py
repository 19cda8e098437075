"""Parents and relations of cards, settled when every row of the file is known."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from tasks.importers.building import BoardBuilder
from tasks.importers.cells import words_of
from tasks.importers.records import CardRecord, RelationRecord
from tasks.importers.texts import fit_description
from tasks.models import LinkKind

if TYPE_CHECKING:
    from tasks.importers.sheets import Row

# Which kind, and whether the row itself is the end that the arrow points at.
_KINDS = {
    "blocks": (LinkKind.BLOCKS, False),
    "blocked_by": (LinkKind.BLOCKS, True),
    "duplicates": (LinkKind.DUPLICATES, False),
    "relates": (LinkKind.RELATES, False),
}


class Relatives:
    """Who is whose parent, and what waits for what, by the ids, keys and names that files use."""

    def __init__(self, builder: BoardBuilder) -> None:
        self._builder = builder
        self._cards: dict[str, CardRecord] = {}
        self._by_name: dict[str, str] = {}
        self._parents: list[tuple[CardRecord, list[str], str]] = []
        self._links: list[tuple[str, str, str]] = []
        self._aliases: dict[str, str] = {}

    def learn(self, row: "Row", card: CardRecord) -> None:
        """What one row says of others, and by which names others may speak of it."""
        self._cards[card.external_id] = card
        for alias in (row.first("id"), row.first("key")):
            if alias:
                self._aliases.setdefault(alias, card.external_id)
        parents = [*row.all("parent_id"), *row.all("parent_key")]
        named = row.first("parent_title")
        # A parent that is told by name alone is the nearest earlier row of that name.
        earlier = self._by_name.get(named, "") if named else ""
        if parents or named:
            self._parents.append((card, [*parents, *([named] if named else [])], earlier))
        self._by_name[row.first("title")] = card.external_id
        for meaning, (kind, is_turned) in _KINDS.items():
            for cell in row.all(meaning):
                for other in words_of(cell):
                    ends = (other, card.external_id) if is_turned else (card.external_id, other)
                    self._links.append((kind, *ends))

    def settle(self) -> None:
        """Give each card its parent and relations; circles are cut, strangers are said."""
        for card, said, earlier in self._parents:
            parent = next((self._aliases[each] for each in said if each in self._aliases), earlier)
            if parent and parent != card.external_id:
                card.parent_id = parent
            elif not parent:
                self._keep_in_words(card, said[0])
        self._cut_circles()
        self._settle_links()

    def _keep_in_words(self, card: CardRecord, parent: str) -> None:
        line = f"- {_('Parent')}: {parent}"
        card.description, _rest = fit_description(f"{card.description}\n\n{line}".strip())
        message = _("“%(row)s”: its parent %(parent)s is not in the file.")
        self._builder.warn(message % {"row": card.title, "parent": parent[:80]})

    def _cut_circles(self) -> None:
        """Each card is walked over once, however deep they stand."""
        settled: set[str] = set()
        for start in self._cards:
            path: dict[str, None] = {}
            here = start
            while here and here not in settled:
                if here in path:
                    self._cut(next(reversed(path)))
                    break
                path[here] = None
                here = self._cards[here].parent_id
            settled.update(path)

    def _cut(self, card_id: str) -> None:
        card = self._cards[card_id]
        card.parent_id = ""
        message = _("“%(row)s” stands above itself in the file; it has no parent now.")
        self._builder.warn(message % {"row": card.title})

    def _settle_links(self) -> None:
        settled: set[tuple[str, str, str]] = set()
        missing = 0
        for kind, source, target in self._links:
            source = self._known(source)
            target = self._known(target)
            if not source or not target:
                missing += 1
                continue
            # What relates is told at both ends, and stands once.
            ends = (min(source, target), max(source, target))
            pair = (source, target) if kind != LinkKind.RELATES else ends
            if source == target or (kind, *pair) in settled:
                continue
            settled.add((kind, *pair))
            card = self._cards[pair[0]]
            card.relations = (*card.relations, RelationRecord(kind=kind, target_id=pair[1]))
        if missing:
            message = _("Links to tasks that are not in the file were left out: %(count)s.")
            self._builder.warn(message % {"count": missing})

    def _known(self, name: str) -> str:
        return name if name in self._cards else self._aliases.get(name, "")
