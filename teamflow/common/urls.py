"""Routes of the kernel: jobs, for everybody who started one."""

from django.urls import path

from teamflow.common.job_views import JobView

urlpatterns = [path("jobs/<uuid:job_id>", JobView.as_view(), name="job")]
