"""Uploads into S3, or what speaks its protocol: the browser puts straight to the storage."""

import logging
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from typing import Any, BinaryIO, cast

import boto3
from botocore.client import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from teamflow.common.uploads.contract import (
    GOOD_FOR_SECONDS,
    INCOMING,
    Incoming,
    NotArrived,
    StorageAway,
    Stored,
    UploadPart,
    UploadTarget,
    part_sizes,
)

logger = logging.getLogger(__name__)

PART = 5 * 1024 * 1024  # S3 takes no smaller one, but for the last
_PIECE = 256 * 1024
_IN_MEMORY = 1024 * 1024
_MISSING = {"404", "NoSuchBucket", "NoSuchKey", "NoSuchUpload", "NotFound", "InvalidPart"}


class S3Uploads:
    """The contract, kept with presigned requests."""

    def __init__(self, bucket: str) -> None:
        self.bucket = bucket

    @property
    def client(self) -> Any:
        """django-storages keeps one a thread."""
        return cast(Any, default_storage).connection.meta.client

    @cached_property
    def signer(self) -> Any:
        """A client that never calls: it signs for the address that browsers know S3 by."""
        options: Any = cast(Any, settings).STORAGES["default"]["OPTIONS"]
        return boto3.client(
            "s3",
            endpoint_url=settings.S3_PUBLIC_URL or options.get("endpoint_url"),
            aws_access_key_id=options.get("access_key"),
            aws_secret_access_key=options.get("secret_key"),
            region_name=options.get("region_name"),
            config=Config(
                signature_version="s3v4",
                s3={"addressing_style": options.get("addressing_style", "auto")},
            ),
        )

    def prepare(self, origin: str) -> None:
        """Make the bucket where it is missing, and let browsers on `origin` put files into it."""
        try:
            with _asking():
                self.client.head_bucket(Bucket=self.bucket)
        except NotArrived:
            with _asking():
                self.client.create_bucket(**self._place())
        rule = {
            "AllowedOrigins": [origin],
            "AllowedMethods": ["POST", "PUT"],
            "AllowedHeaders": ["*"],
            "MaxAgeSeconds": 3600,
        }
        with _asking():
            self.client.put_bucket_cors(Bucket=self.bucket, CORSConfiguration={"CORSRules": [rule]})

    def _place(self) -> dict[str, Any]:
        region = self.client.meta.region_name
        if region in {None, "us-east-1"}:
            return {"Bucket": self.bucket}
        place = {"LocationConstraint": region}
        return {"Bucket": self.bucket, "CreateBucketConfiguration": place}

    def begin(self, incoming: Incoming) -> str:
        """A multipart upload, where the file is larger than the least part."""
        if incoming.size <= PART:
            return ""
        with _asking():
            made = self.client.create_multipart_upload(
                Bucket=self.bucket, Key=incoming.key, ContentType=_kind(incoming)
            )
        return str(made["UploadId"])

    def target(self, incoming: Incoming) -> UploadTarget:
        """A form that S3 takes only with this size and kind, or one signed address a part."""
        if incoming.upload_id:
            return UploadTarget(parts=tuple(self._parts(incoming)))
        form = self.signer.generate_presigned_post(
            Bucket=self.bucket,
            Key=incoming.key,
            Fields={"Content-Type": _kind(incoming)},
            Conditions=[
                {"Content-Type": _kind(incoming)},
                ["content-length-range", incoming.size, incoming.size],
            ],
            ExpiresIn=GOOD_FOR_SECONDS,
        )
        return UploadTarget(url=form["url"], method="POST", fields=form["fields"])

    def put_target(self, incoming: Incoming) -> UploadTarget:
        """A signed address that is bound to key, size and kind."""
        asked = {"Bucket": self.bucket, "Key": incoming.key, "ContentLength": incoming.size}
        url = self.signer.generate_presigned_url(
            "put_object",
            Params={**asked, "ContentType": _kind(incoming)},
            ExpiresIn=GOOD_FOR_SECONDS,
        )
        return UploadTarget(url=url, headers={"Content-Type": _kind(incoming)})

    def take_in(self, incoming: Incoming, final: str) -> None:
        """Finish what came in parts; then copy it away from the address that was given out."""
        if incoming.upload_id:
            self._join(incoming)
        with _asking():
            held = self.client.head_object(Bucket=self.bucket, Key=incoming.key)
        # S3 checked it; what only speaks its protocol may not have.
        if held["ContentLength"] != incoming.size:
            raise NotArrived
        with _asking():
            self.client.copy_object(
                Bucket=self.bucket,
                Key=final,
                CopySource={"Bucket": self.bucket, "Key": incoming.key},
                CopySourceIfMatch=held["ETag"],
            )

    def forget(self, incoming: Incoming) -> None:
        """The object, and parts that were never joined."""
        if incoming.upload_id:
            self._quietly(
                self.client.abort_multipart_upload,
                Key=incoming.key,
                UploadId=incoming.upload_id,
            )
        self._quietly(self.client.delete_object, Key=incoming.key)

    def reading(self, key: str) -> BinaryIO:
        """A copy on this machine: small ones in memory, others on disk."""
        file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115
        try:
            with _asking():
                self.client.download_fileobj(self.bucket, key, file)
        except Exception:
            file.close()
            raise
        file.seek(0)
        return cast(BinaryIO, file)

    def pieces(self, key: str, start: int, length: int) -> Iterator[bytes]:
        """Asked for with the first piece."""
        if length <= 0:
            return
        with _asking():
            answer = self.client.get_object(
                Bucket=self.bucket, Key=key, Range=f"bytes={start}-{start + length - 1}"
            )
        body = answer["Body"]
        try:
            yield from body.iter_chunks(_PIECE)
        finally:
            body.close()

    def stored(self, prefix: str) -> Iterator[Stored]:
        """Page by page."""
        pages = self.client.get_paginator("list_objects_v2")
        with _asking():
            for page in pages.paginate(Bucket=self.bucket, Prefix=f"{prefix}/"):
                for row in page.get("Contents", []):
                    yield Stored(row["Key"], row["Size"], row["LastModified"])

    def forget_cut(self, before: datetime) -> int:
        """Multipart uploads cost room until somebody aborts them."""
        pages = self.client.get_paginator("list_multipart_uploads")
        count = 0
        with _asking():
            for page in pages.paginate(Bucket=self.bucket, Prefix=f"{INCOMING}/"):
                for row in page.get("Uploads", []):
                    if row["Initiated"] < before:
                        self._quietly(
                            self.client.abort_multipart_upload,
                            Key=row["Key"],
                            UploadId=row["UploadId"],
                        )
                        count += 1
        return count

    def _parts(self, incoming: Incoming) -> Iterator[UploadPart]:
        held = self._held(incoming)
        for number, size in enumerate(part_sizes(incoming.size, PART), 1):
            url = self.signer.generate_presigned_url(
                "upload_part",
                Params={
                    "Bucket": self.bucket,
                    "Key": incoming.key,
                    "UploadId": incoming.upload_id,
                    "PartNumber": number,
                    "ContentLength": size,
                },
                ExpiresIn=GOOD_FOR_SECONDS,
            )
            yield UploadPart(number, size, url, held.get(number, (0, ""))[0] == size)

    def _held(self, incoming: Incoming) -> dict[int, tuple[int, str]]:
        pages = self.client.get_paginator("list_parts")
        asked = {"Bucket": self.bucket, "Key": incoming.key, "UploadId": incoming.upload_id}
        with _asking():
            rows = [row for page in pages.paginate(**asked) for row in page.get("Parts", [])]
        return {row["PartNumber"]: (row["Size"], row["ETag"]) for row in rows}

    def _join(self, incoming: Incoming) -> None:
        try:
            held = self._held(incoming)
        except NotArrived:
            return  # joined already: whether it is there is asked next
        sizes = part_sizes(incoming.size, PART)
        if [held.get(number, (0, ""))[0] for number in range(1, len(sizes) + 1)] != sizes:
            raise NotArrived
        parts = [
            {"PartNumber": number, "ETag": held[number][1]} for number in range(1, len(sizes) + 1)
        ]
        with _asking():
            self.client.complete_multipart_upload(
                Bucket=self.bucket,
                Key=incoming.key,
                UploadId=incoming.upload_id,
                MultipartUpload={"Parts": parts},
            )

    def _quietly(self, call: Callable[..., Any], **asked: Any) -> None:
        try:
            with _asking():
                call(Bucket=self.bucket, **asked)
        except NotArrived:
            return


def _kind(incoming: Incoming) -> str:
    return incoming.media_type or "application/octet-stream"


@contextmanager
def _asking() -> Iterator[None]:
    try:
        yield
    except (ClientError, BotoCoreError) as error:
        if isinstance(error, ClientError) and _code(error) in _MISSING:
            raise NotArrived from None
        logger.warning("storage_away", exc_info=True)
        words = _("The storage of files does not answer. Try again in a moment.")
        raise StorageAway(words) from error


def _code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code"))
