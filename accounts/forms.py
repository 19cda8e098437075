"""The forms of the account pages; the rules are in the services."""

import zoneinfo
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm, SignupForm
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.adapter import PENDING_INVITATION
from accounts.models import Role, User
from accounts.services.registration import sign_up
from accounts.services.tokens import SCOPES


class SignInForm(LoginForm):
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")
        self.fields["login"].widget.attrs.update(
            {"placeholder": "", "autofocus": True, "autocomplete": "username"}
        )
        self.fields["password"].widget.attrs["placeholder"] = ""
        self.fields["password"].help_text = ""
        self.fields["remember"].label = _("Stay signed in on this device")


class SignUpForm(SignupForm):
    """Name, address, password."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name", "autofocus": True}),
    )
    field_order = ["name", "email", "password1"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")
        for name in ("email", "password1"):
            self.fields[name].widget.attrs["placeholder"] = ""
        self.fields["password1"].help_text = _("At least eight characters; not a common one.")

    def clean(self) -> dict[str, Any]:
        """Judge the password by name and address, too."""
        cleaned: dict[str, Any] = super().clean()
        password = cleaned.get("password1")
        if password and "password1" not in self.errors:
            person = User(email=cleaned.get("email", ""), name=cleaned.get("name", ""))
            try:
                get_adapter().clean_password(password, person)
            except ValidationError as error:
                self.add_error("password1", error)
        return cleaned

    def save(self, request: HttpRequest) -> User:
        """Sign up by the service; somebody invited gets no workspace of their own yet."""
        return sign_up(
            email=self.cleaned_data["email"],
            name=self.cleaned_data["name"],
            password=self.cleaned_data["password1"],
            with_workspace=PENDING_INVITATION not in request.session,
        )


class ProfileForm(forms.ModelForm[User]):
    """What one says of oneself."""

    class Meta:
        model = User
        fields = ("name", "theme", "locale", "timezone")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = [(zone, zone.replace("_", " ")) for zone in sorted(zoneinfo.available_timezones())]
        self.fields["timezone"] = forms.ChoiceField(label=_("Time zone"), choices=zones)
        self.fields["locale"] = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


class AvatarForm(forms.Form):
    """A picture of oneself."""

    avatar = forms.FileField(
        label=_("Picture"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
    )


class PasswordForm(forms.Form):
    """The old password and the new one."""

    current_password = forms.CharField(
        label=_("Current password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    password = forms.CharField(
        label=_("New password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least eight characters; not a common one."),
    )


class TokenForm(forms.Form):
    """A personal token to be made."""

    name = forms.CharField(label=_("What is it for?"), max_length=100)
    scopes = forms.MultipleChoiceField(
        label=_("It may"),
        choices=[("read", _("read")), ("write", _("read and change"))],
        widget=forms.CheckboxSelectMultiple,
        initial=[SCOPES[0]],
    )
    expires_in = forms.TypedChoiceField(
        label=_("Good for"),
        coerce=int,
        choices=[
            (30, _("30 days")),
            (90, _("90 days")),
            (365, _("a year")),
            (0, _("until I take it back")),
        ],
        initial=90,
    )


class WorkspaceForm(forms.Form):
    """A workspace's name."""

    name = forms.CharField(label=_("Name"), max_length=100)


class InviteForm(forms.Form):
    """Whom to invite, as what."""

    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("Leave it empty for a link that works once, for whoever opens it first."),
    )
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.MEMBER)


class RoleForm(forms.Form):
    """A member's role."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
