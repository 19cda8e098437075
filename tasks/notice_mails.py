"""Mails about notifications: of one task, so that they thread, or of everything since the last."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from email.utils import formataddr, parseaddr
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import ngettext

from accounts.models import User
from tasks.mail_tokens import mail_host, reply_address, stop_token
from tasks.models import Notification, NotificationKind, ReplyAddress, Task
from tasks.notice_words import quoted, words_of
from tasks.preferences import zone_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that happened."""

    words: str
    quote: str
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A task, and what happened to it."""

    task: Task
    url: str
    reply_to: str
    lines: Sequence[Line]


def compose(*, user: User, news: Sequence[Notification], number: UUID) -> EmailMultiAlternatives:
    """The mail; `number` gives the same Message-ID each time that it is made."""
    with translation.override(user.locale):
        parts = _parts(user, news)
        context = {
            "parts": parts,
            "user": user,
            "subject": _subject(parts, news),
            "site_url": settings.TEAMFLOW_URL,
            "settings_url": settings.TEAMFLOW_URL + reverse("me-notifications"),
            "stop_all_url": _stop_url(user),
            "stops": _stops(user, {row.kind for row in news}),
            "may_reply": bool(settings.REPLY_EMAIL),
        }
        text = render_to_string("tasks/mail/notices.txt", context)
        html = render_to_string("tasks/mail/notices.html", context)
    message = EmailMultiAlternatives(
        " ".join(str(context["subject"]).split()),
        text,
        from_email=_envelope() or _sender(news),
        to=[user.email],
        reply_to=[parts[0].reply_to] if len(parts) == 1 and parts[0].reply_to else None,
        headers={**_headers(user, parts, number), "From": _sender(news)},
    )
    message.attach_alternative(html, "text/html")
    return message


def _parts(user: User, news: Sequence[Notification]) -> list[Part]:
    by_task: dict[Task, list[Notification]] = defaultdict(list)
    for row in news:
        if row.task is not None:
            by_task[row.task].append(row)
    addresses = _reply_addresses(user, by_task)
    return [
        Part(
            task=task,
            url=f"{settings.TEAMFLOW_URL}/w/{task.project.workspace.slug}/t/{task.key}/",
            reply_to=addresses.get(task.pk, ""),
            lines=[_line(row, user) for row in rows],
        )
        for task, rows in by_task.items()
    ]


def _reply_addresses(user: User, tasks: Collection[Task]) -> dict[UUID, str]:
    if not settings.REPLY_EMAIL:
        return {}
    ReplyAddress.objects.bulk_create(
        [ReplyAddress(user=user, task=task) for task in tasks], ignore_conflicts=True
    )
    known = ReplyAddress.objects.filter(user=user, task__in=list(tasks))
    return {row.task_id: reply_address(row.pk) for row in known}


def _line(row: Notification, user: User) -> Line:
    local = row.created_at.astimezone(zone_of(user.timezone))
    return Line(
        words=words_of(row), quote=quoted(row), when=date_format(local, "SHORT_DATETIME_FORMAT")
    )


def _subject(parts: Sequence[Part], news: Sequence[Notification]) -> str:
    if len(parts) == 1:
        task = parts[0].task
        return f"[{task.key}] {task.title}"
    count = ngettext("%(count)s update", "%(count)s updates", len(news)) % {"count": len(news)}
    keys = ", ".join(part.task.key for part in parts[:3])
    return f"{count}: {keys}{' …' if len(parts) > 3 else ''}"


def _sender(news: Sequence[Notification]) -> str:
    """Where one person did it all, their name stands beside the product's."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    people = {row.actor.name if row.actor else "" for row in news}
    if len(people) != 1 or "" in people:
        return formataddr((name or "TeamFlow", address))
    clean = "".join(letter for letter in people.pop() if letter.isprintable())
    return formataddr((f"{clean} ({name or 'TeamFlow'})", address))


def _envelope() -> str:
    """Where reports of what did not arrive go, so that they come in; vendors have their own way."""
    return "" if settings.EMAIL_VENDOR else settings.REPLY_EMAIL


def _headers(user: User, parts: Sequence[Part], number: UUID) -> dict[str, str]:
    host = mail_host()
    headers = {
        "Message-ID": f"<notice.{number}@{host}>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "OOF, AutoReply",
        "List-Unsubscribe": f"<{_stop_url(user)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    if len(parts) == 1:
        # Every mail about a task answers the same first one, which need not have been sent.
        project = parts[0].task.project
        root = f"<task.{parts[0].task.pk}@{host}>"
        headers |= {
            "In-Reply-To": root,
            "References": root,
            "List-Id": f"<{project.key.lower()}.{project.workspace.slug}.{host}>",
        }
    return headers


def _stops(user: User, kinds: Collection[str]) -> list[dict[str, str]]:
    return [
        {"name": str(NotificationKind(kind).label), "url": _stop_url(user, kind)}
        for kind in sorted(set(kinds) & set(NotificationKind.values))[:3]
    ]


def _stop_url(user: User, kind: str = "") -> str:
    path = reverse("stop-mail", args=[stop_token(user.pk, kind)])
    return f"{settings.TEAMFLOW_URL}{path}"
