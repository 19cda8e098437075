"""What stands in the addresses and links of mails: signed, so that nothing has to be kept.

A reply's address is short and in lower case, as mail servers may fold its case and refuse more than
64 characters before the `@`: the number of its row and fifteen characters of a signature.
"""

import base64
import re
from dataclasses import dataclass
from email.utils import parseaddr
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

from tasks.models import NotificationKind

_REPLY = "teamflow.reply"
_STOP = "teamflow.stop-mail"
_TOKEN = re.compile(r"\A(\d{1,18})-([a-z2-7]{15})\Z")


@dataclass(frozen=True, slots=True)
class Stop:
    """Whose mail, and of which kind (none named: all), a link stops."""

    user_id: UUID
    kind: str


def reply_address(number: int) -> str:
    """Where an answer goes, or nothing where no mail comes in."""
    if not settings.REPLY_EMAIL:
        return ""
    name, _at, domain = settings.REPLY_EMAIL.partition("@")
    return f"{name}+{number}-{_signature(number)}@{domain}"


def reply_number(address: str) -> int | None:
    """The row that an address names, if it was made here."""
    name, _at, domain = address.strip().lower().rpartition("@")
    wanted, _at, home = settings.REPLY_EMAIL.lower().partition("@")
    base, _plus, token = name.partition("+")
    found = _TOKEN.match(token)
    if not settings.REPLY_EMAIL or (base, domain) != (wanted, home) or found is None:
        return None
    number = int(found[1])
    return number if constant_time_compare(found[2], _signature(number)) else None


def stop_token(user_id: UUID, kind: str = "") -> str:
    """What a link to stop mail carries."""
    return signing.dumps([str(user_id), kind], salt=_STOP)


def read_stop_token(token: str) -> Stop | None:
    """Whose mail it stops; None when it was not made here. It is good for ever."""
    try:
        user_id, kind = signing.loads(token, salt=_STOP)
        stop = Stop(UUID(user_id), str(kind))
    except (signing.BadSignature, ValueError, TypeError, AttributeError):
        return None
    return stop if not stop.kind or stop.kind in NotificationKind.values else None


def mail_host() -> str:
    """The name after the `@` of what is sent."""
    _name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return address.rpartition("@")[2] or "teamflow.invalid"


def _signature(number: int) -> str:
    digest = salted_hmac(_REPLY, str(number), algorithm="sha256").digest()
    return base64.b32encode(digest).decode().lower()[:15]
