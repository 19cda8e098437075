import base64
import os

import pytest
from django.core.exceptions import ImproperlyConfigured

from integrations.crypto import Unreadable, decrypt, encrypt, key_id_of


def key(name):
    return f"{name}:{base64.b64encode(os.urandom(32)).decode()}"


def test_what_was_encrypted_opens_again_and_never_looks_the_same():
    first, second = (encrypt("hush", field="f") for _ in range(2))

    assert first != second
    assert decrypt(first, field="f") == decrypt(second, field="f") == "hush"


def test_an_old_key_still_opens_and_the_new_one_encrypts(settings):
    old, new = key("old"), key("new")
    settings.FIELD_KEYS = [old]
    stored = encrypt("hush", field="f")

    settings.FIELD_KEYS = [new, old]

    assert decrypt(stored, field="f") == "hush"
    assert (key_id_of(stored), key_id_of(encrypt("x", field="f"))) == ("old", "new")


def test_without_its_key_nothing_opens(settings):
    stored = encrypt("hush", field="f")
    settings.FIELD_KEYS = [key("other")]

    with pytest.raises(Unreadable, match="t1"):
        decrypt(stored, field="f")


def test_a_value_moved_to_another_field_does_not_open():
    with pytest.raises(Unreadable):
        decrypt(encrypt("hush", field="a"), field="b")


@pytest.mark.parametrize("position", [10, -3])
def test_an_altered_value_does_not_open(position):
    stored = list(encrypt("hush", field="f"))
    stored[position] = "A" if stored[position] != "A" else "B"

    with pytest.raises(Unreadable):
        decrypt("".join(stored), field="f")


@pytest.mark.parametrize("keys", [[], ["x"], ["x:!!"], ["x:c2hvcnQ="]])
def test_keys_that_are_none_are_said_to_be(settings, keys):
    settings.FIELD_KEYS = keys

    with pytest.raises(ImproperlyConfigured, match="TEAMFLOW_FIELD_KEYS"):
        encrypt("hush", field="f")
