"""Secrets at rest: AES-256-GCM under keys that can be changed without losing anything.

`TEAMFLOW_FIELD_KEYS` lists `id:base64` pairs, newest first: the first encrypts, all decrypt. What
is stored names its key (`v1:<key id>:<base64 of nonce and ciphertext>`), and is bound to its field,
so that a value copied into another column does not open.
"""

import base64
import binascii
import os
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

_FORM = "v1"
_NONCE_BYTES = 12
_KEY_BYTES = 32


class Unreadable(Exception):
    """A stored secret that no configured key opens."""


def encrypt(text: str, *, field: str) -> str:
    """`text` under the newest key, bound to `field`."""
    key_id, key = _keys(tuple(settings.FIELD_KEYS))[0]
    nonce = os.urandom(_NONCE_BYTES)
    sealed = AESGCM(key).encrypt(nonce, text.encode(), field.encode())
    return f"{_FORM}:{key_id}:{base64.b64encode(nonce + sealed).decode()}"


def decrypt(stored: str, *, field: str) -> str:
    """What `encrypt` was given; raises Unreadable when the key is gone or the value was altered."""
    try:
        form, key_id, body = stored.split(":", 2)
        raw = base64.b64decode(body, validate=True)
    except (ValueError, binascii.Error):
        raise Unreadable("This is not an encrypted value.") from None
    key = dict(_keys(tuple(settings.FIELD_KEYS))).get(key_id)
    if form != _FORM or key is None:
        raise Unreadable(f"TEAMFLOW_FIELD_KEYS has no key {key_id!r}, which this secret needs.")
    try:
        opened = AESGCM(key).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], field.encode())
    except InvalidTag:
        raise Unreadable("The stored secret was altered or belongs to another field.") from None
    return opened.decode()


def key_id_of(stored: str) -> str:
    """Which key `stored` is under."""
    return stored.split(":", 2)[1]


def newest_key_id() -> str:
    """The key that new secrets are put under."""
    return _keys(tuple(settings.FIELD_KEYS))[0][0]


@lru_cache(maxsize=4)
def _keys(pairs: tuple[str, ...]) -> list[tuple[str, bytes]]:
    keys = []
    for pair in pairs:
        key_id, _, encoded = pair.partition(":")
        try:
            key = base64.b64decode(encoded, validate=True)
        except binascii.Error:
            key = b""
        if not key_id or len(key) != _KEY_BYTES:
            raise ImproperlyConfigured(
                "TEAMFLOW_FIELD_KEYS must be `id:key` pairs, each key 32 bytes in base64."
            )
        keys.append((key_id, key))
    if not keys:
        raise ImproperlyConfigured(
            "Set TEAMFLOW_FIELD_KEYS to `id:key` (32 random bytes in base64): secrets of "
            "integrations are encrypted with it. `make run` sets it for you."
        )
    return keys


class EncryptedTextField(models.TextField[str, str]):
    """Text that is encrypted on its way into the database and opened on its way out.

    It cannot be searched: filters other than `isnull` and the empty text find nothing.
    """

    def get_prep_value(self, value: Any) -> Any:
        """Encrypt; the empty text stays empty."""
        return encrypt(str(value), field=self._binding()) if value else value

    def from_db_value(
        self, value: str | None, expression: Any, connection: "BaseDatabaseWrapper"
    ) -> str | None:
        """Decrypt what was read."""
        return decrypt(value, field=self._binding()) if value else value

    def _binding(self) -> str:
        return f"{self.model._meta.label_lower}.{self.name}"
