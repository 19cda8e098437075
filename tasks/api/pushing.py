"""Doors to push: one's own browsers."""

import base64
import binascii
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from tasks.api.doors import PAGE_PARAMS, PAGED, parse, refuse_unknown
from tasks.api.outputs import page_of
from tasks.selectors.devices import device_of, device_payload, devices_of
from tasks.services.notifications import (
    Device,
    push_test,
    subscribe_device,
    unsubscribe_device,
)
from teamflow.common.api import ApiView
from teamflow.common.paging import keyset_page
from teamflow.common.requests import AuthenticatedRequest


class DeviceOutput(serializers.Serializer[Any]):
    """A browser; `endpoint_hash` (SHA-256 of its endpoint, hexadecimal) tells it apart."""

    id = serializers.UUIDField()
    device = serializers.CharField()
    endpoint_hash = serializers.CharField()
    created_at = serializers.DateTimeField()
    used_at = serializers.DateTimeField(allow_null=True)


class PushKeysInput(serializers.Serializer[Any]):
    """The browser's key and secret, base64url."""

    p256dh = serializers.CharField(max_length=120)
    auth = serializers.CharField(max_length=60)

    def validate_p256dh(self, value: str) -> str:
        """A point of the curve, uncompressed."""
        return _of_length(value, 65)

    def validate_auth(self, value: str) -> str:
        """Sixteen bytes."""
        return _of_length(value, 16)


class DeviceInput(serializers.Serializer[Any]):
    """What `PushSubscription.toJSON()` gives, and a name for the list."""

    endpoint = serializers.CharField(max_length=1000)
    keys = PushKeysInput()
    device = serializers.CharField(max_length=200, required=False, default="", allow_blank=True)


class DeviceTestOutput(serializers.Serializer[Any]):
    """What became of it, in words."""

    ok = serializers.BooleanField()
    text = serializers.CharField()


DevicePage = page_of("DevicePage", DeviceOutput)


class DevicesView(ApiView):
    """The browsers that are woken."""

    @extend_schema(parameters=PAGED, responses=DevicePage, operation_id="push_list")
    def get(self, request: AuthenticatedRequest) -> Response:
        """One's own, newest first."""
        refuse_unknown(request, PAGE_PARAMS)
        page = keyset_page(
            request,
            devices_of(user=request.user),
            order=("-created_at", "-id"),
            serialize=lambda rows: [device_payload(row) for row in rows],
        )
        return Response(page)

    @extend_schema(
        request=DeviceInput, responses={201: DeviceOutput}, operation_id="push_subscribe"
    )
    def post(self, request: AuthenticatedRequest) -> Response:
        """Have this browser woken; the same one again is the same row."""
        values = parse(DeviceInput, request)
        device = Device(
            endpoint=values["endpoint"],
            p256dh=values["keys"]["p256dh"],
            auth=values["keys"]["auth"],
            name=values["device"],
        )
        row = subscribe_device(actor=request.user, device=device)
        return Response(device_payload(row), status=201)


class DeviceView(ApiView):
    """One browser."""

    @extend_schema(responses={204: None}, operation_id="push_unsubscribe")
    def delete(self, request: AuthenticatedRequest, subscription_id: UUID) -> Response:
        """Wake it no more."""
        row = device_of(user=request.user, subscription_id=subscription_id)
        unsubscribe_device(actor=request.user, subscription=row)
        return Response(status=204)


class TestDeviceView(ApiView):
    """Whether push arrives."""

    __test__ = False

    @extend_schema(request=None, responses=DeviceTestOutput, operation_id="push_test")
    def post(self, request: AuthenticatedRequest, subscription_id: UUID) -> Response:
        """Send a word to it now; what went wrong is said plainly, and answered with 200."""
        row = device_of(user=request.user, subscription_id=subscription_id)
        outcome = push_test(subscription=row)
        return Response({"ok": outcome.ok, "text": outcome.text})


def _of_length(value: str, length: int) -> str:
    try:
        data = base64.b64decode(value + "=" * (-len(value) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        data = b""
    if len(data) != length:
        raise serializers.ValidationError(_("These are not the keys of a browser."))
    return value
