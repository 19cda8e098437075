"""What the account endpoints take and give."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts import avatars
from accounts.models import (
    AccessToken,
    AuditEvent,
    Invitation,
    Membership,
    Role,
    SignIn,
    User,
    Workspace,
)
from accounts.services.tokens import SCOPES
from teamflow.common.models import Event


class UserOutput(serializers.Serializer[User]):
    """A person as others see them."""

    id = serializers.UUIDField()
    email = serializers.EmailField()
    name = serializers.CharField()
    avatar = serializers.SerializerMethodField()

    @extend_schema_field({"type": ["string", "null"]})
    def get_avatar(self, user: User) -> str | None:
        """Where the face is, at 96 pixels."""
        return avatars.url(user.avatar)


class MeOutput(UserOutput):
    """Oneself."""

    email_verified_at = serializers.DateTimeField(allow_null=True)
    theme = serializers.ChoiceField(choices=User.Theme.choices)
    locale = serializers.CharField()
    timezone = serializers.CharField()
    notification_preferences = serializers.DictField()
    created_at = serializers.DateTimeField()


class ProfileInput(serializers.Serializer[Any]):
    """What may be changed of oneself; what is left out stays."""

    name = serializers.CharField(max_length=150, required=False)
    theme = serializers.ChoiceField(choices=User.Theme.choices, required=False)
    locale = serializers.CharField(max_length=16, required=False)
    timezone = serializers.CharField(max_length=64, required=False)
    notification_preferences = serializers.DictField(required=False)


class AvatarInput(serializers.Serializer[Any]):
    """A picture: JPEG, PNG, WebP or GIF, at most 5 MB."""

    avatar = serializers.FileField()


class RegisterInput(serializers.Serializer[Any]):
    """A new person."""

    email = serializers.EmailField(max_length=254)
    name = serializers.CharField(max_length=150)
    password = serializers.CharField(max_length=128, trim_whitespace=False)


class LoginInput(serializers.Serializer[Any]):
    """Address and password."""

    email = serializers.CharField(max_length=254)
    password = serializers.CharField(max_length=128, trim_whitespace=False)
    remember_me = serializers.BooleanField(default=False)


class EmailInput(serializers.Serializer[Any]):
    """An address."""

    email = serializers.EmailField(max_length=254)


class TokenInput(serializers.Serializer[Any]):
    """What stood in a mail's link."""

    token = serializers.CharField(max_length=500)


class ResetInput(TokenInput):
    """What stood in the mail's link, and the new password."""

    password = serializers.CharField(max_length=128, trim_whitespace=False)


class PasswordInput(serializers.Serializer[Any]):
    """The old password and the new one."""

    current_password = serializers.CharField(max_length=128, trim_whitespace=False)
    password = serializers.CharField(max_length=128, trim_whitespace=False)


class RegisteredOutput(serializers.Serializer[Any]):
    """Who was made."""

    user = UserOutput()


class SignedInOutput(serializers.Serializer[Any]):
    """An access token, good for 15 minutes, and whose it is."""

    access = serializers.CharField()
    user = UserOutput()


class AccessOutput(serializers.Serializer[Any]):
    """An access token, good for 15 minutes."""

    access = serializers.CharField()


class SignInOutput(serializers.Serializer[SignIn]):
    """A device on which somebody is signed in."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=SignIn.Kind.choices)
    ip = serializers.CharField(allow_null=True)
    user_agent = serializers.CharField()
    created_at = serializers.DateTimeField()
    last_seen_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    is_current = serializers.SerializerMethodField()

    def get_is_current(self, sign_in: SignIn) -> bool:
        """Whether this very request comes from it."""
        return bool(sign_in.pk == self.context.get("current"))


class AccessTokenOutput(serializers.Serializer[AccessToken]):
    """A personal token, without its secret."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    prefix = serializers.CharField()
    scopes = serializers.ListField(child=serializers.ChoiceField(choices=SCOPES))
    created_at = serializers.DateTimeField()
    last_used_at = serializers.DateTimeField(allow_null=True)
    expires_at = serializers.DateTimeField(allow_null=True)


class NewAccessTokenOutput(AccessTokenOutput):
    """The same with the secret, which is shown this once."""

    token = serializers.CharField()


class AccessTokenInput(serializers.Serializer[Any]):
    """A personal token to be made."""

    name = serializers.CharField(max_length=100)
    scopes = serializers.ListField(
        child=serializers.ChoiceField(choices=SCOPES), allow_empty=False, default=["read"]
    )
    expires_at = serializers.DateTimeField(required=False, allow_null=True, default=None)


class WorkspaceInput(serializers.Serializer[Any]):
    """A workspace's name."""

    name = serializers.CharField(max_length=100)


class WorkspacePatch(serializers.Serializer[Any]):
    """What may be changed of a workspace."""

    name = serializers.CharField(max_length=100, required=False)


class WorkspaceOutput(serializers.Serializer[Workspace]):
    """A workspace, with the asker's role."""

    id = serializers.UUIDField()
    slug = serializers.CharField()
    name = serializers.CharField()
    role = serializers.ChoiceField(choices=Role.choices)
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class MemberOutput(serializers.Serializer[Membership]):
    """Somebody in a workspace."""

    id = serializers.UUIDField()
    user = UserOutput()
    role = serializers.ChoiceField(choices=Role.choices)
    created_at = serializers.DateTimeField()


class RoleInput(serializers.Serializer[Any]):
    """A role to be given."""

    role = serializers.ChoiceField(choices=Role.choices)


class InvitationInput(serializers.Serializer[Any]):
    """Whom to invite, as what; without an address it is a link for whoever opens it first."""

    email = serializers.EmailField(max_length=254, required=False, allow_blank=True, default="")
    role = serializers.ChoiceField(choices=Role.choices, default=Role.MEMBER)


class InvitationOutput(serializers.Serializer[Invitation]):
    """An offer to join, without its link."""

    id = serializers.UUIDField()
    email = serializers.CharField(allow_blank=True)
    role = serializers.ChoiceField(choices=Role.choices)
    invited_by = UserOutput()
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()


class NewInvitationOutput(InvitationOutput):
    """The same with its link, which is shown this once."""

    url = serializers.CharField()
    token = serializers.CharField()


class JoinedOutput(serializers.Serializer[Any]):
    """Where one belongs now."""

    workspace = WorkspaceOutput()
    role = serializers.ChoiceField(choices=Role.choices)


class EventTargetOutput(serializers.Serializer[Any]):
    """What something happened to."""

    kind = serializers.CharField(allow_blank=True)
    id = serializers.CharField(allow_blank=True)


class AuditOutput(serializers.Serializer[AuditEvent]):
    """A security-relevant act."""

    id = serializers.IntegerField()
    action = serializers.CharField()
    actor = UserOutput(allow_null=True)
    target = serializers.SerializerMethodField()
    changes = serializers.DictField()
    ip = serializers.CharField(allow_null=True)
    user_agent = serializers.CharField(allow_blank=True)
    at = serializers.DateTimeField()

    @extend_schema_field(EventTargetOutput)
    def get_target(self, event: AuditEvent) -> dict[str, str]:
        """What it was done to."""
        return {"kind": event.target_kind, "id": event.target_id}


class EventActorOutput(serializers.Serializer[Any]):
    """Who did something."""

    id = serializers.UUIDField(allow_null=True)
    name = serializers.CharField(allow_blank=True)


class MyActivityOutput(serializers.Serializer[Event]):
    """Something that happened, as the event log keeps it."""

    id = serializers.IntegerField()
    seq = serializers.IntegerField()
    type = serializers.CharField()
    actor = serializers.SerializerMethodField()
    target = serializers.SerializerMethodField()
    changes = serializers.DictField()
    at = serializers.DateTimeField()

    @extend_schema_field(EventActorOutput)
    def get_actor(self, event: Event) -> dict[str, Any]:
        """Who did it."""
        return {"id": event.actor_id, "name": event.actor_name}

    @extend_schema_field(EventTargetOutput)
    def get_target(self, event: Event) -> dict[str, Any]:
        """What it was done to."""
        return {"kind": event.target_kind, "id": event.target_id}


class MailTestOutput(serializers.Serializer[Any]):
    """What became of a test mail; `detail` is what the server itself said."""

    ok = serializers.BooleanField()
    text = serializers.CharField()
    detail = serializers.CharField()
