"""Pages of time, automations and intake."""

import pytest

PATHS = ("timesheet/", "p/TF/settings/automations/", "p/TF/intake/")


@pytest.mark.parametrize("path", PATHS)
def test_opens_for_members_only(clients, project, path, django_assert_max_num_queries):
    address = f"/w/harbour/{path}"

    with django_assert_max_num_queries(16):
        assert clients["viewer"].get(address).status_code == 200
    assert clients["outsider"].get(address).status_code == 404


@pytest.mark.parametrize("path", PATHS)
def test_asks_strangers_to_sign_in(client, project, path):
    assert client.get(f"/w/harbour/{path}").status_code == 302
