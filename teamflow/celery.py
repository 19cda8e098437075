"""The Celery application of workers and beat."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "teamflow.settings")

app = Celery("teamflow")
app.config_from_object("django.conf:settings", namespace="CELERY")
# `jobs`, not Celery's default `tasks`: that word is the domain's.
app.autodiscover_tasks(related_name="jobs")
