"""GitHub's issues as JSON: of the REST API, of its `gh` program, and of archive tools."""

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from tasks.addresses import is_web_address
from tasks.importers.building import BoardBuilder, pieces_as_comments
from tasks.importers.records import (
    BoardRecord,
    BrokenFile,
    CardRecord,
    CommentRecord,
    LinkRecord,
    Skipped,
    SprintRecord,
)
from tasks.importers.texts import clean, decode, fit_description, fit_title, one_line
from tasks.importers.values import Row, day_of, row_of, rows_of, time_of, values_of

MAX_ISSUES = 50_000
_REPOSITORY = re.compile(r"^https?://[^/]+/(?:repos/)?([^/]+/[^/]+)/(?:issues|pull)/")
_COLORS = {
    "d73a4a": "red", "a2eeef": "sky", "0075ca": "blue", "7057ff": "purple", "008672": "green",
    "d876e3": "pink", "e4e669": "yellow",
}  # fmt: skip
# Closed without having been done.
_DROPPED = {"not_planned", "duplicate"}


def read_github(file: BinaryIO) -> BoardRecord:
    """The issues in `file`; pull requests are counted and left out."""
    issues, repository = _issues(decode(file.read()))
    if len(issues) > MAX_ISSUES:
        raise BrokenFile(_("This file has more than 50,000 issues."))
    builder = BoardBuilder("github", "github", repository or "GitHub")
    builder.list_id(_("Open"), "todo")
    pulls = 0
    seen: set[str] = set()
    for place, issue in enumerate(issues, 1):
        if not isinstance(issue, dict) or _number(issue) is None:
            where = _("issue %(n)s") % {"n": place}
            builder.board.skipped.append(Skipped(where, _("This issue has no number.")))
        elif isinstance(issue.get("pull_request"), dict):
            pulls += 1
        else:
            card = _card(issue, builder, repository)
            if card.external_id not in seen:
                seen.add(card.external_id)
                builder.add(card)
    if missing := builder.board.missing_comments:
        message = _("Comments that are not in the file: %(count)s. GitHub’s API leaves them out.")
        builder.warn(message % {"count": missing})
    if pulls:
        builder.warn(_("Pull requests were left out: %(count)s.") % {"count": pulls})
    return builder.finish()


def _issues(text: str) -> tuple[list[Any], str]:
    """The issues, and the repository's name where the file says it once for all."""
    try:
        parts = list(_documents(text))
    except RecursionError:
        raise BrokenFile(_("This file is nested too deeply.")) from None
    except ValueError as error:
        line = getattr(error, "lineno", "?")
        message = _("This file is not JSON, or it was cut off (line %(line)s).")
        raise BrokenFile(message % {"line": line}) from None
    issues: list[Any] = []
    repository = ""
    for part in parts:
        if isinstance(part, list):
            issues += part
        elif isinstance(part, dict) and isinstance(part.get("issues"), list):
            issues += part["issues"]
            repository = repository or _repository_of(part.get("repo"))
        elif isinstance(part, dict):
            issues.append(part)
    if not any(isinstance(each, dict) and "number" in each for each in issues):
        raise BrokenFile(_("These are no GitHub issues: none has a number."))
    return issues, repository


def _documents(text: str) -> Iterator[Any]:
    """One value, or several one after the other: pages that were joined, or a value a line."""
    decoder = json.JSONDecoder()
    at = 0
    while True:
        while at < len(text) and text[at].isspace():
            at += 1
        if at == len(text):
            return
        value, at = decoder.raw_decode(text, at)
        yield value


def _repository_of(value: Any) -> str:
    if isinstance(value, dict):
        return clean(value.get("full_name")) or clean(value.get("name"))
    return clean(value)


def _card(issue: Row, builder: BoardBuilder, repository: str) -> CardRecord:
    number = _number(issue)
    url = clean(issue.get("html_url")) or clean(issue.get("url"))
    found = _REPOSITORY.match(url)
    home = found[1] if found else repository
    card_id = f"{home}#{number}"[:190]
    title, whole = fit_title(clean(issue.get("title")), f"#{number}")
    description, rest = fit_description(clean(issue.get("body")), whole)
    is_closed = clean(issue.get("state")).casefold() == "closed"
    reason = clean(issue.get("state_reason") or issue.get("stateReason")).casefold()
    link = LinkRecord(external_id=url, name=f"{home}#{number}"[:300], url=url)
    return CardRecord(
        external_id=card_id,
        source_key=f"#{number}",
        title=title,
        description=description,
        list_id=builder.list_id(_("Closed"), "done") if is_closed else builder.list_id(_("Open")),
        is_archived=is_closed and reason in _DROPPED,
        is_done=False,
        created_at=time_of(issue.get("created_at") or issue.get("createdAt")),
        completed_at=time_of(issue.get("closed_at") or issue.get("closedAt")),
        sprint_id=_milestone(issue, builder),
        label_ids=_labels(issue, builder),
        member_ids=_members(issue, builder),
        comments=(*_comments(issue, card_id, builder), *pieces_as_comments(card_id, rest)),
        links=(link,) if is_web_address(url) else (),
    )


def _number(issue: Row) -> int | None:
    number = issue.get("number")
    if not isinstance(number, int) or isinstance(number, bool):
        return None
    return number if 0 < number < 10**12 else None


def _milestone(issue: Row, builder: BoardBuilder) -> str:
    milestone = row_of(issue, "milestone")
    title = one_line(clean(milestone.get("title")) or clean(issue.get("milestone")), 100)
    if not title:
        return ""
    sprint = SprintRecord(
        external_id=title.casefold()[:190],
        name=title,
        end_date=day_of(milestone.get("due_on") or milestone.get("dueOn")),
        is_over=clean(milestone.get("state")).casefold() == "closed",
    )
    return builder.sprint_id(sprint)


def _labels(issue: Row, builder: BoardBuilder) -> tuple[str, ...]:
    ids = []
    for label in values_of(issue, "labels"):
        name = clean(label.get("name")) if isinstance(label, dict) else clean(label)
        color = clean(label.get("color")).lower() if isinstance(label, dict) else ""
        if name.strip():
            ids.append(builder.label_id(name, _COLORS.get(color, "grey")))
    return tuple(dict.fromkeys(ids))


def _members(issue: Row, builder: BoardBuilder) -> tuple[str, ...]:
    people = values_of(issue, "assignees") or [issue.get("assignee")]
    ids = [_person(each, builder) for each in people]
    return tuple(dict.fromkeys(each for each in ids if each))


def _person(value: Any, builder: BoardBuilder) -> str:
    """A login; somebody who deleted their account is nobody."""
    login = clean(value.get("login")) if isinstance(value, dict) else clean(value)
    return builder.person_id(login, account=login) if login else ""


def _comments(issue: Row, card_id: str, builder: BoardBuilder) -> Iterator[CommentRecord]:
    """The API says only how many there are; `gh` and archives bring them along."""
    said = issue.get("comments")
    if isinstance(said, int) and not isinstance(said, bool) and said > 0:
        builder.board.missing_comments += said
    for place, row in enumerate(rows_of(issue, "comments")):
        body = clean(row.get("body")).strip()
        author_id = _person(row.get("author") or row.get("user"), builder)
        if body:
            yield CommentRecord(
                external_id=f"{card_id[:150]}:{clean(row.get('id')) or place}"[:190],
                author_id=author_id,
                author_name=builder.person_name(author_id) if author_id else "",
                body=body,
                at=time_of(row.get("createdAt") or row.get("created_at")),
            )
