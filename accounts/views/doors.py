"""What the pages share: a known person, and a service's refusal shown where it belongs."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_http_methods

if TYPE_CHECKING:
    from accounts.models import User


class PageRequest(HttpRequest):
    """A request of somebody who is signed in; for annotations only."""

    if TYPE_CHECKING:
        user: "User"


Page = Callable[..., HttpResponseBase]


def page(*methods: str) -> Callable[[Page], Page]:
    """A page for people who are signed in; others go to sign in and come back."""

    def decorate(view: Page) -> Page:
        @wraps(view)
        @login_required
        @require_http_methods(list(methods))
        def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return view(request, *args, **kwargs)

        return run

    return decorate


def refuse(form: BaseForm, error: ValidationError) -> None:
    """Put a service's refusal next to the fields that it is about."""
    details = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for field, reasons in details.items():
        for reason in reasons:
            form.add_error(field if field in form.fields else None, reason)


def say(request: HttpRequest, error: ValidationError | BaseForm) -> None:
    """Show a refusal that has no form to stand in."""
    reasons = (
        error.messages
        if isinstance(error, ValidationError)
        else [str(reason) for each in error.errors.values() for reason in each]
    )
    for reason in reasons:
        messages.error(request, reason)
