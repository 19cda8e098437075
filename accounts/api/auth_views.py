"""Signing up, in and out through the API.

simplejwt's own views are not used: they give tokens on a password alone. Here the tokens are made
once the sign-in is complete, and every token belongs to a sign-in that can be ended.
"""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user, logout
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import exceptions, status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.authentication import SessionAuthentication
from accounts.api.cookies import drop_refresh, keep_refresh, refresh_of
from accounts.api.serializers import (
    AccessOutput,
    EmailInput,
    LoginInput,
    RegisteredOutput,
    RegisterInput,
    ResetInput,
    SignedInOutput,
    TokenInput,
    UserOutput,
)
from accounts.handlers import SESSION_NAME
from accounts.models import User
from accounts.services.lockout import WrongPassword, check_credentials
from accounts.services.mail import send_address_taken_mail, send_verification_mail
from accounts.services.passwords import request_reset, reset_password
from accounts.services.registration import confirm_address_by_token, sign_up
from accounts.services.sign_ins import (
    NotSignedIn,
    access_token,
    end_api_sign_in,
    end_sign_in,
    live_sign_in,
    refresh_sign_in,
    sign_in_for_access_token,
    start_api_sign_in,
)
from teamflow.common.api import ApiView
from teamflow.common.errors import Denied
from teamflow.common.ids import uuid7

NOTHING = OpenApiResponse(description="Done; there is nothing to say.")


class OpenView(ApiView):
    """For people who are not signed in. Whoever is, is not looked at: no CSRF, no expired token."""

    authentication_classes: list[Any] = []
    permission_classes = [AllowAny]


class RegisterView(OpenView):
    """Sign up."""

    @extend_schema(
        request=RegisterInput,
        responses={201: RegisteredOutput},
        auth=[],
        operation_id="auth_register",
    )
    def post(self, request: Request) -> Response:
        """Make a person with a first workspace; the address is confirmed by mail."""
        form = RegisterInput(data=request.data)
        form.is_valid(raise_exception=True)
        try:
            user = sign_up(**form.validated_data)
        except ValidationError as error:
            user = self._pretend(form.validated_data, error)
        else:
            send_verification_mail(actor=user)
        return Response({"user": UserOutput(user).data}, status=status.HTTP_201_CREATED)

    def _pretend(self, wanted: dict[str, str], error: ValidationError) -> User:
        """Where an address must be verified, a known one gets the same answer, and a mail."""
        is_known = User.objects.with_address(wanted["email"]).exists()
        has_other_faults = set(getattr(error, "error_dict", {})) != {"email"}
        if not (settings.EMAIL_VERIFICATION_REQUIRED and is_known) or has_other_faults:
            raise error
        send_address_taken_mail(email=wanted["email"])
        return User(id=uuid7(), email=wanted["email"].lower(), name=wanted["name"])


class LoginView(OpenView):
    """Sign in."""

    # A failure must stay counted, and a token is not to be kept.
    remembers_answers = False

    @extend_schema(
        request=LoginInput,
        responses={200: SignedInOutput},
        auth=[],
        operation_id="auth_login",
    )
    def post(self, request: Request) -> Response:
        """An access token, and a refresh token in the cookie `teamflow_refresh`.

        Five wrong passwords lock the account for 15 minutes (429), known or not.
        """
        form = LoginInput(data=request.data)
        form.is_valid(raise_exception=True)
        data = form.validated_data
        try:
            user = check_credentials(email=data["email"], password=data["password"])
        except WrongPassword:
            raise exceptions.NotAuthenticated(
                _("The address and the password do not belong together.")
            ) from None
        if settings.EMAIL_VERIFICATION_REQUIRED and user.email_verified_at is None:
            raise Denied(_("Confirm your e-mail address first: open the link that we sent."))
        issued = start_api_sign_in(actor=user, remember_me=data["remember_me"])
        response = Response({"access": issued.access, "user": UserOutput(user).data})
        keep_refresh(response, issued)
        return response

    def get_authenticate_header(self, request: Request) -> str:
        """A wrong password is a 401."""
        return 'Bearer realm="TeamFlow"'


class RefreshView(OpenView):
    """Go on being signed in."""

    remembers_answers = False

    @extend_schema(
        request=None,
        responses={200: AccessOutput},
        auth=[{"session": []}, {}],  # type: ignore[list-item]
        operation_id="auth_refresh",
    )
    def post(self, request: Request) -> Response:
        """A new access token, for the refresh cookie or for a signed-in page (with CSRF)."""
        token = refresh_of(request)
        if not token:
            return Response({"access": _for_page(request)})
        try:
            issued = refresh_sign_in(token=token)
        except NotSignedIn:
            raise exceptions.NotAuthenticated(_("Sign in again.")) from None
        response = Response({"access": issued.access})
        keep_refresh(response, issued)
        return response

    def get_authenticate_header(self, request: Request) -> str:
        """A token that is no longer good is a 401."""
        return 'Bearer realm="TeamFlow"'


class LogoutView(OpenView):
    """Sign out."""

    remembers_answers = False

    @extend_schema(request=None, responses={204: NOTHING}, operation_id="auth_logout")
    def post(self, request: Request) -> Response:
        """End the sign-in that the cookie, the access token or the page's session stands for."""
        token = refresh_of(request)
        scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
        if token:
            end_api_sign_in(token=token)
        if scheme.lower() == "bearer":
            sign_in = sign_in_for_access_token(token=secret.strip())
            if sign_in is not None:
                end_sign_in(actor=sign_in.user, sign_in=sign_in)
        elif not token and _is_page(request):
            logout(request._request)
        response = Response(status=status.HTTP_204_NO_CONTENT)
        drop_refresh(response)
        return response


class ResetPasswordView(OpenView):
    """Ask for a way back in."""

    @extend_schema(
        request=EmailInput,
        responses={204: NOTHING},
        auth=[],
        operation_id="auth_password_reset",
    )
    def post(self, request: Request) -> Response:
        """Mail a link, if anybody has this address; the answer is the same if nobody does."""
        form = EmailInput(data=request.data)
        form.is_valid(raise_exception=True)
        request_reset(email=form.validated_data["email"])
        return Response(status=status.HTTP_204_NO_CONTENT)


class ConfirmResetView(OpenView):
    """Set a new password with what the mail brought."""

    @extend_schema(
        request=ResetInput,
        responses={204: NOTHING},
        auth=[],
        operation_id="auth_password_reset_confirm",
    )
    def post(self, request: Request) -> Response:
        """`token` is what follows `/key/` in the mail's link; every device is signed out."""
        form = ResetInput(data=request.data)
        form.is_valid(raise_exception=True)
        reset_password(**form.validated_data)
        return Response(status=status.HTTP_204_NO_CONTENT)


class VerifyEmailView(OpenView):
    """Prove that an address is one's own."""

    @extend_schema(
        request=TokenInput,
        responses={200: RegisteredOutput},
        auth=[],
        operation_id="auth_verify_email",
    )
    def post(self, request: Request) -> Response:
        """`token` is what follows `/confirm-email/` in the mail's link."""
        form = TokenInput(data=request.data)
        form.is_valid(raise_exception=True)
        user = confirm_address_by_token(token=form.validated_data["token"])
        return Response({"user": UserOutput(user).data})


def _is_page(request: Request) -> bool:
    """Whether a signed-in browser sent this; one without its CSRF token is refused."""
    # DRF has put its anonymous user there, as these views authenticate nobody by themselves.
    request._request.user = get_user(request._request)
    return SessionAuthentication().authenticate(request) is not None


def _for_page(request: Request) -> str:
    """An access token for the browser's own session."""
    kept = request._request.session.get(SESSION_NAME) if _is_page(request) else None
    sign_in = live_sign_in(sign_in_id=kept["id"]) if kept else None
    if sign_in is None:
        raise exceptions.NotAuthenticated(_("Sign in first."))
    return access_token(sign_in)
