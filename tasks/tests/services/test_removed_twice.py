"""Two people remove the same thing at once: the second finds it gone, and nothing is told twice."""

from copy import copy

import pytest

from tasks.services.columns import add_column, delete_column, update_column
from tasks.services.dashboards import create_dashboard, delete_dashboard
from tasks.services.labels import add_label, delete_label, update_label
from tasks.services.links import attach_link, link_tasks, remove_attachment, unlink_tasks
from tasks.tests.factories import make_task
from teamflow.common.errors import NotFound
from teamflow.common.models import Event


@pytest.fixture
def things(project, workspace, task, editor):
    """One of each, by the word that the service calls it."""
    other = make_task(project, editor, "Another one")
    return {
        "link": link_tasks(actor=editor, source=task, target=other, kind="relates"),
        "attachment": attach_link(actor=editor, task=task, url="https://example.org"),
        "column": add_column(actor=editor, project=project, name="More", state="todo"),
        "label": add_label(actor=editor, project=project, name="bug"),
        "dashboard": create_dashboard(actor=editor, workspace=workspace, name="Ours"),
    }


@pytest.mark.parametrize(
    ("what", "remove"),
    [
        ("link", unlink_tasks),
        ("attachment", remove_attachment),
        ("column", delete_column),
        ("label", delete_label),
        ("dashboard", delete_dashboard),
    ],
)
def test_the_second_finds_it_gone(things, editor, what, remove):
    seen = copy(things[what])
    remove(actor=editor, **{what: things[what]})
    told = Event.objects.count()

    with pytest.raises(NotFound):
        remove(actor=editor, **{what: seen})
    assert Event.objects.count() == told


@pytest.mark.parametrize(
    ("what", "remove", "change"),
    [("column", delete_column, update_column), ("label", delete_label, update_label)],
)
def test_what_is_gone_is_not_changed_either(things, editor, what, remove, change):
    seen = copy(things[what])
    remove(actor=editor, **{what: things[what]})

    with pytest.raises(NotFound):
        change(actor=editor, **{what: seen}, name="Other")
