"""Builds the records of a file whose rows name lists, labels, people and sprints by words alone."""

from django.utils.translation import gettext as _

from tasks.importers.cells import plain
from tasks.importers.records import (
    BoardRecord,
    CardRecord,
    CommentRecord,
    LabelRecord,
    ListRecord,
    PersonRecord,
    SprintRecord,
)
from tasks.importers.states import known_state
from tasks.importers.texts import one_line

# What a tracker says of a status beside its name.
_CATEGORIES = {
    "to do": "todo", "new": "todo", "open": "todo", "backlog": "todo", "unstarted": "todo",
    "in progress": "in_progress", "indeterminate": "in_progress", "started": "in_progress",
    "done": "done", "complete": "done", "completed": "done", "canceled": "archived",
    "cancelled": "archived", "todo": "todo", "in_progress": "in_progress",
    "in_review": "in_review", "blocked": "blocked", "archived": "archived",
}  # fmt: skip


class BoardBuilder:
    """Gives each word its record once, in the order in which the file first says it."""

    def __init__(self, source: str, container: str, name: str = "") -> None:
        self.board = BoardRecord(source=source, container=container, name=name)
        self._lists: dict[str, ListRecord] = {}
        self._labels: dict[str, LabelRecord] = {}
        self._people: dict[str, PersonRecord] = {}
        self._sprints: dict[str, SprintRecord] = {}

    def list_id(self, name: str, category: str = "") -> str:
        """The list of that name; its meaning by the name, else by the source's category."""
        shown = one_line(name, 60) or _("To do")
        key = plain(shown)[:190]
        if key not in self._lists:
            said = _CATEGORIES.get(plain(category))
            state = known_state(shown) or said if name.strip() else said or "todo"
            if state is None:
                message = _("“%(name)s” became “To do”: its name does not say what it means.")
                self.warn(message % {"name": shown})
            self._lists[key] = ListRecord(
                external_id=key, name=shown, state=state or "todo", is_guessed=state is None
            )
        return key

    def state_of(self, list_id: str) -> str:
        """What the list means."""
        return self._lists[list_id].state

    def label_id(self, name: str, color: str = "grey") -> str:
        """The label of that name, whatever its case."""
        shown = one_line(name, 50)
        key = plain(shown)[:190]
        self._labels.setdefault(key, LabelRecord(external_id=key, name=shown, color=color))
        return key

    def person_id(self, name: str, *, account: str = "", email: str = "") -> str:
        """Somebody, by account where the file has one, else by address or name; "" for nobody."""
        shown = one_line(name, 150)
        key = (account or email or plain(shown))[:190]
        if not key:
            return ""
        known = self._people.get(key)
        if known is None or (shown and not known.name):
            self._people[key] = PersonRecord(
                external_id=key, name=shown or email or account, username=shown, email=email
            )
        return key

    def person_name(self, person_id: str) -> str:
        """How the file calls somebody; an account it never names is called by its id."""
        known = self._people.get(person_id)
        return known.name if known else person_id

    def sprint_id(self, sprint: SprintRecord) -> str:
        """The sprint of that id; the first row that says when it was decides."""
        known = self._sprints.get(sprint.external_id)
        if known is None or (known.start_date is None and sprint.start_date is not None):
            self._sprints[sprint.external_id] = sprint
        return sprint.external_id

    def add(self, card: CardRecord) -> None:
        """One more card."""
        self.board.cards.append(card)

    def warn(self, message: str) -> None:
        """Something that the person should know; said once."""
        self.board.warnings.append(message)

    def finish(self) -> BoardRecord:
        """The whole, with each warning once."""
        board = self.board
        board.lists = list(self._lists.values())
        board.labels = list(self._labels.values())
        board.people = list(self._people.values())
        board.sprints = list(self._sprints.values())
        board.warnings = list(dict.fromkeys(board.warnings))
        return board


def pieces_as_comments(card_id: str, pieces: list[str]) -> tuple[CommentRecord, ...]:
    """The part of a description that is too long for one."""
    return tuple(
        CommentRecord(
            external_id=f"{card_id}:rest:{number}",
            author_id="",
            author_name="",
            body=piece,
            at=None,
        )
        for number, piece in enumerate(pieces)
    )
