"""The permission table, read against the words of the specification."""

import pytest

from accounts.permissions import (
    TABLE,
    Action,
    Denied,
    Resource,
    Role,
    can,
    may_set_role,
    reason_for,
    require,
)

ALL = "owner admin member viewer"
WRITERS = "owner admin member"
ADMINS = "owner admin"
# resource: create, read, update, delete; "+" adds whoever made it.
SPECIFIED = {
    "workspace": (ALL, ALL, "owner", "owner"),
    "member": (ADMINS, ALL, ADMINS, ADMINS),
    "project": (WRITERS, ALL, ADMINS, ADMINS),
    "sprint": (WRITERS, ALL, WRITERS, f"{ADMINS} +"),
    "initiative": (WRITERS, ALL, WRITERS, f"{ADMINS} +"),
    "milestone": (WRITERS, ALL, WRITERS, f"{ADMINS} +"),
    "label": (WRITERS, ALL, WRITERS, f"{ADMINS} +"),
    "view": (WRITERS, ALL, WRITERS, f"{ADMINS} +"),
    "task": (WRITERS, ALL, WRITERS, f"{ADMINS} +"),
    "template": (WRITERS, ALL, WRITERS, f"{ADMINS} +"),
    "approval": (WRITERS, ALL, "", "+"),
    "comment": (WRITERS, ALL, "+", f"{ADMINS} +"),
    "time": (WRITERS, ALL, f"{ADMINS} +", f"{ADMINS} +"),
    "automation": (ADMINS, ALL, ADMINS, ADMINS),
    "intake": (ALL, ALL, WRITERS, ADMINS),
    "board": (WRITERS, ALL, WRITERS, f"{ADMINS} +"),
    "integration": (ADMINS, ADMINS, ADMINS, ADMINS),
    "audit": ("", "owner", "", ""),
    "export": (ADMINS, ADMINS, "", ADMINS),
    "ai": (WRITERS, "", "", ""),
}
CELLS = [
    (Resource(resource), action, words.split())
    for resource, row in SPECIFIED.items()
    for action, words in zip(Action, row, strict=True)
]


def test_the_table_names_every_resource():
    assert set(TABLE) == set(Resource) == {Resource(name) for name in SPECIFIED}


@pytest.mark.parametrize(("resource", "action", "words"), CELLS)
def test_each_cell_is_as_specified(resource, action, words):
    for role in Role:
        assert can(role, action, resource) is (role in words), role
        is_writer = role in WRITERS.split()
        as_creator = role in words or ("+" in words and is_writer)
        assert can(role, action, resource, is_creator=True) is as_creator, role


@pytest.mark.parametrize(("resource", "action", "words"), CELLS)
def test_no_role_may_do_nothing(resource, action, words):
    assert not can(None, action, resource, is_creator=True)


def test_denial_says_who_could():
    with pytest.raises(Denied) as caught:
        require(Role.VIEWER, Action.DELETE, Resource.TASK)

    assert caught.value.reason == (
        "Your role here is “Viewer”. This takes: Owner, Admin, whoever made it."
    )
    assert reason_for(Role.OWNER, Action.UPDATE, Resource.AUDIT) == "Nobody may do this."


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("old", [*Role, None])
@pytest.mark.parametrize("new", [*Role, None])
def test_only_owners_touch_owners_and_only_admins_the_others(role, old, new):
    if Role.OWNER in (old, new):
        assert may_set_role(role, old, new) is (role == Role.OWNER)
    else:
        assert may_set_role(role, old, new) is (role in (Role.OWNER, Role.ADMIN))
