"""Django's own news of browsers that sign in and out (pages, the admin, allauth alike)."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.http import HttpRequest

from accounts.models import SignIn, User
from accounts.services.sign_ins import end_sign_in, start_page_sign_in

SESSION_NAME = "sign_in"


def connect() -> None:
    """Listen; called once at start."""
    user_logged_in.connect(note_sign_in, dispatch_uid="accounts.note_sign_in")
    user_logged_out.connect(note_sign_out, dispatch_uid="accounts.note_sign_out")


def note_sign_in(sender: object, request: HttpRequest | None, user: User, **kwargs: Any) -> None:
    """Remember the browser as one of the person's devices."""
    if request is None or not hasattr(request, "session"):
        return
    if not request.session.session_key:
        request.session.save()
    sign_in = start_page_sign_in(
        actor=user,
        session_key=request.session.session_key or "",
        expires_in=timedelta(seconds=request.session.get_expiry_age()),
    )
    request.session[SESSION_NAME] = {
        "id": str(sign_in.pk),
        "key": request.session.session_key,
        "at": sign_in.last_seen_at.timestamp(),
    }


def note_sign_out(
    sender: object, request: HttpRequest | None, user: User | None, **kwargs: Any
) -> None:
    """End the device that the browser was."""
    kept = request.session.get(SESSION_NAME) if request and hasattr(request, "session") else None
    if kept is None:
        return
    sign_in = SignIn.objects.filter(pk=UUID(kept["id"])).first()
    if sign_in is not None:
        end_sign_in(actor=user, sign_in=sign_in)
