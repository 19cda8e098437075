"""What people say about a task."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from tasks.models import Comment, Task
from tasks.models.task import DESCRIPTION_LIMIT
from tasks.selectors.payloads import comment_payloads
from tasks.services.recording import announce_part
from tasks.services.tasks.writing import lock_task
from teamflow.common.errors import NotFound


@transaction.atomic
def add_comment(*, actor: User, task: Task, body: str, parent: Comment | None = None) -> Comment:
    """Say something, or answer a comment of the same task."""
    task = lock_task(task)
    if parent is not None and parent.task_id != task.pk:
        raise ValidationError({"parent": _("That comment is about another task.")})
    comment = Comment.objects.create(task=task, author=actor, body=_clean_body(body), parent=parent)
    _tell(actor, task, comment, "comment.created")
    return comment


@transaction.atomic
def edit_comment(*, actor: User, comment: Comment, body: str) -> Comment:
    """Word it anew; the same words change nothing."""
    task = lock_task(comment.task)
    comment = _fresh(comment)
    body = _clean_body(body)
    if comment.body == body:
        return comment
    comment.body = body
    comment.edited_at = timezone.now()
    comment.save(update_fields=["body", "edited_at", "updated_at"])
    _tell(actor, task, comment, "comment.updated")
    return comment


@transaction.atomic
def delete_comment(*, actor: User, comment: Comment) -> None:
    """Take it away; it is kept for 30 days and then purged."""
    task = lock_task(comment.task)
    comment = _fresh(comment)
    comment.deleted_at = timezone.now()
    comment.save(update_fields=["deleted_at", "updated_at"])
    _tell(actor, task, comment, "comment.deleted")


def _fresh(comment: Comment) -> Comment:
    fresh = Comment.objects.filter(pk=comment.pk, deleted_at=None).first()
    if fresh is None:
        raise NotFound
    return fresh


def _clean_body(body: str) -> str:
    body = body.replace("\r\n", "\n").replace("\x00", "").strip()
    if not body:
        raise ValidationError({"body": _("This may not be empty.")})
    if len(body) > DESCRIPTION_LIMIT:
        raise ValidationError({"body": _("A comment has at most 50,000 characters.")})
    return body


def _tell(actor: User, task: Task, comment: Comment, verb: str) -> None:
    if verb == "comment.deleted":
        data = {"id": str(comment.pk)}
    else:
        [data] = comment_payloads([comment.pk])
    announce_part(actor=actor, task=task, verb=verb, target=("comment", comment.pk), data=data)
