"""People and workspaces for tests."""

from typing import Any

import factory
from allauth.account.models import EmailAddress

from accounts.models import Membership, Role, User, Workspace

PASSWORD = "correct-horse-battery"


class UserFactory(factory.django.DjangoModelFactory[User]):
    """A person with a confirmed address and PASSWORD."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    name = factory.Sequence(lambda number: f"Person {number}")
    email = factory.Sequence(lambda number: f"person{number}@example.com")

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        password = kwargs.pop("password", PASSWORD)
        user = model_class.objects.create_user(*args, password=password, **kwargs)
        EmailAddress.objects.create(
            user=user,
            email=user.email.lower(),
            primary=True,
            verified=user.email_verified_at is not None,
        )
        return user


class WorkspaceFactory(factory.django.DjangoModelFactory[Workspace]):
    """A workspace whose maker owns it."""

    class Meta:
        model = Workspace
        skip_postgeneration_save = True

    name = factory.Sequence(lambda number: f"Workspace {number}")
    slug = factory.Sequence(lambda number: f"workspace-{number}")
    created_by = factory.SubFactory(UserFactory)

    @factory.post_generation
    def owned(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        """Its maker is its owner."""
        if create:
            MembershipFactory(user=self.created_by, workspace=self, role=Role.OWNER)


class MembershipFactory(factory.django.DjangoModelFactory[Membership]):
    """Somebody in a workspace; a member unless it says otherwise."""

    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    workspace = factory.SubFactory(WorkspaceFactory)
    role = Role.MEMBER
