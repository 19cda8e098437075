"""A mail server of our own that keeps what it takes: the product speaks real SMTP to it."""

from asyncio.base_events import Server
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


class Postbox:
    """What came, parsed; `refuse_*` are the answers of servers that will not have it."""

    def __init__(self, *, refuse_sender: str = "", refuse_recipient: str = "") -> None:
        self.mails: list[EmailMessage] = []
        self.refuse_sender, self.refuse_recipient = refuse_sender, refuse_recipient

    async def handle_MAIL(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if self.refuse_sender:
            return self.refuse_sender
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if self.refuse_recipient:
            return self.refuse_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 kept"


class AnyPort(Controller):
    """A server at whichever port is free, told once it listens."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def mail_server(settings: Any, postbox: Postbox | None = None, **options: Any) -> Iterator[Postbox]:
    """The settings point at the server while it runs."""
    box = postbox or Postbox()
    controller = AnyPort(box, hostname="127.0.0.1", port=0, **options)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = controller.port
    settings.EMAIL_TIMEOUT = 5
    try:
        yield box
    finally:
        controller.stop()


def text_of(mail: EmailMessage) -> str:
    """The plain part."""
    part = mail.get_body(preferencelist=("plain",))
    return part.get_content() if part else ""


def html_of(mail: EmailMessage) -> str:
    """The HTML part."""
    part = mail.get_body(preferencelist=("html",))
    return part.get_content() if part else ""
