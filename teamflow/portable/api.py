"""The doors for whole workspaces: out as an archive, and in again."""

from collections.abc import AsyncIterator
from typing import Any, BinaryIO, cast
from uuid import UUID

from asgiref.sync import sync_to_async
from django.core.files.storage import default_storage
from django.http import StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response

from accounts.models import User, Workspace
from accounts.permissions import Action, Resource
from accounts.selectors import workspace_for
from teamflow.common.api import ApiView
from teamflow.common.errors import NotFound
from teamflow.common.job_views import JobOutput
from teamflow.common.jobs import as_data
from teamflow.common.models import Job
from teamflow.common.requests import AuthenticatedRequest
from teamflow.portable.starting import (
    MEDIA_TYPE,
    SHOWN,
    announce_archive,
    archive_key,
    delete_export,
    export_for,
    exports_of,
    is_downloadable,
    start_export,
    start_workspace_import,
)

_PIECE = 256 * 1024


class ExportOutput(serializers.Serializer[Any]):
    """An export of a workspace; `url` while its archive can be downloaded."""

    id = serializers.UUIDField()
    status = serializers.ChoiceField(choices=Job.Status.choices)
    progress = serializers.IntegerField(min_value=0, max_value=100)
    created_at = serializers.DateTimeField()
    created_by = serializers.CharField(allow_blank=True)
    finished_at = serializers.DateTimeField(allow_null=True)
    expires_at = serializers.DateTimeField(allow_null=True)
    size = serializers.IntegerField(allow_null=True)
    sha256 = serializers.CharField(allow_blank=True)
    counts = serializers.DictField(child=serializers.IntegerField())
    error = serializers.CharField(allow_blank=True)
    url = serializers.CharField(allow_null=True)


class ExportsOutput(serializers.Serializer[Any]):
    """The newest exports of a workspace."""

    results = ExportOutput(many=True)
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)


class ExportStartedOutput(serializers.Serializer[Any]):
    """The job that was started, and the export that it makes."""

    job = JobOutput()
    export = ExportOutput()


class ArchiveInput(serializers.Serializer[Any]):
    """How large the archive is that will be brought."""

    size = serializers.IntegerField(min_value=1)


class ArchiveTargetOutput(serializers.Serializer[Any]):
    """Where the archive is put, and the word that the import then says for it."""

    upload = serializers.CharField()
    url = serializers.CharField()
    method = serializers.CharField()
    headers = serializers.DictField(child=serializers.CharField())
    expires_in = serializers.IntegerField()


class WorkspaceImportInput(serializers.Serializer[Any]):
    """The `upload` that was put there."""

    upload = serializers.CharField(max_length=500)


class WorkspaceImportOutput(serializers.Serializer[Any]):
    """The job that was started; its `result` says what came and what did not."""

    job = JobOutput()


class WorkspaceExportsView(ApiView):
    """A workspace whole."""

    @extend_schema(responses=ExportsOutput, operation_id="workspace_exports")
    def get(self, request: AuthenticatedRequest, slug: str) -> Response:
        """The newest exports first, those of others too."""
        workspace = _workspace(request.user, slug, Action.READ)
        return Response({"results": exports_shown(workspace), "next": None, "previous": None})

    @extend_schema(
        request=None, responses={202: ExportStartedOutput}, operation_id="workspace_export"
    )
    def post(self, request: AuthenticatedRequest, slug: str) -> Response:
        """Start a job that writes everything into one file (docs/archive.md)."""
        workspace = _workspace(request.user, slug, Action.CREATE)
        job = start_export(actor=request.user, workspace=workspace)
        body = {"job": as_data(job), "export": export_shown(workspace, job, request.user.name)}
        return Response(body, status=status.HTTP_202_ACCEPTED)


class WorkspaceExportView(ApiView):
    """One export."""

    @extend_schema(
        responses={(200, MEDIA_TYPE): OpenApiResponse(OpenApiTypes.BINARY)},
        operation_id="workspace_export_download",
    )
    def get(
        self, request: AuthenticatedRequest, slug: str, export_id: UUID
    ) -> StreamingHttpResponse:
        """Its archive, sent while it is read."""
        workspace = _workspace(request.user, slug, Action.READ)
        job = export_for(workspace, export_id)
        if not is_downloadable(job) or not default_storage.exists(archive_key(job)):
            raise NotFound
        stored = cast(BinaryIO, default_storage.open(archive_key(job), "rb"))
        answer = StreamingHttpResponse(_pieces(stored), content_type=MEDIA_TYPE)
        name = f"{workspace.slug}-{job.created_at:%Y-%m-%d}.zip"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        answer["Content-Length"] = str((job.result or {})["size"])
        return answer

    @extend_schema(responses={204: None}, operation_id="workspace_export_delete")
    def delete(self, request: AuthenticatedRequest, slug: str, export_id: UUID) -> Response:
        """Stop it, or delete its archive before its time."""
        workspace = _workspace(request.user, slug, Action.DELETE)
        delete_export(actor=request.user, workspace=workspace, job=export_for(workspace, export_id))
        return Response(status=status.HTTP_204_NO_CONTENT)


class AnnounceArchiveView(ApiView):
    """Room for an archive."""

    @extend_schema(
        request=ArchiveInput,
        responses={201: ArchiveTargetOutput},
        operation_id="workspace_import_presigned",
    )
    def post(self, request: AuthenticatedRequest) -> Response:
        """Where to put it: straight to the storage, past the limit for bodies."""
        form = ArchiveInput(data=request.data)
        form.is_valid(raise_exception=True)
        word, target = announce_archive(actor=request.user, size=form.validated_data["size"])
        body = {
            "upload": word,
            "url": target.url,
            "method": target.method,
            "headers": target.headers,
            "expires_in": target.expires_in,
        }
        return Response(body, status=status.HTTP_201_CREATED)


class WorkspaceImportView(ApiView):
    """A workspace from an archive."""

    @extend_schema(
        request=WorkspaceImportInput,
        responses={202: WorkspaceImportOutput},
        operation_id="workspace_import",
    )
    def post(self, request: AuthenticatedRequest) -> Response:
        """Start a job that makes a new workspace, which the asker owns."""
        form = WorkspaceImportInput(data=request.data)
        form.is_valid(raise_exception=True)
        job = start_workspace_import(actor=request.user, upload=form.validated_data["upload"])
        return Response({"job": as_data(job)}, status=status.HTTP_202_ACCEPTED)


def exports_shown(workspace: Workspace) -> list[dict[str, Any]]:
    """The newest exports as the API and the page show them."""
    jobs = list(exports_of(workspace)[:SHOWN])
    people = User.objects.in_bulk([job.created_by_id for job in jobs if job.created_by_id])
    names = {pk: person.name for pk, person in people.items()}
    return [export_shown(workspace, job, names.get(job.created_by_id, "")) for job in jobs]


def export_shown(workspace: Workspace, job: Job, name: str) -> dict[str, Any]:
    """One of them."""
    result = job.result or {}
    is_kept = is_downloadable(job)
    return {
        "id": job.pk,
        "status": job.status,
        "progress": job.progress,
        "created_at": job.created_at,
        "created_by": name,
        "finished_at": job.finished_at,
        "expires_at": result.get("expires_at"),
        "size": result.get("size"),
        "sha256": result.get("sha256", ""),
        "counts": result.get("counts", {}),
        "error": job.error,
        "url": f"/api/v1/workspaces/{workspace.slug}/export/{job.pk}" if is_kept else None,
    }


def _workspace(user: User, slug: str, action: Action) -> Workspace:
    return workspace_for(user=user, slug=slug, right=(action, Resource.EXPORT))


async def _pieces(stored: BinaryIO) -> AsyncIterator[bytes]:
    try:
        while piece := await sync_to_async(stored.read)(_PIECE):
            yield piece
    finally:
        await sync_to_async(stored.close)()
