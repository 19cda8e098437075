"""What is on a board: elements in bulk, the display list, tickets for the socket."""

import base64
import gzip
from typing import Any
from uuid import UUID

import orjson
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.response import Response

from accounts.models import AccessToken, SignIn
from boards.api.element_serializers import (
    DisplayOutput,
    ElementChangesInput,
    ElementIdsInput,
    ElementPage,
    ElementsInput,
    ElementsOutput,
    TicketOutput,
)
from boards.api.guests import reader_of
from boards.display import elements_of
from boards.elements import Element, display_list
from boards.selectors import board_for_editing, board_for_viewing
from boards.services.elements import create_elements, delete_elements, update_elements
from boards.services.tickets import issue_ticket
from teamflow.common.api import ApiView
from teamflow.common.paging import limit_of
from teamflow.common.requests import AuthenticatedRequest

_PAGE = [
    OpenApiParameter("limit", {"type": "integer", "minimum": 1, "maximum": 100}),
    OpenApiParameter("cursor", OpenApiTypes.STR),
]


class ElementsView(ApiView):
    """The elements of a board."""

    @extend_schema(responses=ElementPage, parameters=_PAGE, operation_id="elements_list")
    def get(self, request: AuthenticatedRequest, board_id: UUID) -> Response:
        """In painting order, from the back."""
        board = board_for_viewing(user=request.user, board_id=board_id)
        _seq, elements = elements_of(board.pk, board.seq)
        return Response(_page(request, elements))

    @extend_schema(
        request=ElementsInput, responses={201: ElementsOutput}, operation_id="elements_create"
    )
    def post(self, request: AuthenticatedRequest, board_id: UUID) -> Response:
        """Draw; people on the board see it at once."""
        board = board_for_editing(user=request.user, board_id=board_id)
        rows = _rows(ElementsInput, request)
        made = create_elements(actor=request.user, board=board, elements=rows)
        return Response({"results": made}, status=201)

    @extend_schema(
        request=ElementChangesInput, responses=ElementsOutput, operation_id="elements_update"
    )
    def patch(self, request: AuthenticatedRequest, board_id: UUID) -> Response:
        """Change what is named; the rest stays. Texts merge with what is being typed."""
        board = board_for_editing(user=request.user, board_id=board_id)
        rows = _rows(ElementChangesInput, request)
        changed = update_elements(actor=request.user, board=board, changes=rows)
        return Response({"results": changed})

    @extend_schema(request=ElementIdsInput, responses={204: None}, operation_id="elements_delete")
    def delete(self, request: AuthenticatedRequest, board_id: UUID) -> Response:
        """Those that are not there are deleted already."""
        board = board_for_editing(user=request.user, board_id=board_id)
        form = ElementIdsInput(data=request.data)
        form.is_valid(raise_exception=True)
        delete_elements(actor=request.user, board=board, ids=form.validated_data["ids"])
        return Response(status=204)


class DisplayView(ApiView):
    """What a browser paints first; guests read it as well."""

    permission_classes = [AllowAny]

    @extend_schema(responses=DisplayOutput, operation_id="board_display")
    def get(self, request: AuthenticatedRequest, board_id: UUID) -> Any:
        """Every element as its entries, in painting order; the ETag is the update's number."""
        board = reader_of(request, board_id).board
        etag = f'"{board.pk.hex}-{board.seq}"'
        unchanged = get_conditional_response(request._request, etag=etag)
        if unchanged is not None:
            return unchanged
        seq, elements = elements_of(board.pk, board.seq)
        body = orjson.dumps({"board": board.pk, "seq": seq, "elements": display_list(elements)})
        response = HttpResponse(content_type="application/json")
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, compresslevel=1)
            response["Content-Encoding"] = "gzip"
        response.content = body
        response["ETag"] = f'"{board.pk.hex}-{seq}"'
        response["Vary"] = "Accept-Encoding, Cookie, Authorization"
        response["Cache-Control"] = "private, no-cache"
        return response


class TicketView(ApiView):
    """A way in for programs without a browser's session."""

    remembers_answers = False

    @extend_schema(request=None, responses={201: TicketOutput}, operation_id="board_ticket")
    def post(self, request: AuthenticatedRequest, board_id: UUID) -> Response:
        """First used within a minute, then good for a day, or until this sign-in ends."""
        board = board_for_viewing(user=request.user, board_id=board_id)
        issued = issue_ticket(actor=request.user, board=board, proof=_proof(request))
        base = settings.TEAMFLOW_URL.replace("http", "ws", 1)
        answer = {
            "ticket": issued.token,
            "url": f"{base}/ws/boards/{board.pk}?token={issued.token}",
            "expires_at": issued.ticket.expires_at,
        }
        return Response(answer, status=201)


def _proof(request: AuthenticatedRequest) -> str:
    if isinstance(request.auth, SignIn):
        return f"sign_in:{request.auth.pk}"
    if isinstance(request.auth, AccessToken):
        return f"token:{request.auth.pk}"
    return f"session:{request.session.session_key}"


def _rows(form_class: Any, request: AuthenticatedRequest) -> list[Element]:
    form = form_class(data=request.data)
    form.is_valid(raise_exception=True)
    rows: list[Element] = form.validated_data["elements"]
    return rows


def _page(request: AuthenticatedRequest, elements: list[Element]) -> dict[str, Any]:
    limit = limit_of(request)
    cursor = request.query_params.get("cursor", "")
    start = 0
    if cursor:
        after = _read_cursor(cursor)
        start = next(
            (n for n, each in enumerate(elements) if [each["z"], each["id"]] > after),
            len(elements),
        )
    rows = elements[start : start + limit]
    has_next = start + limit < len(elements)
    previous = max(0, start - limit)
    return {
        "results": rows,
        "next": _link(request, rows[-1]) if has_next else None,
        "previous": _link(request, elements[previous - 1] if previous else None) if start else None,
    }


def _link(request: AuthenticatedRequest, last: Element | None) -> str:
    query = request.query_params.copy()
    query.pop("cursor", None)
    if last is not None:
        key = orjson.dumps([last["z"], last["id"]])
        query["cursor"] = base64.urlsafe_b64encode(key).decode().rstrip("=")
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}".rstrip("?"))


def _read_cursor(text: str) -> list[str]:
    try:
        key = orjson.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if isinstance(key, list) and len(key) == 2 and all(isinstance(k, str) for k in key):
            return key
    except ValueError:
        pass
    raise ValidationError({"cursor": _("This cursor is not one that the server gave.")})
