"""Trello's board export (JSON), in its schemas from 2015 to 2025."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from tasks.addresses import is_web_address
from tasks.importers.building import pieces_as_comments
from tasks.importers.records import (
    BoardRecord,
    BrokenFile,
    CardRecord,
    ChecklistRecord,
    CommentRecord,
    ItemRecord,
    LabelRecord,
    LinkRecord,
    ListRecord,
    PersonRecord,
    Skipped,
)
from tasks.importers.states import known_state
from tasks.importers.texts import clean, decode, fit_description, fit_title
from tasks.importers.trello_fields import CustomFields
from tasks.importers.values import (
    Row,
    any_position_of,
    birth_of,
    day_of,
    id_of,
    position_of,
    row_of,
    rows_of,
    texts_of,
    time_of,
    values_of,
)

MAX_CARDS = 50_000
_COLORS = {
    "green": "green", "yellow": "yellow", "orange": "orange", "red": "red", "purple": "purple",
    "blue": "blue", "sky": "sky", "lime": "lime", "pink": "pink", "black": "grey",
}  # fmt: skip
_COMMENTS = {"commentCard", "copyCommentCard"}


def read_trello(file: BinaryIO) -> BoardRecord:
    """The board in `file`; BrokenFile says in one sentence why it is none."""
    return parse_board(_load(file))


def parse_board(board: Any) -> BoardRecord:
    """The records of an export that was already parsed as JSON."""
    if not isinstance(board, dict) or not isinstance(board.get("cards"), list):
        raise BrokenFile(_("This is not a Trello board: it has no cards. Export one as JSON."))
    if len(board["cards"]) > MAX_CARDS:
        raise BrokenFile(_("This board has more than 50,000 cards."))
    record = BoardRecord(
        source="trello",
        container=clean(board.get("id")) or clean(board.get("shortLink")) or "board",
        name=clean(board.get("name")),
    )
    record.lists = _lists(board, record)
    record.labels = _labels(board)
    record.people = _people(board)
    _cards(board, record)
    return record


def _load(file: BinaryIO) -> Any:
    data = file.read()
    try:
        return json.loads(decode(data))
    except RecursionError:
        raise BrokenFile(_("This file is nested too deeply to be a board.")) from None
    except ValueError as error:
        line = getattr(error, "lineno", None)
        if line is None:
            raise BrokenFile(_("This file is not JSON.")) from None
        message = _("This file is not JSON, or it was cut off (line %(line)s).")
        raise BrokenFile(message % {"line": line}) from None


# Lists, labels, people ------------------------------------------------------------------------
def _lists(board: Row, record: BoardRecord) -> list[ListRecord]:
    lists = []
    for row in sorted(rows_of(board, "lists"), key=position_of):
        external_id = id_of(row)
        if not external_id:
            record.skipped.append(Skipped("list", _("This list has no id.")))
            continue
        name = " ".join(clean(row.get("name")).split())[:60] or _("Untitled list")
        is_closed = row.get("closed") is True
        state = known_state(name)
        if state is None and not is_closed:
            message = _("“%(name)s” became “To do”: its name does not say what it means.")
            record.warnings.append(message % {"name": name})
        lists.append(
            ListRecord(
                external_id=external_id,
                name=name,
                state="archived" if is_closed else state or "todo",
                is_closed=is_closed,
                is_guessed=state is None,
            )
        )
    return lists


def _labels(board: Row) -> list[LabelRecord]:
    """Top-level labels; where there are none (2015), those that the cards carry."""
    rows = list(rows_of(board, "labels"))
    for card in rows_of(board, "cards"):
        rows += rows_of(card, "labels")
    labels: dict[str, LabelRecord] = {}
    for row in rows:
        external_id = _label_id(row)
        if external_id and external_id not in labels:
            raw = clean(row.get("color"))
            color = _COLORS.get(raw.split("_")[0], "grey")
            name = " ".join(clean(row.get("name")).split())[:50]
            labels[external_id] = LabelRecord(
                external_id=external_id,
                name=name or raw.replace("_", " ") or _("No colour"),
                color=color,
            )
    return list(labels.values())


def _label_id(row: Row) -> str:
    # The oldest exports name a card's label by colour alone.
    return id_of(row) or ":".join(filter(None, (clean(row.get("color")), clean(row.get("name")))))


def _people(board: Row) -> list[PersonRecord]:
    """Members, and former members who only their actions still name."""
    people: dict[str, PersonRecord] = {}
    creators = [row_of(action, "memberCreator") for action in rows_of(board, "actions")]
    for row in [*rows_of(board, "members"), *creators]:
        external_id = id_of(row)
        if external_id and external_id not in people:
            username = clean(row.get("username"))
            people[external_id] = PersonRecord(
                external_id=external_id,
                name=clean(row.get("fullName")) or username,
                username=username,
                email=clean(row.get("email")),
            )
    return list(people.values())


# Cards ----------------------------------------------------------------------------------------
def _cards(board: Row, record: BoardRecord) -> None:
    lists = {each.external_id: each for each in record.lists}
    checklists = _checklists(board)
    comments = _comments(board, {person.external_id: person for person in record.people})
    fields = CustomFields(board)
    for place, row in enumerate(sorted(values_of(board, "cards"), key=any_position_of)):
        try:
            card = _card(row, lists, checklists, fields)
            card.comments = (*comments.get(card.external_id, ()), *card.comments)
        except ValueError as error:
            where = clean(row.get("name"))[:80] if isinstance(row, dict) else ""
            record.skipped.append(Skipped(where or f"card {place + 1}", str(error)))
            continue
        refused = sum(1 for each in rows_of(row, "attachments") if each.get("url")) - len(
            card.links
        )
        if refused > 0:
            message = _("“%(row)s”: a link was left out, as it is no web address.")
            record.warnings.append(message % {"row": card.title})
        record.missing_comments += max(0, _comment_count(row) - len(comments.get(id_of(row), ())))
        record.cards.append(card)
    if record.missing_comments:
        message = _(
            "Comments that are not in the file: %(count)s. Trello exports the last 1,000 acts."
        )
        record.warnings.append(message % {"count": record.missing_comments})


def _card(
    row: Any,
    lists: Mapping[str, ListRecord],
    checklists: Mapping[str, list[tuple[Row, ChecklistRecord]]],
    fields: CustomFields,
) -> CardRecord:
    if not isinstance(row, dict):
        raise ValueError(_("This card is not an object."))
    external_id = id_of(row)
    if not external_id:
        raise ValueError(_("This card has no id."))
    home = lists.get(clean(row.get("idList")))
    if home is None:
        raise ValueError(_("Its list is not in the file."))
    key = _source_key(row)
    title, whole_title = fit_title(clean(row.get("name")), key)
    description, rest = fit_description(clean(row.get("desc")) + fields.words(row), whole_title)
    return CardRecord(
        external_id=external_id,
        source_key=key,
        title=title,
        description=description,
        list_id=home.external_id,
        is_archived=row.get("closed") is True or home.is_closed,
        is_done=row.get("dueComplete") is True and home.is_guessed,
        created_at=birth_of(external_id),
        start_date=day_of(row.get("start")),
        due_date=day_of(row.get("due")),
        story_points=fields.points(row),
        label_ids=_card_labels(row),
        member_ids=texts_of(row, "idMembers"),
        checklists=_card_checklists(row, checklists.get(external_id, [])),
        comments=pieces_as_comments(external_id, rest),
        links=_links(row),
    )


def _source_key(row: Row) -> str:
    number = row.get("idShort")
    if isinstance(number, int | str) and str(number).isdecimal():
        return f"TR-{number}"
    return f"TR-{clean(row.get('shortLink')) or id_of(row)[-6:]}"


def _card_labels(row: Row) -> tuple[str, ...]:
    ids = list(texts_of(row, "idLabels"))
    if not ids:
        ids = [_label_id(label) for label in rows_of(row, "labels")]
    return tuple(dict.fromkeys(each for each in ids if each))


def _links(row: Row) -> tuple[LinkRecord, ...]:
    links = []
    for attachment in sorted(rows_of(row, "attachments"), key=position_of):
        url = clean(attachment.get("url")).strip()
        external_id = id_of(attachment) or url
        if is_web_address(url):
            name = " ".join(clean(attachment.get("name")).split())[:300]
            links.append(LinkRecord(external_id=external_id, name=name or url[:300], url=url))
    return tuple(links)


# Checklists and comments ----------------------------------------------------------------------
def _checklists(board: Row) -> dict[str, list[tuple[Row, ChecklistRecord]]]:
    """Checklists by card, in order."""
    found: dict[str, list[tuple[Row, ChecklistRecord]]] = defaultdict(list)
    for row in sorted(rows_of(board, "checklists"), key=position_of):
        record = _checklist(row)
        if record is not None:
            found[clean(row.get("idCard"))].append((row, record))
    return found


def _card_checklists(
    row: Row, by_card: Iterable[tuple[Row, ChecklistRecord]]
) -> tuple[ChecklistRecord, ...]:
    """Those that name the card; newer exports may also hold them inside it."""
    inside = [_checklist(each) for each in sorted(rows_of(row, "checklists"), key=position_of)]
    all_of_them = [*(record for row_of, record in by_card), *(each for each in inside if each)]
    return tuple({record.external_id: record for record in all_of_them}.values())


def _checklist(row: Row) -> ChecklistRecord | None:
    external_id = id_of(row)
    if not external_id:
        return None
    items = []
    for item in sorted(rows_of(row, "checkItems"), key=position_of):
        title = " ".join(clean(item.get("name")).split())[:500]
        if title and id_of(item):
            done = item.get("state") == "complete"
            items.append(ItemRecord(external_id=id_of(item), title=title, done=done))
    name = " ".join(clean(row.get("name")).split())[:200]
    return ChecklistRecord(external_id=external_id, name=name, items=tuple(items))


def _comments(board: Row, people: Mapping[str, PersonRecord]) -> dict[str, list[CommentRecord]]:
    """Comments by card, oldest first (the file has the newest first)."""
    found: dict[str, list[CommentRecord]] = defaultdict(list)
    for action in reversed(list(rows_of(board, "actions"))):
        data = row_of(action, "data")
        body = clean(data.get("text")).strip()
        card_id = id_of(row_of(data, "card"))
        if action.get("type") not in _COMMENTS or not body or not card_id or not id_of(action):
            continue
        author_id = clean(action.get("idMemberCreator"))
        author = people.get(author_id)
        found[card_id].append(
            CommentRecord(
                external_id=id_of(action),
                author_id=author_id,
                author_name=author.name if author else "",
                body=body,
                at=time_of(action.get("date")),
            )
        )
    return found


def _comment_count(row: Row) -> int:
    count = row_of(row, "badges").get("comments")
    return count if isinstance(count, int) and not isinstance(count, bool) else 0
