"""What a notification says, in the reader's language: for mails and push."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tasks.models import Notification, NotificationKind, State

Kind = NotificationKind


def words_of(row: Notification) -> str:
    """What happened, in one line."""
    who = row.actor.name if row.actor else "TeamFlow"
    data = {str(name): value for name, value in row.data.items()}
    said = _sentence(row.kind)
    return said % {
        "who": who,
        "by": data.get("by", ""),
        "day": _day(data.get("due")),
        "column": data.get("column", ""),
        "name": data.get("automation") or data.get("words", ""),
        "to": _state(data.get("to")),
    }


def quoted(row: Notification) -> str:
    """The words that somebody wrote, or none."""
    if row.kind in {Kind.MENTIONED, Kind.REPLIED, Kind.COMMENTED, Kind.REFUSED}:
        return str(row.data.get("words", ""))
    return ""


def _sentence(kind: str) -> str:
    sentences = {
        Kind.ASSIGNED: _("%(who)s assigned it to you"),
        Kind.CREATED: _("%(who)s made this task"),
        Kind.MENTIONED: _("%(who)s mentioned you"),
        Kind.REPLIED: _("%(who)s answered"),
        Kind.COMMENTED: _("%(who)s commented"),
        Kind.STATUS: _("%(who)s moved it to “%(to)s”"),
        Kind.REVIEW: _("%(who)s asks for a review"),
        Kind.APPROVAL: _("%(who)s asks you to approve the move to “%(column)s”"),
        Kind.APPROVED: _("%(who)s approved the move to “%(column)s”"),
        Kind.REFUSED: _("%(who)s refused the move to “%(column)s”"),
        Kind.UNBLOCKED: _("%(by)s is done; nothing blocks it any more"),
        Kind.DUE_SOON: _("Due: %(day)s"),
        Kind.OVERDUE: _("Was due: %(day)s"),
        Kind.AUTOMATION: _("The automation “%(name)s” tells you of it"),
        Kind.BREACHED: _("Not done within the time of “%(name)s”"),
    }
    return sentences.get(Kind(kind), "%(who)s") if kind in Kind.values else "%(who)s"


def _day(said: Any) -> str:
    try:
        return date_format(date.fromisoformat(str(said)), "DATE_FORMAT")
    except ValueError:
        return ""


def _state(said: Any) -> str:
    return str(State(said).label) if said in State.values else ""
