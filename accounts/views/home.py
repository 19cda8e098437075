"""The front door, one's first workspace, and faces."""

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts.forms import WorkspaceForm
from accounts.selectors import deleted_workspaces_of, workspaces_of
from accounts.services.workspaces import create_workspace
from accounts.views.doors import PageRequest, page, refuse
from teamflow.common.errors import NotFound

# The side bar (teamflow/templatetags/frame.py) keeps it.
LAST_WORKSPACE = "last_workspace"
# Where the shortcuts of the installed application go, in the workspace that was visited last.
PLACES = {"my-work", "inbox", "tasks"}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What TeamFlow is, to strangers; their workspace, to those who are signed in."""
    if not request.user.is_authenticated:
        return render(request, "landing.html")
    slugs = [workspace.slug for workspace in workspaces_of(user=request.user)]
    last = request.session.get(LAST_WORKSPACE)
    slug = last if last in slugs else next(iter(slugs), None)
    if slug is None:
        return redirect("new-workspace")
    place = request.GET.get("go", "")
    return redirect(f"/w/{slug}/{place}/" if place in PLACES else f"/w/{slug}/")


@page("GET", "POST")
def new_workspace(request: PageRequest) -> HttpResponse:
    """Make a workspace; the page for those who belong nowhere (yet, or any more)."""
    form = WorkspaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            workspace = create_workspace(actor=request.user, name=form.cleaned_data["name"])
        except ValidationError as error:
            refuse(form, error)
        else:
            return redirect(f"/w/{workspace.slug}/")
    context = {
        "form": form,
        "workspaces": workspaces_of(user=request.user),
        "deleted_workspaces": deleted_workspaces_of(user=request.user),
    }
    return render(request, "accounts/new_workspace.html", context)


@require_safe
@cache_control(public=True, max_age=31_536_000, immutable=True)
def avatar(request: HttpRequest, person: str, name: str) -> FileResponse:
    """A face. Its name is the hash of its content: it can be kept for ever, not guessed."""
    path = f"avatars/{person}/{name}.webp"
    try:
        file = default_storage.open(path)
    except FileNotFoundError:
        raise NotFound from None
    return FileResponse(file, content_type="image/webp")
