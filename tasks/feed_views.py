"""The secret address that calendar programs ask, without signing in."""

import hashlib
from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import condition, require_safe
from django_ratelimit.core import get_usage

from tasks.feeds import calendar_of
from tasks.models import CalendarFeed
from tasks.selectors.feeds import feed_by_token, tasks_of_feed
from teamflow.common.errors import NotFound, RateLimited


@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """Dated tasks as a calendar; whoever has the address reads it, so that it is no page's."""
    _count(request, token)
    try:
        feed = feed_by_token(token=token)
    except NotFound:
        raise Http404 from None
    with override(feed.user.locale or None):
        base = request.build_absolute_uri("/").rstrip("/")
        body = calendar_of(name=_name(feed), tasks=tasks_of_feed(feed), base=base)
    _note(feed)
    response = _answer(request, body)
    response["Cache-Control"] = "private, max-age=300"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _answer(request: HttpRequest, body: bytes) -> HttpResponse:
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'

    @condition(etag_func=lambda _request: tag)
    def answer(_request: HttpRequest) -> HttpResponse:
        head = {"Content-Disposition": 'inline; filename="teamflow.ics"'}
        return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=head)

    return answer(request)


def _name(feed: CalendarFeed) -> str:
    if feed.project is not None:
        return feed.project.name
    return _("My tasks · %(workspace)s") % {"workspace": feed.workspace.name}


def _note(feed: CalendarFeed) -> None:
    """That it is used, to the hour: a program that asks often must not write each time."""
    now = timezone.now()
    if feed.read_at is None or now - feed.read_at > timedelta(hours=1):
        CalendarFeed.objects.filter(pk=feed.pk).update(read_at=now)


def _count(request: HttpRequest, token: str) -> None:
    if settings.BENCH:
        return
    usage = get_usage(
        request,
        group="calendar",
        key=lambda *_a: token,
        rate=settings.RATE_LIMITS["calendar"],
        increment=True,
    )
    if usage and usage["should_limit"]:
        raise RateLimited(usage["time_left"])
