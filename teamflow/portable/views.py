"""The pages: past exports of a workspace, and a workspace from an archive."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from accounts.permissions import Action, Resource
from accounts.selectors import workspace_for
from accounts.views.doors import PageRequest, page
from tasks.views import plain
from teamflow.portable.api import exports_shown


@page("GET")
def export_page(request: PageRequest, slug: str) -> HttpResponse:
    """What was exported and can be downloaded, and the button for another."""
    right = (Action.READ, Resource.EXPORT)
    workspace = workspace_for(user=request.user, slug=slug, right=right)
    shell = {
        "workspace": {"slug": workspace.slug, "name": workspace.name},
        "exports": exports_shown(workspace),
        "days": settings.ARCHIVE_DAYS,
    }
    return render(request, "portable/export.html", {"workspace": workspace, "shell": plain(shell)})


@page("GET")
def archive_page(request: PageRequest) -> HttpResponse:
    """Make a workspace of an archive."""
    shell = {"most": settings.ARCHIVE_MAX_BYTES}
    return render(request, "portable/archive.html", {"shell": plain(shell)})
