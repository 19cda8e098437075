"""The refresh token's cookie: out of scripts' reach, and sent to the auth endpoints only."""

from django.conf import settings
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.services.sign_ins import Issued

NAME = "teamflow_refresh"
PATH = "/api/v1/auth"


def keep_refresh(response: Response, issued: Issued) -> None:
    """Hand the refresh token over."""
    response.set_cookie(
        NAME,
        issued.refresh,
        max_age=issued.seconds,
        path=PATH,
        secure=settings.IS_HTTPS,
        httponly=True,
        samesite="Strict",
    )


def drop_refresh(response: Response) -> None:
    """Take it back."""
    response.delete_cookie(NAME, path=PATH, samesite="Strict")


def refresh_of(request: Request) -> str:
    """What the request brought; empty without."""
    return str(request.COOKIES.get(NAME, ""))
