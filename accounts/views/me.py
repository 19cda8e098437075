"""One's own pages: profile, security, history."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.forms import AvatarForm, PasswordForm, ProfileForm, TokenForm
from accounts.handlers import SESSION_NAME
from accounts.models import User
from accounts.selectors import activity_of, live_sign_ins, sign_in_of, token_of, tokens_of
from accounts.services.mail import send_verification_mail
from accounts.services.passwords import change_password
from accounts.services.profile import remove_avatar, set_avatar, update_profile
from accounts.services.sign_ins import end_other_sign_ins, end_sign_in
from accounts.services.tokens import create_token, revoke_token
from accounts.views.doors import PageRequest, page, refuse, say


@page("GET", "POST")
def profile(request: PageRequest) -> HttpResponse:
    """Name, face, theme, language, time zone."""
    # A form of its own copy: what is not saved must not show in the frame.
    form = ProfileForm(request.POST or None, instance=User(**_shown(request)))
    if request.method == "POST" and form.is_valid():
        try:
            update_profile(actor=request.user, changes=form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Your profile is saved."))
            return redirect("me")
    context = {"form": form, "has_avatar": bool(request.user.avatar), "tab": "profile"}
    return render(request, "accounts/profile.html", context)


@page("POST")
def change_avatar(request: PageRequest) -> HttpResponse:
    """A new face."""
    form = AvatarForm(request.POST, request.FILES)
    if not form.is_valid():
        say(request, form)
        return redirect("me")
    try:
        set_avatar(actor=request.user, upload=form.cleaned_data["avatar"])
    except ValidationError as error:
        say(request, error)
    return redirect("me")


@page("POST")
def drop_avatar(request: PageRequest) -> HttpResponse:
    """Back to initials."""
    remove_avatar(actor=request.user)
    return redirect("me")


@page("POST")
def resend_verification(request: PageRequest) -> HttpResponse:
    """Mail the link again."""
    if request.user.email_verified_at is None:
        send_verification_mail(actor=request.user)
        messages.success(request, _("We sent a link to your address."))
    return redirect("me")


@page("GET")
def security(request: PageRequest) -> HttpResponse:
    """Password, devices, tokens."""
    return _security(request)


@page("POST")
def password(request: PageRequest) -> HttpResponse:
    """Change it; every other device is signed out, this one goes on."""
    form = PasswordForm(request.POST)
    if form.is_valid():
        try:
            user = change_password(
                actor=request.user, keep_sign_in=_current(request), **form.cleaned_data
            )
        except ValidationError as error:
            refuse(form, error)
        else:
            update_session_auth_hash(request, user)
            messages.success(request, _("Your password is changed. Other devices are signed out."))
            return redirect("me-security")
    return _security(request, password_form=form)


@page("POST")
def end_device(request: PageRequest, sign_in_id: UUID) -> HttpResponse:
    """Sign one device out."""
    sign_in = sign_in_of(user=request.user, sign_in_id=sign_in_id)
    end_sign_in(actor=request.user, sign_in=sign_in, reason="revoked")
    return redirect("me-security")


@page("POST")
def end_other_devices(request: PageRequest) -> HttpResponse:
    """Sign all the others out."""
    end_other_sign_ins(actor=request.user, keep=_current(request), reason="revoked")
    messages.success(request, _("Every other device is signed out."))
    return redirect("me-security")


@page("POST")
def new_token(request: PageRequest) -> HttpResponse:
    """Make a personal token and show it, this once."""
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _security(request, token_form=form)
    days = form.cleaned_data["expires_in"]
    try:
        issued = create_token(
            actor=request.user,
            name=form.cleaned_data["name"],
            scopes=form.cleaned_data["scopes"],
            expires_at=timezone.now() + timedelta(days=days) if days else None,
        )
    except ValidationError as error:
        refuse(form, error)
        return _security(request, token_form=form)
    return _security(request, issued=issued)


@page("POST")
def drop_token(request: PageRequest, token_id: UUID) -> HttpResponse:
    """Take it back."""
    revoke_token(actor=request.user, token=token_of(user=request.user, token_id=token_id))
    return redirect("me-security")


@page("GET")
def history(request: PageRequest) -> HttpResponse:
    """What one did."""
    pages = Paginator(activity_of(user=request.user), 50)
    context = {"page": pages.get_page(request.GET.get("page")), "tab": "history"}
    return render(request, "accounts/history.html", context)


def _security(request: PageRequest, **more: Any) -> HttpResponse:
    context = {
        "password_form": PasswordForm(),
        "token_form": TokenForm(),
        "sign_ins": live_sign_ins(user=request.user),
        "tokens": tokens_of(user=request.user),
        "current": _current(request),
        "tab": "security",
        **more,
    }
    return render(request, "accounts/security.html", context)


def _shown(request: PageRequest) -> dict[str, Any]:
    user = request.user
    return {field: getattr(user, field) for field in ("name", "theme", "locale", "timezone")}


def _current(request: PageRequest) -> UUID | None:
    kept = request.session.get(SESSION_NAME)
    return UUID(kept["id"]) if kept else None
