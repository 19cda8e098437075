"""The public form: for people without an account, and for machines that mean no good."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from django_ratelimit.core import get_usage

from accounts.views.doors import refuse
from tasks.models import Project
from tasks.selectors.intake import open_form
from tasks.services.intake import file_request
from teamflow.common.api import address_of
from teamflow.common.errors import RateLimited


class RequestForm(forms.Form):
    """What somebody asks for; `website` is left empty by people, as it is not shown to them."""

    title = forms.CharField(label=_("What is it about?"), min_length=3, max_length=200)
    description = forms.CharField(
        label=_("Tell us more"),
        required=False,
        max_length=25_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    name = forms.CharField(
        label=_("Your name"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        max_length=254,
        help_text=_("Only the team sees it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    website = forms.CharField(required=False, max_length=10_000)


@never_cache
@require_http_methods(["GET", "POST"])
def intake_form(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for something; no account is needed."""
    found = open_form(token=token)
    context = {"intake": found, "is_sent": request.GET.get("sent") == "1"}
    if not found.is_open:
        return render(request, "tasks/intake_form.html", context, status=410)
    form = RequestForm(request.POST or None)
    if request.method == "POST":
        _count(request)
        if form.is_valid() and _take(found.project, form):
            return redirect(f"{request.path}?sent=1")
    status = 400 if form.errors else 200
    return render(request, "tasks/intake_form.html", {**context, "form": form}, status=status)


def _take(project: Project, form: RequestForm) -> bool:
    values = form.cleaned_data
    # A machine filled what nobody sees: it is told the same, and nothing is kept.
    if values["website"]:
        return True
    try:
        file_request(
            actor=None,
            project=project,
            title=values["title"],
            description=values["description"],
            sender=(values["name"], values["email"]),
        )
    except ValidationError as error:
        refuse(form, error)
        return False
    return True


def _count(request: HttpRequest) -> None:
    if settings.BENCH:
        return
    usage = get_usage(
        request,
        group="intake",
        key=lambda *_a: address_of(request),
        rate=settings.RATE_LIMITS["intake"],
        increment=True,
    )
    if usage and usage["should_limit"]:
        raise RateLimited(usage["time_left"])
