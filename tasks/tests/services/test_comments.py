"""What is told of comments."""

import pytest

from tasks.models import Comment, Notification
from tasks.services.comments import add_comment, delete_comment, restore_comment
from teamflow.common.models import Event


def counts():
    events = Event.objects.filter(type__startswith="comment.").order_by("pk")
    return [(event.type, event.data["comment_count"]) for event in events]


def test_each_fact_says_how_many_there_are_now(task, editor):
    first = add_comment(actor=editor, task=task, body="One")
    add_comment(actor=editor, task=task, body="Two", parent=first)
    delete_comment(actor=editor, comment=first)

    assert counts() == [("comment.created", 1), ("comment.created", 2), ("comment.deleted", 1)]


def test_deleted_it_comes_back_where_it_stood_and_nobody_hears_twice(task, editor, owner):
    words = f"@[Owner](user:{owner.pk}) look"
    first = add_comment(actor=editor, task=task, body=words)
    add_comment(actor=editor, task=task, body="Yes", parent=first)
    heard = Notification.objects.filter(recipient=owner).count()
    delete_comment(actor=editor, comment=first)

    for _again in range(2):
        restore_comment(actor=editor, comment=first)

    assert [event for event, _count in counts()].count("comment.updated") == 1
    assert counts()[-1] == ("comment.updated", 2)
    assert Comment.objects.filter(deleted_at=None).count() == 2
    assert Notification.objects.filter(recipient=owner).count() == heard


@pytest.mark.parametrize(("who", "status"), [("outsider", 404), ("viewer", 403)])
def test_denies_bringing_back_and_changes_nothing(task, editor, clients, who, status):
    comment = add_comment(actor=editor, task=task, body="One")
    delete_comment(actor=editor, comment=comment)

    answer = clients[who].post(f"/api/v1/comments/{comment.pk}/restore")

    assert answer.status_code == status
    assert not Comment.objects.filter(deleted_at=None).exists()
    assert clients["editor"].post(f"/api/v1/comments/{comment.pk}/restore").data["body"] == "One"
