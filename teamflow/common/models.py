"""Tables below every app: the event log, jobs, the outbox and remembered requests."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from teamflow.common.ids import uuid7


class TimestampedModel(models.Model):
    """What every domain row has: a sortable UUID and the two times."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True


class LogHead(models.Model):
    """The last number given out in one log; its row lock makes `seq` gapless."""

    log = models.CharField(primary_key=True, max_length=80)
    seq = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.log}@{self.seq}"


class Event(models.Model):
    """One fact in one log (`project:<id>`, `workspace:<id>`, `user:<id>`); append-only."""

    log = models.CharField(max_length=80)
    seq = models.PositiveBigIntegerField()
    type = models.CharField(max_length=60)
    rooms = ArrayField(models.CharField(max_length=80), default=list)
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=150, blank=True)
    target_kind = models.CharField(max_length=40)
    target_id = models.UUIDField()
    changes = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    data = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["log", "seq"], name="event_log_seq")]
        indexes = [
            models.Index(fields=["target_kind", "target_id", "-id"], name="event_target"),
            models.Index(fields=["actor_id", "-id"], name="event_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.log}#{self.seq} {self.type}"


class Job(TimestampedModel):
    """Work for later. The row is the truth; the queue's message is only a hint that it waits."""

    class Status(models.TextChoices):
        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"

    kind = models.CharField(max_length=60)
    queue = models.CharField(max_length=20, default="maintenance")
    status = models.CharField(max_length=10, choices=Status, default=Status.QUEUED)
    workspace_id = models.UUIDField(null=True)
    created_by_id = models.UUIDField(null=True)
    target_kind = models.CharField(max_length=40, blank=True)
    target_id = models.UUIDField(null=True)
    payload = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    progress = models.PositiveSmallIntegerField(default=0)
    result = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    error = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    max_attempts = models.PositiveSmallIntegerField(default=3)
    run_after = models.DateTimeField(null=True)
    leased_until = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["status", "leased_until"],
                condition=models.Q(status__in=["queued", "running"]),
                name="job_open",
            ),
            models.Index(fields=["created_by_id", "-created_at"], name="job_creator"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.status}"


class Outbox(models.Model):
    """A side effect that must happen after a commit, kept until a worker has done it."""

    topic = models.CharField(max_length=60)
    payload = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    created_at = models.DateTimeField(auto_now_add=True)
    run_after = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["id"], condition=models.Q(done_at=None), name="outbox_waiting")
        ]

    def __str__(self) -> str:
        return f"{self.topic} #{self.pk}"


class IdempotencyKey(models.Model):
    """The first answer to a POST, so that sending it twice has one effect."""

    scope = models.CharField(max_length=80)
    key = models.CharField(max_length=255)
    request_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    body = models.BinaryField(default=b"")
    content_type = models.CharField(max_length=100, default="application/json")
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "key"], name="idempotency_once")]

    def __str__(self) -> str:
        return f"{self.scope} {self.key}"


class Shelf(models.IntegerChoices):
    """Which part of the search index an entry stands in: each has its own indexes."""

    THINGS = 0
    TASKS = 1
    UNDER_TASKS = 2


class SearchEntry(models.Model):
    """What can be found: the words of one row of some app, kept by PostgreSQL's triggers.

    `id` is that row's own. It says who may see it as far as rows can (`workspace_id`, `owner_id`);
    whoever shows it asks again.
    """

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=12)
    shelf = models.SmallIntegerField(choices=Shelf)
    workspace_id = models.UUIDField()
    project_id = models.UUIDField(null=True)
    task_id = models.UUIDField(null=True)
    # Set where only one person may see it.
    owner_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    is_hidden = models.BooleanField()
    is_archived = models.BooleanField()
    names = SearchVectorField()
    words = SearchVectorField()

    class Meta:
        indexes = [
            # A long list of what waits to be sorted in would be read by every search.
            GinIndex(
                fields=["names"],
                condition=models.Q(shelf=Shelf.TASKS),
                gin_pending_list_limit=256,
                name="search_task_names",
            ),
            GinIndex(
                fields=["words"],
                condition=models.Q(shelf=Shelf.TASKS),
                gin_pending_list_limit=256,
                name="search_task_words",
            ),
            GinIndex(
                fields=["words"],
                condition=models.Q(shelf=Shelf.UNDER_TASKS),
                gin_pending_list_limit=256,
                name="search_under_task_words",
            ),
            GinIndex(
                fields=["words"],
                condition=models.Q(shelf=Shelf.THINGS),
                gin_pending_list_limit=256,
                name="search_thing_words",
            ),
            # Words that most rows have: the newest that fit are soon found.
            models.Index(fields=["workspace_id", "shelf", "-at"], name="search_newest"),
            models.Index(fields=["task_id"], name="search_task"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"
