"""An import: the preview that writes nothing, the run, and the second run that changes nothing."""

import copy

import pytest

from tasks.importers.trello import parse_board
from tasks.models import Attachment, ChecklistItem, Comment, ImportRecord, Task
from tasks.services.imports import Choices, run_import, running
from tasks.services.tasks import delete_task, update_task
from tasks.tests.factories import make_task
from tasks.tests.importers.boards import NEW, OLD, card_id, large_board, trello_board
from teamflow.common import eventlog


def bring(owner, project, board, *, dry_run=False, run_id="run-1", choices=None, progress=None):
    """Import a copy of `board`; a preview is a run of its own."""
    run_id = "preview" if dry_run else run_id
    return run_import(
        actor=owner,
        project=project,
        board=parse_board(copy.deepcopy(board)),
        choices=choices or Choices(),
        run_id=run_id,
        dry_run=dry_run,
        progress=progress or (lambda percent: None),
    )


COUNTS = (
    "created", "updated", "unchanged", "archived", "lists", "labels", "comments", "checklists",
    "checklist_items", "attachments", "skipped",
)  # fmt: skip


def counts(result):
    return {name: result[name] for name in COUNTS}


@pytest.mark.parametrize("schema", [OLD, NEW])
def test_a_preview_counts_what_the_run_does_and_writes_nothing(owner, editor, project, schema):
    preview = bring(owner, project, trello_board(schema), dry_run=True)
    written = (Task.objects.count(), ImportRecord.objects.count(), project.labels.count())
    head = eventlog.head(project.log)
    real = bring(owner, project, trello_board(schema))

    assert written == (0, 0, 0)
    assert head == 0
    assert counts(preview) == counts(real)
    assert real["created"] == 6
    assert real["comments"] == 2
    assert real["lists"] == 4
    assert len(real["skipped"]) == 3


def test_lists_become_the_columns_and_cards_stand_in_order(owner, editor, project):
    bring(owner, project, trello_board())

    assert [(column.name, column.state) for column in project.columns.all()] == [
        ("To Do", "todo"), ("Sanding", "todo"), ("Fertig", "done"), ("Old ideas", "archived"),
    ]  # fmt: skip
    first = project.columns.get(name="To Do")
    titles = list(first.tasks.order_by("rank").values_list("title", flat=True))
    assert titles == ["船体を塗る 🚤", "A (TR-2)"]


def test_a_card_brings_people_labels_steps_comments_and_links(owner, editor, project):
    bring(owner, project, trello_board())

    hull = Task.objects.get(title="Sand the hull")
    assert list(hull.assignees.all()) == [editor]
    assert "Gone Person" in hull.description
    assert {label.name for label in hull.labels.all()} == {"red dark", "wood"}
    assert list(
        ChecklistItem.objects.filter(checklist__task=hull)
        .order_by("checklist__rank", "rank")
        .values_list("title", "done")
    ) == [("buy paper", True), ("sand", True), ("varnish", False)]
    mine, former = Comment.objects.filter(task=hull).order_by("created_at")
    assert (mine.author, mine.body) == (editor, "first <b>word</b>")
    assert mine.created_at.year == 2030
    assert former.author is None
    assert former.body.startswith("**Former Member** · 2030-01-03 09:00 UTC")
    assert [row.url for row in Attachment.objects.all()] == ["https://example.com/plan.pdf"]
    assert hull.created_at.year == 2020
    assert hull.story_points == 3


def test_archived_cards_keep_their_list(owner, editor, project):
    bring(owner, project, trello_board())

    put_away = Task.objects.get(title="Put away")
    assert put_away.column.name == "Fertig"
    assert put_away.archived_at is not None


@pytest.mark.parametrize("schema", [OLD, NEW])
def test_the_same_file_twice_changes_nothing(owner, editor, project, schema):
    bring(owner, project, trello_board(schema))
    before = list(Task.objects.order_by("number").values_list("pk", "version", "rank"))
    head = eventlog.head(project.log)

    again = bring(owner, project, trello_board(schema), run_id="run-2")

    assert again["unchanged"] == 6
    assert (again["created"], again["updated"], again["comments"], again["lists"]) == (0, 0, 0, 0)
    assert list(Task.objects.order_by("number").values_list("pk", "version", "rank")) == before
    assert eventlog.head(project.log) == head


def test_a_changed_file_updates_only_what_changed_at_the_source(owner, editor, project):
    bring(owner, project, trello_board())
    board = trello_board()
    board["cards"][0] |= {"name": "Sand the whole hull", "idList": "L3", "due": None}
    board["checklists"][0]["checkItems"][0]["state"] = "complete"
    board["actions"].insert(
        0,
        {"id": "K9", "type": "commentCard", "date": "2030-02-01T00:00:00.000Z",
         "idMemberCreator": "M1", "data": {"text": "new", "card": {"id": card_id(1)}}},
    )  # fmt: skip

    preview = bring(owner, project, board, dry_run=True)
    result = bring(owner, project, board, run_id="run-2")

    hull = Task.objects.get(title="Sand the whole hull")
    assert counts(preview) == counts(result)
    assert (result["updated"], result["unchanged"], result["created"]) == (1, 5, 0)
    assert hull.column.name == "Fertig"
    assert hull.due_date is None
    assert hull.comments.count() == 3
    assert ChecklistItem.objects.get(title="varnish").done
    third = bring(owner, project, board, run_id="run-3")
    assert (third["updated"], third["unchanged"]) == (0, 6)


def test_local_edits_are_reported_and_not_overwritten(owner, editor, project):
    bring(owner, project, trello_board())
    hull = Task.objects.get(title="Sand the hull")
    update_task(actor=editor, task=hull, title="Sand it well", story_points=8)
    board = trello_board()
    board["cards"][0] |= {"name": "Sand the deck", "due": "2031-01-01T00:00:00.000Z"}

    result = bring(owner, project, board, run_id="run-2")

    hull.refresh_from_db()
    assert hull.title == "Sand it well"
    assert hull.story_points == 8
    assert str(hull.due_date) == "2031-01-01"
    assert result["kept"] == [{"row": "Sand the deck", "fields": ["title"]}]


def test_a_task_deleted_here_does_not_come_back(owner, editor, project):
    bring(owner, project, trello_board())
    delete_task(actor=owner, task=Task.objects.get(title="Sand the hull"))

    result = bring(owner, project, trello_board(), run_id="run-2")

    assert result["unchanged"] == 6
    assert Task.objects.filter(deleted_at=None).count() == 5


def test_a_project_that_is_in_use_keeps_its_columns(owner, editor, project):
    make_task(project, editor)

    bring(owner, project, trello_board())

    names = [column.name for column in project.columns.all()]
    assert names == [
        "To do", "In progress", "In review", "Done", "Sanding", "Fertig", "Old ideas",
    ]  # fmt: skip


def test_choices_of_the_preview_are_kept(owner, editor, viewer, project):
    choices = Choices(states={"L2": "in_progress"}, people={"M2": viewer.pk})

    preview = bring(owner, project, trello_board(), dry_run=True, choices=choices)
    bring(owner, project, trello_board(), choices=choices)

    hull = Task.objects.get(title="Sand the hull")
    assert hull.column.state == "in_progress"
    assert set(hull.assignees.all()) == {editor, viewer}
    people = {person["id"]: person["user"] for person in preview["mapping"]["people"]}
    assert people["M1"]["name"] == "Editor"
    assert people["M9"] is None


def test_an_interrupted_run_goes_on_where_it_stopped(owner, project, monkeypatch):
    monkeypatch.setattr(running, "BATCH", 10)
    board = large_board(35)

    def stop_after(percent: int) -> None:
        if percent > 50:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring(owner, project, board, progress=stop_after)
    half = Task.objects.count()
    result = bring(owner, project, board)

    assert 0 < half < 35
    assert result["created"] == 35
    assert Task.objects.count() == 35
    ranks = [
        list(column.tasks.order_by("rank").values_list("number", flat=True))
        for column in project.columns.all()
    ]
    titles = list(project.columns.first().tasks.order_by("rank").values_list("title", flat=True))
    assert sum(len(each) for each in ranks) == 35
    assert titles == sorted(titles, key=lambda title: -int(title.split()[1]))


def test_five_thousand_cards_in_few_queries(owner, project, django_assert_max_num_queries):
    with django_assert_max_num_queries(50 * 30 + 60):
        result = bring(owner, project, large_board(5000))

    assert result["created"] == 5000
    assert eventlog.head(project.log) >= 5000
    again = bring(owner, project, large_board(5000), run_id="run-2")
    assert again["unchanged"] == 5000
