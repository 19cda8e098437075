"""Automations: what begins them, what they do, and where they stop."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from accounts.models import Membership
from tasks.jobs import catch_up_automations, run_automations
from tasks.models import Automation, AutomationRun, Comment, Task
from tasks.services.automations import (
    create_automation,
    plan_due,
    plan_events,
    plan_schedules,
    run_by_hand,
    run_waiting,
    try_rule,
    update_automation,
)
from tasks.services.comments import add_comment
from tasks.services.custom_fields import add_custom_field
from tasks.services.tasks import create_task, move_task, update_task
from tasks.tests.factories import make_task
from teamflow.common import eventlog

RAISE = {"kind": "set", "field": "priority", "value": "high"}


@pytest.fixture
def rule(project, owner):
    """`rule(trigger, *actions, query=…)`: an automation of the owner's."""

    def make(trigger, *actions, query="", name="Rule"):
        return create_automation(
            actor=owner, project=project, name=name, trigger=trigger,
            condition={"query": query} if query else {}, actions=list(actions),
        )  # fmt: skip

    return make


def run(project):
    return run_automations(str(project.pk))


def statuses():
    return list(AutomationRun.objects.order_by("id").values_list("status", flat=True))


def fresh(task):
    return Task.objects.select_related("project", "column").get(pk=task.pk)


@pytest.mark.parametrize(
    ("trigger", "act"),
    [
        ({"kind": "task.moved"}, lambda task, who: move_task(actor=who, task=task, status="done")),
        (
            {"kind": "status.changed", "from": "todo", "to": "done"},
            lambda task, who: update_task(actor=who, task=task, status="done"),
        ),
        (
            {"kind": "field.changed", "field": "title"},
            lambda task, who: update_task(actor=who, task=task, title="Another title"),
        ),
        (
            {"kind": "task.assigned"},
            lambda task, who: update_task(actor=who, task=task, assignee_ids=[who.pk]),
        ),
        (
            {"kind": "comment.created"},
            lambda task, who: add_comment(actor=who, task=task, body="Look"),
        ),
    ],
)
def test_what_happened_begins_it_once(rule, project, task, editor, trigger, act):
    rule(trigger, RAISE)

    act(task, editor)
    run(project)
    run(project)

    assert fresh(task).priority == "high"
    assert statuses() == ["done"]


def test_what_happened_before_it_was_made_does_not_count(rule, project, editor):
    make_task(project, editor)
    rule({"kind": "task.created"}, RAISE)
    run(project)

    assert statuses() == []


def test_the_condition_decides_at_the_time_of_the_run(rule, project, editor):
    rule({"kind": "task.created"}, RAISE, query="-priority:low (title:bug or title:fault)")

    small = make_task(project, editor, "A small bug", priority="low")
    other = make_task(project, editor, "A wish")
    wanted = make_task(project, editor, "A big bug")
    run(project)

    assert [fresh(each).priority for each in (small, other, wanted)] == ["low", "medium", "high"]
    assert sorted(statuses()) == ["done", "skipped", "skipped"]


def test_does_all_its_actions_as_its_maker(rule, project, task, owner, editor):
    label = project.labels.create(name="seen")
    review = project.columns.get(state="in_review")
    rule(
        {"kind": "comment.created"},
        {"kind": "assign", "user": str(editor.pk)},
        {"kind": "label", "label": str(label.pk)},
        {"kind": "move", "column": str(review.pk)},
        {"kind": "set", "field": "due_date", "value": "+7d"},
        {"kind": "create", "title": "Follow up {key}", "as": "subtask"},
        {"kind": "notify", "user": "assignees"},
        {"kind": "comment", "body": "Taken up: {title}"},
    )

    add_comment(actor=editor, task=task, body="Please look")
    run(project)

    done = fresh(task)
    assert list(done.assignees.all()) == [editor]
    assert list(done.labels.all()) == [label]
    assert done.column == review
    assert done.due_date == timezone.localdate() + timedelta(days=7)
    assert done.children.get().title == f"Follow up {task.key}"
    said = Comment.objects.order_by("created_at").last()
    assert (said.author, said.body) == (owner, "Taken up: Write the notes")
    assert editor.notifications.filter(kind="automation").count() == 1
    # Its own comment would begin it again: that run is stopped, and says so.
    assert statuses() == ["done", "stopped"]
    assert "began itself" in AutomationRun.objects.get(status="stopped").outcome["words"]


def test_two_that_begin_each_other_stop(rule, project, task, editor):
    rule(
        {"kind": "field.changed", "field": "priority"},
        {"kind": "set", "field": "story_points", "value": 3},
    )
    rule(
        {"kind": "field.changed", "field": "story_points"},
        {"kind": "set", "field": "priority", "value": "low"},
    )

    update_task(actor=editor, task=task, priority="critical")
    run(project)

    assert statuses() == ["done", "done", "stopped"]


def test_a_rule_that_makes_tasks_without_end_stops(rule, project, editor):
    rule({"kind": "task.created"}, {"kind": "create", "title": "And again", "as": "task"})

    make_task(project, editor)
    run(project)

    assert statuses() == ["done"] * 6 + ["stopped"]
    assert Task.objects.count() == 7


def test_all_subtasks_done_closes_the_parent(rule, project, task, editor):
    rule({"kind": "subtasks.done"}, {"kind": "set", "field": "status", "value": "done"})
    children = [make_task(project, editor, f"Step {at}", parent=task.pk) for at in (1, 2)]

    update_task(actor=editor, task=children[0], status="done")
    run(project)
    assert fresh(task).column.state == "todo"
    update_task(actor=editor, task=children[1], status="done")
    run(project)

    assert fresh(task).column.state == "done"


def test_due_dates_begin_it_once_a_date(rule, project, editor):
    today = timezone.localdate()
    rule({"kind": "due.overdue"}, {"kind": "set", "field": "priority", "value": "critical"})
    rule({"kind": "due.arrives", "days": 1}, {"kind": "comment", "body": "Tomorrow"})
    late = make_task(project, editor, "Late", due_date=today - timedelta(days=1))
    soon = make_task(project, editor, "Soon", due_date=today + timedelta(days=1))

    plan_due()
    plan_due()
    run_waiting()

    assert fresh(late).priority == "critical"
    assert soon.comments.count() == 1
    assert statuses() == ["done", "done"]


def test_a_schedule_closes_what_is_stale_and_plans_the_next(rule, project, task):
    weekly = rule(
        {"kind": "schedule", "rule": "FREQ=DAILY", "hour": 6},
        {"kind": "archive"},
        query="status:todo",
    )
    due = weekly.next_at

    assert plan_schedules(now=due - timedelta(minutes=1)) == 0
    assert plan_schedules(now=due) == 1
    assert plan_schedules(now=due) == 0
    run_waiting()

    weekly.refresh_from_db()
    assert fresh(task).archived_at
    assert weekly.next_at == due + timedelta(days=1)


def test_by_hand_for_one_or_for_all_that_fit(rule, project, task, editor):
    other = make_task(project, editor, "Another")
    by_hand = rule({"kind": "manual"}, RAISE)

    run_by_hand(actor=editor, automation=by_hand, task=task)
    run_waiting()
    assert (fresh(task).priority, fresh(other).priority) == ("high", "medium")
    run_by_hand(actor=editor, automation=by_hand, task=None)
    run_waiting()

    assert fresh(other).priority == "high"


def test_rights_are_asked_when_it_runs(rule, project, task, owner, editor, workspace):
    made = rule({"kind": "task.moved"}, RAISE)
    Automation.objects.filter(pk=made.pk).update(created_by=editor)
    Membership.objects.filter(user=editor, workspace=workspace).update(role="viewer")

    move_task(actor=owner, task=task, status="done")
    run(project)

    failed = AutomationRun.objects.get()
    assert failed.status == "failed"
    assert "may no longer" in failed.outcome["words"]
    assert fresh(task).priority == "medium"


def test_a_refused_action_takes_back_those_before_it(rule, project, task, editor):
    rule({"kind": "task.moved"}, RAISE, {"kind": "sprint"})

    move_task(actor=editor, task=task, status="done")
    run(project)

    assert statuses() == ["failed"]
    assert fresh(task).priority == "medium"
    assert AutomationRun.objects.get().outcome == {"words": "No sprint is active."}


def test_killed_between_plan_and_run_it_is_run_once(rule, project, task, editor):
    rule({"kind": "task.moved"}, {"kind": "comment", "body": "Moved"})
    move_task(actor=editor, task=task, status="done")

    plan_events(project_id=project.pk)
    assert statuses() == ["waiting"]
    catch_up_automations()
    catch_up_automations()

    assert statuses() == ["done"]
    assert task.comments.count() == 1


def test_switched_off_it_rests_and_does_not_catch_up(rule, project, task, owner, editor):
    made = rule({"kind": "field.changed", "field": "title"}, RAISE)
    update_automation(actor=owner, automation=made, is_enabled=False)
    update_task(actor=editor, task=task, title="Unseen")
    run(project)
    update_automation(actor=owner, automation=made, is_enabled=True)
    run(project)

    assert statuses() == []


def test_the_same_again_changes_nothing(rule, project, owner):
    made = rule({"kind": "manual"}, RAISE)
    before = eventlog.head(project.log)

    update_automation(actor=owner, automation=made, name="Rule", actions=[RAISE])

    assert eventlog.head(project.log) == before


def test_a_trial_says_what_would_happen_and_changes_nothing(
    project, task, owner, editor, sent_messages
):
    make_task(project, editor, "Done already", priority="high")
    sent_messages.clear()
    before = eventlog.head(project.log)

    told = try_rule(
        actor=owner, project=project, trigger={"kind": "manual"},
        condition={"query": "priority:medium"},
        actions=[RAISE, {"kind": "create", "title": "More", "as": "task"}],
    )  # fmt: skip
    failing = try_rule(
        actor=owner,
        project=project,
        trigger={"kind": "manual"},
        condition={},
        actions=[{"kind": "sprint"}],
    )

    assert told["count"] == 1
    assert told["tasks"][0]["lines"][0] == "Set priority to High"
    assert failing["tasks"][0]["error"] == "No sprint is active."
    assert (fresh(task).priority, Task.objects.count()) == ("medium", 2)
    assert eventlog.head(project.log) == before
    assert sent_messages == []
    assert create_task(actor=owner, project=project, title="Next").number == 3


@pytest.mark.parametrize(
    ("trigger", "condition", "actions", "field"),
    [
        (None, {}, [RAISE], "trigger"),
        ({"kind": "nothing"}, {}, [RAISE], "trigger.kind"),
        ({"kind": "manual", "also": 1}, {}, [RAISE], "trigger.also"),
        ({"kind": "schedule", "rule": "FREQ=HOURLY"}, {}, [RAISE], "trigger.rule"),
        ({"kind": "schedule", "rule": "FREQ=DAILY", "hour": 99}, {}, [RAISE], "trigger.hour"),
        ({"kind": "schedule", "rule": "FREQ=DAILY"}, {}, [RAISE], "actions.0"),
        ({"kind": "due.arrives", "days": True}, {}, [RAISE], "trigger.days"),
        ({"kind": "manual"}, {"query": "colour:"}, [RAISE], "query"),
        ({"kind": "manual"}, {"query": "\x00"}, [RAISE], "condition.query"),
        ({"kind": "manual"}, [], [], "actions"),
        ({"kind": "manual"}, {}, [], "actions"),
        ({"kind": "manual"}, {}, [RAISE] * 21, "actions"),
        ({"kind": "manual"}, {}, [{"kind": "set", "field": "id", "value": 1}], "actions.0.field"),
        ({"kind": "manual"}, {}, [{**RAISE, "value": "huge"}], "actions.0.value"),
        ({"kind": "manual"}, {}, [{"kind": "move", "column": "x"}], "actions.0.column"),
        ({"kind": "manual"}, {}, [{"kind": "label", "label": "0" * 32}], "actions.0.label"),
        ({"kind": "manual"}, {}, [{"kind": "comment", "body": "x" * 5001}], "actions.0.body"),
    ],
)  # fmt: skip
def test_refuses_what_means_nothing(project, owner, trigger, condition, actions, field):
    with pytest.raises(ValidationError) as caught:
        create_automation(
            actor=owner,
            project=project,
            name="Bad",
            trigger=trigger,
            condition=condition,
            actions=actions,
        )

    assert set(caught.value.message_dict) == {field}
    assert not Automation.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_run_each_once(project, owner, editor):
    create_automation(
        actor=owner, project=project, name="Say", trigger={"kind": "task.created"},
        actions=[{"kind": "comment", "body": "Hello"}],
    )  # fmt: skip
    for at in range(8):
        create_task(actor=editor, project=project, title=f"Task {at}", due_date=date(2026, 1, 1))

    def work(_number):
        try:
            catch_up_automations()
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(work, range(3)))
    catch_up_automations()

    assert statuses() == ["done"] * 8
    assert Comment.objects.count() == 8


def test_the_log_says_values_as_people_know_them(rule, project, owner):
    tide = add_custom_field(
        actor=owner, project=project, name="Tide", kind="select",
        options=[{"name": "Ebb", "color": "blue"}, {"name": "Flood", "color": "red"}],
    )  # fmt: skip
    pilot = add_custom_field(actor=owner, project=project, name="Pilot", kind="person")
    signed = add_custom_field(actor=owner, project=project, name="Signed", kind="checkbox")
    values = [
        (tide, tide.options[1]["id"]), (pilot, str(owner.pk)), (signed, True), (pilot, None),
    ]  # fmt: skip
    sets = [{"kind": "set", "field": f"fields.{field.pk}", "value": it} for field, it in values]
    make_task(project, owner)

    told = try_rule(
        actor=owner, project=project, trigger={"kind": "manual"}, condition={}, actions=sets
    )

    assert told["tasks"][0]["lines"] == [
        "Set Tide to Flood", f"Set Pilot to {owner.name}", "Set Signed to yes",
        "Set Pilot to nothing",
    ]  # fmt: skip
