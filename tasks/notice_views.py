"""Pages about what people are told: their settings, and a way to stop mail without signing in."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.selectors import stopped_address
from accounts.views.doors import PageRequest, page
from tasks import vapid
from tasks.mail_tokens import Stop, read_stop_token
from tasks.models import NotificationKind
from tasks.preferences import CHANNELS, INTERVALS, as_said, preferences_of
from tasks.selectors.notices import levels_of
from tasks.services.notifications import change_preferences, stop_mail
from tasks.views import plain


@page("GET")
def settings_page(request: PageRequest) -> HttpResponse:
    """What one is told of, where and when; saved as it is chosen."""
    user = request.user
    stopped = stopped_address(email=user.email)
    shell = {
        "preferences": as_said(preferences_of(user.notification_preferences)),
        "kinds": [{"id": kind.value, "name": str(kind.label)} for kind in NotificationKind],
        "channels": CHANNELS,
        "intervals": INTERVALS,
        "projects": levels_of(user=user),
        "timezone": user.timezone,
        "email": user.email,
        "push_key": vapid.public_key(),
        "stopped": {"reason": stopped.reason, "detail": stopped.detail} if stopped else None,
    }
    return render(request, "tasks/notices.html", {"tab": "notifications", "shell": plain(shell)})


# Mail programs post here for their readers (RFC 8058), without cookies and without asking.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop mail of one kind or all of it: the link is the right. Opening it changes nothing."""
    asked = read_stop_token(token)
    user = User.objects.filter(pk=asked.user_id, is_active=True).first() if asked else None
    if asked is None or user is None:
        return _stop_page(request, {"is_unknown": True}, status=404)
    kind = asked.kind if request.POST.get("what", "kind") == "kind" else ""
    context = {"kind": _kind_name(asked), "email": user.email, "is_all": not kind}
    if request.method == "POST":
        if request.POST.get("what") == "undo":
            _undo(user, asked)
            return _stop_page(request, {**context, "is_back": True})
        stop_mail(actor=user, kind=kind)
        return _stop_page(request, {**context, "is_stopped": True})
    return _stop_page(request, context)


def _undo(user: User, asked: Stop) -> None:
    """Take one's click back: the kind it was about, or the usual of all."""
    kinds = [asked.kind] if asked.kind else NotificationKind.values
    usual = preferences_of({})
    ways = {kind: {"email": bool(asked.kind) or usual.wants(kind, "email")} for kind in kinds}
    change_preferences(actor=user, changes={"channels": ways})


def _kind_name(asked: Stop) -> str:
    return str(NotificationKind(asked.kind).label) if asked.kind else ""


def _stop_page(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, "tasks/stop_mail.html", context, status=status)
