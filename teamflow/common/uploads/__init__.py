"""How a browser puts a file into storage: an address good for minutes, bound to size and kind.

A folder takes the bytes through this server, S3 straight from the browser; both keep one contract
(tests/test_uploads.py runs it against either), so that nobody else needs to know which it is.
Large files come in parts: those that arrived are not sent again after a cut.
"""

from functools import lru_cache

from django.core.files.storage import default_storage

from teamflow.common.uploads.contract import (
    GOOD_FOR_SECONDS,
    INCOMING,
    Incoming,
    NotArrived,
    StorageAway,
    Stored,
    UploadPart,
    Uploads,
    UploadTarget,
)

__all__ = [
    "GOOD_FOR_SECONDS",
    "INCOMING",
    "Incoming",
    "NotArrived",
    "StorageAway",
    "Stored",
    "UploadPart",
    "UploadTarget",
    "Uploads",
    "upload_target",
    "uploads",
]


def upload_target(*, key: str, size: int, media_type: str) -> UploadTarget:
    """An address that takes exactly `size` bytes for `key` by one PUT, however large."""
    return uploads().put_target(Incoming(key, size, media_type))


def uploads() -> Uploads:
    """The way in that fits the default storage."""
    if hasattr(default_storage, "bucket_name"):
        return _s3(default_storage.bucket_name)
    from teamflow.common.uploads.folder import FolderUploads

    return FolderUploads()


@lru_cache(maxsize=4)
def _s3(bucket: str) -> Uploads:
    # boto3 costs 20 MB in each process: only those pay that use it.
    from teamflow.common.uploads.s3 import S3Uploads

    return S3Uploads(bucket)
