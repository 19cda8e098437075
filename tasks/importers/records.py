"""What a file of another tool holds, in our words. Whatever a parser cannot read it skips and
says so; nothing here is a row yet."""

from dataclasses import dataclass, field
from datetime import date, datetime


class BrokenFile(Exception):
    """The file as a whole cannot be read; the message is for the person who sent it."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """One record that was left out; `row` says where it stands in the file."""

    row: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRecord:
    """Somebody in the file; a Trello export gives no address."""

    external_id: str
    name: str
    username: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelRecord:
    """A label, its colour already one of ours."""

    external_id: str
    name: str
    color: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRecord:
    """A list that becomes a column; `is_guessed` says that its name told no state."""

    external_id: str
    name: str
    state: str
    is_closed: bool = False
    is_guessed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRecord:
    """One step."""

    external_id: str
    title: str
    done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistRecord:
    """A named list of steps."""

    external_id: str
    name: str
    items: tuple[ItemRecord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentRecord:
    """Something said in the other tool; `author_id` is a PersonRecord's."""

    external_id: str
    author_id: str
    author_name: str
    body: str
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRecord:
    """An address that was attached."""

    external_id: str
    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SprintRecord:
    """A sprint, cycle or milestone; `is_over` where the source says so."""

    external_id: str
    name: str
    start_date: date | None = None
    end_date: date | None = None
    is_over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationRecord:
    """How a card stands to another one of the file; `kind` is one of TaskLink's."""

    kind: str
    target_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnRecord:
    """A column of a table, what it was taken for ("" for nothing), and a value out of it."""

    index: int
    header: str
    meaning: str
    sample: str = ""


@dataclass(slots=True, kw_only=True)
class CardRecord:
    """One card: a task to be. Parents and relations may stand later in the file, or nowhere."""

    external_id: str
    source_key: str
    title: str
    description: str
    list_id: str
    is_archived: bool
    is_done: bool
    created_at: datetime | None = None
    start_date: date | None = None
    due_date: date | None = None
    completed_at: datetime | None = None
    story_points: int | None = None
    estimate_minutes: int | None = None
    priority: str | None = None
    type_name: str = ""
    is_epic: bool = False
    sprint_id: str = ""
    parent_id: str = ""
    relations: tuple[RelationRecord, ...] = ()
    label_ids: tuple[str, ...] = ()
    member_ids: tuple[str, ...] = ()
    checklists: tuple[ChecklistRecord, ...] = ()
    comments: tuple[CommentRecord, ...] = ()
    links: tuple[LinkRecord, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DateOrder:
    """How dates like `sample` were read, which the file itself does not tell."""

    sample: str
    is_day_first: bool


@dataclass(slots=True, kw_only=True)
class BoardRecord:
    """A whole export, in the order in which its cards are to stand."""

    source: str
    container: str
    name: str
    lists: list[ListRecord] = field(default_factory=list)
    labels: list[LabelRecord] = field(default_factory=list)
    people: list[PersonRecord] = field(default_factory=list)
    sprints: list[SprintRecord] = field(default_factory=list)
    columns: list[ColumnRecord] = field(default_factory=list)
    dates: DateOrder | None = None
    cards: list[CardRecord] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    missing_comments: int = 0
