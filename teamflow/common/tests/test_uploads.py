"""One contract of two storages: a folder, and S3 as moto's server speaks it."""

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import requests
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from teamflow.common.uploads import (
    Incoming,
    NotArrived,
    Uploads,
    UploadTarget,
    upload_target,
    uploads,
)
from teamflow.s3 import s3_options

LARGE = 11 * 1024 * 1024 + 5


@pytest.fixture(scope="module")
def moto() -> Iterator[str]:
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def folder(settings: Any, tmp_path: Any) -> Uploads:
    settings.MEDIA_ROOT = tmp_path
    return uploads()


@pytest.fixture
def s3(settings: Any, moto: str) -> Uploads:
    use_s3(settings, moto, "teamflow-files")
    found = uploads()
    found.client.create_bucket(Bucket="teamflow-files")  # type: ignore[attr-defined]
    return found


def use_s3(settings: Any, endpoint: str, bucket: str) -> None:
    """Let the default storage be a bucket there; the test's settings fixture takes it back."""
    said = {
        "S3_BUCKET": bucket, "S3_ENDPOINT_URL": endpoint, "S3_ACCESS_KEY": "key",
        "S3_SECRET_KEY": "secret",
    }  # fmt: skip

    class Environment:
        def str(self, name: str, default: Any = None) -> Any:
            return said.get(name, default)

    options = s3_options(Environment())
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options},
    }


@pytest.fixture(params=["folder", "s3"])
def storage(request: Any) -> Uploads:
    """Either of them."""
    found: Uploads = request.getfixturevalue(request.param)
    return found


def data_of(size: int) -> bytes:
    return (hashlib.sha256(b"teamflow").digest() * (size // 32 + 1))[:size]


def put(method: str, url: str, data: bytes, **more: Any) -> int:
    """As a browser would; what goes to this server goes to its test client."""
    if url.startswith("/"):
        return Client().generic(method, url, data).status_code
    return requests.request(method, url, data=data, timeout=10, **more).status_code


def bring(target: UploadTarget, data: bytes, *, parts: set[int] | None = None) -> None:
    start = 0
    for part in target.parts:
        if not part.is_here and (parts is None or part.number in parts):
            assert put("PUT", part.url, data[start : start + part.size]) < 300
        start += part.size
    if target.fields:
        answer = requests.post(target.url, data=target.fields, files={"file": data}, timeout=10)
        assert answer.status_code < 300, answer.text
    elif target.url:
        assert put(target.method, target.url, data, headers=target.headers) < 300


def test_a_small_file_comes_whole_and_is_kept(storage: Uploads) -> None:
    data = data_of(4000)
    incoming = Incoming("incoming/a", len(data), "text/plain")
    assert storage.begin(incoming) == ""

    bring(storage.target(incoming), data)
    storage.take_in(incoming, "attachments/t/a")
    storage.forget(incoming)

    with storage.reading("attachments/t/a") as file:
        assert file.read() == data
    assert b"".join(storage.pieces("attachments/t/a", 10, 20)) == data[10:30]
    assert [each.key for each in storage.stored("attachments")] == ["attachments/t/a"]
    assert list(storage.stored("incoming")) == []


def test_a_large_file_comes_in_parts_and_goes_on_after_a_cut(storage: Uploads) -> None:
    data = data_of(LARGE)
    bare = Incoming("incoming/b", len(data), "application/pdf")
    incoming = Incoming(bare.key, bare.size, bare.media_type, storage.begin(bare))
    first = storage.target(incoming)
    assert sum(part.size for part in first.parts) == LARGE

    bring(first, data, parts={1})
    with pytest.raises(NotArrived):
        storage.take_in(incoming, "attachments/t/b")
    again = storage.target(incoming)
    assert [part.is_here for part in again.parts] == [True] + [False] * (len(again.parts) - 1)
    bring(again, data)
    storage.take_in(incoming, "attachments/t/b")
    storage.forget(incoming)

    with storage.reading("attachments/t/b") as file:
        assert hashlib.sha256(file.read()).digest() == hashlib.sha256(data).digest()
    assert list(storage.stored("incoming")) == []


@pytest.mark.parametrize("size", [11, 13])
def test_the_size_that_was_said_binds(storage: Uploads, size: int) -> None:
    incoming = Incoming(f"incoming/size-{size}", size)
    target = storage.target(incoming)

    if target.fields:
        requests.post(target.url, data=target.fields, files={"file": b"twelve bytes"}, timeout=10)
    else:
        assert put(target.method, target.url, b"twelve bytes") == 400

    with pytest.raises(NotArrived):
        storage.take_in(incoming, f"attachments/t/size-{size}")
    assert not default_storage.exists(f"attachments/t/size-{size}")
    storage.forget(incoming)


def test_what_was_taken_in_cannot_be_exchanged(storage: Uploads) -> None:
    incoming = Incoming("incoming/c", 5)
    target = storage.target(incoming)
    bring(target, b"first")
    storage.take_in(incoming, "attachments/t/c")

    bring(target, b"other")

    with storage.reading("attachments/t/c") as file:
        assert file.read() == b"first"
    storage.forget(incoming)


def test_one_put_brings_the_whole(storage: Uploads) -> None:
    target = upload_target(key="archives/a", size=5, media_type="application/zip")

    assert put(target.method, target.url, b"whole", headers=target.headers) < 300

    assert b"".join(storage.pieces("archives/a", 0, 5)) == b"whole"
    default_storage.delete("archives/a")


def test_what_never_came_is_no_error_to_forget(storage: Uploads) -> None:
    incoming = Incoming("incoming/never", 5)
    with pytest.raises(NotArrived):
        storage.take_in(incoming, "attachments/t/never")
    with pytest.raises(NotArrived):
        storage.reading("attachments/t/never")
    storage.forget(incoming)


def test_parts_that_nobody_finished_are_given_up(s3: Any) -> None:
    bare = Incoming("incoming/cut", LARGE)
    incoming = Incoming(bare.key, bare.size, "", s3.begin(bare))
    # moto says of each that it began in 2010.
    assert s3.forget_cut(timezone.now() - timedelta(days=365 * 20)) == 0

    assert s3.forget_cut(timezone.now() + timedelta(minutes=1)) == 1

    with pytest.raises(NotArrived):
        s3.target(incoming)


def test_the_policy_binds_size_and_kind(s3: Any) -> None:
    import base64
    import json

    target = s3.target(Incoming("incoming/d", 77, "image/png"))

    policy = json.loads(base64.b64decode(target.fields["policy"]))
    assert ["content-length-range", 77, 77] in policy["conditions"]
    assert {"Content-Type": "image/png"} in policy["conditions"]
    assert {"key": "incoming/d"} in policy["conditions"]
    assert target.expires_in == 300


def test_health_tells_when_the_storage_is_away(settings: Any, client: Client, db: None) -> None:
    use_s3(settings, "http://127.0.0.1:1", "nowhere")

    answer = client.get("/health")

    assert answer.status_code == 503
    assert answer.json()["checks"]["storage"] == "unavailable"
