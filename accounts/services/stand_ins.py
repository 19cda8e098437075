"""People who came as names with an imported workspace: no account, no sign-in, no mail.

What they wrote keeps their name. Their row has an address that nobody can have, so that the
person may sign up with the real one (kept in `stands_for`) at any time.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.models import Membership, User
from teamflow.common.ids import uuid7

DOMAIN = "imported.invalid"


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody as an archive names them."""

    id: UUID
    name: str
    email: str


@transaction.atomic
def make_stand_ins(*, people: Iterable[Newcomer]) -> dict[UUID, UUID]:
    """A name each, without an account; gives the ids here by the ids there."""
    rows = {}
    for person in people:
        pk = uuid7()
        rows[person.id] = User(
            pk=pk,
            email=f"{pk.hex}@{DOMAIN}",
            name=person.name[:150],
            stands_for=person.email[:254],
            is_active=False,
            password=make_password(None),
        )
    User.objects.bulk_create(rows.values(), batch_size=500)
    return {old: row.pk for old, row in rows.items()}


def acquaintances(*, user: User) -> dict[str, User]:
    """By address, in lower case: whom `user` shares a workspace with, and `user`.

    An archive can claim anything about anybody, so nobody else is taken for one of its people.
    """
    shared = Membership.objects.filter(
        workspace__deleted_at=None, workspace__memberships__user=user
    )
    people = User.objects.filter(pk__in=shared.values("user"), is_active=True)
    known = {person.email.lower(): person for person in people}
    return known | {user.email.lower(): user}
