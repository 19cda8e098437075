"""What is told of comments."""

from tasks.services.comments import add_comment, delete_comment
from teamflow.common.models import Event


def counts():
    events = Event.objects.filter(type__startswith="comment.").order_by("pk")
    return [(event.type, event.data["comment_count"]) for event in events]


def test_each_fact_says_how_many_there_are_now(task, editor):
    first = add_comment(actor=editor, task=task, body="One")
    add_comment(actor=editor, task=task, body="Two", parent=first)
    delete_comment(actor=editor, comment=first)

    assert counts() == [("comment.created", 1), ("comment.created", 2), ("comment.deleted", 1)]
