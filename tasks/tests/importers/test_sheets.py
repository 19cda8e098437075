"""Tables of other trackers, read into records."""

import io
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from tasks.importers.records import BrokenFile, RelationRecord
from tasks.importers.sheets import read_sheet

JIRA = """Summary,Issue key,Issue id,Issue Type,Status,Status Category,Resolution,Priority,\
Assignee,Assignee Id,Labels,Labels,Sprint,Sprint,Comment,Comment,Parent,\
Outward issue link (Blocks),Custom field (Story Points),Custom field (Team),Due date,Attachment,\
Original estimate,Description
Story A,DM-2,102,Story,In Review,In Progress,,Highest,Ana Example,u1,web,,S1,S2,\
01/Mar/30 9:00 AM;u1;a;b,"02/Mar/30 1:00 PM;;two
lines",101,DM-3,3.0,Blue,17/Mar/30 12:00 AM,\
"01/Mar/30 9:00 AM;u1;plan.pdf;https://example.com/plan.pdf",5400,"h2. Why\n*bold* {{code}}"
Epic,DM-1,101,Epic,Backlog,,,,,,,,,,,,,,,,,,,
,,,,,,,,
Bug,DM-3,103,Bug,Shelf,Done,Won't Do,Odd,,,,,,,just words,,,,2.5,,,,,
"""


def read(text, **more):
    return read_sheet(io.BytesIO(text if isinstance(text, bytes) else text.encode()), **more)


def card(board, title):
    return next(each for each in board.cards if each.title == title)


def test_a_jira_table_is_known_by_its_headers():
    board = read(JIRA, zone=ZoneInfo("Europe/Berlin"))

    assert board.source == "jira"
    assert [each.title for each in board.cards] == ["Story A", "Epic", "Bug"]
    story = card(board, "Story A")
    assert story.external_id == "DM:102"
    assert story.parent_id == "DM:101"
    assert story.relations == (RelationRecord(kind="blocks", target_id="DM:103"),)
    assert story.story_points == 3
    assert story.due_date == date(2030, 3, 17)
    assert story.estimate_minutes == 90
    assert story.priority == "critical"
    assert [each.name for each in board.sprints if each.external_id == story.sprint_id] == ["S2"]
    assert story.description == "## Why\n**bold** `code`\n\n- Team: Blue"
    assert [(link.name, link.url) for link in story.links] == [
        ("plan.pdf", "https://example.com/plan.pdf")
    ]


def test_comments_of_jira_say_who_and_when():
    board = read(JIRA, zone=ZoneInfo("Europe/Berlin"))

    first, second = card(board, "Story A").comments
    assert (first.author_name, first.body) == ("Ana Example", "a;b")
    assert first.at == datetime(2030, 3, 1, 8, 0, tzinfo=UTC)
    assert (second.author_name, second.body) == ("", "two\nlines")
    assert [each.body for each in card(board, "Bug").comments] == ["just words"]


def test_states_types_and_resolutions_of_jira():
    board = read(JIRA)

    states = {each.name: (each.state, each.is_guessed) for each in board.lists}
    assert states == {
        "In Review": ("in_review", False),
        "Backlog": ("todo", False),
        "Shelf": ("done", False),
    }
    names = {each.external_id: each.name for each in board.labels}
    assert [names[each] for each in card(board, "Bug").label_ids] == ["Won't Do", "Bug"]
    assert card(board, "Epic").is_epic
    bug = card(board, "Bug")
    assert bug.priority == "medium"
    assert bug.story_points is None
    assert "- Points: 2.5" in bug.description
    assert len(board.warnings) == 2


def test_a_translated_table_finds_its_columns():
    board = read(
        "Clave de incidencia;Resumen;Estado;Prioridad;Campo personalizado (Story Points)\n"
        "DM-1;Pintar;En curso;Alta;5\n"
    )

    (only,) = board.cards
    assert (board.source, only.title, only.priority, only.story_points) == (
        "jira", "Pintar", "high", 5,
    )  # fmt: skip
    assert board.lists[0].state == "in_progress"


def test_asana_knows_done_by_a_date_and_parents_by_name():
    board = read(
        "Task ID,Created At,Completed At,Last Modified,Name,Section/Column,Assignee,"
        "Assignee Email,Start Date,Due Date,Tags,Notes,Projects,Parent task\n"
        "1,2030-03-01,,2030-03-01,Launch,Doing,Ana,ana@example.com,,2030-03-04,"
        '"a, b","first\n\n<b>second</b>",Site,\n'
        "2,2030-03-01,2030-03-02,2030-03-02,Draw,Doing,,,,,,,Site,Launch\n"
        "3,2030-03-01,,2030-03-02,Launch,Doing,,,,,,,Site,Nobody\n"
    )

    assert board.source == "asana"
    first, second, third = board.cards
    assert first.member_ids == ("ana@example.com",)
    assert [each.name for each in board.labels] == ["Site", "a", "b"]
    assert second.parent_id == "1"
    assert second.list_id == "done"
    assert second.completed_at == datetime(2030, 3, 2, tzinfo=UTC)
    assert third.parent_id == ""
    assert "- Parent: Nobody" in third.description


def test_linear_archives_what_was_cancelled_and_reads_javascript_dates():
    board = read(
        "ID,Team,Title,Description,Status,Estimate,Priority,Project,Creator,Assignee,Labels,"
        "Cycle Number,Cycle Name,Cycle Start,Cycle End,Created,Completed,Canceled,Archived,"
        "Due Date,Parent issue\n"
        'ENG-1,Eng,Plan,\'=1+1,Done,2,Urgent,,,ana@example.com,"x, y",1,Cycle 1,'
        "Mon Mar 04 2030 09:30:00 GMT+0000 (GMT),Mon Mar 18 2030 09:30:00 GMT+0000 (GMT),"
        "Mon Mar 04 2030 09:30:00 GMT+0000 (GMT),Tue Mar 05 2030 10:00:00 GMT+0000 (GMT),,,,\n"
        "ENG-2,Eng,Drop,,Canceled,,No priority,,,,,,,,,"
        "2030-03-04T09:30:00.000Z,,2030-03-05T09:30:00.000Z,,,ENG-1\n"
    )

    plan, drop = board.cards
    assert board.source == "linear"
    assert (plan.external_id, plan.priority, plan.story_points) == ("ENG-1", "critical", 2)
    assert plan.description == "=1+1"
    assert plan.created_at == datetime(2030, 3, 4, 9, 30, tzinfo=UTC)
    assert plan.completed_at == datetime(2030, 3, 5, 10, 0, tzinfo=UTC)
    (sprint,) = board.sprints
    assert (sprint.name, sprint.start_date, sprint.end_date) == (
        "Cycle 1", date(2030, 3, 4), date(2030, 3, 18),
    )  # fmt: skip
    assert drop.is_archived
    assert drop.parent_id == "ENG-1"


def test_plane_and_its_dates():
    board = read(
        "ID,Project,Name,Description,State,Start Date,Target Date,Priority,Created By,Assignee,"
        "Labels,Cycle Name,Cycle Start Date,Cycle End Date,Module Name,Created At,Archived At\r\n"
        'PL-1,P,Sail,,Todo,,"Mon, 04 Mar 2030 09:30:00 UTC+0000",urgent,Ana,Ben,wood,,,,Hull,'
        '"Mon, 04 Mar 2030 09:30:00 UTC+0000",\r\n'
    )

    (only,) = board.cards
    assert board.source == "plane"
    assert only.due_date == date(2030, 3, 4)
    assert [each.name for each in board.labels] == ["Hull", "wood"]
    assert only.created_at == datetime(2030, 3, 4, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("encoded", "title"),
    [
        ("Title\nVögel 🚤\n".encode(), "Vögel 🚤"),
        ("\ufeffTitle\nVögel\n".encode("utf-8"), "Vögel"),
        ("Title\tState\nVögel\tdoing\n".encode("utf-16"), "Vögel"),
        ("Title;State\nVögel;doing\n".encode("cp1252"), "Vögel"),
        (b"Title\r\n\r\n\r\n  ab  \r\n", "ab (row 4)"),
    ],
)
def test_any_encoding_and_delimiter(encoded, title):
    assert [each.title for each in read(encoded).cards] == [title]


def test_a_day_over_twelve_tells_the_order_of_the_whole_file():
    one_of_each = "Title,Due date\nA01,{}\nA02,02/03/2030\n"

    day_first = read(one_of_each.format("17/03/2030")).cards[1].due_date
    month_first = read(one_of_each.format("03/17/2030")).cards[1].due_date

    assert (day_first, month_first) == (date(2030, 3, 2), date(2030, 2, 3))


def test_a_column_may_be_given_another_meaning():
    text = "What,Wann\nSegeln,2030-03-04\n"
    guessed = read(text)
    chosen = read(text, columns={0: "title", 1: "due_date"})

    assert guessed.cards == []
    assert [(each.header, each.meaning, each.sample) for each in guessed.columns] == [
        ("What", "", "Segeln"), ("Wann", "", "2030-03-04"),
    ]  # fmt: skip
    assert chosen.cards[0].title == "Segeln"
    assert chosen.cards[0].due_date == date(2030, 3, 4)


def test_rows_without_an_id_keep_their_identity_from_run_to_run():
    text = "Title,Created\nSame,2030-01-01\nSame,2030-01-01\nOther,2030-01-01\n"
    ids = [each.external_id for each in read(text).cards]

    assert len(set(ids)) == 3
    assert ids == [each.external_id for each in read(text).cards]


def test_circles_are_cut_and_twice_told_rows_skipped():
    board = read(
        "ID,Title,Parent,Related to\nA,First one,C,B\nB,Second one,A,A\nC,Third one,B,\n"
        "D,Fourth one,C,\nA,First again,,\n"
    )

    above = {each.external_id: each.parent_id for each in board.cards}
    assert sum(1 for each in above.values() if each == "") == 1
    assert above["D"] == "C"
    assert sum(len(each.relations) for each in board.cards) == 1
    assert [each.row for each in board.skipped] == ["First again"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"Title\n", "no rows"),
        (b"PK\x03\x04\x00\x00", "no plain text"),
        (b"\x00\x01\x02", "no plain text"),
        (b'Title\n"' + b"x" * 1_100_000, "cannot be read"),
        (b",".join(b"c" for _ in range(1_001)) + b"\nx\n", "1,000 columns"),
        (b"Title\n" + b"row\n" * 50_001, "50,000 rows"),
    ],
)
def test_a_file_that_is_no_table_says_so(data, words):
    with pytest.raises(BrokenFile, match=words):
        read(data)


def test_fifty_thousand_rows_do_not_take_long():
    rows = "".join(f"DM-{n},{n},Task {n},DM-{max(1, n - 1)}\n" for n in range(1, 50_001))

    board = read("Issue key,Issue id,Summary,Parent key\n" + rows)

    assert len(board.cards) == 50_000
    assert board.cards[-1].parent_id == "DM:49999"
