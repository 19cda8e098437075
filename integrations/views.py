"""The page of integrations, for owners and admins."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.models import Workspace
from accounts.permissions import Action, Resource
from accounts.selectors import workspace_for
from integrations.forms import GitHubForm
from integrations.models import Connection, Vendor
from integrations.registry import adapter_for
from integrations.selectors import (
    connection_for,
    connections_in,
    deliveries_of,
    delivery_for,
    webhook_url,
)
from integrations.services.connections import connect, disconnect
from integrations.services.deliveries import redeliver

if TYPE_CHECKING:
    from accounts.models import User

SHOWN_DELIVERIES = 20


class PageRequest(HttpRequest):
    """A request of somebody who is signed in; for annotations only."""

    if TYPE_CHECKING:
        user: "User"


Page = Callable[..., HttpResponse]


def _page(method: Callable[[Page], Page]) -> Callable[[Page], Page]:
    def decorate(view: Page) -> Page:
        @wraps(view)
        @never_cache
        @login_required
        @method
        def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            return view(request, *args, **kwargs)

        return run

    return decorate


@_page(require_GET)
def integrations_page(request: PageRequest, slug: str) -> HttpResponse:
    """What is connected, what came in, and how to connect."""
    right = (Action.READ, Resource.INTEGRATION)
    return _shown(request, workspace_for(user=request.user, slug=slug, right=right))


@_page(require_POST)
def connect_github(request: PageRequest, slug: str) -> HttpResponse:
    """Connect, and show the address and the secret, this once."""
    right = (Action.CREATE, Resource.INTEGRATION)
    workspace = workspace_for(user=request.user, slug=slug, right=right)
    form = GitHubForm(request.POST)
    if not form.is_valid():
        return _shown(request, workspace, form=form)
    try:
        connection, secret = connect(
            actor=request.user,
            workspace=workspace,
            vendor=Vendor.GITHUB,
            settings=form.as_settings(),
        )
    except ValidationError as error:
        for reason in error.messages:
            form.add_error("repositories", reason)
        return _shown(request, workspace, form=form)
    return _shown(request, workspace, made=(connection, secret))


@_page(require_POST)
def disconnect_page(request: PageRequest, connection_id: UUID) -> HttpResponse:
    """Let go of a service."""
    connection = connection_for(
        user=request.user, connection_id=connection_id, action=Action.DELETE
    )
    disconnect(actor=request.user, connection=connection)
    messages.success(request, _("GitHub is disconnected. What it still sends is refused."))
    return redirect("integrations", slug=connection.workspace.slug)


@_page(require_POST)
def redeliver_page(request: PageRequest, connection_id: UUID, delivery_id: UUID) -> HttpResponse:
    """Work one off again."""
    delivery = delivery_for(user=request.user, connection_id=connection_id, delivery_id=delivery_id)
    redeliver(actor=request.user, delivery=delivery)
    messages.success(request, _("The delivery is being worked off again."))
    return redirect("integrations", slug=delivery.connection.workspace.slug)


def _shown(
    request: PageRequest,
    workspace: Workspace,
    *,
    form: GitHubForm | None = None,
    made: tuple[Connection, str] | None = None,
) -> HttpResponse:
    connections = connections_in(workspace=workspace)
    context = {
        "workspace": workspace,
        "rows": [_row(connection) for connection in connections],
        "form": form or GitHubForm(),
        "new": {"url": webhook_url(made[0]), "secret": made[1]} if made else None,
    }
    status = 400 if form is not None and form.errors else 200
    return render(request, "integrations/integrations.html", context, status=status)


def _row(connection: Connection) -> dict[str, Any]:
    return {
        "connection": connection,
        "url": webhook_url(connection),
        "health": adapter_for(connection.vendor).health(connection),
        "deliveries": deliveries_of(connection=connection)[:SHOWN_DELIVERIES],
    }
