"""Pages that show work over time: a project's calendar and timeline."""

from django.http import HttpResponse

from accounts.views.doors import PageRequest, page
from tasks.selectors.access import project_by_key
from tasks.views import project_page


@page("GET")
def calendar(request: PageRequest, slug: str, key: str) -> HttpResponse:
    """The project's tasks on their days."""
    project = project_by_key(user=request.user, slug=slug, key=key)
    return project_page(request, project, "tasks/calendar.html", "calendar")


@page("GET")
def timeline(request: PageRequest, slug: str, key: str) -> HttpResponse:
    """The project's tasks as bars, and what blocks what."""
    project = project_by_key(user=request.user, slug=slug, key=key)
    return project_page(request, project, "tasks/timeline.html", "timeline")
