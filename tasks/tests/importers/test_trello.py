"""What a Trello export says, in both schemas, whole and broken."""

import io
import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.importers.records import BrokenFile
from tasks.importers.states import known_state
from tasks.importers.trello import parse_board, read_trello
from tasks.tests.importers.boards import NEW, OLD, as_file, card_id, large_board, trello_board


@pytest.mark.parametrize("schema", [OLD, NEW])
def test_lists_keep_their_order_and_names_say_their_state(schema):
    board = parse_board(trello_board(schema))

    assert [(each.name, each.state) for each in board.lists] == [
        ("To Do", "todo"),
        ("Sanding", "todo"),
        ("Fertig", "done"),
        ("Old ideas", "archived"),
    ]
    assert [each.name for each in board.lists if each.is_guessed and not each.is_closed] == [
        "Sanding"
    ]
    assert any("Sanding" in warning for warning in board.warnings)


@pytest.mark.parametrize(("schema", "names"), [(OLD, ["red", "wood"]), (NEW, ["red dark", "wood"])])
def test_labels_come_from_the_board_or_from_the_cards(schema, names):
    board = parse_board(trello_board(schema))

    by_id = {label.external_id: label for label in board.labels}
    hull = next(card for card in board.cards if card.external_id == card_id(1))
    assert [by_id[each].name for each in hull.label_ids] == names
    assert [by_id[each].color for each in hull.label_ids] == ["red", "green"]


def test_a_card_brings_all_that_belongs_to_it():
    board = parse_board(trello_board())
    hull = next(card for card in board.cards if card.external_id == card_id(1))

    assert hull.due_date == date(2030, 1, 2)
    assert hull.start_date == date(2029, 12, 1)
    assert hull.story_points == 3
    assert [checklist.name for checklist in hull.checklists] == ["Before", "Steps"]
    assert [(item.title, item.done) for item in hull.checklists[1].items] == [
        ("sand", True),
        ("varnish", False),
    ]
    assert [(remark.author_name, remark.body) for remark in hull.comments] == [
        ("Editor", "first <b>word</b>"),
        ("Former Member", "copied"),
    ]
    assert hull.comments[0].at == datetime(2030, 1, 1, 9, tzinfo=UTC)
    assert [link.url for link in hull.links] == ["https://example.com/plan.pdf"]
    assert any("no web address" in warning for warning in board.warnings)
    assert hull.created_at is not None
    assert board.missing_comments == 1


def test_titles_are_made_to_fit_and_nothing_is_lost():
    cards = {card.external_id: card for card in parse_board(trello_board()).cards}

    assert cards[card_id(2)].title == "A (TR-2)"
    assert cards[card_id(3)].title == "船体を塗る 🚤"
    long = cards[card_id(5)]
    assert len(long.title) <= 200
    assert long.title.endswith("…")
    assert long.description.startswith("word word")


def test_closed_cards_and_cards_of_closed_lists_are_archived():
    cards = {card.external_id: card for card in parse_board(trello_board()).cards}

    assert cards[card_id(4)].is_archived
    assert cards[card_id(6)].is_archived
    assert not cards[card_id(5)].is_archived


def test_bad_records_skip_themselves_with_a_reason():
    board = parse_board(trello_board())

    assert len(board.cards) == 6
    assert {each.row for each in board.skipped} >= {"Lost", "No id at all"}
    assert len(board.skipped) == 3
    assert all(each.reason for each in board.skipped)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not JSON"),
        (b"not json", "not JSON"),
        (b'{"cards": [', "not JSON"),
        (b"[]", "no cards"),
        (b"null", "no cards"),
        (b'{"cards": 7}', "no cards"),
        (b"[" * 200_000, "deeply"),
        (b"PK\x03\x04\x00\xff", "not JSON"),
    ],
)
def test_a_broken_file_is_one_clear_sentence(data, words):
    with pytest.raises(BrokenFile, match=words):
        read_trello(io.BytesIO(data))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_reads_what_people_save_files_as(encoding):
    text = json.dumps(trello_board(), ensure_ascii=False)

    board = read_trello(io.BytesIO(text.encode(encoding)))

    assert "船体を塗る 🚤" in [card.title for card in board.cards]


def test_a_large_board_stands_in_the_order_of_pos():
    board = read_trello(as_file(large_board(300)))

    assert board.cards[0].title == "Card 300"
    assert board.cards[-1].title == "Card 1"


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("✅ Done!", "done"),
        ("À faire", "todo"),
        ("進行中", "in_progress"),
        ("QA", "in_review"),
        ("On hold", "blocked"),
        ("Готово", "done"),
        ("Sprint 12", None),
        ("", None),
    ],
)
def test_names_of_columns(name, state):
    assert known_state(name) == state


_anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "name", "pos", "idList", "cards", "closed", "data", "text"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(
    st.fixed_dictionaries(
        {"cards": st.lists(_anything, max_size=4)},
        optional=dict.fromkeys(
            ("lists", "labels", "members", "checklists", "actions", "customFields"), _anything
        ),
    )
)
def test_no_shape_of_values_fails_the_whole_file(board):
    record = parse_board(board)

    assert len(record.cards) + len(record.skipped) >= len(board["cards"])
