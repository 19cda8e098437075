"""Where the person's machine says how things look: forced colours, contrast, motion, direction."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from e2e.conftest import Site, new_key

SignedIn = Callable[..., BrowserContext]
WIDE: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
GROUND = "element => getComputedStyle(element).backgroundColor"

# How strongly a colour stands against the ground it is on (WCAG), both as the browser paints them.
CONTRAST = """element => {
    const context = new OffscreenCanvas(1, 1).getContext('2d')
    const light = color => {
        context.fillStyle = color
        context.fillRect(0, 0, 1, 1)
        const [r, g, b] = [...context.getImageData(0, 0, 1, 1).data].map(part => part / 255)
            .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b
    }
    const ground = light(getComputedStyle(document.body).backgroundColor)
    const ink = light(getComputedStyle(element).color)
    return (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05)
}"""


@pytest.fixture
def project(site: Site, django_db_blocker: Any) -> str:
    """The address of a project with two dated tasks."""
    with django_db_blocker.unblock():
        from django.utils import timezone

        from accounts.models import User, Workspace
        from tasks.services.projects import NewProject, create_project
        from tasks.services.tasks import create_task

        ana = User.objects.get(email=site.email)
        workspace = Workspace.objects.get(slug=site.slug)
        key = new_key("ML")
        new = NewProject(name=f"Looks {key}", key=key)
        project = create_project(actor=ana, workspace=workspace, new=new)
        for title in ("Lay the keel", "Raise the mast"):
            day = timezone.localdate().replace(day=12)
            create_task(actor=ana, project=project, title=title, due_date=day)
    return f"/w/{site.slug}/p/{key}/"


def opened(context: BrowserContext, address: str, ready: str) -> Page:
    page = context.new_page()
    page.goto(address)
    expect(page.locator(ready).first).to_be_visible()
    return page


def test_forced_colours_still_tell_what_is_chosen(project: str, signed_in: SignedIn) -> None:
    context = signed_in(forced_colors="active", **WIDE)
    page = opened(context, f"{project}list/", ".list-task")
    canvas = page.locator("body").evaluate(GROUND)

    current = page.get_by_role("link", name="List", exact=True)
    other = page.get_by_role("link", name="Table", exact=True)
    assert current.evaluate(GROUND) != other.evaluate(GROUND)

    page.locator(".list-link").first.focus()
    page.keyboard.press("x")
    chosen = page.locator(".list-task[data-chosen]")
    expect(chosen).to_have_css("outline-style", "solid")

    page.goto(f"{project}timeline/")
    expect(page.locator(".line-bar").first).to_be_visible()
    assert page.locator(".line-today").evaluate(GROUND) != canvas
    week = page.get_by_role("button", name="Week", exact=True)
    assert week.evaluate(GROUND) != canvas


def test_more_contrast_makes_quiet_text_strong(project: str, signed_in: SignedIn) -> None:
    for scheme in ("light", "dark"):
        context = signed_in(contrast="more", color_scheme=scheme, **WIDE)
        page = opened(context, f"{project}list/", ".list-task")
        for quiet in (".list-task .task-key", ".sidebar-title, .nav-item"):
            assert page.locator(quiet).first.evaluate(CONTRAST) >= 7


def test_nothing_moves_for_who_asked_for_no_motion(project: str, signed_in: SignedIn) -> None:
    page = opened(signed_in(reduced_motion="reduce", **WIDE), f"{project}list/", ".list-task")
    page.locator(".list-link").first.click()
    expect(page.locator("tf-task-panel .panel")).to_be_visible()
    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog").last).to_be_visible()

    slow = page.evaluate(
        "() => document.getAnimations().filter(each =>"
        " each.effect.getComputedTiming().duration > 1).length"
    )
    assert slow == 0


def test_right_to_left_turns_pages_and_arrow_keys_round(project: str, signed_in: SignedIn) -> None:
    context = signed_in(**WIDE)
    context.add_init_script(
        "addEventListener('DOMContentLoaded', () => { document.documentElement.dir = 'rtl' })"
    )
    page = opened(context, f"{project}calendar/", ".cal-bar")
    side = page.locator(".sidebar").bounding_box()
    assert side is not None
    assert side["x"] > 720
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    day = page.locator('.cal-cell[data-day$="-10"]').first
    day.click()
    day.press("ArrowLeft")
    expect(page.locator('.cal-cell[data-day$="-11"]').first).to_be_focused()

    page.goto(f"{project}table/")
    title = page.locator(".sheet-cell").filter(has_text="Lay the keel").first
    title.click()
    page.keyboard.press("ArrowLeft")
    box, now = title.bounding_box(), page.locator(".sheet-cell[data-active]").bounding_box()
    assert box is not None
    assert now is not None
    assert now["x"] < box["x"]

    # The days of a timeline run from left to right in every language.
    page.goto(f"{project}timeline/")
    expect(page.locator(".line-scroll")).to_have_css("direction", "ltr")
