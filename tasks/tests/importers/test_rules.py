"""The rules for every importer (formats.md), one by one, and the test that holds each.

| rule | test |
| --- | --- |
| titles: spaces, 3 to 200 characters, the whole opens the description | here; test_trello: titles |
| descriptions over 50,000: the rest as comments | here |
| states by name, in other languages, else category, else todo and a warning | test_trello, here |
| changeable in the preview | services/test_import: choices; api/test_import: columns |
| priorities by each word; others medium and a warning | here; test_sheets: states |
| points 1 to 21, others kept as words | here; test_sheets: states |
| people by address, account, unique name; never invented | services/test_import; here |
| times to UTC, zoneless in the importer's zone, dates stay dates | here; test_sheets: comments |
| day or month first: once for a file, else asked | here; test_sheets: a day over twelve |
| links only, no scripts, nothing fetched | test_trello: a card; here |
| parents later in the file, missing, in circles | test_sheets: circles; here |
| again: nothing; changed: only that; edited here: kept | services/test_import, test_import_sheets |
| no id: what it began with, and its number | test_sheets: rows without an id |
| a preview counts what the run does | services/test_import, test_import_sheets |
| encodings, delimiters, caps, bad records, markup as text | test_sheets, test_bombs, here |
| cells with newlines and quotes, repeated headers, blank, short rows, guards | here, test_sheets |
| Jira: translations, sprints of servers, links at both ends, ranks, wiki | here, test_jira_markup |
| GitHub, Asana, Linear, Plane, Trello | test_github, test_sheets, test_trello |
"""

import io
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tasks.importers.cells import points_of, priority_of
from tasks.importers.sheets import read_sheet
from tasks.importers.texts import fit_description, fit_title

JIRA = "Issue key,Issue id,Summary,Status,"


def read(text: str, **more: Any) -> Any:
    return read_sheet(io.BytesIO(text.encode()), **more)


@pytest.mark.parametrize(
    ("text", "title", "is_whole"),
    [
        ("  Sail\n\n away ", "Sail away", True),
        ("A", "A (TR-12)", False),
        ("", "Untitled (TR-12)", True),
        ("日本", "日本 (TR-12)", False),
        ("é" * 200, "é" * 200, True),
        ("word " * 60, f"{'word ' * 38}word…", False),
        ("x" * 201, f"{'x' * 199}…", False),
    ],
)
def test_titles_fit_and_the_whole_opens_the_description(text, title, is_whole):
    made, whole = fit_title(text, "TR-12")

    assert made == title
    assert (whole == "") is is_whole
    assert fit_description("Words", whole)[0] == (f"{whole}\n\nWords" if whole else "Words")


def test_what_is_too_long_goes_on_in_comments():
    board = read(f'Title,Notes\nLong,"{"x" * 120_000}"\n')

    (card,) = board.cards
    assert len(card.description) == 50_000
    assert [len(each.body) for each in card.comments] == [50_000, 20_000]


@pytest.mark.parametrize(
    ("words", "priority"),
    [
        ("highest urgent blocker P0 P1 Urgent", "critical"),
        ("high critical major P2 Alta Hoch", "high"),
        ("medium P3 none", "medium"),
        ("low lowest minor trivial P4", "low"),
    ],
)
def test_each_word_for_a_priority(words, priority):
    assert [priority_of(word) for word in words.split()] == [(priority, True)] * len(words.split())
    assert (priority_of(""), priority_of("Odd")) == (("medium", True), ("medium", False))


@pytest.mark.parametrize(
    ("said", "points"),
    [("3.0", 3), ("21", 21), ("0", None), ("22", None), ("2.5", None), ("-1", None), ("x", None)],
)
def test_points_are_whole_numbers_from_1_to_21(said, points):
    assert points_of(said) == points


def test_a_name_decides_before_the_category_and_what_says_nothing_is_told():
    board = read(
        "Issue key,Summary,Status,Status Category\nD-1,One one,Fertig,To Do\n"
        "D-2,Two two,Am Mast,In Progress\nD-3,Three,Somewhere,\n"
    )

    assert {each.name: (each.state, each.is_guessed) for each in board.lists} == {
        "Fertig": ("done", False),
        "Am Mast": ("in_progress", False),
        "Somewhere": ("todo", True),
    }
    assert any("Somewhere" in warning for warning in board.warnings)


def test_times_are_utc_and_days_stay_days():
    text = "Title,Created,Due\nZoned,2030-03-04T23:30:00+01:00,2030-03-04\nBare,2030-03-04 23:30,\n"
    zoned, bare = read(text, zone=ZoneInfo("America/New_York")).cards

    assert zoned.created_at == datetime(2030, 3, 4, 22, 30, tzinfo=UTC)
    assert zoned.due_date == date(2030, 3, 4)
    assert bare.created_at == datetime(2030, 3, 5, 4, 30, tzinfo=UTC)


def test_dates_that_may_be_read_in_two_ways_are_asked_about():
    text = "Title,Due\nSame,02/02/2030\nOne one,03/04/2030\nTwo two,05/06/2030\n"
    guessed, chosen = read(text), read(text, is_day_first=False)
    told = read(f"{text}Three,13/06/2030\n", is_day_first=False)

    assert (guessed.dates.sample, guessed.dates.is_day_first) == ("03/04/2030", True)
    assert any("03/04/2030" in warning for warning in guessed.warnings)
    assert [each.due_date for each in guessed.cards][1:] == [date(2030, 4, 3), date(2030, 6, 5)]
    assert [each.due_date for each in chosen.cards][1:] == [date(2030, 3, 4), date(2030, 5, 6)]
    assert (chosen.dates.is_day_first, chosen.warnings) == (False, [])
    # What the file itself says is no matter of choice.
    assert (told.dates, told.cards[1].due_date) == (None, date(2030, 4, 3))
    assert read("Title,Due\nSame,02/02/2030\n").dates is None


def test_only_addresses_of_the_web_become_links():
    cells = '"1;u;a;https://example.com/a","1;u;b;javascript:alert(1)","1;u;c;file:///etc/passwd"'
    board = read(f"{JIRA}Attachment,Attachment,Attachment\nD-1,1,One one,To Do,{cells}\n")

    assert [link.url for link in board.cards[0].links] == ["https://example.com/a"]


def test_a_parent_may_come_later_or_never():
    board = read(
        f"{JIRA}Parent,Custom field (Epic Link)\nD-1,1,Leaf,To Do,2,\nD-2,2,Branch,To Do,,D-3\n"
        "D-3,3,Root,To Do,,\nD-4,4,Lost,To Do,99,\n"
    )

    leaf, branch, root, lost = board.cards
    assert (leaf.parent_id, branch.parent_id, root.parent_id) == ("D:2", "D:3", "")
    assert (lost.parent_id, lost.description) == ("", "- Parent: 99")
    assert any("99" in warning for warning in board.warnings)


def test_a_link_that_both_ends_tell_is_one():
    board = read(
        f"{JIRA}Inward issue link (Blocks),Outward issue link (Blocks),"
        "Outward issue link (Cloners),Outward issue link (Odd)\n"
        "D-1,1,One one,To Do,D-2,,,D-3\nD-2,2,Two two,To Do,,D-1,D-3,\nD-3,3,Three,To Do,,,,\n"
    )

    told = [(card.source_key, each.kind, each.target_id) for card in board.cards
            for each in card.relations]  # fmt: skip
    assert sorted(told) == [
        ("D-1", "relates", "D:3"), ("D-2", "blocks", "D:1"), ("D-2", "duplicates", "D:3"),
    ]  # fmt: skip


def test_a_server_s_sprints_and_ranks_are_read_as_what_they_mean():
    old = "com.atlassian.greenhopper.Sprint@1[id=1,state=CLOSED,name=First,startDate=x]"
    board = read(
        f"{JIRA}Sprint,Sprint,Custom field (Rank)\n"
        f'D-1,1,Second one,To Do,"{old}",Next,0|i0002:\nD-2,2,First one,To Do,"{old}",,0|i0001:\n'
    )

    assert [card.title for card in board.cards] == ["First one", "Second one"]
    names = {each.external_id: (each.name, each.is_over) for each in board.sprints}
    assert [names[card.sprint_id] for card in board.cards] == [("First", True), ("Next", False)]


def test_cells_hold_lines_and_quotes_and_rows_may_be_short_or_blank():
    board = read(
        "Title,Notes,Labels,Labels\r\n"
        '"A ""bold"" sail","one\r\ntwo\nthree",wind,sea\r\n'
        ",,,\r\n"
        "'=SUM(A1),'@home,'-x,<b>bold</b>\r\n"
        "Short row\r\n"
    )

    first, second, third = board.cards
    assert (first.title, first.description) == ('A "bold" sail', "one\ntwo\nthree")
    names = {each.external_id: each.name for each in board.labels}
    assert [names[each] for each in first.label_ids] == ["wind", "sea"]
    assert (second.title, second.description) == ("=SUM(A1)", "@home")
    assert [names[each] for each in second.label_ids] == ["-x", "<b>bold</b>"]
    assert (third.title, third.description, third.label_ids) == ("Short row", "", ())


@pytest.mark.parametrize(
    ("headers", "title"),
    [
        ("Résumé,Clé de ticket,État", "title"),
        ("Zusammenfassung,Vorgangsschlüssel,Status", "title"),
        ("Resumen,Clave de incidencia,Estado", "title"),
        ("Resumo,Chave do item,Situação", "title"),
        ("要約,キー,ステータス", "title"),
    ],
)
def test_headers_in_other_languages(headers, title):
    board = read(f"{headers}\nSegeln,D-1,Fertig\n")

    assert (board.source, [each.meaning for each in board.columns]) == (
        "jira", [title, "key", "status"],
    )  # fmt: skip


def test_a_header_that_nobody_knows_is_found_by_what_stands_below():
    board = read("Clave de incidencia,Resumen\nD-1,Pintar\n", source="jira")
    unknown = read("Nyckel,Summary,Issue Type,Issue id\nD-1,Segla,Task,1\nD-2,Ro,Task,2\n")

    assert board.cards[0].source_key == "D-1"
    assert [each.source_key for each in unknown.cards] == ["D-1", "D-2"]
