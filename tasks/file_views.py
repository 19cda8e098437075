"""Files of tasks: taken in at a signed address, given out to those who may see the task."""

from typing import BinaryIO, cast
from uuid import UUID

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.utils.http import content_disposition_header
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.permissions import Action
from accounts.views.doors import PageRequest, page
from tasks.media import SHOWN_INLINE
from tasks.models import AttachmentStatus
from tasks.selectors.access import attachment_for
from teamflow.common.errors import envelope
from teamflow.common.uploads import take_upload


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


@page("GET")
def file(request: PageRequest, attachment_id: UUID, name: str = "") -> HttpResponse:
    """The bytes: inline only what a browser shows without running it."""
    attachment = attachment_for(user=request.user, attachment_id=attachment_id, action=Action.READ)
    if attachment.status != AttachmentStatus.CLEAN:
        raise Http404
    etag = f'"{attachment.sha256}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified()
    with default_storage.open(attachment.storage_key, "rb") as stored:
        response = HttpResponse(stored.read(), content_type=attachment.media_type)
    is_inline = attachment.media_type in SHOWN_INLINE
    response["Content-Disposition"] = str(
        content_disposition_header(not is_inline, attachment.name)
    )
    response["X-Content-Type-Options"] = "nosniff"
    # Nothing in a file acts in the reader's name, whatever it is.
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response["Cache-Control"] = "private, max-age=86400"
    response["ETag"] = etag
    return response
