"""Tables of other trackers as tasks: levels, sprints, relations; twice, and edited in between."""

import io

from tasks.importers.sheets import read_sheet
from tasks.models import ImportRecord, ItemLevel, Sprint, SprintStatus, Task, TaskLink
from tasks.services.imports import Choices, run_import
from tasks.services.item_types import add_item_type
from tasks.services.tasks import update_task
from teamflow.common import eventlog

HEAD = (
    "Issue key,Issue id,Summary,Issue Type,Status,Priority,Sprint,Parent,"
    "Outward issue link (Blocks),Custom field (Story Points),Resolved,Original estimate\n"
)
ROWS = (
    "DM-2,102,Story of the sail,Story,In Progress,High,S1,101,DM-3,3.0,,3600\n"
    "DM-3,103,Sew the sail,Sub-task,Done,,S1,102,,,2030-03-04 10:00,\n"
    "DM-1,101,Boat,Epic,To Do,,,,DM-2,,,\n"
    "DM-4,104,Nothing to do with it,Bug,To Do,Low,,,DM-99,,,\n"
)


def bring(actor, project, text=HEAD + ROWS, *, dry_run=False, run_id="run-1"):
    return run_import(
        actor=actor,
        project=project,
        board=read_sheet(io.BytesIO(text.encode())),
        choices=Choices(),
        run_id="preview" if dry_run else run_id,
        dry_run=dry_run,
        progress=lambda percent: None,
    )


COUNTS = ("created", "updated", "unchanged", "lists", "labels", "sprints", "relations", "skipped")


def counts(result):
    return {name: result[name] for name in COUNTS}


def titled(project, title):
    return Task.objects.get(project=project, title=title)


def test_a_preview_counts_what_the_run_does_and_writes_nothing(owner, project):
    preview = bring(owner, project, dry_run=True)
    untouched = (Task.objects.count(), Sprint.objects.count(), ImportRecord.objects.count())
    real = bring(owner, project)

    assert untouched == (0, 0, 0)
    assert counts(preview) == counts(real)
    assert preview["warnings"] == real["warnings"]
    assert counts(real) == {
        "created": 4, "updated": 0, "unchanged": 0, "lists": 3, "labels": 3, "sprints": 1,
        "relations": 2, "skipped": [],
    }  # fmt: skip
    assert preview["mapping"]["columns"][2]["meaning"] == "title"


def test_levels_sprints_and_relations_stand(owner, project):
    bring(owner, project)

    boat, story = titled(project, "Boat"), titled(project, "Story of the sail")
    sail = titled(project, "Sew the sail")
    assert (story.parent, sail.parent) == (boat, story)
    assert (story.story_points, story.estimate_minutes, story.priority) == (3, 60, "high")
    assert sail.completed_at.isoformat() == "2030-03-04T10:00:00+00:00"
    assert story.sprint.name == "S1"
    assert story.sprint.status == SprintStatus.PLANNED
    assert set(TaskLink.objects.values_list("source__title", "kind", "target__title")) == {
        ("Story of the sail", "blocks", "Sew the sail"), ("Boat", "blocks", "Story of the sail"),
    }  # fmt: skip
    ranks = project.tasks.filter(column__state="todo").order_by("rank")
    assert [task.title for task in ranks] == ["Boat", "Nothing to do with it"]


def test_an_epic_is_one_of_the_project_s_own(owner, project):
    epic = add_item_type(actor=owner, project=project, name="Big thing", level=ItemLevel.EPIC)
    bug = add_item_type(actor=owner, project=project, name="Bug")
    bring(owner, project)

    assert titled(project, "Boat").type == epic
    assert titled(project, "Nothing to do with it").type == bug
    assert titled(project, "Sew the sail").type is None


def test_twice_changes_nothing(owner, project):
    bring(owner, project)
    before = list(Task.objects.order_by("number").values_list("pk", "version", "rank"))
    TaskLink.objects.filter(source__title="Boat").delete()
    head = eventlog.head(project.log)

    again = bring(owner, project, run_id="run-2")

    assert counts(again) | {"unchanged": 4, "created": 0} == counts(again)
    assert (again["sprints"], again["relations"], again["lists"]) == (0, 0, 0)
    assert list(Task.objects.order_by("number").values_list("pk", "version", "rank")) == before
    assert eventlog.head(project.log) == head
    assert TaskLink.objects.count() == 1


def test_what_changed_at_the_source_comes_and_what_changed_here_stays(owner, project):
    bring(owner, project)
    story = titled(project, "Story of the sail")
    update_task(actor=owner, task=story, priority="low", parent=None)
    changed = ROWS.replace(",High,S1,101,", ",Highest,S2,104,").replace(
        "S1,102,,,2030", "S2,104,,,2030"
    )

    result = bring(owner, project, HEAD + changed, run_id="run-2")

    story.refresh_from_db()
    sail = titled(project, "Sew the sail")
    assert (story.priority, story.parent) == ("low", None)
    assert story.sprint.name == "S2"
    assert sail.parent == titled(project, "Nothing to do with it")
    assert (result["updated"], result["sprints"]) == (2, 1)
    (kept,) = result["kept"]
    assert sorted(kept["fields"]) == ["parent", "priority"]


def test_what_stands_too_deep_stands_on_top_and_says_whose_it_was(owner, project):
    rows = "".join(f"D-{n},{n},Level number {n},Task,To Do,,,{n - 1},,,,\n" for n in range(1, 8))
    result = bring(owner, project, HEAD + rows)

    sixth = titled(project, "Level number 6")
    assert sixth.parent is None
    assert "D-5 Level number 5" in sixth.description
    assert titled(project, "Level number 7").parent == sixth
    assert any("5 levels" in each for each in result["warnings"])


def test_a_parent_of_an_earlier_run_counts_its_new_children(owner, project):
    bring(owner, project, HEAD + "DM-1,101,Boat,Epic,To Do,,,,,,,\n")
    boat = titled(project, "Boat")

    bring(owner, project, run_id="run-2")

    version = boat.version
    boat.refresh_from_db()
    assert boat.version > version
    told = [
        event for event in eventlog.read_after(project.log, 0) if "subtasks" in str(event.changes)
    ]
    assert told


def test_old_sprints_come_as_completed(owner, project):
    text = (
        "ID,Team,Title,Status,Cycle Name,Cycle Start,Cycle End\n"
        "E-1,Eng,Old work,Done,Cycle 1,2020-01-01,2020-01-14\n"
        "E-2,Eng,New work,Todo,Cycle 2,2999-01-01,2999-01-14\n"
    )
    bring(owner, project, text)

    assert list(project.sprints.order_by("name").values_list("name", "status")) == [
        ("Cycle 1", SprintStatus.COMPLETED), ("Cycle 2", SprintStatus.PLANNED),
    ]  # fmt: skip
