"""What people fill in on the page of integrations."""

from django import forms
from django.utils.translation import gettext_lazy as _


class GitHubForm(forms.Form):
    """Which repositories count, and whether their pull requests move tasks."""

    repositories = forms.CharField(
        label=_("Repositories"),
        required=False,
        help_text=_("One a line, as owner/name. Empty: every repository that sends."),
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false"}),
    )
    move_on_open = forms.BooleanField(
        label=_("An opened pull request moves its task to “In review”"),
        required=False,
        initial=True,
    )
    move_on_merge = forms.BooleanField(
        label=_("A merged pull request moves its task to “Done”"), required=False, initial=True
    )

    def as_settings(self) -> dict[str, object]:
        """What the service takes."""
        names = self.cleaned_data["repositories"].replace(",", "\n").split("\n")
        return {
            "repositories": [name.strip() for name in names if name.strip()],
            "move_on_open": self.cleaned_data["move_on_open"],
            "move_on_merge": self.cleaned_data["move_on_merge"],
        }
