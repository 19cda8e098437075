"""TeamFlow as an installed application: its manifest, its worker, and what works offline."""

import functools
import hashlib

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

DIST = settings.BASE_DIR / "static" / "dist"
# A module imports its chunks by the names that the client's build gave them.
CHUNKS = "dist/chunks/"
# What no page of a task needs, or what is no part of a page.
NOT_KEPT = ("dist/bench-canvas.js", "dist/icons.json", "dist/sw.js")
SHORTCUTS = ("my-work", "inbox", "tasks")


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What a browser shows that has lost the server and did not keep the page."""
    return render(request, "offline.html")


@require_safe
def service_worker(request: HttpRequest) -> FileResponse:
    """The script that answers without a server; it reaches as far as its address, so `/`."""
    path = DIST / "sw.js"
    if not path.exists():
        raise Http404
    return FileResponse(path.open("rb"), content_type="text/javascript")


@require_safe
def parts(request: HttpRequest) -> HttpResponse:
    """Every file that a page may ask for, so that it works offline; and which release this is."""
    words = f"{reverse('jsi18n')}?{get_language()}"
    response = JsonResponse({"release": release(), "parts": [*_parts(), words]})
    response["Cache-Control"] = "private, no-cache"
    return response


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What a browser needs to install the application."""
    names = {"my-work": _("My work"), "inbox": _("Inbox"), "tasks": _("All tasks")}
    data = {
        "id": "/",
        "name": "TeamFlow",
        "short_name": "TeamFlow",
        "description": _("Tasks, whiteboards and AI of one team, in one place that you own."),
        "lang": get_language(),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f7f7fa",
        "theme_color": "#4f46e5",
        "categories": ["productivity", "business"],
        "icons": [
            _icon("favicon.svg", "any", "image/svg+xml"),
            _icon("icon-192.png", "192x192"),
            _icon("icon-512.png", "512x512"),
            {**_icon("icon-maskable-512.png", "512x512"), "purpose": "maskable"},
        ],
        "shortcuts": [
            {
                "name": names[place],
                "url": f"/?go={place}",
                "icons": [_icon("icon-192.png", "192x192")],
            }
            for place in SHORTCUTS
        ],
    }
    return JsonResponse(data, content_type="application/manifest+json")


@functools.cache
def release() -> str:
    """A name for what this process serves: other files, another name."""
    digest = hashlib.sha256()
    for name in _names():
        digest.update(f"{name} {_address(name)}".encode())
        if not getattr(staticfiles_storage, "hashed_files", None):
            # In development a name says nothing of the content.
            digest.update((DIST.parent / name).read_bytes())
    return digest.hexdigest()[:16]


@functools.cache
def _parts() -> list[str]:
    return [_address(name) for name in _names()]


def _names() -> list[str]:
    # What begins with a dot is the build's own, and is not served.
    files = sorted(path for path in DIST.rglob("[!.]*") if path.is_file())
    names = [path.relative_to(DIST.parent).as_posix() for path in files]
    return [name for name in names if name not in NOT_KEPT and not name.endswith(".map")]


def _address(name: str) -> str:
    return f"{settings.STATIC_URL}{name}" if name.startswith(CHUNKS) else static(name)


def _icon(name: str, sizes: str, media_type: str = "image/png") -> dict[str, str]:
    return {"src": static(f"img/{name}"), "sizes": sizes, "type": media_type}
