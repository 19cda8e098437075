"""The cast: who takes part in a test, and what would have been said to the others."""

import json
from importlib import import_module
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection, transaction
from hypothesis import settings

# A busy machine is slow, not wrong: what takes long is what measures are for.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

CAST = ("owner", "editor", "viewer", "outsider")


@pytest.fixture
def owner(db):
    """Owns the workspace."""
    return _person("owner")


@pytest.fixture
def editor(db):
    """A member: changes what is in the workspace, not who belongs to it."""
    return _person("editor")


@pytest.fixture
def viewer(db):
    """Belongs to the workspace and may only look."""
    return _person("viewer")


@pytest.fixture
def outsider(db):
    """Belongs to a workspace of their own, and must not learn that this one exists."""
    from accounts.tests.factories import WorkspaceFactory

    person = _person("outsider")
    WorkspaceFactory(name="Elsewhere", slug="elsewhere", created_by=person)
    return person


@pytest.fixture
def workspace(owner, editor, viewer):
    """Where the cast works."""
    from accounts.models import Role
    from accounts.tests.factories import MembershipFactory, WorkspaceFactory

    place = WorkspaceFactory(name="Harbour", slug="harbour", created_by=owner)
    MembershipFactory(user=editor, workspace=place, role=Role.MEMBER)
    MembershipFactory(user=viewer, workspace=place, role=Role.VIEWER)
    return place


@pytest.fixture
def project(workspace, owner):
    """A project with the key TF and four columns: to do, in progress, in review, done."""
    from tasks.models import Column, Project, State
    from teamflow.common.ranks import ranks_between

    made = Project.objects.create(workspace=workspace, key="TF", name="TeamFlow", created_by=owner)
    states = [State.TODO, State.IN_PROGRESS, State.IN_REVIEW, State.DONE]
    for state, rank in zip(states, ranks_between(None, None, len(states)), strict=True):
        Column.objects.create(project=made, name=str(state.label), state=state, rank=rank)
    return made


@pytest.fixture
def clients(workspace, owner, editor, viewer, outsider):
    """One signed-in API client a person, by the person's part."""
    from rest_framework.test import APIClient

    people = dict(zip(CAST, (owner, editor, viewer, outsider), strict=True))
    return {part: _signed_in(APIClient(), person) for part, person in people.items()}


@pytest.fixture
def commits(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run what waits for a commit when the outermost transaction ends.

    A test's own transaction never commits, so it would wait for ever.
    """
    depth = len(connection.savepoint_ids)
    leave = transaction.Atomic.__exit__

    def leave_and_run(self: transaction.Atomic, kind: Any, error: Any, trace: Any) -> None:
        leave(self, kind, error, trace)
        if kind is None and len(connection.savepoint_ids) == depth:
            _run_waiting()

    monkeypatch.setattr(transaction.Atomic, "__exit__", leave_and_run)


@pytest.fixture
def sent_messages(commits: None, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What was said to rooms since the cast was made, as the sockets would carry it."""
    from teamflow.common import rooms

    said: list[dict[str, Any]] = []

    def listen(channel: str, payload: bytes) -> None:
        message = json.loads(payload)
        said.extend(message if isinstance(message, list) else [message])

    monkeypatch.setattr(rooms, "publish_bytes", listen)
    monkeypatch.setattr(rooms._speaker, "publish", listen)
    return said


def _person(part: str) -> Any:
    from accounts.tests.factories import UserFactory

    return UserFactory(name=part.title(), email=f"{part}@example.com")


def _signed_in(client: Any, person: Any) -> Any:
    """With a session as signing in leaves it; signing in itself costs eighteen queries."""
    session = import_module(django_settings.SESSION_ENGINE).SessionStore()
    session.update(
        {
            SESSION_KEY: str(person.pk),
            BACKEND_SESSION_KEY: "django.contrib.auth.backends.ModelBackend",
            HASH_SESSION_KEY: person.get_session_auth_hash(),
        }
    )
    session.save(must_create=True)
    client.cookies[django_settings.SESSION_COOKIE_NAME] = session.session_key
    return client


def _run_waiting() -> None:
    # Django keeps (savepoints, function, is robust); the stubs know of an older pair.
    waiting: list[Any] = list(connection.run_on_commit)
    connection.run_on_commit = []
    for _savepoints, function, is_robust in waiting:
        try:
            function()
        except Exception:
            if not is_robust:
                raise
