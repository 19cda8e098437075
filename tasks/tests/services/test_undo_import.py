"""An import taken back: what it made is gone, what it found stays, and it may come again."""

import copy

import pytest

from tasks import jobs as _handlers  # noqa: F401 - registers the kind
from tasks.models import ImportRecord, Label, Sprint, Task
from tasks.selectors.imports import past_imports
from tasks.services.imports import undo_import
from tasks.services.imports.bringing_back import standing_values
from tasks.services.tasks import restore_tasks, update_task
from tasks.tests.factories import make_task
from tasks.tests.importers.boards import trello_board
from tasks.tests.services.test_import import bring as bring_board
from tasks.tests.services.test_import_sheets import HEAD, ROWS, bring
from teamflow.common import eventlog
from teamflow.common.jobs import run_job
from teamflow.common.models import Job


def undo(actor, project, run_id="run-1"):
    return undo_import(actor=actor, project=project, run_id=run_id, progress=lambda percent: None)


def live(project):
    return project.tasks.filter(deleted_at=None)


def test_what_the_import_made_is_gone_and_can_be_restored(owner, project):
    own = make_task(project, owner, title="Was here before")
    bring(owner, project, HEAD + ROWS.replace("In Progress", "Sewing"))
    made = list(live(project).exclude(pk=own.pk))

    counts = undo(owner, project)

    assert counts == {"tasks": 4, "updated": 0, "lists": 1, "labels": 3, "sprints": 1}
    assert list(live(project)) == [own]
    assert not Label.objects.filter(project=project, name="Story").exists()
    assert not Sprint.objects.filter(project=project).exists()
    restore_tasks(actor=owner, tasks=made[:1])
    assert live(project).count() == 2


def test_twice_does_nothing_more(owner, project):
    bring(owner, project)
    undo(owner, project)
    head = eventlog.head(project.log)

    nothing = {"tasks": 0, "updated": 0, "lists": 0, "labels": 0, "sprints": 0}
    assert undo(owner, project) == nothing
    assert eventlog.head(project.log) == head


def test_the_same_file_may_come_again_whole(owner, editor, project):
    first = bring_board(owner, project, trello_board())
    undo(owner, project)
    again = bring_board(owner, project, trello_board(), run_id="run-2")

    for part in ("created", "comments", "checklist_items", "attachments"):
        assert again[part] == first[part]
    assert ImportRecord.objects.filter(kind="card").count() == first["created"]


def test_only_what_this_import_made_goes(owner, project):
    bring(owner, project, HEAD + "DM-1,101,Boat,Epic,To Do,,,,,,,\n")
    bring(owner, project, run_id="run-2")
    bring(
        owner, project, HEAD + ROWS.replace("Story of the sail", "Story of a sail"), run_id="run-3"
    )

    undo(owner, project, "run-2")

    assert [task.title for task in live(project)] == ["Boat"]


def later_board():
    """The board of the first import after somebody went on with it in Trello."""
    board = trello_board()
    hull, second, boat, *_rest = board["cards"]
    hull |= {
        "name": "Sand the whole hull", "desc": "with care", "idList": "L1", "due": None,
        "idLabels": ["B2"], "idMembers": ["M2"],
        "customFieldItems": [{"idCustomField": "F1", "value": {"number": "8"}}],
    }  # fmt: skip
    hull["attachments"].append({"id": "A7", "name": "new", "url": "https://example.com/new"})
    second["closed"] = True
    boat["start"] = "2030-02-01T00:00:00.000Z"
    board["checklists"][0]["checkItems"][0]["state"] = "complete"
    board["checklists"][0]["checkItems"].append(
        {"id": "I9", "name": "dry", "state": "incomplete", "pos": 9}
    )
    remark = copy.deepcopy(board["actions"][2]) | {"id": "K8"}
    board["actions"].insert(0, remark)
    return board


def as_they_stand(project):
    """Everything about the tasks that an import may change."""
    return [
        (
            standing_values(task),
            task.completed_at is None,
            sorted(item for each in task.checklists.all()
                   for item in each.items.values_list("title", "done")),
            sorted(task.comments.filter(deleted_at=None).values_list("body", flat=True)),
            sorted(task.attachments.filter(deleted_at=None).values_list("url", flat=True)),
        )
        for task in live(project).order_by("number")
    ]  # fmt: skip


def test_what_it_changed_in_older_tasks_is_as_it_was(owner, editor, project):
    bring_board(owner, project, trello_board())
    before = as_they_stand(project)
    second = bring_board(owner, project, later_board(), run_id="run-2")
    changed = as_they_stand(project)

    counts = undo(owner, project, "run-2")

    assert (second["created"], second["updated"]) == (0, 3)
    assert changed != before
    assert counts["updated"] == 3
    assert as_they_stand(project) == before
    head = eventlog.head(project.log)
    assert undo(owner, project, "run-2")["updated"] == 0
    assert eventlog.head(project.log) == head
    # The source is compared with what it said before: the same file brings the same again.
    third = bring_board(owner, project, later_board(), run_id="run-3")
    assert third["updated"] == 3
    assert as_they_stand(project) == changed


def test_what_somebody_changed_since_stays(owner, editor, project):
    bring_board(owner, project, trello_board())
    bring_board(owner, project, later_board(), run_id="run-2")
    task = live(project).get(title="Sand the whole hull")
    update_task(actor=owner, task=task, title="Sand it by hand", story_points=5)

    undo(owner, project, "run-2")

    task.refresh_from_db()
    assert (task.title, task.story_points) == ("Sand it by hand", 5)
    assert task.description.startswith("**carefully**")


def test_an_older_import_gives_back_only_what_no_later_one_changed(owner, editor, project):
    bring_board(owner, project, trello_board())
    bring_board(owner, project, later_board(), run_id="run-2")
    latest = later_board()
    latest["cards"][0]["name"] = "Sand nothing"
    bring_board(owner, project, latest, run_id="run-3")

    undo(owner, project, "run-2")

    task = live(project).get(number=project.tasks.get(title="Sand nothing").number)
    assert (task.title, task.story_points) == ("Sand nothing", 3)


def test_an_import_that_only_changed_tasks_can_be_taken_back_too(owner, editor, project):
    bring_board(owner, project, trello_board())
    job = Job.objects.create(
        kind="tasks.import", target_id=project.pk, created_by_id=owner.pk,
        status=Job.Status.DONE, payload={"dry_run": False}, result={"board": "Boat works"},
    )  # fmt: skip
    bring_board(owner, project, later_board(), run_id=str(job.pk))

    (past,) = past_imports(project)
    undo(owner, project, str(job.pk))

    assert past["tasks"] == 0
    # Three cards, a comment, a link, a step that is new and one that was ticked.
    assert past["changes"] == 7
    assert past_imports(project) == []


def test_a_used_label_and_column_stay(owner, project):
    bring(owner, project)
    label = Label.objects.get(project=project, name="Bug")
    column = project.columns.get(name="In Progress")
    own = make_task(project, owner, title="Mine now", column=column.pk)
    own.labels.add(label)

    undo(owner, project)

    assert Label.objects.filter(pk=label.pk).exists()
    assert project.columns.filter(pk=column.pk).exists()


@pytest.fixture
def ended(owner, project):
    """An import that was done as a job, with what it made."""
    job = Job.objects.create(
        kind="tasks.import", target_id=project.pk, created_by_id=owner.pk,
        status=Job.Status.DONE, payload={"dry_run": False}, result={"board": "Jira"},
    )  # fmt: skip
    bring(owner, project, run_id=str(job.pk))
    return job


def address(project, job):
    return f"/api/v1/projects/{project.pk}/imports/{job.pk}/undo"


def test_through_the_api_as_a_job(clients, owner, project, ended, monkeypatch):
    from teamflow.common import jobs

    monkeypatch.setattr(jobs, "wake", lambda job_id, queue: None)
    (past,) = past_imports(project)

    answer = clients["owner"].post(address(project, ended))
    run_job(answer.json()["job"]["id"])

    assert (past["board"], past["tasks"], past["by"]) == ("Jira", 4, owner.name)
    assert answer.status_code == 202
    assert Job.objects.get(pk=answer.json()["job"]["id"]).result["tasks"] == 4
    assert past_imports(project) == []


@pytest.mark.parametrize(("who", "status"), [("outsider", 404), ("viewer", 403), ("editor", 403)])
def test_who_may_not_import_may_not_take_back(clients, project, ended, who, status):
    answer = clients[who].post(address(project, ended))

    assert answer.status_code == status
    assert live(project).count() == 4
    assert Job.objects.filter(kind="tasks.undo_import").count() == 0


def test_a_running_import_is_stopped_first_and_a_preview_is_none(clients, project, ended):
    Job.objects.filter(pk=ended.pk).update(status=Job.Status.RUNNING)
    running = clients["owner"].post(address(project, ended))
    Job.objects.filter(pk=ended.pk).update(status=Job.Status.DONE, payload={"dry_run": True})
    preview = clients["owner"].post(address(project, ended))

    assert (running.status_code, preview.status_code) == (409, 404)
    assert Task.objects.filter(deleted_at=None).count() == 4
