"""The bytes of a board's pictures, for those who see the board."""

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotModified
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from accounts.views.doors import PageRequest, page
from boards.models import Board
from boards.selectors import asset_on, board_for_viewing
from boards.selectors.guests import guest_by_token, guest_cookie
from tasks.file_views import SHUT, guarded, streamed

# A picture never changes under its address; whether it may be read is asked again by each browser.
_KEPT = "private, max-age=31536000, immutable"


@require_safe
def asset(request: HttpRequest, board_id: UUID, asset_id: UUID) -> HttpResponseBase:
    """The original; whoever came by a link to the board sees it too."""
    guest = guest_by_token(request.COOKIES.get(guest_cookie(board_id), ""), board_id)
    if guest is not None:
        return _bytes_of(request, guest.link.board, asset_id)
    return _for_members(request, board_id, asset_id)


@page("GET", "HEAD")
def _for_members(request: PageRequest, board_id: UUID, asset_id: UUID) -> HttpResponseBase:
    return _bytes_of(request, board_for_viewing(user=request.user, board_id=board_id), asset_id)


def _bytes_of(request: HttpRequest, board: Board, asset_id: UUID) -> HttpResponseBase:
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
