"""GitHub's issues in each of the shapes that tools write."""

import io
import json

import pytest

from tasks.importers.github import read_github
from tasks.importers.records import BrokenFile

URL = "https://github.com/acme/boat/issues/"
ISSUE = {
    "number": 7, "id": 1, "html_url": f"{URL}7", "title": "Sail", "body": None, "state": "open",
    "state_reason": None, "labels": [{"name": "bug", "color": "d73a4a"}, "old"],
    "assignees": [{"login": "ana"}], "assignee": {"login": "ana"},
    "milestone": {"title": "1.0", "due_on": "2030-03-04T08:00:00Z", "state": "open"},
    "created_at": "2030-01-01T00:00:00Z", "closed_at": None, "comments": 2,
}  # fmt: skip


def read(*values, text=None):
    return read_github(io.BytesIO((text or "\n".join(map(json.dumps, values))).encode()))


def test_the_api_s_array():
    board = read(
        [ISSUE, ISSUE | {"number": 8, "html_url": f"{URL}8", "pull_request": {"url": "x"}}]
    )

    (issue,) = board.cards
    assert (issue.external_id, issue.source_key, issue.title) == ("acme/boat#7", "#7", "Sail")
    assert [(each.name, each.color) for each in board.labels] == [("bug", "red"), ("old", "grey")]
    assert issue.due_date is None
    assert [(each.name, str(each.end_date)) for each in board.sprints] == [("1.0", "2030-03-04")]
    assert board.missing_comments == 2
    assert len(board.warnings) == 2
    assert issue.links[0].url == f"{URL}7"


@pytest.mark.parametrize(
    ("reason", "is_archived"),
    [("completed", False), ("not_planned", True), ("DUPLICATE", True), (None, False)],
)
def test_closed_is_done_and_dropped_is_archived(reason, is_archived):
    closed = {"state": "CLOSED", "stateReason": reason, "closedAt": "2030-02-01T00:00:00Z"}
    board = read([ISSUE | closed | {"state_reason": None, "closed_at": None}])

    (issue,) = board.cards
    states = {each.external_id: each.state for each in board.lists}
    assert states[issue.list_id] == "done"
    assert issue.is_archived is is_archived
    assert str(issue.completed_at) == "2030-02-01 00:00:00+00:00"


def test_the_gh_program_brings_comments_and_lines_are_read_one_by_one():
    said = [
        {"id": "I", "author": {"login": "ben"}, "body": "yes", "createdAt": "2030-01-02T00:00:00Z"},
        {"author": None, "body": "gone"},
    ]
    board = read(ISSUE | {"comments": said}, ISSUE | {"number": 9, "html_url": f"{URL}9"})

    first, second = board.cards
    assert [(each.author_name, each.body) for each in first.comments] == [
        ("ben", "yes"),
        ("", "gone"),
    ]
    assert second.external_id == "acme/boat#9"


def test_an_archive_names_its_repository_once():
    bare = {"number": 3, "title": "Row", "state": "open", "labels": ["a"], "assignee": "ana"}
    board = read({"repo": "acme/boat", "labels": [], "issues": [bare], "pulls": []})

    assert board.name == "acme/boat"
    assert board.cards[0].external_id == "acme/boat#3"
    assert board.people[0].name == "ana"


def test_odd_issues_are_skipped_and_said():
    board = read([ISSUE, ISSUE, 5, {"title": "no number"}, ISSUE | {"number": True}])

    assert len(board.cards) == 1
    assert len(board.skipped) == 3


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no GitHub issues"),
        ("[]", "no GitHub issues"),
        ("[{", "cut off"),
        ("[" * 100_000, "deep"),
        ('{"a": 1}', "no GitHub issues"),
        ("7", "no GitHub issues"),
    ],
)
def test_what_is_no_export_says_so(text, words):
    with pytest.raises(BrokenFile, match=words):
        read(text=text or " ")
