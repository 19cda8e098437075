"""Forms of the project's settings page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tasks.models import State
from tasks.services.values import COLORS


class ProjectForm(forms.Form):
    """What a project is called, and what it is about."""

    name = forms.CharField(
        label=_("Name"), max_length=100, widget=forms.TextInput({"class": "input"})
    )
    description = forms.CharField(
        label=_("What is it about?"),
        max_length=5000,
        required=False,
        widget=forms.Textarea({"class": "textarea", "rows": 3}),
    )


class ColumnForm(forms.Form):
    """A column."""

    name = forms.CharField(label=_("Name"), max_length=60)
    state = forms.ChoiceField(label=_("Means"), choices=State.choices)
    wip_limit = forms.IntegerField(label=_("Limit"), required=False, min_value=1, max_value=1000)


class LabelForm(forms.Form):
    """A label."""

    name = forms.CharField(label=_("Name"), max_length=50)
    color = forms.ChoiceField(label=_("Colour"), choices=[(color, color) for color in COLORS])
