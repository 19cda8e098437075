"""Search: what is found, in which order, with which words, and by whom."""

from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from boards.models import Board, BoardText
from boards.services.boards import create_board
from boards.services.compaction import read_unread_boards
from boards.services.elements import create_elements
from tasks.models import Attachment, Label, Milestone, SavedView, Sprint, State, Task
from tasks.services.tasks import delete_task, restore_task, update_task
from tasks.tests.factories import make_comment, make_task
from teamflow.common.models import SearchEntry


@pytest.fixture
def found(clients):
    def ask(words, who="viewer", **more):
        query = {"q": words, "workspace": "harbour", **more}
        response = clients[who].get("/api/v1/search", query)
        assert response.status_code == 200, response.content
        return response.json()["results"]

    return ask


@pytest.fixture
def titles(found):
    return lambda words, **more: [row["title"] for row in found(words, **more)]


def test_finds_the_beginnings_of_words(project, editor, found, titles):
    make_task(project, editor, "Mend the anchor chain", description="It rusts <b>quickly</b>.")
    task = make_task(project, editor, "Something else")
    make_comment(task, editor, "The anchor is heavy.")
    make_task(project, editor, "船体を塗る")

    assert titles("anch chai") == ["Mend the anchor chain"]
    assert [row["kind"] for row in found("anchor")] == ["task", "comment"]
    assert found("anchor")[0]["title_html"] == "Mend the <mark>anchor</mark> chain"
    assert found("heav")[0]["snippet_html"] == "The anchor is <mark>heav</mark>y."
    assert found("rusts")[0]["snippet_html"] == "It <mark>rusts</mark> &lt;b&gt;quickly&lt;/b&gt;."
    assert [row["kind"] for row in found("teamf", kind="project")] == ["project"]
    assert titles("を塗") == ["船体を塗る"]
    assert found("'; drop & | ! :* (") == []
    assert found("") == []


def test_finds_a_task_by_its_key_before_all(project, editor, found):
    first = make_task(project, editor, "Paint")
    make_task(project, editor, f"After {first.key}")

    assert found(first.key.lower())[0]["key"] == first.key
    assert len({row["id"] for row in found(first.key)}) == len(found(first.key))


def test_folds_accents_and_marks_what_stands_there(project, editor, found):
    make_task(project, editor, "Résumé für Müller")

    assert found("resume mull")[0]["title_html"] == ("<mark>Résumé</mark> für <mark>Müll</mark>er")


def test_phrases_negations_and_alternatives(project, editor, titles):
    make_task(project, editor, "Show the rate limit")
    make_task(project, editor, "Limit the rate")
    make_task(project, editor, "Paint the hull")

    assert titles('"rate limit"') == ["Show the rate limit"]
    assert titles('"rate lim') == ["Show the rate limit"]
    assert titles("rate -show") == ["Limit the rate"]
    assert set(titles("hull or show")) == {"Paint the hull", "Show the rate limit"}


def test_filter_words_mean_what_they_mean_in_lists(project, editor, owner, titles):
    make_task(project, editor, "Anchor one", assignee_ids=[owner.pk], priority="high")
    make_task(project, editor, "Anchor two")
    make_task(project, editor, "Rope", assignee_ids=[owner.pk])

    assert titles(f"anchor assignee:{owner.email}") == ["Anchor one"]
    assert titles("priority:high") == ["Anchor one"]
    assert titles("anchor status:done") == []
    # What is not finished yet is no mistake.
    assert set(titles("anchor status:")) == {"Anchor one", "Anchor two"}


@pytest.mark.parametrize(("looked_through", "few_tasks"), [(3000, 6000), (2, 6000), (2, 0)])
def test_finds_the_same_wherever_it_looks_first(
    project, editor, titles, monkeypatch, looked_through, few_tasks
):
    make_task(project, editor, "Anchor of old", priority="high")
    make_task(project, editor, "Old rope", description="It held the anchor.")
    make_comment(make_task(project, editor, "Sail", priority="high"), editor, "No anchor here.")
    for number in range(3):
        make_task(project, editor, f"Paint {number}")
    monkeypatch.setattr("teamflow.common.search.newest.LOOKED_THROUGH", looked_through)
    monkeypatch.setattr("teamflow.common.search.newest.FEW_TASKS", few_tasks)

    assert titles("anchor") == ["Anchor of old", "Old rope", "Sail"]
    assert set(titles("paint")) == {"Paint 0", "Paint 1", "Paint 2"}
    assert titles("anchor priority:high") == ["Anchor of old", "Sail"]
    assert titles("anchor priority:low") == []
    assert titles("ancor") == titles("anchor")


def test_says_what_it_took_for_words(project, editor, clients):
    make_task(project, editor, "Fix foo:bar")

    answer = clients["viewer"].get("/api/v1/search?q=foo:bar&workspace=harbour").json()

    assert [row["title"] for row in answer["results"]] == ["Fix foo:bar"]
    assert "foo" in answer["problem"]


def test_a_title_goes_before_a_description_and_that_before_a_comment(project, editor, found):
    said = make_task(project, editor, "Something", description="The keel.")
    titled = make_task(project, editor, "The keel of it")
    comment = make_comment(make_task(project, editor, "Other"), editor, "A keel, a keel!")

    assert [row["id"] for row in found("keel")] == [
        str(titled.pk),
        str(said.pk),
        str(comment.pk),
    ]


def test_finds_every_kind(project, workspace, editor, found, clients):
    task = make_task(project, editor, "Zenith task")
    make_comment(task, editor, "Zenith comment")
    Attachment.objects.create(task=task, name="zenith-plan.pdf", url="https://x.example/")
    Label.objects.create(project=project, name="zenith label")
    Sprint.objects.create(project=project, name="Zenith sprint")
    Milestone.objects.create(project=project, name="Zenith milestone", rank="a")
    SavedView.objects.create(
        workspace=workspace, owner=editor, name="Zenith view", is_shared=True, rank="a"
    )
    board = Board.objects.create(workspace=workspace, title="A board")
    create_elements(
        actor=editor, board=board, elements=[{"kind": "sticky", "text": "Zenith on a note"}]
    )
    project.name = "Zenith project"
    project.save()
    editor.name = "Zenith Person"
    editor.save()

    rows = found("zenith")

    assert {row["kind"] for row in rows} == {
        *("task", "comment", "attachment", "label", "sprint", "milestone", "view"),
        *("board", "project", "person"),
    }
    for row in rows:
        page = clients["viewer"].get(row["url"], follow=True)
        assert page.status_code == 200, row["url"]
    assert "on a note" in next(row["snippet_html"] for row in rows if row["kind"] == "board")


def test_reads_boards_that_were_drawn_before_their_text_was_kept(workspace, editor, found):
    board = Board.objects.create(workspace=workspace, title="A board")
    create_elements(actor=editor, board=board, elements=[{"kind": "text", "text": "Zenith"}])
    BoardText.objects.all().delete()
    board.refresh_from_db()
    board.save()

    assert read_unread_boards() == 1
    assert read_unread_boards() == 0
    assert [row["kind"] for row in found("zenith")] == ["board"]


def test_counts_by_kind(project, editor, clients):
    task = make_task(project, editor, "Anchor")
    make_comment(task, editor, "anchor")
    make_comment(task, editor, "anchor again")

    answer = clients["viewer"].get("/api/v1/search?q=anchor&workspace=harbour&counts=true").json()

    assert answer["counts"] == {"task": 1, "comment": 2}


def test_follows_what_changes(project, editor, titles, found):
    task = make_task(project, editor, "Old name")
    comment = make_comment(task, editor, "barnacle")
    update_task(actor=editor, task=task, title="New name")

    assert titles("old") == []
    assert titles("new") == ["New name"]
    delete_task(actor=editor, task=task)
    assert found("barnacle") == found("new") == []
    restore_task(actor=editor, task=task)
    assert [row["id"] for row in found("barnacle")] == [str(comment.pk)]
    comment.delete()
    assert found("barnacle") == []


def test_shows_nothing_of_others(project, workspace, editor, clients, found):
    task = make_task(project, editor, "Secret anchor")
    make_comment(task, editor, "Secret words")
    Board.objects.create(workspace=workspace, title="Secret board")
    SavedView.objects.create(workspace=workspace, owner=editor, name="Secret view", rank="a")

    everywhere = clients["outsider"].get("/api/v1/search?q=secret").json()["results"]
    named = clients["outsider"].get("/api/v1/search?q=secret&workspace=harbour")

    assert everywhere == []
    assert named.status_code == 404
    assert "view" not in {row["kind"] for row in found("secret")}
    assert "view" in {row["kind"] for row in found("secret", who="editor")}


def test_leaves_out_the_archived_and_the_deleted_project(project, editor, titles):
    task = make_task(project, editor, "Anchor")
    update_task(actor=editor, task=task, status=State.ARCHIVED)

    assert titles("anchor") == []
    assert titles("anchor is:archived") == ["Anchor"]
    assert titles("anchor", include_archived="true") == ["Anchor"]
    project.deleted_at = task.created_at
    project.save()
    assert titles("anchor", include_archived="true") == []


def test_refuses_an_unknown_kind(clients):
    assert clients["viewer"].get("/api/v1/search?q=a&kind=ship").status_code == 400


def test_asks_no_more_for_more(project, editor, clients):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            clients["viewer"].get("/api/v1/search?q=anchor&workspace=harbour")
        return len(asked)

    make_comment(make_task(project, editor, "Anchor"), editor, "anchor")
    queries()
    few = queries()
    for number in range(10):
        make_comment(make_task(project, editor, f"Anchor {number}"), editor, "anchor")

    assert queries() == few
    assert Task.objects.count() == 11


@pytest.mark.parametrize(
    "slip", ["ancor", "anchhor", "anchot", "nachor", "Ancor rop", "ANCHPR priority:low"]
)
def test_one_slip_of_the_finger_is_forgiven(project, editor, clients, slip):
    make_task(project, editor, "Anchor rope", priority="low")
    make_task(project, editor, "Another tape")

    answer = clients["viewer"].get("/api/v1/search", {"q": slip, "workspace": "harbour"}).json()

    assert [row["title"] for row in answer["results"]] == ["Anchor rope"]
    assert "anchor" in answer["instead"]
    assert "<mark>Anchor</mark>" in answer["results"][0]["title_html"]


@pytest.mark.parametrize("said", ["anchor", '"ancor rope"', "abc", "zzzzzz", "TF-99", "ancorr"])
def test_what_is_found_or_too_far_away_is_left_as_it_is(project, editor, clients, said):
    make_task(project, editor, "Anchor rope")

    answer = clients["viewer"].get("/api/v1/search", {"q": said, "workspace": "harbour"}).json()

    assert answer["instead"] == ""
    assert len(answer["results"]) == (1 if said == "anchor" else 0)


def test_a_slip_tells_nothing_of_what_one_may_not_see(project, editor, clients):
    make_task(project, editor, "Anchor rope")

    answer = clients["outsider"].get("/api/v1/search", {"q": "ancor"}).json()

    assert (answer["results"], answer["instead"]) == ([], "")


def _entries():
    """Every entry as it stands, for comparing; when it was written is not what it says."""
    names = [field.name for field in SearchEntry._meta.fields if field.name != "at"]
    return sorted(SearchEntry.objects.values_list(*names), key=str)


def test_the_index_can_be_made_anew(project, editor, found):
    make_task(project, editor, "Anchor")
    SearchEntry.objects.all().delete()
    assert found("anchor") == []

    call_command("rebuild_search", stdout=StringIO())

    assert [row["title"] for row in found("anchor")] == ["Anchor"]


def test_what_has_drifted_is_as_the_triggers_made_it_once_rebuilt(project, editor, workspace):
    task = make_task(project, editor, "Anchor chain", description="It rusts.")
    make_comment(task, editor, "Heavy")
    board = create_board(actor=editor, workspace=workspace, title="Harbour walk")
    create_elements(
        actor=editor, board=board, elements=[{"kind": "sticky", "text": "Past the quay"}]
    )
    read_unread_boards()
    before = _entries()
    kinds = set(SearchEntry.objects.values_list("kind", flat=True))
    assert {"task", "comment", "board", "project", "person"} <= kinds

    SearchEntry.objects.filter(kind="task").update(words="drifted", is_hidden=True)
    SearchEntry.objects.filter(kind="board").delete()
    stray = SearchEntry.objects.get(kind="comment")
    stray.pk = uuid4()
    stray.save(force_insert=True)
    assert _entries() != before
    call_command("rebuild_search", stdout=StringIO())

    assert _entries() == before


@pytest.mark.parametrize(
    ("description", "snippet"),
    [
        ("Press **Space**, then *lift* it.", "Press <mark>Space</mark>, then lift it."),
        ("# Plan\n\n- [ ] book a `space`", "Plan book a <mark>space</mark>"),
        ("See [the space plan](https://example.com/a_b)", "See the <mark>space</mark> plan"),
        ("a_b_c 2 * 3 space", "a_b_c 2 * 3 <mark>space</mark>"),
        (
            "Go [there](https://example.com/space)",
            "Go [there](https://example.com/<mark>space</mark>)",
        ),
    ],
)
def test_a_snippet_says_what_is_read_not_how_it_is_written(
    project, found, owner, description, snippet
):
    make_task(project, owner, title="Anything", description=description)

    [hit] = found("space")

    assert hit["snippet_html"] == snippet


def test_a_snippet_of_a_long_text_says_that_it_goes_on_both_ways(project, found, owner):
    make_task(project, owner, title="Anything", description=f"{'word ' * 400}harbour{' end' * 400}")

    [hit] = [each for each in found("harbour") if each["kind"] == "task"]

    assert hit["snippet_html"].startswith("…word")
    assert "<mark>harbour</mark> end" in hit["snippet_html"]
    assert hit["snippet_html"].endswith("…")
