"""People and workspaces for tests."""

from typing import Any

from allauth.account.models import EmailAddress
from factory.declarations import Sequence, SubFactory
from factory.django import DjangoModelFactory
from factory.helpers import post_generation

from accounts.models import Membership, Role, User, Workspace

PASSWORD = "correct-horse-battery"


class UserFactory(DjangoModelFactory[User]):
    """A person with a confirmed address and PASSWORD."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    name = Sequence(lambda number: f"Person {number}")
    email = Sequence(lambda number: f"person{number}@example.com")

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        password = kwargs.pop("password", PASSWORD)
        user = model_class.objects.create_user(kwargs.pop("email"), password, **kwargs)
        EmailAddress.objects.create(
            user=user,
            email=user.email.lower(),
            primary=True,
            verified=user.email_verified_at is not None,
        )
        return user


class WorkspaceFactory(DjangoModelFactory[Workspace]):
    """A workspace whose maker owns it."""

    class Meta:
        model = Workspace
        skip_postgeneration_save = True

    name = Sequence(lambda number: f"Workspace {number}")
    slug = Sequence(lambda number: f"workspace-{number}")
    created_by = SubFactory(UserFactory)

    @post_generation
    def owned(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        """Its maker is its owner."""
        if create:
            MembershipFactory(user=self.created_by, workspace=self, role=Role.OWNER)


class MembershipFactory(DjangoModelFactory[Membership]):
    """Somebody in a workspace; a member unless it says otherwise."""

    class Meta:
        model = Membership

    user = SubFactory(UserFactory)
    workspace = SubFactory(WorkspaceFactory)
    role = Role.MEMBER
