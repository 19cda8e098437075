from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Workspace
from ai.models import Run, Usage
from ai.schemas import Breakdown
from ai.selectors import spent
from ai.services.answering import Question, answer
from ai.services.breakdown import request_breakdown
from ai.services.runs import hash_of
from ai.tests.samples import BREAKDOWN
from ai.tests.vendor_server import Reply
from tasks.models import Column, Project, State
from tasks.services.tasks import create_task
from teamflow.common.jobs import JobFailed

QUESTION = Question(parts={"title": "Build"}, schema=Breakdown)


@pytest.fixture
def task(project, owner):
    return create_task(actor=owner, project=project, title="Build", description="- a1\n- b2")


@pytest.fixture
def runs(task, owner, vendors):
    """Two people ask the same."""
    return [request_breakdown(actor=owner, task=task) for _ in range(2)]


def nothing():
    """A worker that is not cancelled."""


def test_a_request_in_flight_is_shared_by_those_that_are_equal(runs, vendors, monkeypatch):
    monkeypatch.setattr("ai.services.answering.WATCH_SECONDS", 0)
    vendors.will("openai", BREAKDOWN)
    first, second = runs
    Run.objects.filter(pk=first.pk).update(calling_since=timezone.now())
    looks = []

    def tick():
        looks.append(len(vendors.requests))
        if len(looks) == 2:
            answer(Run.objects.get(pk=first.pk), QUESTION, tick=nothing)

    result = answer(second, QUESTION, tick=tick)

    assert looks == [0, 0]
    assert len(vendors.asked("openai")) == 1
    assert result["cached"] is True


def test_who_waits_asks_anew_when_the_first_one_fails(runs, vendors, monkeypatch):
    monkeypatch.setattr("ai.services.answering.WATCH_SECONDS", 0)
    vendors.will("openai", BREAKDOWN)
    first, second = runs
    Run.objects.filter(pk=first.pk).update(calling_since=timezone.now())

    def give_up():
        Run.objects.filter(pk=first.pk).update(calling_since=None)

    result = answer(
        second,
        QUESTION,
        tick=give_up,
    )

    assert result["cached"] is False
    assert len(vendors.asked("openai")) == 1


def test_a_worker_that_died_holds_up_its_equals_only_for_a_while(runs, vendors):
    vendors.will("openai", BREAKDOWN)
    first, second = runs
    Run.objects.filter(pk=first.pk).update(calling_since=timezone.now() - timedelta(minutes=5))

    assert answer(second, QUESTION, tick=nothing)["cached"] is False


def test_an_answer_is_forgotten_after_an_hour(runs, vendors):
    vendors.will("openai", BREAKDOWN, BREAKDOWN)
    first, second = runs
    answer(first, QUESTION, tick=nothing)
    Run.objects.filter(pk=first.pk).update(answered_at=timezone.now() - timedelta(minutes=61))

    assert answer(second, QUESTION, tick=nothing)["cached"] is False
    assert len(vendors.asked("openai")) == 2


def test_another_workspace_does_not_get_the_answer(runs, vendors, outsider):
    vendors.will("openai", BREAKDOWN, BREAKDOWN)
    answer(runs[0], QUESTION, tick=nothing)
    elsewhere = Project.objects.create(
        workspace=Workspace.objects.get(slug="elsewhere"), key="OWN", name="Own"
    )
    Column.objects.create(project=elsewhere, name="To do", state=State.TODO, rank="a")
    same = create_task(actor=outsider, project=elsewhere, title="Build", description="- a1\n- b2")

    run = request_breakdown(actor=outsider, task=same)
    answer(run, QUESTION, tick=nothing)

    assert run.input_hash == runs[0].input_hash
    assert len(vendors.asked("openai")) == 2


def test_the_budget_is_held_back_during_the_call_and_let_go_after_it(runs, vendors, workspace):
    vendors.will("openai", BREAKDOWN)
    held = []

    answer(runs[0], QUESTION, tick=lambda: held.append(spent(workspace)))

    usage = Usage.objects.get()
    assert held[0] > usage.cost > 0
    assert spent(workspace) == usage.cost


def test_a_budget_that_ran_out_meanwhile_stops_the_call(runs, vendors, workspace):
    type(workspace).objects.filter(pk=workspace.pk).update(ai_monthly_budget=0)

    with pytest.raises(JobFailed, match="begins anew"):
        answer(runs[0], QUESTION, tick=nothing)
    assert vendors.requests == []


def test_a_repair_is_paid_for_too(runs, vendors, no_pauses):
    vendors.will("openai", "not JSON", BREAKDOWN)

    answer(runs[0], QUESTION, tick=nothing)

    assert [usage.cost > 0 for usage in Usage.objects.all()] == [True, True]


def test_what_failed_costs_nothing_and_is_recorded(runs, vendors, no_pauses):
    vendors.will_always("openai", Reply(status=500))
    vendors.will("anthropic", BREAKDOWN)

    answer(runs[0], QUESTION, tick=nothing)

    assert [usage.provider for usage in Usage.objects.all()] == ["anthropic"]
    assert [attempt["outcome"] for attempt in Run.objects.get(pk=runs[0].pk).attempts] == [
        "failed",
        "failed",
        "failed",
        "answered",
    ]


def test_blanks_make_no_difference_and_indents_do():
    def hashed(text):
        return hash_of("mindmap", "1", ["outline/outline-1"], {"prompt": text})

    assert hashed("a  b \nc\n") == hashed("a b\nc")
    assert hashed("a\n  b") != hashed("a\nb")
    assert hash_of("mindmap", "2", [], {}) != hash_of("mindmap", "1", [], {})
