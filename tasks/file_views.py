"""Files of tasks: taken in at a signed address, given out to those who may see the task."""

import re
from collections.abc import AsyncIterator, Iterator
from typing import BinaryIO, cast
from uuid import UUID

from asgiref.sync import sync_to_async
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.handlers.asgi import ASGIRequest
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    JsonResponse,
    StreamingHttpResponse,
)
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.permissions import Action
from accounts.views.doors import PageRequest, page
from tasks.media import SHOWN_INLINE
from tasks.models import Attachment, AttachmentStatus
from tasks.models.task import DELETED_FILES
from tasks.selectors.access import attachment_for
from teamflow.common.errors import Denied, Gone, envelope
from teamflow.common.uploads import uploads
from teamflow.common.uploads.folder import take_upload

_RANGE = re.compile(r"^bytes=(\d*)-(\d*)$")
# Nothing in a file acts in the reader's name, whatever it is.
SHUT = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
# A browser shows a document in a viewer of its own, which a sandbox would not let start.
_DOCUMENT = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'"
_KEPT = "private, max-age=86400"


@csrf_exempt
@require_http_methods(["PUT"])
def upload(request: HttpRequest, token: str) -> HttpResponse:
    """Keep the body; the signature in the address is all the right that is needed."""
    try:
        take_upload(token, cast(BinaryIO, request))
    except signing.BadSignature:
        raise Http404 from None
    except ValidationError as error:
        body = envelope("VALIDATION_ERROR", error.messages[0], request=request)
        return JsonResponse(body, status=400)
    return HttpResponse(status=204)


@page("GET", "HEAD")
def file(request: PageRequest, attachment_id: UUID, name: str = "") -> HttpResponseBase:
    """The bytes, or the range asked for: inline only what a browser shows without running it."""
    attachment = attachment_for(user=request.user, attachment_id=attachment_id, action=Action.READ)
    _check_fetchable(attachment)
    etag = f'"{attachment.sha256}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified()
    size = attachment.size or 0
    response = _ranged(request, attachment.storage_key, size, etag)
    is_inline = attachment.media_type in SHOWN_INLINE
    response["Content-Type"] = _kind(attachment.media_type)
    response["Content-Disposition"] = str(
        content_disposition_header(not is_inline, attachment.name)
    )
    response["Content-Security-Policy"] = _DOCUMENT if _is_document(attachment) else SHUT
    response["ETag"] = etag
    return guarded(response)


@page("GET", "HEAD")
def picture(request: PageRequest, attachment_id: UUID, kind: str) -> HttpResponseBase:
    """A small picture of a file, or the first page of a document."""
    attachment = attachment_for(user=request.user, attachment_id=attachment_id, action=Action.READ)
    _check_fetchable(attachment)
    keys = {"preview": attachment.preview_key, "thumbnail": attachment.thumbnail_key}
    key = keys.get(kind)
    if not key:
        raise Http404
    etag = f'"{attachment.sha256[:32]}-{kind}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified()
    with uploads().reading(key) as stored:
        response = HttpResponse(stored.read(), content_type="image/webp")
    response["Content-Security-Policy"] = SHUT
    response["ETag"] = etag
    return guarded(response)


def _check_fetchable(attachment: Attachment) -> None:
    """Only what was found clean; what nobody scanned, where the setting says so."""
    if attachment.status in DELETED_FILES:
        raise Gone(_("This file was deleted: it was infected, or could not be scanned."))
    if attachment.status == AttachmentStatus.PENDING:
        raise Denied(_("This file is being scanned for viruses. Try again in a moment."))
    if attachment.status == AttachmentStatus.UNSCANNED and settings.UNSCANNED_FILES != "allow":
        raise Denied(_("Nobody scanned this file for viruses, and here only scanned ones open."))
    if attachment.status not in (AttachmentStatus.CLEAN, AttachmentStatus.UNSCANNED):
        raise Http404


def _ranged(request: HttpRequest, key: str, size: int, etag: str) -> HttpResponseBase:
    """The whole, or with 206 what the player asks for; 416 for what lies beyond the end."""
    asked = _RANGE.match(request.headers.get("Range", ""))
    is_same = request.headers.get("If-Range", etag) == etag
    if not asked or not is_same or asked[0] == "bytes=-":
        return streamed(request, key, 0, size)
    first, last = asked[1], asked[2]
    # Without a first one, the last so many.
    start = int(first) if first else max(0, size - int(last))
    end = min(int(last), size - 1) if first and last else size - 1
    if start > end:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    response = streamed(request, key, start, end - start + 1)
    response.status_code = 206
    response["Content-Range"] = f"bytes {start}-{end}/{size}"
    return response


def streamed(request: HttpRequest, key: str, start: int, length: int) -> HttpResponseBase:
    """What is stored, piece by piece; a HEAD asks the storage for nothing."""
    if request.method == "HEAD":
        return HttpResponse(headers={"Content-Length": str(length), "Accept-Ranges": "bytes"})
    pieces = uploads().pieces(key, start, length)
    # Under ASGI Django would gather what is not asynchronous into memory first.
    body = _one_by_one(pieces) if isinstance(request, ASGIRequest) else pieces
    return StreamingHttpResponse(
        body, headers={"Content-Length": str(length), "Accept-Ranges": "bytes"}
    )


async def _one_by_one(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    following = sync_to_async(_following, thread_sensitive=False)
    while piece := await following(pieces):
        yield piece


def _following(pieces: Iterator[bytes]) -> bytes:
    return next(pieces, b"")


def _is_document(attachment: Attachment) -> bool:
    return attachment.media_type == "application/pdf"


def _kind(media_type: str) -> str:
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def guarded(response: HttpResponseBase) -> HttpResponseBase:
    """A file as nothing but a file, for this site alone."""
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = _KEPT
    return response
