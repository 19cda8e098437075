"""One row of a table as a card: what each tracker writes into its cells."""

import hashlib
import re
from collections.abc import Iterable
from itertools import zip_longest
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from tasks.addresses import is_web_address
from tasks.importers.building import BoardBuilder, pieces_as_comments
from tasks.importers.cells import minutes_of, plain, points_of, priority_of, words_of
from tasks.importers.jira_markup import markdown_of
from tasks.importers.moments import Moments
from tasks.importers.records import CardRecord, CommentRecord, LinkRecord, SprintRecord
from tasks.importers.texts import fit_description, fit_title, one_line

if TYPE_CHECKING:
    from tasks.importers.sheets import Row

_EPICS = {"epic", "epica", "epopee", "epico", "エピック", "史诗", "에픽", "эпик"}
# Kinds of work that say nothing beside where the task stands.
_PLAIN_TYPES = {
    "task", "sub-task", "subtask", "aufgabe", "unteraufgabe", "tache", "sous-tache", "tarea",
    "subtarea", "tarefa", "subtarefa", "attivita", "タスク", "サブタスク", "任务", "子任务", "작업",
}  # fmt: skip
_USUAL_ENDS = {
    "done", "fixed", "unresolved", "resolved", "complete", "completed", "fertig", "erledigt",
    "listo", "termine", "corrige", "corregido", "feito", "完了", "未解決", "nicht erledigt",
    "sin resolver", "non resolu",
}  # fmt: skip
_YES = {"true", "yes", "1", "x", "ja", "oui", "si", "sim", "✓"}
_SERVER_SPRINT = re.compile(r"\[.*?\bstate=(?P<state>\w+).*?\bname=(?P<name>[^,\]]*)")


class CardReader:
    """Reads rows one after the other; what is shared by rows goes to the builder."""

    def __init__(self, builder: BoardBuilder, moments: Moments, headers: tuple[str, ...]) -> None:
        self._builder = builder
        self._moments = moments
        self._headers = headers
        self._source = builder.board.source

    def learn_people(self, rows: Iterable["Row"]) -> None:
        """Who the accounts are that comments and mentions name by id alone."""
        for row in rows:
            for who in ("reporter", "watcher", "assignee"):
                for name, account in zip(row.all(who), row.all(f"{who}_id"), strict=False):
                    self._builder.person_id(name, account=account)

    def card(self, row: "Row", card_id: str) -> CardRecord:
        """The card; parents and relations are settled when all rows are known."""
        key = row.first("key") or row.first("id") or _("row %(n)s") % {"n": row.number}
        title, whole = fit_title(row.first("title"), key)
        description, rest = fit_description(self._description(row), whole)
        list_id, is_archived = self._place(row)
        kind = one_line(row.first("type"), 40)
        return CardRecord(
            external_id=card_id,
            source_key=key,
            title=title,
            description=description,
            list_id=list_id,
            is_archived=is_archived,
            is_done=False,
            created_at=self._moments.time(row.first("created_at")),
            start_date=self._moments.day(row.first("start_date")),
            due_date=self._moments.day(row.first("due_date")),
            completed_at=self._moments.time(row.first("completed_at")),
            story_points=points_of(row.first("points")),
            estimate_minutes=minutes_of(row.first("estimate")),
            priority=self._priority(row),
            type_name="" if plain(kind) in _PLAIN_TYPES else kind,
            is_epic=plain(kind) in _EPICS,
            sprint_id=self._sprint(row),
            label_ids=self._labels(row, kind),
            member_ids=self._members(row),
            comments=(*self._comments(row, card_id), *pieces_as_comments(card_id, rest)),
            links=tuple(self._links(row)),
        )

    # Where it stands
    def _place(self, row: "Row") -> tuple[str, bool]:
        builder = self._builder
        list_id = builder.list_id(row.first("status"), row.first("category"))
        state = builder.state_of(list_id)
        archived = row.all("archived_at")
        is_archived = state == "archived" or any(
            self._moments.time(each) or plain(each) in _YES for each in archived
        )
        # A tracker of sections says with a date alone that something is done.
        is_done = bool(self._moments.time(row.first("completed_at")))
        if self._source != "jira" and is_done and state not in ("done", "archived"):
            list_id = builder.list_id(_("Done"), "done")
        return list_id, is_archived

    def _sprint(self, row: "Row") -> str:
        said = row.all("sprint")
        if not said:
            return ""
        name, is_over = said[-1], False
        server = _SERVER_SPRINT.search(name)
        if server:
            name, is_over = server["name"], server["state"] == "CLOSED"
        shown = one_line(name, 100)
        return self._builder.sprint_id(
            SprintRecord(
                external_id=plain(shown)[:190],
                name=shown,
                start_date=self._moments.day(row.first("sprint_start")),
                end_date=self._moments.day(row.first("sprint_end")),
                is_over=is_over,
            )
        )

    # What it is
    def _priority(self, row: "Row") -> str | None:
        said = row.first("priority")
        priority, is_known = priority_of(said)
        if not is_known:
            message = _("The priority “%(name)s” became medium: it is not known.")
            self._builder.warn(message % {"name": one_line(said, 40)})
        return priority

    def _labels(self, row: "Row", kind: str) -> tuple[str, ...]:
        names = [*row.all("label")]
        for cell in row.all("labels"):
            names += words_of(cell)
        end = row.first("resolution")
        if end and plain(end) not in _USUAL_ENDS:
            names.append(end)
        ids = [self._builder.label_id(name) for name in names]
        if kind and plain(kind) not in _PLAIN_TYPES:
            ids.append(self._builder.label_id(kind))
        return tuple(dict.fromkeys(ids))

    def _members(self, row: "Row") -> tuple[str, ...]:
        names, emails = row.first("assignee").split(";"), row.first("assignee_email").split(";")
        account = row.first("assignee_id")
        ids = [
            self._person(name.strip(), email.strip(), account)
            for name, email in zip_longest(names, emails, fillvalue="")
        ]
        return tuple(dict.fromkeys(each for each in ids if each))

    def _person(self, name: str, email: str, account: str) -> str:
        is_address = "@" in name and " " not in name
        return self._builder.person_id(
            name, account=account, email=email or (name if is_address else "")
        )

    # What is written
    def _description(self, row: "Row") -> str:
        parts = ["\n\n".join(self._words(cell) for cell in row.all("description"))]
        if environment := row.first("environment"):
            parts.append(f"**{_('Environment')}**\n\n{self._words(environment)}")
        lines = [(_one(name), value) for name, value in row.named("note", self._headers)]
        if (said := row.first("points")) and points_of(said) is None and said != "0":
            lines.append((_("Points"), said))
            message = _("Points that are no whole number from 1 to 21 stand in the description.")
            self._builder.warn(message)
        if spent := minutes_of(row.first("spent")):
            lines.append((_("Time spent"), f"{spent // 60}:{spent % 60:02} h"))
        parts.append("\n".join(f"- {name}: {one_line(value, 500)}" for name, value in lines))
        return "\n\n".join(part for part in parts if part)

    def _words(self, text: str) -> str:
        return markdown_of(text, self._builder.person_name) if self._source == "jira" else text

    def _comments(self, row: "Row", card_id: str) -> Iterable[CommentRecord]:
        times: dict[str, int] = {}
        for cell in row.all("comment"):
            date, _mark, rest = cell.partition(";")
            author, _mark, body = rest.partition(";")
            at = self._moments.time(date)
            if at is None:
                author, body = "", cell
            begun = f"{date}\n{author}" if at else body
            times[begun] = times.get(begun, 0) + 1
            said = f"{begun}\n{times[begun]}".encode("utf-8", "replace")
            author_id = self._builder.person_id("", account=author) if author else ""
            if body.strip():
                yield CommentRecord(
                    external_id=f"{card_id[:140]}:{hashlib.sha256(said).hexdigest()[:32]}",
                    author_id=author_id,
                    author_name=self._builder.person_name(author_id) if author_id else "",
                    body=self._words(body.strip()),
                    at=at,
                )

    def _links(self, row: "Row") -> Iterable[LinkRecord]:
        for cell in row.all("attachment"):
            parts = cell.split(";")
            url = parts[-1].strip()
            name = one_line(parts[-2], 300) if len(parts) >= 4 else ""
            if is_web_address(url):
                yield LinkRecord(external_id=url, name=name or url[:300], url=url)


def _one(header: str) -> str:
    """`Custom field (Team)` is the team."""
    found = re.search(r"\((.+)\)$", header)
    return one_line(found[1] if found else header, 80)
