"""Workspaces, members, invitations and audit through the API."""

import pytest

from accounts.models import Membership, Role, Workspace
from accounts.services.invitations import invite_member

pytestmark = pytest.mark.django_db

BASE = "/api/v1/workspaces/harbour"


def _membership(user, workspace):
    return Membership.objects.get(user=user, workspace=workspace)


def test_lists_and_shows_with_the_askers_role(clients, workspace):
    listed = clients["viewer"].get("/api/v1/workspaces").json()
    shown = clients["viewer"].get(BASE).json()

    assert listed == {"results": [shown], "next": None, "previous": None}
    assert {key: shown[key] for key in ("id", "slug", "name", "role")} == {
        "id": str(workspace.pk),
        "slug": "harbour",
        "name": "Harbour",
        "role": "viewer",
    }


def test_pages_through_workspaces(clients, owner):
    for number in range(5):
        clients["owner"].post("/api/v1/workspaces", {"name": f"Dock {number}"})
    first = clients["owner"].get("/api/v1/workspaces?limit=4").json()
    second = clients["owner"].get(first["next"]).json()

    names = [each["name"] for each in first["results"] + second["results"]]
    assert names == ["Harbour", *(f"Dock {number}" for number in range(5))]
    assert second["next"] is None


def test_anybody_makes_one(clients):
    response = clients["viewer"].post("/api/v1/workspaces", {"name": "Dock"})

    assert response.status_code == 201
    assert (response.json()["slug"], response.json()["role"]) == ("dock", "owner")


def test_the_same_idempotency_key_makes_one(clients):
    headers = {"Idempotency-Key": "abc"}
    answers = [
        clients["viewer"].post("/api/v1/workspaces", {"name": "Dock"}, headers=headers).json()
        for _ in range(2)
    ]

    assert answers[0] == answers[1]
    assert Workspace.objects.filter(name="Dock").count() == 1


@pytest.mark.parametrize(
    ("part", "status"), [("owner", 200), ("editor", 403), ("viewer", 403), ("outsider", 404)]
)
def test_renaming_is_the_owners(clients, workspace, part, status, sent_messages):
    response = clients[part].patch(BASE, {"name": "Bay"})

    workspace.refresh_from_db()
    assert response.status_code == status
    assert workspace.name == ("Bay" if status == 200 else "Harbour")
    assert bool(sent_messages) is (status == 200)


@pytest.mark.parametrize(
    ("part", "status"), [("owner", 204), ("editor", 403), ("viewer", 403), ("outsider", 404)]
)
def test_deleting_is_the_owners(clients, workspace, part, status):
    assert clients[part].delete(BASE).status_code == status

    workspace.refresh_from_db()
    assert bool(workspace.deleted_at) is (status == 204)


def test_a_deleted_workspace_comes_back_to_its_owner_only(clients, workspace):
    clients["owner"].delete(BASE)

    assert clients["viewer"].post(f"{BASE}/restore").status_code == 404
    assert clients["owner"].post(f"{BASE}/restore").json()["slug"] == "harbour"
    assert clients["owner"].post(f"{BASE}/restore").status_code == 200


def test_members_are_listed_with_their_people(clients, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        members = clients["viewer"].get(f"{BASE}/members").json()["results"]

    assert [(each["user"]["name"], each["role"]) for each in members] == [
        ("Owner", "owner"),
        ("Editor", "member"),
        ("Viewer", "viewer"),
    ]


@pytest.mark.parametrize(
    ("part", "status"), [("owner", 200), ("editor", 403), ("viewer", 403), ("outsider", 404)]
)
def test_roles_are_set_by_admins(clients, viewer, workspace, part, status, sent_messages):
    membership = _membership(viewer, workspace)
    path = f"/api/v1/memberships/{membership.pk}"
    response = clients[part].patch(path, {"role": "member"})

    membership.refresh_from_db()
    assert response.status_code == status
    assert membership.role == (Role.MEMBER if status == 200 else Role.VIEWER)
    assert bool(sent_messages) is (status == 200)


@pytest.mark.parametrize(
    ("part", "status"), [("owner", 204), ("editor", 403), ("viewer", 204), ("outsider", 404)]
)
def test_members_are_removed_by_admins_and_leave_by_themselves(
    clients, viewer, workspace, part, status
):
    membership = _membership(viewer, workspace)

    assert clients[part].delete(f"/api/v1/memberships/{membership.pk}").status_code == status
    assert Membership.objects.filter(pk=membership.pk).exists() is (status != 204)


def test_the_last_owner_stays(clients, owner, workspace):
    path = f"/api/v1/memberships/{_membership(owner, workspace).pk}"

    assert clients["owner"].delete(path).status_code == 400
    response = clients["owner"].patch(path, {"role": "member"})
    assert response.status_code == 400
    assert response.json()["error"]["details"][0]["field"] == "role"


def test_inviting_and_accepting(clients, outsider, workspace):
    fields = {"email": outsider.email, "role": "member"}
    made = clients["owner"].post(f"{BASE}/invitations", fields)
    token = made.json()["url"].rstrip("/").rsplit("/", 1)[1]
    accepted = clients["outsider"].post(f"/api/v1/invitations/{token}/accept")
    again = clients["outsider"].post(f"/api/v1/invitations/{token}/accept")

    assert (made.status_code, accepted.status_code, again.status_code) == (201, 200, 200)
    assert accepted.json()["workspace"]["slug"] == "harbour"
    assert accepted.json() == again.json()
    assert clients["outsider"].get(BASE).json()["role"] == "member"


@pytest.mark.parametrize(("part", "status"), [("editor", 403), ("viewer", 403), ("outsider", 404)])
def test_inviting_is_for_admins(clients, workspace, part, status, sent_messages):
    response = clients[part].post(f"{BASE}/invitations", {"email": "", "role": "viewer"})

    assert response.status_code == status
    assert (workspace.invitations.count(), sent_messages) == (0, [])


def test_a_used_invitation_is_410_in_the_envelope(clients, owner, outsider, workspace):
    invited = invite_member(actor=owner, workspace=workspace, email="", role=Role.MEMBER)
    path = f"/api/v1/invitations/{invited.token}/accept"
    clients["owner"].delete(f"/api/v1/invitations/{invited.invitation.pk}")
    response = clients["outsider"].post(path)

    assert (response.status_code, response.json()["error"]["code"]) == (410, "GONE")


@pytest.mark.parametrize(
    ("part", "status"), [("owner", 200), ("editor", 403), ("viewer", 403), ("outsider", 404)]
)
def test_the_audit_trail_is_the_owners(clients, workspace, part, status):
    clients["owner"].patch(BASE, {"name": "Bay"})
    response = clients[part].get(f"{BASE}/audit")

    assert response.status_code == status
    if status == 200:
        first = response.json()["results"][0]
        assert first["action"] == "workspace.updated"
        assert first["changes"] == {"name": ["Harbour", "Bay"]}
        assert first["ip"] == "127.0.0.1"


def test_strangers_get_404_everywhere_and_change_nothing(clients, owner, viewer, workspace):
    invited = invite_member(actor=owner, workspace=workspace, email="", role=Role.MEMBER)
    membership = _membership(viewer, workspace).pk
    before = Membership.objects.count()
    stranger = clients["outsider"]
    answers = [
        stranger.get(BASE),
        stranger.patch(BASE, {"name": "Mine"}),
        stranger.delete(BASE),
        stranger.post(f"{BASE}/restore"),
        stranger.get(f"{BASE}/members"),
        stranger.get(f"{BASE}/invitations"),
        stranger.post(f"{BASE}/invitations", {"role": "owner"}),
        stranger.get(f"{BASE}/audit"),
        stranger.get(f"/api/v1/memberships/{membership}"),
        stranger.patch(f"/api/v1/memberships/{membership}", {"role": "owner"}),
        stranger.delete(f"/api/v1/memberships/{membership}"),
        stranger.get(f"/api/v1/invitations/{invited.invitation.pk}"),
        stranger.delete(f"/api/v1/invitations/{invited.invitation.pk}"),
        stranger.post("/w/harbour/members/invite/", {"role": "owner"}, format="multipart"),
        stranger.post(f"/w/elsewhere/members/{membership}/role/", {"role": "owner"}),
        stranger.post(f"/w/elsewhere/members/{membership}/remove/"),
        stranger.post("/w/harbour/settings/leave/"),
        stranger.post("/w/harbour/settings/delete/", {"confirm": "Harbour"}, format="multipart"),
    ]

    assert [answer.status_code for answer in answers] == [404] * len(answers)
    invited.invitation.refresh_from_db()
    workspace.refresh_from_db()
    assert (invited.invitation.revoked_at, workspace.deleted_at) == (None, None)
    assert Membership.objects.count() == before


def test_nobody_signed_in_gets_401(workspace, db):
    from rest_framework.test import APIClient

    for path in (BASE, f"{BASE}/members", "/api/v1/me", "/api/v1/workspaces"):
        response = APIClient().get(path)
        assert (response.status_code, response.json()["error"]["code"]) == (401, "UNAUTHORIZED")
