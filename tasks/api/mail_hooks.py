"""Where mail comes in: by a vendor's webhooks, or as it is from one's own mail server."""

import base64
import binascii
from collections.abc import Mapping
from typing import Any

from anymail.exceptions import AnymailError, AnymailWebhookValidationFailure
from anymail.webhooks import (
    amazon_ses,
    brevo,
    mailgun,
    mailjet,
    postmark,
    resend,
    sendgrid,
)
from django.conf import settings
from django.core.exceptions import SuspiciousOperation, ValidationError
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, serializers
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import StoppedAddress
from tasks.services.notifications import receive_mail, stop_returned
from teamflow.common.api import ApiView
from teamflow.common.errors import NotFound

INBOUND = {
    "amazon_ses": amazon_ses.AmazonSESInboundWebhookView,
    "brevo": brevo.BrevoInboundWebhookView,
    "mailgun": mailgun.MailgunInboundWebhookView,
    "mailjet": mailjet.MailjetInboundWebhookView,
    "postmark": postmark.PostmarkInboundWebhookView,
    "resend": resend.ResendInboundWebhookView,
    "sendgrid": sendgrid.SendGridInboundWebhookView,
}
TRACKING = {
    "amazon_ses": amazon_ses.AmazonSESTrackingWebhookView,
    "brevo": brevo.BrevoTrackingWebhookView,
    "mailgun": mailgun.MailgunTrackingWebhookView,
    "mailjet": mailjet.MailjetTrackingWebhookView,
    "postmark": postmark.PostmarkTrackingWebhookView,
    "resend": resend.ResendTrackingWebhookView,
    "sendgrid": sendgrid.SendGridTrackingWebhookView,
}
_REASONS = {"bounced": "bounced", "invalid": "bounced", "spam": "complained"}


class MailTaken(serializers.Serializer[Any]):
    """How much of it was new."""

    taken = serializers.IntegerField()


class AsItCame(BaseParser):
    """Leaves the body alone: signatures are over exactly these bytes."""

    media_type = "*/*"

    def parse(
        self, stream: Any, media_type: Any = None, parser_context: Any = None
    ) -> dict[str, Any]:
        """Nothing: the views read the request itself."""
        return {}


class MailHookView(ApiView):
    """Closed until a secret is set; the secret, and a vendor's signature, are the sign-in."""

    authentication_classes = ()
    permission_classes = ()
    parser_classes = (AsItCame,)
    rate_group = "hooks"
    remembers_answers = False

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Without a secret there is nothing here."""
        super().initial(request, *args, **kwargs)
        if not settings.EMAIL_HOOK_SECRET:
            raise NotFound

    def get_authenticate_header(self, request: Request) -> str:
        """Without one DRF would turn the 401 into a 403."""
        return 'Basic realm="TeamFlow mail"'


class MimeHookView(MailHookView):
    """A mail as it is, from one's own mail server."""

    @extend_schema(
        request={"application/octet-stream": OpenApiTypes.BINARY},
        responses={202: MailTaken},
        operation_id="mail_receive",
    )
    def post(self, request: Request) -> Response:
        """Take one mail; the secret comes as bearer token or as basic auth of `teamflow`."""
        if not _knows_secret(request._request):
            raise exceptions.NotAuthenticated(_("The secret is wrong or missing."))
        if not request.body.strip():
            raise ValidationError({"body": _("There is no mail in it.")})
        recipient = request.headers.get("X-Recipient", "")
        _mail, is_new = receive_mail(raw=request.body, recipient=recipient)
        return Response({"taken": int(is_new)}, status=202)


class InboundHookView(MailHookView):
    """Mail that a vendor took for us."""

    @extend_schema(
        request=OpenApiTypes.OBJECT, responses={202: MailTaken}, operation_id="mail_inbound"
    )
    def post(self, request: Request, vendor: str) -> Response:
        """Take what the vendor says came; what it calls spam is left out."""
        taken = 0
        for event in _events(request._request, INBOUND.get(vendor)):
            message = event.message
            if message is None or message.spam_detected:
                continue
            recipient = message.envelope_recipient or ""
            _mail, is_new = receive_mail(raw=message.as_bytes(), recipient=recipient)
            taken += is_new
        return Response({"taken": taken}, status=202)


class TrackingHookView(MailHookView):
    """What became of mail that a vendor sent for us."""

    @extend_schema(
        request=OpenApiTypes.OBJECT, responses={202: MailTaken}, operation_id="mail_tracking"
    )
    def post(self, request: Request, vendor: str) -> Response:
        """An address that bounces for good or complains gets no more mail."""
        taken = 0
        for event in _events(request._request, TRACKING.get(vendor)):
            reason = _reason(event)
            if reason and event.recipient:
                detail = str(event.mta_response or event.description or "")
                stop_returned(email=event.recipient, reason=reason, detail=detail)
                taken += 1
        return Response({"taken": taken}, status=202)


def _reason(event: Any) -> str:
    if _may_pass(event.esp_event):
        return ""
    if event.event_type == "complained":
        return StoppedAddress.Reason.COMPLAINED
    if event.event_type == "bounced":
        return StoppedAddress.Reason.BOUNCED
    return _REASONS.get(event.reject_reason or "", "") if event.event_type == "rejected" else ""


def _may_pass(said: Any) -> bool:
    """A full mailbox, a server that is away: anymail calls that a bounce like one for good."""
    if not isinstance(said, Mapping):
        return False
    data = said.get("data")
    bounce = said.get("bounce") or (data.get("bounce") if isinstance(data, Mapping) else None)
    kind = bounce if isinstance(bounce, Mapping) else {}
    # In turn: Amazon SES, Resend; Brevo; Postmark; Mailjet; SendGrid.
    return (
        kind.get("bounceType", kind.get("type")) in {"Transient", "Temporary", "Undetermined"}
        or said.get("event") == "soft_bounce"
        or said.get("Type") == "SoftBounce"
        or (said.get("event") == "bounce" and said.get("hard_bounce") in {False})
        or (said.get("event") == "bounce" and said.get("type") == "blocked")
    )


def _events(request: HttpRequest, view: Any) -> list[Any]:
    """What the vendor tells, once it has proved who it is."""
    if view is None:
        raise NotFound
    try:
        reader = view()
        reader.run_validators(request)
        return list(reader.parse_events(request))
    except AnymailWebhookValidationFailure:
        raise exceptions.NotAuthenticated(_("The secret or signature is wrong.")) from None
    except AnymailError:
        raise NotFound from None
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, SuspiciousOperation):
        raise ValidationError({"body": _("This is not what the vendor sends.")}) from None


def _knows_secret(request: HttpRequest) -> bool:
    kind, _space, value = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() == "basic":
        try:
            name, _colon, value = base64.b64decode(value, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return False
        if name != "teamflow":
            return False
    elif kind.lower() != "bearer":
        return False
    return constant_time_compare(value.strip(), settings.EMAIL_HOOK_SECRET)
