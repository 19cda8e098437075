"""Doors to what is written in tasks: the shared text, its versions, files, what texts point to."""

import base64
import binascii
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response

from accounts.permissions import Action
from accounts.selectors import workspace_for
from tasks.api import outputs
from tasks.api.doors import PAGE_PARAMS, PAGED, detail_of, parse, refuse_unknown
from tasks.models import Attachment
from tasks.selectors.access import attachment_for, task_for_editing, task_for_viewing
from tasks.selectors.writing import (
    description_version,
    people_by_id,
    shown_versions,
    tasks_by_keys,
    version_payloads,
)
from tasks.services.files import announce_file, bring_again, confirm_file
from tasks.services.links import attachment_payload
from tasks.services.tasks import update_task
from tasks.services.tasks.texts import write_text, writers_of_current
from tasks.shared_text import MAX_BYTES, Incomplete
from teamflow.common import references
from teamflow.common.api import ApiView
from teamflow.common.errors import Conflict, NotFound
from teamflow.common.paging import keyset_page
from teamflow.common.requests import AuthenticatedRequest
from teamflow.common.yjs.lib0 import Refused

MAX_REFERENCES = 100


class TextInput(serializers.Serializer[Any]):
    """A change of the shared text, and what the asker has of it; both in base64."""

    update = serializers.CharField(  # type: ignore[assignment]  # a field, no method
        required=False, max_length=MAX_BYTES * 3 // 2
    )
    state_vector = serializers.CharField(required=False, max_length=100_000)
    settle = serializers.BooleanField(required=False, default=False)


class TextOutput(serializers.Serializer[Any]):
    """Where the shared text stands; `update` is what the asker lacks."""

    seq = serializers.IntegerField()
    update = serializers.CharField(allow_blank=True)  # type: ignore[assignment]  # a field
    state_vector = serializers.CharField(allow_blank=True)


class FileInput(serializers.Serializer[Any]):
    """A file that is to come."""

    id = serializers.UUIDField(
        required=False, help_text="What it is to be called; texts can name it before it is there."
    )
    name = serializers.CharField(max_length=300)
    size = serializers.IntegerField(min_value=1, max_value=2**31 - 1)
    media_type = serializers.CharField(required=False, allow_blank=True, default="", max_length=120)


class UploadPartOutput(serializers.Serializer[Any]):
    """A piece of a large file: PUT to `url`, unless it is there already."""

    number = serializers.IntegerField()
    size = serializers.IntegerField()
    url = serializers.CharField()
    is_here = serializers.BooleanField()


class UploadOutput(serializers.Serializer[Any]):
    """How the browser brings it: whole to `url`, or, where there are `parts`, each to its own.

    Where there are `fields`, they and then the file are sent as a form.
    """

    url = serializers.CharField(allow_blank=True)
    method = serializers.CharField()
    headers = serializers.DictField(child=serializers.CharField())
    fields = serializers.DictField(  # type: ignore[assignment]  # a field, not the fields
        child=serializers.CharField()
    )
    parts = UploadPartOutput(many=True)
    expires_in = serializers.IntegerField()


class PresignedOutput(serializers.Serializer[Any]):
    """The attachment to confirm once the file is there."""

    id = serializers.UUIDField()
    upload = UploadOutput()


class WriterOutput(serializers.Serializer[Any]):
    """Somebody who wrote."""

    id = serializers.UUIDField()
    name = serializers.CharField()


class VersionOutput(serializers.Serializer[Any]):
    """A description that stood once."""

    version = serializers.IntegerField()
    at = serializers.DateTimeField()
    authors = WriterOutput(many=True)
    length = serializers.IntegerField()


class VersionTextOutput(serializers.Serializer[Any]):
    """Its text."""

    version = serializers.IntegerField()
    text = serializers.CharField(allow_blank=True)


class VersionsOutput(serializers.Serializer[Any]):
    """Versions, newest first, and the one that stands."""

    current = VersionOutput()
    results = VersionOutput(many=True)
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)


class TaskReferenceOutput(serializers.Serializer[Any]):
    """A task that a text names."""

    id = serializers.UUIDField()
    key = serializers.CharField()
    title = serializers.CharField()
    status = serializers.CharField()
    project = serializers.UUIDField()


class BoardReferenceOutput(serializers.Serializer[Any]):
    """A board that a text names."""

    id = serializers.UUIDField()
    title = serializers.CharField()


class ReferencesOutput(serializers.Serializer[Any]):
    """What the asker may see of what they named."""

    tasks = TaskReferenceOutput(many=True)
    boards = BoardReferenceOutput(many=True)


class TaskTextView(ApiView):
    """The description while people write in it together (docs/protocol.md)."""

    rate_group = "typing"

    @extend_schema(request=TextInput, responses={200: TextOutput}, operation_id="task_text_write")
    def post(self, request: AuthenticatedRequest, task_id: UUID) -> Response:
        """Bring a change, and get what is lacking; 409 when it builds upon another one."""
        task = task_for_editing(user=request.user, task_id=task_id)
        values = parse(TextInput, request)
        try:
            answer = write_text(
                actor=request.user,
                task=task,
                update=_bytes_of(values, "update"),
                state_vector=_bytes_of(values, "state_vector"),
                settle=values["settle"],
            )
        except Refused as problem:
            raise ValidationError({"update": problem.message}) from None
        except Incomplete:
            raise Conflict(_("This builds upon a change that is not here. Send both.")) from None
        return Response(
            {
                "seq": answer.seq,
                "update": base64.b64encode(answer.update).decode(),
                "state_vector": base64.b64encode(answer.state_vector).decode(),
            }
        )


class DescriptionVersionsView(ApiView):
    """What a description said before."""

    @extend_schema(
        parameters=PAGED, responses=VersionsOutput, operation_id="description_version_list"
    )
    def get(self, request: AuthenticatedRequest, task_id: UUID) -> Response:
        """Newest first, one entry a sitting."""
        refuse_unknown(request, PAGE_PARAMS)
        task = task_for_viewing(user=request.user, task_id=task_id)
        page = keyset_page(
            request, shown_versions(task), order=("-version",), serialize=version_payloads
        )
        writers, at = writers_of_current(task)
        people = people_by_id(writers)
        current = {
            "version": task.field_versions.get("description", 1),
            "at": at,
            "authors": [people[pk] for pk in writers if pk in people],
            "length": len(task.description),
        }
        return Response({"current": current, **page})


class DescriptionVersionView(ApiView):
    """One version."""

    @extend_schema(responses=VersionTextOutput, operation_id="description_version_read")
    def get(self, request: AuthenticatedRequest, task_id: UUID, version: int) -> Response:
        """Its text."""
        task = task_for_viewing(user=request.user, task_id=task_id)
        _check_version(version)
        return Response({"version": version, "text": description_version(task, version)})


class RestoreVersionView(ApiView):
    """A version that is to stand again."""

    @extend_schema(
        request=None,
        responses={200: outputs.TaskOutput},
        operation_id="description_version_restore",
    )
    def post(self, request: AuthenticatedRequest, task_id: UUID, version: int) -> Response:
        """Make the description say it; what it said until now becomes a version."""
        task = task_for_editing(user=request.user, task_id=task_id)
        _check_version(version)
        text = description_version(task, version)
        return Response(detail_of(update_task(actor=request.user, task=task, description=text)))


class PresignedView(ApiView):
    """Files that are to come."""

    @extend_schema(
        request=FileInput, responses={201: PresignedOutput}, operation_id="attachment_presign"
    )
    def post(self, request: AuthenticatedRequest, task_id: UUID) -> Response:
        """Where to put the file, for five minutes."""
        task = task_for_editing(user=request.user, task_id=task_id)
        attachment, target = announce_file(
            actor=request.user, task=task, **parse(FileInput, request)
        )
        answer = {"id": attachment.pk, "upload": asdict(target)}
        return Response(answer, status=status.HTTP_201_CREATED)


class ResumeView(ApiView):
    """A file whose way was cut."""

    @extend_schema(request=None, responses={200: PresignedOutput}, operation_id="attachment_resume")
    def post(self, request: AuthenticatedRequest, task_id: UUID, upload_id: UUID) -> Response:
        """New addresses for it, and which of its parts are there; for whoever began it."""
        attachment = _upload_of(request, task_id, upload_id)
        target = bring_again(actor=request.user, attachment=attachment)
        return Response({"id": attachment.pk, "upload": asdict(target)})


class ConfirmView(ApiView):
    """A file that came."""

    @extend_schema(
        request=None,
        responses={200: outputs.AttachmentOutput},
        operation_id="attachment_confirm",
    )
    def post(self, request: AuthenticatedRequest, task_id: UUID, upload_id: UUID) -> Response:
        """Look at it and keep it."""
        attachment = _upload_of(request, task_id, upload_id)
        return Response(attachment_payload(confirm_file(actor=request.user, attachment=attachment)))


class ReferencesView(ApiView):
    """Titles of what texts point to."""

    @extend_schema(
        parameters=[
            OpenApiParameter("tasks", OpenApiTypes.STR, description="Keys, with commas."),
            OpenApiParameter("boards", OpenApiTypes.STR, description="Ids, with commas."),
        ],
        responses=ReferencesOutput,
        operation_id="reference_list",
    )
    def get(self, request: AuthenticatedRequest, slug: str) -> Response:
        """Of what is asked for, what this person may see."""
        refuse_unknown(request, {"tasks", "boards", "format"})
        workspace = workspace_for(user=request.user, slug=slug)
        boards = references.named(
            "board",
            user_id=request.user.pk,
            workspace_id=workspace.pk,
            ids=[_uuid_of(each, "boards") for each in _listed(request, "boards")],
        )
        tasks = tasks_by_keys(workspace=workspace, keys=_listed(request, "tasks"))
        return Response({"tasks": tasks, "boards": boards})


def _upload_of(request: AuthenticatedRequest, task_id: UUID, upload_id: UUID) -> Attachment:
    attachment = attachment_for(user=request.user, attachment_id=upload_id, action=Action.UPDATE)
    if attachment.task_id != task_id:
        raise NotFound
    return attachment


def _bytes_of(values: dict[str, Any], name: str) -> bytes | None:
    if name not in values:
        return None
    try:
        return base64.b64decode(values[name], validate=True)
    except (binascii.Error, ValueError):
        raise ValidationError({name: _("Base64, please.")}) from None


def _listed(request: AuthenticatedRequest, name: str) -> list[str]:
    found = [part for part in request.query_params.get(name, "").split(",") if part]
    if len(found) > MAX_REFERENCES:
        raise ValidationError({name: _("At most 100 in one call.")})
    return list(dict.fromkeys(found))


def _uuid_of(text: str, field: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise ValidationError({field: _("This is not an id.")}) from None


def _check_version(version: int) -> None:
    if version >= 2**31:
        raise NotFound
