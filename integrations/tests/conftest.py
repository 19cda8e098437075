"""A connection to GitHub, and a task that its pull requests are about."""

import pytest
from rest_framework.test import APIClient

from integrations.tests.factories import GitHub, make_connection
from tasks.services.tasks import create_task


@pytest.fixture
def connection(workspace, owner):
    return make_connection(workspace=workspace, actor=owner)


@pytest.fixture
def github(connection):
    return GitHub(APIClient(), connection)


@pytest.fixture
def task(project, owner):
    """TF-1, to do."""
    return create_task(actor=owner, project=project, title="Mend the gate")
