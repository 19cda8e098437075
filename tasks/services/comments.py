"""What people say about a task."""

import unicodedata
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from tasks.markdown import mentioned_users
from tasks.models import Comment, Reaction, Task
from tasks.models.task import DESCRIPTION_LIMIT
from tasks.selectors.payloads import comment_payloads
from tasks.services.recording import announce_part
from tasks.services.tasks.watching import let_watch
from tasks.services.tasks.writing import lock_task
from teamflow.common.errors import NotFound

RECOVERABLE_FOR = timedelta(days=30)
MAX_EMOJI = 30
EMOJI_LENGTH = 16


@transaction.atomic
def add_comment(*, actor: User, task: Task, body: str, parent: Comment | None = None) -> Comment:
    """Say something, or answer a comment of the same task."""
    task = lock_task(task)
    if parent is not None and parent.task_id != task.pk:
        raise ValidationError({"parent": _("That comment is about another task.")})
    # Threads are one level deep: whoever answers an answer joins its thread.
    root = parent.parent if parent is not None and parent.parent_id else parent
    comment = Comment.objects.create(task=task, author=actor, body=_clean_body(body), parent=root)
    let_watch(task, {actor.pk, *mentioned_users(comment.body)})
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
    let_watch(task, mentioned_users(body))
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


@transaction.atomic
def restore_comment(*, actor: User, comment: Comment) -> Comment:
    """Bring a deleted comment back to where it stood; one that was not deleted stays as it is.

    Who was told of it is not told again.
    """
    task = lock_task(comment.task)
    fresh = Comment.objects.filter(pk=comment.pk).first()
    if fresh is None:
        raise NotFound
    if fresh.deleted_at is None:
        return fresh
    fresh.deleted_at = None
    fresh.save(update_fields=["deleted_at", "updated_at"])
    _tell(actor, task, fresh, "comment.updated")
    return fresh


def purge_deleted(*, now: datetime | None = None) -> int:
    """Forget what was deleted 30 days ago, unless somebody's answer still stands below it."""
    before = (now or timezone.now()) - RECOVERABLE_FOR
    answers = Comment.objects.filter(parent=OuterRef("pk")).exclude(deleted_at__lt=before)
    stale = Comment.objects.filter(~Exists(answers), deleted_at__lt=before)
    ids = list(stale.values_list("pk", flat=True)[:1000])
    # Asked again: one of them may just have been restored.
    return Comment.objects.filter(pk__in=ids, deleted_at__lt=before).delete()[0]


@transaction.atomic
def react(*, actor: User, comment: Comment, emoji: str) -> Comment:
    """Answer with an emoji; the same one twice changes nothing."""
    task = lock_task(comment.task)
    comment = _fresh(comment)
    emoji = _clean_emoji(emoji)
    held = comment.reactions.all()
    if held.filter(user=actor, emoji=emoji).exists():
        return comment
    known = set(held.values_list("emoji", flat=True))
    if emoji not in known and len(known) >= MAX_EMOJI:
        raise ValidationError({"emoji": _("A comment has at most 30 kinds of reactions.")})
    Reaction.objects.create(comment=comment, user=actor, emoji=emoji)
    _tell(actor, task, comment, "comment.updated")
    return comment


@transaction.atomic
def unreact(*, actor: User, comment: Comment, emoji: str) -> Comment:
    """Take one's emoji back; what is not there changes nothing."""
    task = lock_task(comment.task)
    comment = _fresh(comment)
    count, _rows = comment.reactions.filter(user=actor, emoji=emoji).delete()
    if count:
        _tell(actor, task, comment, "comment.updated")
    return comment


def _clean_emoji(emoji: str) -> str:
    kinds = {_kind_of(letter) for letter in emoji}
    is_emoji = bool(kinds & {"So", "Me"}) and not any(kind[0] in "LZC" for kind in kinds)
    if not is_emoji or len(emoji) > EMOJI_LENGTH:
        raise ValidationError({"emoji": _("Choose an emoji.")})
    return emoji


def _kind_of(letter: str) -> str:
    """Its category; joiners do not count, and what is newer than this Python is an emoji."""
    if letter in {"\u200d", "\ufe0f"} or 0xE0020 <= ord(letter) <= 0xE007F:
        return "Mn"
    return "So" if 0x1F000 <= ord(letter) <= 0x1FFFF else unicodedata.category(letter)


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
    """With how many comments the task now has: its card shows the number, and never asks."""
    data: dict[str, Any] = {"id": str(comment.pk)}
    if verb != "comment.deleted":
        [data] = comment_payloads([comment.pk])
    data["comment_count"] = task.comments.filter(deleted_at=None).count()
    announce_part(actor=actor, task=task, verb=verb, target=("comment", comment.pk), data=data)
