"""Asking for consent to a move, answering, taking back, and who hears of it."""

import pytest
from django.core.exceptions import ValidationError

from accounts.models import Role
from accounts.tests.factories import MembershipFactory, UserFactory
from tasks.models import Approval, Notification, NotificationKind
from tasks.services.approvals import ask_for_approval, decide_move, withdraw_approval
from tasks.services.tasks import move_task
from tasks.services.workflow import set_workflow
from tasks.tests.factories import make_task
from teamflow.common import eventlog

GATE = {"approvals": 1}


@pytest.fixture
def gate(owner, project, todo, done):
    """A way from the first column to the last that takes somebody else's consent."""
    ways = [{"source": todo.pk, "target": done.pk, **GATE}]
    set_workflow(actor=owner, project=project, is_restricted=True, wip="warn", transitions=ways)
    return done


def kinds_of(user):
    rows = Notification.objects.filter(recipient=user).order_by("created_at", "pk")
    return [(row.kind, row.data.get("words", "")) for row in rows]


def test_who_is_asked_hears_of_it_and_so_does_the_asker_of_the_answer(editor, owner, task, gate):
    [asked] = ask_for_approval(actor=editor, task=task, column=gate, people=[owner.pk])

    assert (asked.status, asked.asked_by) == (Approval.Status.ASKED, editor)
    assert kinds_of(owner) == [(NotificationKind.APPROVAL, "")]
    with pytest.raises(ValidationError, match="has 0"):
        move_task(actor=editor, task=task, column=gate.pk)

    decide_move(actor=owner, task=task, column=gate, status="refused", note="Test it\nfirst")
    assert kinds_of(editor) == [(NotificationKind.REFUSED, "Test it first")]
    with pytest.raises(ValidationError, match="has 0"):
        move_task(actor=editor, task=task, column=gate.pk)

    ask_for_approval(actor=editor, task=task, column=gate, people=[owner.pk])
    decide_move(actor=owner, task=task, column=gate)
    assert kinds_of(editor)[1:] == [(NotificationKind.APPROVED, "")]
    assert move_task(actor=editor, task=task, column=gate.pk).column == gate
    assert not Approval.objects.filter(used_at=None).exists()


def test_what_is_so_already_changes_nothing(editor, owner, project, task, gate):
    ask_for_approval(actor=editor, task=task, column=gate, people=[owner.pk])
    decide_move(actor=owner, task=task, column=gate)
    head, told = eventlog.head(project.log), Notification.objects.count()

    assert ask_for_approval(actor=editor, task=task, column=gate, people=[owner.pk]) == []
    decide_move(actor=owner, task=task, column=gate)

    assert (eventlog.head(project.log), Notification.objects.count()) == (head, told)


def test_only_others_who_could_answer_are_asked(editor, owner, project, task, todo, gate):
    viewer, stranger = UserFactory(), UserFactory()
    MembershipFactory(user=viewer, workspace=project.workspace, role=Role.VIEWER)
    head = eventlog.head(project.log)

    for people, words in (
        ([], "one to fifty"),
        ([editor.pk], "yourself"),
        ([viewer.pk, owner.pk], "who may change"),
        ([stranger.pk], "who may change"),
    ):
        with pytest.raises(ValidationError, match=words):
            ask_for_approval(actor=editor, task=task, column=gate, people=people)
    with pytest.raises(ValidationError, match="already"):
        ask_for_approval(actor=editor, task=task, column=todo, people=[owner.pk])
    with pytest.raises(ValidationError, match="given or refused"):
        decide_move(actor=owner, task=task, column=gate, status="asked")

    assert not Approval.objects.exists()
    assert eventlog.head(project.log) == head


def test_an_answer_without_a_question_tells_nobody(editor, owner, task, gate):
    approval = decide_move(actor=owner, task=task, column=gate, status="refused")

    withdraw_approval(actor=owner, approval=approval)

    assert not Approval.objects.exists()
    assert not Notification.objects.exists()


def test_a_question_for_another_task_stays_its_own(editor, owner, project, task, gate):
    other = make_task(project, editor, "Other")
    ask_for_approval(actor=editor, task=other, column=gate, people=[owner.pk])
    decide_move(actor=owner, task=task, column=gate)

    assert move_task(actor=editor, task=task, column=gate.pk).column == gate
    assert Approval.objects.get(used_at=None).task == other
