"""A job as the person who asked for it sees it."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from teamflow.common.api import ApiView
from teamflow.common.errors import NotFound
from teamflow.common.jobs import as_data, cancel
from teamflow.common.models import Job
from teamflow.common.requests import AuthenticatedRequest


class JobOutput(serializers.Serializer[Job]):
    """A job's state; `result` differs by `kind`."""

    id = serializers.UUIDField()
    kind = serializers.CharField()
    status = serializers.ChoiceField(choices=Job.Status.choices)
    progress = serializers.IntegerField(min_value=0, max_value=100)
    result = serializers.DictField(allow_null=True)
    error = serializers.CharField(allow_blank=True)
    target = serializers.DictField()
    url = serializers.CharField()
    created_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)


def job_of(user_id: UUID, job_id: UUID) -> Job:
    """The job that this person asked for; another's does not exist for them."""
    job = Job.objects.filter(pk=job_id, created_by_id=user_id).first()
    if job is None:
        raise NotFound
    return job


class JobView(ApiView):
    """Look at a job, or cancel it."""

    @extend_schema(responses=JobOutput, operation_id="job_read")
    def get(self, request: AuthenticatedRequest, job_id: UUID) -> Response:
        """How far it is, and what came of it."""
        return Response(as_data(job_of(request.user.pk, job_id)))

    @extend_schema(responses={200: JobOutput}, operation_id="job_cancel")
    def delete(self, request: AuthenticatedRequest, job_id: UUID) -> Response:
        """Cancel it; one that has ended stays as it is."""
        return Response(as_data(cancel(job_of(request.user.pk, job_id))))
