"""Whether mail leaves: a mail to oneself, and what went wrong in words."""

import smtplib
import socket
import ssl
from dataclasses import dataclass
from email.utils import parseaddr

from anymail.exceptions import AnymailAPIError, AnymailError
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User

PATIENCE = 10
_FILES = "django.core.mail.backends.filebased.EmailBackend"
_SMTP = "django.core.mail.backends.smtp.EmailBackend"
_REFUSED_KEY = {401, 403}


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What became of a test mail; `detail` is what the server itself said."""

    ok: bool
    text: str
    detail: str = ""


def send_test_mail(*, actor: User) -> Attempt:
    """Send one mail to `actor`, at once, and say plainly what became of it."""
    backend = settings.EMAIL_BACKEND
    options = {"timeout": min(settings.EMAIL_TIMEOUT, PATIENCE)} if backend == _SMTP else {}
    try:
        _message(actor, get_connection(**options)).send()
    except AnymailAPIError as error:
        return _of_vendor(error)
    except AnymailError as error:
        return Attempt(
            ok=False, text=_("The vendor's settings are not complete."), detail=str(error)
        )
    except (smtplib.SMTPException, OSError) as error:
        return Attempt(ok=False, text=_of_server(error), detail=_said(error))
    return Attempt(ok=backend != _FILES, text=_of_success(actor, backend))


def _message(actor: User, connection: object) -> EmailMultiAlternatives:
    subject = _("TeamFlow can send mail")
    context = {
        "subject": subject,
        "text": _("This is the test that you asked for. Mail leaves, and it arrives."),
        "site_url": settings.TEAMFLOW_URL,
    }
    message = EmailMultiAlternatives(
        subject,
        render_to_string("accounts/mail/plain.txt", context),
        to=[actor.email],
        headers={"Auto-Submitted": "auto-generated"},
        connection=connection,
    )
    message.attach_alternative(render_to_string("accounts/mail/plain.html", context), "text/html")
    return message


def _of_success(actor: User, backend: str) -> str:
    if backend == _FILES:
        return _(
            "No mail server is set up, so mail is written to files on the server instead of being "
            "sent. Set EMAIL_URL or EMAIL_VENDOR."
        )
    now = timezone.localtime().strftime("%H:%M")
    return _("The server took a mail to %(email)s at %(time)s. Look whether it arrives.") % {
        "email": actor.email,
        "time": now,
    }


def _of_server(error: Exception) -> str:
    """In words."""
    place = {
        "host": settings.EMAIL_HOST,
        "port": settings.EMAIL_PORT,
        "sender": parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
    }
    # A server that never greets is told by smtplib as one that hung up.
    if isinstance(error, smtplib.SMTPServerDisconnected) and "timed out" in str(error):
        error = TimeoutError()
    for kind, words in _words():
        if isinstance(error, kind):
            return words % place
    return _("The connection to %(host)s:%(port)s broke.") % place


def _words() -> list[tuple[type[Exception], str]]:
    """What is more special stands first: nearly all of these are kinds of OSError."""
    return [
        (
            smtplib.SMTPAuthenticationError,
            _("The mail server refused the user name or password in EMAIL_URL."),
        ),
        (
            smtplib.SMTPSenderRefused,
            _(
                "The mail server does not send mail from %(sender)s. Set DEFAULT_FROM_EMAIL to an "
                "address that it may send from."
            ),
        ),
        (
            smtplib.SMTPRecipientsRefused,
            _("The mail server does not take mail to your address."),
        ),
        (
            smtplib.SMTPNotSupportedError,
            _(
                "The mail server does not offer what EMAIL_URL asks for: encryption (smtp+tls) or "
                "signing in with a password."
            ),
        ),
        (
            smtplib.SMTPServerDisconnected,
            _(
                "%(host)s:%(port)s hung up. Often its port speaks another kind of encryption: "
                "smtp+tls is for 587, smtp+ssl for 465."
            ),
        ),
        (smtplib.SMTPException, _("The mail server did not take the mail.")),
        *_words_of_the_network(),
    ]


def _words_of_the_network() -> list[tuple[type[Exception], str]]:
    return [
        (
            ssl.SSLCertVerificationError,
            _("The certificate of %(host)s is not trusted, or is for another name."),
        ),
        (
            ssl.SSLError,
            _(
                "No encrypted connection to %(host)s:%(port)s came about. Use smtp+tls for port "
                "587 and smtp+ssl for 465."
            ),
        ),
        (socket.gaierror, _("There is no mail server named %(host)s.")),
        (
            ConnectionRefusedError,
            _("Nothing answers at %(host)s:%(port)s: the connection was refused."),
        ),
        (
            TimeoutError,
            _("%(host)s:%(port)s did not answer in time. Is it behind a firewall?"),
        ),
    ]


def _of_vendor(error: AnymailAPIError) -> Attempt:
    status = getattr(error, "status_code", None)
    detail = str(error)[:500]
    if status in _REFUSED_KEY:
        return Attempt(ok=False, text=_("The vendor refused the key in ANYMAIL_…."), detail=detail)
    if status is None:
        return Attempt(ok=False, text=_("The vendor could not be reached."), detail=detail)
    return Attempt(ok=False, text=_("The vendor did not take the mail."), detail=detail)


def _said(error: Exception) -> str:
    """The server's own words, with nothing of ours that is secret."""
    words: bytes | str
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
    elif isinstance(error, smtplib.SMTPResponseException):
        code, words = error.smtp_code, error.smtp_error
    else:
        return str(error)[:300]
    text = words.decode(errors="replace") if isinstance(words, bytes) else str(words)
    return f"{code} {text}"[:300]
