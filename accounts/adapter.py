"""Where allauth's pages call TeamFlow's services."""

from typing import Any
from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse

from accounts.handlers import SESSION_NAME
from accounts.models import User
from accounts.selectors import invitation_by_token
from accounts.services.invitations import accept_invitation
from accounts.services.lockout import WrongPassword, check_credentials
from accounts.services.mail import (
    send_address_taken_mail,
    send_plain_mail,
    send_reset_mail,
    send_verification_mail,
)
from accounts.services.passwords import set_password
from accounts.services.registration import confirm_address
from teamflow.common.errors import Denied, Gone, NotFound

PENDING_INVITATION = "invitation"


class AccountAdapter(DefaultAccountAdapter):
    """One lock, one way to a password, and mail by jobs, for pages as for the API."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Look at the password, counted; a locked account answers 429 (PageErrorsMiddleware)."""
        try:
            return check_credentials(
                email=credentials.get("email", ""), password=credentials.get("password", "")
            )
        except WrongPassword:
            return None

    def reauthenticate(self, user: User, password: str) -> bool:
        """The same lock holds for somebody who is asked again."""
        return self.authenticate(self.request, email=user.email, password=password) == user

    def set_password(self, user: User, password: str) -> None:
        """Every other device is signed out."""
        kept = self.request.session.get(SESSION_NAME) if self.request.user == user else None
        keep = UUID(kept["id"]) if kept else None
        fresh = set_password(actor=user, password=password, keep_sign_in=keep)
        user.password = fresh.password

    def confirm_email(self, request: HttpRequest, email_address: Any) -> bool:
        """Tell the person's own row, too."""
        was_confirmed = bool(super().confirm_email(request, email_address))
        if was_confirmed:
            confirm_address(actor=email_address.user)
        return was_confirmed

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Whoever came by an invitation has joined by the time they arrive."""
        token = request.session.pop(PENDING_INVITATION, None)
        if token:
            kwargs["redirect_url"] = _join(user, token) or kwargs.get("redirect_url")
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response

    def add_message(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The pages themselves show that somebody is signed in or out."""
        template = args[1] if len(args) > 1 else kwargs.get("message_template", "")
        if template not in {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}:
            super().add_message(request, *args, **kwargs)

    def send_confirmation_mail(
        self, request: HttpRequest, emailconfirmation: Any, signup: bool
    ) -> None:
        """By a job."""
        send_verification_mail(actor=emailconfirmation.email_address.user)

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """By a job."""
        send_reset_mail(actor=user)

    def send_account_already_exists_mail(self, email: str) -> None:
        """By a job."""
        send_address_taken_mail(email=email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Whatever else allauth words, by a job as well."""
        message = self.render_mail(template_prefix, email, {"request": self.request, **context})
        send_plain_mail(email=email, subject=message.subject, text=message.body)


def _join(user: User, token: str) -> str | None:
    """The page to go to: the workspace, or the invitation that says why not."""
    try:
        membership = accept_invitation(actor=user, invitation=invitation_by_token(token=token))
    except NotFound:
        return None
    except (Denied, Gone):
        return f"/invite/{token}/"
    return f"/w/{membership.workspace.slug}/"
