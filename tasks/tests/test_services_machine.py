"""Every service of tasks, in any order: what events say is what stands, and history has no holes.

After each step an old snapshot, brought forward by the events of the log, is the fresh one.
`MACHINE_EXAMPLES=200` tries longer than `make check` does, and another way each time;
`MACHINE_SHRINK=1` looks for a short way to what failed.
"""

import ast
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tasks.tests.machine.plan import PlanRules
from tasks.tests.machine.shape import ShapeRules
from tasks.tests.machine.talk import TalkRules
from tasks.tests.machine.work import WorkRules

TESTS = Path(__file__).parent
SERVICES = TESTS.parent / "services"
# Public functions that write and are no rule of the machine, each with why.
LEFT_OUT = {
    "create_project": "the machine begins with it",
    "keep_some_meanings": "a job that only reads titles; test_similar.py",
    "delete_project": "nothing of the project is left to compare; tests/api/test_tasks.py",
    "restore_project": "the machine's own projects stay; tests/services/test_removals.py",
    "rename_key": "tasks are called by their project's key, and hear of it with the project",
    "set_form": "a form's settings are read when its page opens",
    "renew_address": "a form's settings are read when its page opens",
    "change_notifications": "told to its person by a job; services/test_notifications.py",
    "change_preferences": "what one wants to hear; api/test_notices.py",
    "set_project_level": "what one wants to hear; services/test_notice_mail.py",
    "receive_mail": "mail that came in; services/test_answers.py",
    "take_mail": "comments by add_comment, which is a rule; services/test_answers.py",
    "stop_mail": "what one wants to hear; api/test_notices.py",
    "subscribe_device": "one's own browsers; services/test_push.py",
    "unsubscribe_device": "one's own browsers; services/test_push.py",
    "change_tasks_notices": "told to its person by a job; services/test_notifications.py",
    "read_all": "told to its person by a job; services/test_notifications.py",
    "remind_of_due_tasks": "told to its person by a job; services/test_notifications.py",
    "request_report": "a job, which tells of itself",
    "report_data": "counts, and keeps what it counted: nothing that is told",
    "start_import": "a job, which tells of itself",
    "start_undo": "a job, which tells of itself",
    "undo_import": "deletes as by hand, batch by batch; services/test_undo_import.py",
    "bring_back_updates": "a part of undo_import",
    "remove_parts": "a part of undo_import",
    "make_feed": "an address of one's own; api/test_feeds.py",
    "drop_feed": "an address of one's own; api/test_feeds.py",
    "bring_again": "addresses for a file that nobody sees yet; api/test_files.py",
    "give_up_file": "a file that nobody saw yet; api/test_files.py",
    "copy_files": "a part of duplicate_task",
    "run_import": "a door of its own with batches; importers/",
    "make_frame": "a part of run_import",
    "write_batch": "a part of run_import",
    "make_sample_project": "made of the services that are rules",
    "make_sprints": "writes the past of a sample, before anybody looks",
    "bring_history": "writes the past of a sample, before anybody looks",
    "fill_large_workspace": "rows for measuring, before anybody looks",
    "fill_large_project": "rows for measuring, before anybody looks",
    "tell_of_time": "a part of every write of time",
    "try_rule": "takes back what it did",
    "execute": "one run of run_waiting",
}
LONG = int(os.environ.get("MACHINE_EXAMPLES", "0"))


class TaskServices(WorkRules, TalkRules, ShapeRules, PlanRules):
    """Any services in any order, by two people, in two projects."""


@pytest.mark.django_db
def test_services_in_any_order_leave_nothing_untold() -> None:
    run_state_machine_as_test(
        TaskServices,
        settings=settings(
            max_examples=LONG or 8,
            stateful_step_count=40,
            deadline=None,
            derandomize=not LONG,
            # To look for a shorter way to the same failure takes minutes.
            phases=list(Phase) if "MACHINE_SHRINK" in os.environ else [Phase.generate],
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_every_service_is_a_rule_or_left_out_for_a_reason() -> None:
    public, ruled = _public_services(), _ruled_services()

    assert public - ruled - LEFT_OUT.keys() == set()
    assert LEFT_OUT.keys() - public == set()
    assert LEFT_OUT.keys() & ruled == set()


def _public_services() -> set[str]:
    """Writes that people or jobs ask for: atomic ones, and those with an `actor`."""
    return {
        node.name
        for path in SERVICES.rglob("*.py")
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and _writes(node)
    }


def _writes(node: ast.FunctionDef) -> bool:
    is_atomic = any(ast.unparse(each) == "transaction.atomic" for each in node.decorator_list)
    is_helper = node.name.startswith(("announce_", "enforce_", "refresh_")) and not is_atomic
    has_actor = any(each.arg == "actor" for each in node.args.kwonlyargs)
    return is_atomic or (has_actor and not is_helper)


def _ruled_services() -> set[str]:
    """What the rules call: by `self.do(…)`, or, where no person acts, straight."""
    called: set[str] = set()
    for path in (TESTS / "machine").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call):
                continue
            if ast.unparse(node.func) == "self.do":
                called.add(ast.unparse(node.args[0]))
            elif path.name != "world.py":
                called.add(ast.unparse(node.func))
    return called
