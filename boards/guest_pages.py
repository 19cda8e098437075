"""Where a share link leads: a name is asked for (and the password), then the board opens."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_ratelimit.core import is_ratelimited

from boards.models import ShareLink
from boards.selectors import access_to
from boards.selectors.guests import guest_cookie, link_by_token
from boards.services.sharing import VISIT, enter_as_guest
from teamflow.common.api import address_of
from teamflow.common.errors import Denied, NotFound


@require_http_methods(["GET", "POST"])
def share_link(request: HttpRequest, token: str) -> HttpResponse:
    """Members go to the board at once; others say who they are."""
    link = link_by_token(token)
    if link is None:
        return render(request, "boards/guest.html", {"link": None}, status=404)
    user = request.user
    if user.is_authenticated and access_to(user_id=user.pk, board=link.board):
        return redirect("board", board_id=link.board_id)
    problem = ""
    if request.method == "POST":
        if _asks_too_often(request):
            return render(request, "429.html", status=429)
        answer, problem = _enter(request, link, token)
        if answer is not None:
            return answer
    name = request.POST.get("name", getattr(user, "name", ""))
    context = {"link": link, "problem": problem, "name": name, "needs_password": link.password}
    return render(request, "boards/guest.html", context, status=400 if problem else 200)


def _enter(request: HttpRequest, link: ShareLink, token: str) -> tuple[HttpResponse | None, str]:
    name, password = request.POST.get("name", ""), request.POST.get("password", "")
    try:
        visit = enter_as_guest(token=token, name=name, password=password)
    except ValidationError:
        return None, _("Please give a name of at most 60 characters.")
    except Denied as problem:
        return None, str(problem)
    except NotFound:
        return render(request, "boards/guest.html", {"link": None}, status=404), ""
    answer = redirect("board", board_id=link.board_id)
    answer.set_cookie(
        guest_cookie(link.board_id),
        visit.token,
        max_age=VISIT,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer, ""


def _asks_too_often(request: HttpRequest) -> bool:
    # A password is guessed by asking often.
    if settings.BENCH:
        return False
    return bool(
        is_ratelimited(
            request,
            group="boards:guest",
            key=lambda *_a: address_of(request),
            rate=settings.RATE_LIMITS["sign_in"],
            increment=True,
        )
    )
