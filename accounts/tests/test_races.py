"""Many at once, on real connections."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from accounts.models import Membership, Role, SignIn, User
from accounts.services.invitations import accept_invitation, invite_member
from accounts.services.lockout import WrongPassword, check_credentials
from accounts.services.members import remove_member
from accounts.services.registration import sign_up
from accounts.services.sign_ins import refresh_sign_in, start_api_sign_in
from accounts.tests.factories import PASSWORD, MembershipFactory, UserFactory, WorkspaceFactory
from teamflow.common.errors import Gone, RateLimited

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def many_sign_ins(settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "sign_in": "1000/m"}


def _at_once(calls):
    """What each call gave, or the kind of error that it raised."""

    def run(call):
        try:
            return call()
        except Exception as error:
            return type(error)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_guessing_at_once_gets_five_tries():
    user = UserFactory()
    guess = lambda: check_credentials(email=user.email, password="wrong-wrong")  # noqa: E731

    answers = Counter(_at_once([guess] * 8))

    assert answers == {WrongPassword: 5, RateLimited: 3}
    with pytest.raises(RateLimited):
        check_credentials(email=user.email, password=PASSWORD)


def test_guessing_at_once_at_nobody_gets_five_tries():
    guess = lambda: check_credentials(email="no@example.com", password="wrong")  # noqa: E731

    assert Counter(_at_once([guess] * 8)) == {WrongPassword: 5, RateLimited: 3}


def test_two_tabs_that_refresh_at_once_both_go_on():
    issued = start_api_sign_in(actor=UserFactory())

    answers = _at_once([lambda: refresh_sign_in(token=issued.refresh)] * 4)

    sign_in = SignIn.objects.get()
    assert sign_in.revoked_at is None
    assert {refresh_sign_in(token=each.refresh).sign_in.pk for each in answers} == {sign_in.pk}


def test_signing_up_at_once_makes_one_person():
    answers = _at_once(
        [lambda: sign_up(email="ana@example.com", name="Ana", password=PASSWORD)] * 4
    )

    assert Counter(each for each in answers if each is ValidationError) == {ValidationError: 3}
    assert User.objects.get().workspaces.count() == 1


def test_a_link_that_is_opened_at_once_joins_one():
    workspace = WorkspaceFactory()
    invited = invite_member(
        actor=workspace.created_by, workspace=workspace, email="", role=Role.MEMBER
    )
    people = [UserFactory() for _ in range(4)]

    answers = _at_once(
        [
            lambda person=person: accept_invitation(actor=person, invitation=invited.invitation)
            for person in people
        ]
    )

    assert answers.count(Gone) == 3
    assert Membership.objects.filter(workspace=workspace).count() == 2


def test_two_owners_who_leave_at_once_leave_one():
    workspace = WorkspaceFactory()
    MembershipFactory(workspace=workspace, role=Role.OWNER)
    memberships = list(workspace.memberships.select_related("user"))

    answers = _at_once(
        [lambda each=each: remove_member(actor=each.user, membership=each) for each in memberships]
    )

    assert Counter(answers) == {None: 1, ValidationError: 1}
    assert workspace.memberships.filter(role=Role.OWNER).count() == 1
