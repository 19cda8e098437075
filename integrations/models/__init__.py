"""Connections to outside services, what they sent, and what it is about."""

from integrations.models.connection import Connection, Vendor
from integrations.models.delivery import WebhookDelivery
from integrations.models.pull_request import BranchMention, PullRequest, PullRequestTask

__all__ = [
    "BranchMention",
    "Connection",
    "PullRequest",
    "PullRequestTask",
    "Vendor",
    "WebhookDelivery",
]
