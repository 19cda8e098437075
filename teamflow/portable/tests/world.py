"""A workspace with one of everything, each field of it filled; made from the models themselves,
so that a field or model of tomorrow is in it, too."""

import hashlib
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models

from accounts.models import Role, User, Workspace
from accounts.tests.factories import UserFactory
from boards.services.boards import create_board
from boards.services.compaction import compact_board
from boards.services.elements import create_elements
from teamflow.common.models import Event, LogHead
from teamflow.portable.rows import through_of
from teamflow.portable.shape import PARTS, label_of

MOMENT = datetime(2030, 3, 4, 5, 6, 7, 89012, tzinfo=UTC)
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40

# What a field must be so that the row is one that the database takes.
SET: dict[str, Any] = {
    "tasks.project.key": "TF",
    "tasks.formerkey.prefix": "OLD",
    "tasks.customfield.kind": "select",
    "tasks.customfield.options": [{"id": "o1", "name": "One", "color": "red"}],
    "tasks.sprint.status": "active",
    "tasks.automationrun.status": "done",
    "tasks.automationrun.cause": None,
    "tasks.attachment.status": "clean",
    "tasks.approval.status": "asked",
    "tasks.customfieldvalue.options": ["o1"],
    "tasks.initiative.rank": "a1",
    "accounts.workspace.slug": "everything",
    "accounts.workspace.deleted_at": None,
    "accounts.membership.role": Role.OWNER,
    "tasks.task.deleted_at": None,
    "tasks.project.deleted_at": None,
    "tasks.comment.parent": None,
    "tasks.task.parent": None,
    "tasks.pullrequest.url": "https://example.org/pull/1",
}
MADE_BY_SERVICES = {"boards.board", "boards.boardupdate", "boards.boardsnapshot"}
BY_TRIGGERS = {"tasks.taskspan", "tasks.sprinttask"}


class World:
    """Makes the rows, and remembers the first of each model."""

    def __init__(self, owner: User, colleague: User) -> None:
        self.owner, self.colleague = owner, colleague
        self.first: dict[str, Any] = {}
        self.counter = 0
        for part in PARTS:
            if part.label not in MADE_BY_SERVICES | BY_TRIGGERS and part.path:
                self.first[part.label] = self.make(part.label)
            if part.label == "tasks.task":
                self._more_tasks()
            if part.label == "tasks.importrecord":
                self._board()
        self._logs()

    @property
    def workspace(self) -> Workspace:
        found: Workspace = self.first["accounts.workspace"]
        return found

    def make(self, label: str, **given: Any) -> Any:
        model = next(part.model for part in PARTS if part.label == label)
        values = {
            field.name: given[field.name] if field.name in given else self._value(label, field)
            for field in model._meta.concrete_fields
            if not isinstance(field, models.AutoField)
        }
        row = model(**values)
        row.save(force_insert=True)
        # What "now" fills by itself is given a moment, too.
        moments = {
            field.name: MOMENT
            for field in model._meta.concrete_fields
            if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
        }
        if moments:
            model._base_manager.filter(pk=row.pk).update(**moments)
        if label == "tasks.attachment":
            model._base_manager.filter(pk=row.pk).update(url=f"/files/{row.pk}/picture.png")
        for several in model._meta.many_to_many:
            if through_of(several)._meta.auto_created:
                held = self.owner if several.related_model is User else None
                getattr(row, several.name).add(held or self.first[label_of(several.related_model)])
        return row

    def _value(self, label: str, field: Any) -> Any:
        name = f"{label}.{field.name}"
        if name in SET:
            return SET[name]
        if name == "tasks.tasklink.target":
            return self.child
        if field.is_relation:
            return self._aim(field)
        if (
            label in {"tasks.attachment", "boards.asset"}
            and (value := self._file(field.name)) is not None
        ):
            return value
        self.counter += 1
        return self._plain(field)

    def _aim(self, field: Any) -> Any:
        if field.related_model is User:
            return self.owner
        found = self.first.get(label_of(field.related_model))
        return found if found is not None or not field.null else None

    def _file(self, name: str) -> Any:
        if name == "storage_key":
            return default_storage.save(f"attachments/{uuid4()}", ContentFile(PICTURE))
        known = {"sha256": hashlib.sha256(PICTURE).hexdigest(), "size": len(PICTURE), "url": ""}
        return known.get(name)

    def _plain(self, field: Any) -> Any:
        n = self.counter
        if field.primary_key or isinstance(field, models.UUIDField):
            return field.get_default() or uuid4()
        if field.choices:
            return field.flatchoices[-1][0]
        if isinstance(field, ArrayField):
            return [self._plain(field.base_field)]
        if isinstance(field, models.JSONField):
            words = {"id": str(self.workspace.pk) if self.first else "x", "n": n, "big": 2**70}
            return [words] if field.default is list else words
        if isinstance(field, models.BinaryField):
            return b"\x00\xff"
        return self._number_or_text(field, n)

    def _number_or_text(self, field: Any, n: int) -> Any:
        if isinstance(field, models.BooleanField):
            return True
        if isinstance(field, models.DateTimeField):
            return MOMENT + timedelta(minutes=n)
        if isinstance(field, models.DateField):
            return date(2030, 1, 1) + timedelta(days=n)
        if isinstance(field, models.DecimalField):
            return Decimal("12.340000")
        if isinstance(field, models.IntegerField):
            return 1 + n % 20
        if isinstance(field, models.URLField):
            return f"https://example.org/{n}"
        if isinstance(field, models.EmailField):
            return f"person{n}@example.com"
        text = f"={field.name} {n} \u2028“ü” \\n"
        is_long = field.max_length is None or field.max_length > 1000
        return f"{text} {self._link()}" if is_long else text[: field.max_length]

    def _link(self) -> str:
        slug = SET["accounts.workspace.slug"]
        task = self.first.get("tasks.task")
        return f"see\n/w/{slug}/p/TF/, http://127.0.0.1:8000/w/{slug}/ and {task and task.pk}"

    def _more_tasks(self) -> None:
        """A subtask, done and by a colleague, and one in the bin."""
        first = self.first["tasks.task"]
        child = self.make("tasks.task", parent=first, created_by=self.colleague)
        child.assignees.set([self.colleague])
        self.make("tasks.task", deleted_at=MOMENT)
        self.child = child
        first.subtask_order = [child.pk]
        first.save(update_fields=["subtask_order"])

    def _board(self) -> None:
        board = create_board(actor=self.owner, workspace=self.workspace, title="Plan")
        task = self.first["tasks.task"]
        rows = [
            {"kind": "sticky", "x": 0, "y": 0, "width": 100, "height": 100, "text": self._link()},
            {"kind": "task", "x": 0, "y": 0, "width": 100, "height": 100, "task": str(task.pk)},
        ]
        create_elements(actor=self.owner, board=board, elements=rows)
        compact_board(board_id=board.pk)
        create_elements(actor=self.colleague, board=board, elements=rows)
        self.first["boards.board"] = board

    def _logs(self) -> None:
        logs = [f"workspace:{self.workspace.pk}", self.first["tasks.project"].log]
        for log in logs:
            head, _made = LogHead.objects.get_or_create(log=log)
            for seq in range(head.seq + 1, head.seq + 4):
                Event.objects.create(
                    log=log,
                    seq=seq,
                    type="task.updated",
                    rooms=[log],
                    actor_id=self.colleague.pk,
                    actor_name=self.colleague.name,
                    target_kind="task",
                    target_id=self.first["tasks.task"].pk,
                    changes={"assignees": [None, str(self.owner.pk)]},
                    data={"text": self._link()},
                    at=MOMENT,
                )
            LogHead.objects.filter(log=log).update(seq=head.seq + 3)


def everything(owner: User) -> World:
    """The world, with a colleague who has no account where it will go."""
    UserFactory(name="Colleague", email="colleague@example.com")
    return World(owner, User.objects.get(email="colleague@example.com"))
