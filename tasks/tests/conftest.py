import pytest

from tasks.tests.factories import column_of, make_task


@pytest.fixture
def task(project, editor):
    """A task in “To do”, made by the editor."""
    return make_task(project, editor)


@pytest.fixture
def todo(project):
    """The first column."""
    return column_of(project, "todo")


@pytest.fixture
def done(project):
    """The last column."""
    return column_of(project, "done")
