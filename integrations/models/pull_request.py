"""Pull requests, and the tasks they are about."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Workspace
from integrations.models.connection import Connection
from tasks.models import Task
from teamflow.common.models import TimestampedModel


class PullRequest(TimestampedModel):
    """A pull request as its service last described it.

    It outlives its connection, so that a task keeps its history.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        DRAFT = "draft", _("Draft")
        CLOSED = "closed", _("Closed")
        MERGED = "merged", _("Merged")

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    connection = models.ForeignKey(
        Connection, on_delete=models.SET_NULL, null=True, related_name="pull_requests"
    )
    repository = models.CharField(max_length=200)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=500)
    url = models.URLField(max_length=1000)
    state = models.CharField(max_length=6, choices=State)
    branch = models.CharField(max_length=255, blank=True)
    author = models.CharField(max_length=100, blank=True)
    remote_updated_at = models.DateTimeField()
    merged_at = models.DateTimeField(null=True, blank=True)
    tasks = models.ManyToManyField(Task, through="PullRequestTask", related_name="pull_requests")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "repository", "number"], name="pull_request_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.repository}#{self.number} {self.state}"


class PullRequestTask(TimestampedModel):
    """This pull request is about this task."""

    pull_request = models.ForeignKey(PullRequest, on_delete=models.CASCADE, related_name="links")
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="pull_request_links")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pull_request", "task"], name="pull_request_task_once")
        ]

    def __str__(self) -> str:
        return f"{self.pull_request_id} about {self.task_id}"


class BranchMention(TimestampedModel):
    """A push named a task on this branch, so a pull request from it will be about that task."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    repository = models.CharField(max_length=200)
    branch = models.CharField(max_length=255)
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "repository", "branch", "task"], name="branch_mention_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.branch} about {self.task_id}"
