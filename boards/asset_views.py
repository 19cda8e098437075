"""The bytes of a board's pictures, for those who see the board."""

from uuid import UUID

from django.http import HttpResponseBase, HttpResponseNotModified
from django.utils.http import content_disposition_header

from accounts.views.doors import PageRequest, page
from boards.selectors import asset_on, board_for_viewing
from tasks.file_views import SHUT, guarded, streamed

# A picture never changes under its address; whether it may be read is asked again by each browser.
_KEPT = "private, max-age=31536000, immutable"


@page("GET", "HEAD")
def asset(request: PageRequest, board_id: UUID, asset_id: UUID) -> HttpResponseBase:
    """The original."""
    board = board_for_viewing(user=request.user, board_id=board_id)
    found = asset_on(board=board, asset_id=asset_id)
    etag = f'"{found.sha256}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified()
    response = streamed(request, found.storage_key, 0, found.size)
    response["Content-Type"] = found.media_type
    response["Content-Disposition"] = str(content_disposition_header(False, found.name))
    response["Content-Security-Policy"] = SHUT
    response["ETag"] = etag
    guarded(response)
    response["Cache-Control"] = _KEPT
    return response
