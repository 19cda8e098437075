"""Pages of time, automations and intake."""

import pytest

from tasks.services.intake import file_request
from tasks.services.targets import create_target
from tasks.tests.factories import make_task
from tasks.tests.test_pages import shell_of


@pytest.mark.parametrize(
    ("path", "most"),
    [("timesheet/", 13), ("p/TF/intake/", 22), ("p/TF/settings/automations/", 20)],
)
def test_asks_as_often_for_much_as_for_little(
    project, owner, clients, django_assert_max_num_queries, path, most
):
    for number in range(5):
        file_request(actor=owner, project=project, title=f"Request {number}")
        make_task(project, owner, f"Task {number}")
        create_target(actor=owner, project=project, name=f"Target {number}", query="", hours=8)

    with django_assert_max_num_queries(most):
        page = clients["owner"].get(f"/w/harbour/{path}")

    assert page.status_code == 200


def test_the_timesheet_says_who_may_write(project, clients):
    may = {
        who: shell_of(clients[who].get("/w/harbour/timesheet/"))["can_edit"]
        for who in ("owner", "editor", "viewer")
    }

    assert may == {"owner": True, "editor": True, "viewer": False}
