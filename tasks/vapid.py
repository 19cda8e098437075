"""The keys that push services know this installation by, and the encrypted message itself."""

import base64
from email.utils import parseaddr
from functools import lru_cache
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

TIMEOUT = 10


class BadKeys(Exception):
    """What the browser gave is no key to encrypt for."""


def is_ready() -> bool:
    """Whether push can be sent at all."""
    return bool(settings.VAPID_PRIVATE_KEY)


def public_key() -> str:
    """What browsers subscribe with; empty where push is off."""
    return _public(settings.VAPID_PRIVATE_KEY) if is_ready() else ""


def send(*, endpoint: str, keys: dict[str, str], data: str, ttl: int) -> int:
    """Encrypt for one browser and hand it to its push service; what the service answers."""
    # A fifth of a second and 20 MB, which only a worker that pushes has to spend.
    import requests
    from py_vapid import Vapid02
    from pywebpush import WebPusher

    parts = urlsplit(endpoint)
    _name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    claims = {"sub": f"mailto:{address}", "aud": f"{parts.scheme}://{parts.netloc}"}
    signed = Vapid02.from_string(settings.VAPID_PRIVATE_KEY).sign(claims)
    pusher = WebPusher({"endpoint": endpoint, "keys": keys})
    try:
        body = pusher.encode(data.encode(), content_encoding="aes128gcm")["body"]
    except ValueError as error:
        raise BadKeys from error
    headers = {**signed, "Content-Encoding": "aes128gcm", "TTL": str(ttl), "Urgency": "normal"}
    # Nothing of the answer is read but its status, and nothing else is followed.
    with requests.post(
        endpoint, data=body, headers=headers, timeout=TIMEOUT, allow_redirects=False, stream=True
    ) as answer:
        return answer.status_code


@lru_cache(maxsize=4)
def _public(private: str) -> str:
    number = int.from_bytes(base64.urlsafe_b64decode(private + "=" * (-len(private) % 4)))
    key = ec.derive_private_key(number, ec.SECP256R1()).public_key()
    point = key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).decode().rstrip("=")
