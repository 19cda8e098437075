"""What GitHub's webhooks say, as far as TeamFlow listens: parsed once, plain from there on."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from integrations.base import Malformed
from integrations.models import PullRequest

# In prose a key is written in capitals; branch names are often all small.
_KEY = re.compile(r"(?<![A-Za-z0-9])([A-Z]{2,6}-[1-9][0-9]{0,8})(?![A-Za-z0-9])")
_BRANCH_KEY = re.compile(r"(?<![a-z0-9])([a-z]{2,6}-[1-9][0-9]{0,8})(?![a-z0-9])", re.IGNORECASE)
_BRANCH_REF = "refs/heads/"


@dataclass(frozen=True, slots=True, kw_only=True)
class PullRequestMessage:
    """A pull request as one delivery describes it, and the task keys that it names."""

    repository: str
    number: int
    title: str
    url: str
    state: PullRequest.State
    branch: str
    author: str
    updated_at: datetime
    merged_at: datetime | None
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PushMessage:
    """Commits on a branch, and the task keys that they and its name contain."""

    repository: str
    branch: str
    keys: tuple[str, ...]


def pull_request_of(payload: dict[str, Any]) -> PullRequestMessage:
    """Read a `pull_request` event."""
    try:
        pull = payload["pull_request"]
        title, body, branch = pull["title"] or "", pull.get("body") or "", pull["head"]["ref"]
        return PullRequestMessage(
            repository=payload["repository"]["full_name"][:200],
            number=int(pull["number"]),
            title=title[:500],
            url=_web_address(pull["html_url"]),
            state=_state(pull),
            branch=branch[:255],
            author=(pull.get("user") or {}).get("login", "")[:100],
            updated_at=_time(pull["updated_at"]),
            merged_at=_time(pull["merged_at"]) if pull.get("merged_at") else None,
            keys=keys_in(title, body, branch=branch),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Malformed(f"pull_request without {error}") from None


def push_of(payload: dict[str, Any]) -> PushMessage | None:
    """Read a `push` event; None for tags and deleted branches."""
    try:
        ref = payload["ref"]
        if not ref.startswith(_BRANCH_REF) or payload.get("deleted"):
            return None
        branch = ref.removeprefix(_BRANCH_REF)
        messages = [commit["message"] or "" for commit in payload.get("commits", [])]
        return PushMessage(
            repository=payload["repository"]["full_name"][:200],
            branch=branch[:255],
            keys=keys_in(*messages, branch=branch),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise Malformed(f"push without {error}") from None


def keys_in(*texts: str, branch: str = "") -> tuple[str, ...]:
    """The task keys in these texts and this branch's name, each once, in order."""
    found = [key for text in texts for key in _KEY.findall(text)]
    found += [key.upper() for key in _BRANCH_KEY.findall(branch)]
    return tuple(dict.fromkeys(found))


def _state(pull: dict[str, Any]) -> PullRequest.State:
    if pull.get("merged"):
        return PullRequest.State.MERGED
    if pull["state"] == "closed":
        return PullRequest.State.CLOSED
    return PullRequest.State.DRAFT if pull.get("draft") else PullRequest.State.OPEN


def _web_address(url: str) -> str:
    if not url.startswith(("https://", "http://")):
        raise ValueError("a web address")
    return url[:1000]


def _time(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError("a time zone")
    return at
