"""What belongs to a workspace: every model of the product is a part here, or left out by name.

A field that a model gains later travels by itself; a model that is neither a part nor left out
fails a test.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models

FORMAT = "teamflow-workspace"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one model; `path` leads from them to their workspace ("" for logs)."""

    label: str
    path: str = ""

    @property
    def model(self) -> type[models.Model]:
        return apps.get_model(self.label)

    @property
    def file(self) -> str:
        """Its place in the archive."""
        return f"rows/{self.label}.jsonl"

    def rows(self, workspace_id: UUID) -> "models.QuerySet[Any]":
        """What goes out, in an order that can come in again."""
        rows = self.model._base_manager.all()
        if self.path:
            rows = rows.filter(**{self.path: workspace_id})
        else:
            rows = rows.filter(log__in=logs_of(workspace_id))
        if self.label in WITHOUT_BYTES:
            column, values = WITHOUT_BYTES[self.label]
            rows = rows.exclude(**{f"{column}__in": values})
        return rows.order_by("pk")


# In this order they come in: what a trigger of the database looks at stands before.
PARTS = (
    Part("accounts.workspace", "pk"),
    Part("accounts.membership", "workspace"),
    Part("tasks.project", "workspace"),
    Part("tasks.column", "project__workspace"),
    Part("tasks.itemtype", "project__workspace"),
    Part("tasks.label", "project__workspace"),
    Part("tasks.sprint", "project__workspace"),
    Part("tasks.sprintcapacity", "sprint__project__workspace"),
    Part("tasks.milestone", "project__workspace"),
    Part("tasks.initiative", "workspace"),
    Part("tasks.projectupdate", "project__workspace"),
    Part("tasks.customfield", "project__workspace"),
    Part("tasks.transition", "project__workspace"),
    Part("tasks.task", "project__workspace"),
    Part("tasks.taskspan", "project__workspace"),
    Part("tasks.sprinttask", "task__project__workspace"),
    Part("tasks.descriptionrevision", "task__project__workspace"),
    Part("tasks.customfieldvalue", "task__project__workspace"),
    Part("tasks.checklist", "task__project__workspace"),
    Part("tasks.checklistitem", "checklist__task__project__workspace"),
    Part("tasks.comment", "task__project__workspace"),
    Part("tasks.reaction", "comment__task__project__workspace"),
    Part("tasks.attachment", "task__project__workspace"),
    Part("tasks.tasklink", "source__project__workspace"),
    Part("tasks.formerkey", "workspace"),
    Part("tasks.unwatching", "task__project__workspace"),
    Part("tasks.approval", "task__project__workspace"),
    Part("tasks.timeentry", "task__project__workspace"),
    Part("tasks.automation", "project__workspace"),
    Part("tasks.automationcursor", "project__workspace"),
    Part("tasks.automationrun", "automation__project__workspace"),
    Part("tasks.recurrence", "project__workspace"),
    Part("tasks.recurrencetask", "recurrence__project__workspace"),
    Part("tasks.tasktemplate", "project__workspace"),
    Part("tasks.projecttemplate", "workspace"),
    Part("tasks.servicetarget", "project__workspace"),
    Part("tasks.servicebreach", "target__project__workspace"),
    Part("tasks.savedview", "workspace"),
    Part("tasks.dashboard", "workspace"),
    Part("tasks.intakeform", "project__workspace"),
    Part("tasks.intakeitem", "project__workspace"),
    Part("tasks.importrecord", "project__workspace"),
    Part("boards.board", "workspace"),
    Part("boards.boardupdate", "board__workspace"),
    Part("boards.boardsnapshot", "board__workspace"),
    Part("boards.boardaccess", "board__workspace"),
    Part("boards.boardtemplate", "workspace"),
    Part("boards.voteround", "board__workspace"),
    Part("boards.asset", "workspace"),
    Part("boards.boardasset", "board__workspace"),
    Part("integrations.pullrequest", "workspace"),
    Part("integrations.pullrequesttask", "pull_request__workspace"),
    Part("integrations.branchmention", "workspace"),
    Part("common.loghead"),
    Part("common.event"),
)

# Models that stay behind, and why.
LEFT_OUT_MODELS = {
    "common.searchentry": "made by triggers, of what comes in",
    "tasks.taskmeaning": "read again from the title",
    "boards.boardtext": "read again from the board",
    "accounts.user": "people travel by name and address alone (people.jsonl)",
    "accounts.signin": "sign-ins belong to an installation",
    "accounts.unknownaddress": "counts wrong passwords of this installation",
    "accounts.accesstoken": "a secret",
    "accounts.invitation": "holds a secret, and is a promise of this installation",
    "accounts.stoppedaddress": "what happened to this installation's mail",
    "accounts.auditevent": "who did what from which address, kept where it happened",
    "tasks.calendarfeed": "a secret address",
    "tasks.notification": "a person's inbox, not the workspace's",
    "tasks.projectnotices": "what a person wants to be told by this installation",
    "tasks.noticedelivery": "work of this installation",
    "tasks.replyaddress": "a secret address",
    "tasks.inboundmail": "mail to this installation",
    "tasks.pushsubscription": "a person's browser, and a secret",
    "tasks.removedpart": "what was removed can be brought back where it was removed",
    "tasks.report": "counted anew from the spans",
    "tasks.tasktext": "the description is the truth once nobody writes in it",
    "tasks.tasktextupdate": "as tasks.tasktext",
    "boards.boardticket": "a secret",
    "boards.workshop": "a timer that runs, of the moment",
    "boards.vote": "hidden until the vote has ended, and then counted in its round",
    "boards.privatenote": "for its author alone until it is revealed",
    "boards.sharelink": "a secret address",
    "boards.boardguest": "a secret, and gone in half a day",
    "integrations.connection": "holds secrets, and its service sends to this installation",
    "integrations.webhookdelivery": "what a service sent to this installation",
    "ai.prompt": "words of this installation",
    "ai.run": "accounts of this installation's jobs",
    "ai.usage": "accounts of this installation's costs",
    "common.job": "work of this installation",
    "common.outbox": "work of this installation",
    "common.idempotencykey": "answers of this installation",
}

# Fields that stay behind, and why; they begin as a new row's.
LEFT_OUT_FIELDS = {
    "tasks.attachment.upload_id": "an upload that is under way",
    "tasks.attachment.thumbnail_key": "drawn anew",
    "boards.asset.upload_id": "an upload that is under way",
    "boards.asset.sizes": "drawn anew",
    "boards.asset.unused_since": "found anew",
    "tasks.attachment.preview_key": "drawn anew",
    "accounts.workspace.logo": "a file of this installation",
    "accounts.workspace.ai_monthly_budget": "money of this installation",
    "tasks.savedview.public_token": "a secret address",
    "tasks.intakeform.token": "a secret address; a new one is made",
    "integrations.pullrequest.connection": "connections stay behind",
}

# Fields that name a file in the storage: its bytes travel, its place is made anew.
FILES = {"tasks.attachment": ("storage_key",), "boards.asset": ("storage_key",)}

# Rows whose file has no bytes yet, or none any more: by which values of which column.
WITHOUT_BYTES = {
    "tasks.attachment": ("status", ["arriving", "infected", "refused"]),
    "boards.asset": ("sha256", [""]),
}

# Fields that come in as something else than they went out, and why.
CHANGED = {
    "accounts.workspace.slug": "another one where it is taken",
    "tasks.attachment.status": "this installation's own scanner looks at it",
    "tasks.attachment.verdict": "as tasks.attachment.status",
    "tasks.attachment.storage_key": "a place of its own in the other storage",
    "boards.asset.storage_key": "a place of its own in the other storage",
    "tasks.automation.is_enabled": "nothing acts by itself until somebody says so",
    "tasks.automation.next_at": "as is_enabled",
    "tasks.automationrun.status": "what waited to run does not run twice",
    "tasks.automationcursor.seq": "the end of the log: nothing that came is asked about",
    "tasks.recurrence.is_active": "as tasks.automation.is_enabled",
    "tasks.recurrence.stopped_because": "says why it stands still",
    "tasks.servicetarget.is_enabled": "as tasks.automation.is_enabled",
    "tasks.timeentry.ended_at": "a timer runs on where it was started",
}


def logs_of(workspace_id: UUID) -> list[str]:
    """The event logs of a workspace: its own, its projects' and its boards'."""
    found = [f"workspace:{workspace_id}"]
    for kind, label in (("project", "tasks.project"), ("board", "boards.board")):
        rows = apps.get_model(label)._base_manager.filter(workspace=workspace_id)
        found += [f"{kind}:{pk}" for pk in rows.values_list("pk", flat=True)]
    return found


@cache
def part_of(label: str) -> Part | None:
    """The part that holds this model's rows."""
    return next((part for part in PARTS if part.label == label), None)


def label_of(model: type[models.Model]) -> str:
    """`tasks.task`."""
    return model._meta.label_lower


@cache
def fields_of(label: str) -> tuple["models.Field[Any, Any]", ...]:
    """The columns that travel; a number as primary key only where rows point to it."""
    model = apps.get_model(label)
    return tuple(
        field
        for field in model._meta.concrete_fields
        if f"{label}.{field.name}" not in LEFT_OUT_FIELDS
        and not (field.primary_key and isinstance(field, models.AutoField) and not _is_aim(label))
    )


@cache
def lists_of(label: str) -> tuple["models.ManyToManyField[Any, Any]", ...]:
    """The many-to-many fields whose table is theirs alone; others are parts of their own."""
    return tuple(
        field
        for field in apps.get_model(label)._meta.many_to_many
        if field.remote_field.through._meta.auto_created
    )


@cache
def _is_aim(label: str) -> bool:
    model = apps.get_model(label)
    return any(
        field.remote_field is not None and field.remote_field.model is model
        for part in PARTS
        for field in part.model._meta.concrete_fields
    )
