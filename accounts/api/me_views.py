"""Oneself: profile, face, devices, tokens, history."""

from typing import Any
from uuid import UUID

from django.contrib.auth import update_session_auth_hash
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from accounts.api.auth_views import NOTHING
from accounts.api.pages import page_of, page_schema
from accounts.api.serializers import (
    AccessTokenInput,
    AccessTokenOutput,
    AvatarInput,
    MeOutput,
    MyActivityOutput,
    NewAccessTokenOutput,
    PasswordInput,
    ProfileInput,
    SignInOutput,
)
from accounts.handlers import SESSION_NAME
from accounts.models import AccessToken, SignIn
from accounts.selectors import activity_of, live_sign_ins, sign_in_of, token_of, tokens_of
from accounts.services.passwords import change_password
from accounts.services.profile import remove_avatar, set_avatar, update_profile
from accounts.services.sign_ins import end_other_sign_ins, end_sign_in
from accounts.services.tokens import create_token, revoke_token
from teamflow.common.api import ApiView
from teamflow.common.errors import Denied
from teamflow.common.requests import AuthenticatedRequest


def current_sign_in(request: AuthenticatedRequest) -> UUID | None:
    """The device that this request comes from; None for a personal token."""
    if isinstance(request.auth, SignIn):
        return request.auth.pk
    kept = request._request.session.get(SESSION_NAME)
    return UUID(kept["id"]) if kept and request.auth is None else None


class SignedInView(ApiView):
    """What a person does about their own account; a personal token may not make others."""

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        """Refuse personal tokens, whatever their scopes."""
        super().initial(request, *args, **kwargs)
        if isinstance(request.auth, AccessToken):
            raise Denied(_("A personal token cannot do this. Sign in."))


class MeView(ApiView):
    """One's own profile."""

    @extend_schema(responses=MeOutput, operation_id="me_read")
    def get(self, request: AuthenticatedRequest) -> Response:
        """Who the request comes from."""
        return Response(MeOutput(request.user).data)

    @extend_schema(request=ProfileInput, responses=MeOutput, operation_id="me_update")
    def patch(self, request: AuthenticatedRequest) -> Response:
        """Change name, theme, locale, time zone or notification preferences."""
        form = ProfileInput(data=request.data)
        form.is_valid(raise_exception=True)
        user = update_profile(actor=request.user, changes=form.validated_data)
        return Response(MeOutput(user).data)


class AvatarView(ApiView):
    """One's own face."""

    parser_classes = [MultiPartParser]

    @extend_schema(
        request={"multipart/form-data": AvatarInput},
        responses=MeOutput,
        operation_id="me_avatar_set",
    )
    def put(self, request: AuthenticatedRequest) -> Response:
        """Cut to a square and encoded anew."""
        form = AvatarInput(data=request.data)
        form.is_valid(raise_exception=True)
        user = set_avatar(actor=request.user, upload=form.validated_data["avatar"])
        return Response(MeOutput(user).data)

    @extend_schema(
        request={"multipart/form-data": AvatarInput},
        responses=MeOutput,
        operation_id="me_avatar_post",
    )
    def post(self, request: AuthenticatedRequest) -> Response:
        """The same as PUT."""
        return self.put(request)

    @extend_schema(responses={200: MeOutput}, operation_id="me_avatar_remove")
    def delete(self, request: AuthenticatedRequest) -> Response:
        """Back to initials."""
        return Response(MeOutput(remove_avatar(actor=request.user)).data)


class ActivityView(ApiView):
    """What one did."""

    @extend_schema(**page_schema("me_activity", MyActivityOutput))
    def get(self, request: AuthenticatedRequest) -> Response:
        """Newest first."""
        return page_of(request, activity_of(user=request.user), ["-id"], MyActivityOutput)


class PasswordView(SignedInView):
    """One's own password."""

    remembers_answers = False

    @extend_schema(
        request=PasswordInput, responses={204: NOTHING}, operation_id="auth_password_change"
    )
    def post(self, request: AuthenticatedRequest) -> Response:
        """Change it; every other device is signed out."""
        form = PasswordInput(data=request.data)
        form.is_valid(raise_exception=True)
        user = change_password(
            actor=request.user, keep_sign_in=current_sign_in(request), **form.validated_data
        )
        if request.auth is None:
            update_session_auth_hash(request._request, user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class SignInsView(SignedInView):
    """Where one is signed in."""

    @extend_schema(**page_schema("auth_sessions", SignInOutput))
    def get(self, request: AuthenticatedRequest) -> Response:
        """Last used first."""
        return page_of(
            request,
            live_sign_ins(user=request.user),
            ["-last_seen_at", "-id"],
            SignInOutput,
            context={"current": current_sign_in(request)},
        )

    @extend_schema(responses={204: NOTHING}, operation_id="auth_sessions_end_others")
    def delete(self, request: AuthenticatedRequest) -> Response:
        """Sign every other device out."""
        end_other_sign_ins(actor=request.user, keep=current_sign_in(request), reason="revoked")
        return Response(status=status.HTTP_204_NO_CONTENT)


class SignInView(SignedInView):
    """One device."""

    @extend_schema(responses={204: NOTHING}, operation_id="auth_session_end")
    def delete(self, request: AuthenticatedRequest, sign_in_id: UUID) -> Response:
        """Sign it out; its sockets close within a second."""
        sign_in = sign_in_of(user=request.user, sign_in_id=sign_in_id)
        end_sign_in(actor=request.user, sign_in=sign_in, reason="revoked")
        return Response(status=status.HTTP_204_NO_CONTENT)


class TokensView(SignedInView):
    """One's own personal tokens."""

    remembers_answers = False

    @extend_schema(**page_schema("auth_tokens", AccessTokenOutput))
    def get(self, request: AuthenticatedRequest) -> Response:
        """Newest first, without their secrets."""
        return page_of(request, tokens_of(user=request.user), ["-id"], AccessTokenOutput)

    @extend_schema(
        request=AccessTokenInput,
        responses={201: NewAccessTokenOutput},
        operation_id="auth_token_create",
    )
    def post(self, request: AuthenticatedRequest) -> Response:
        """Make one; `token` is shown this once."""
        form = AccessTokenInput(data=request.data)
        form.is_valid(raise_exception=True)
        issued = create_token(actor=request.user, **form.validated_data)
        data = {**AccessTokenOutput(issued.token).data, "token": issued.secret}
        return Response(data, status=status.HTTP_201_CREATED)


class TokenView(SignedInView):
    """One personal token."""

    @extend_schema(responses={204: NOTHING}, operation_id="auth_token_revoke")
    def delete(self, request: AuthenticatedRequest, token_id: UUID) -> Response:
        """Take it back."""
        revoke_token(actor=request.user, token=token_of(user=request.user, token_id=token_id))
        return Response(status=status.HTTP_204_NO_CONTENT)
