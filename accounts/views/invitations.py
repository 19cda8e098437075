"""The page behind an invitation's link; it works signed out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.adapter import PENDING_INVITATION
from accounts.models import Invitation
from accounts.selectors import invitation_by_token, role_in
from accounts.services.invitations import accept_invitation

WAYS_IN = ("account_signup", "account_login")


@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Who asks to what. Signed in: join. Signed out: sign up or in, and be joined by that."""
    found = invitation_by_token(token=token)
    if request.method == "POST":
        return _join(request, found, token)
    is_open = _is_open(found)
    context = {
        "invitation": found,
        "is_open": is_open,
        "is_member": request.user.is_authenticated
        and role_in(user=request.user, workspace_id=found.workspace_id) is not None,
        "is_for_another": bool(found.email)
        and request.user.is_authenticated
        and found.email.lower() != request.user.email.lower(),
    }
    return render(request, "accounts/invitation.html", context, status=200 if is_open else 410)


def _join(request: HttpRequest, found: Invitation, token: str) -> HttpResponse:
    if not request.user.is_authenticated:
        if not _is_open(found):
            return redirect("invitation", token=token)
        # allauth's pages join whoever signs up or in from here (adapter.post_login).
        request.session[PENDING_INVITATION] = token
        by = request.POST.get("by", "")
        return redirect(by if by in WAYS_IN else WAYS_IN[0])
    membership = accept_invitation(actor=request.user, invitation=found)
    return redirect(f"/w/{membership.workspace.slug}/")


def _is_open(found: Invitation) -> bool:
    is_used = found.accepted_at or found.revoked_at or found.workspace.deleted_at
    return not is_used and found.expires_at > timezone.now()
