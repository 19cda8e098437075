"""Calendar, timeline and inbox as people use them, in two browsers."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import APIResponse, Browser, BrowserContext, Page, Route, expect

from e2e.conftest import PASSWORD, Site, new_key, sign_in

BEN = "ben.time@example.com"
WIDE: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
TITLES = ("Lay the keel", "Raise the mast", "Set sail")


@dataclass(frozen=True)
class Yard:
    """A project of its own with three tasks, due one after the other this month."""

    path: str
    ids: tuple[str, ...]
    days: tuple[date, ...]
    ben_id: str


@pytest.fixture
def yard(site: Site, django_db_blocker: Any) -> Yard:
    with django_db_blocker.unblock():
        from accounts.models import Membership, Role, User, Workspace
        from accounts.services.registration import confirm_address, sign_up
        from tasks.services.projects import NewProject, create_project
        from tasks.services.tasks import create_task

        ana = User.objects.get(email=site.email)
        workspace = Workspace.objects.get(slug=site.slug)
        ben = User.objects.filter(email=BEN).first()
        if ben is None:
            ben = sign_up(email=BEN, name="Ben Yard", password=PASSWORD)
            confirm_address(actor=ben)
            Membership.objects.create(user=ben, workspace=workspace, role=Role.MEMBER)
        key = new_key("YA")
        new = NewProject(name=f"Yard {key}", key=key)
        project = create_project(actor=ana, workspace=workspace, new=new)
        # In the middle of a month, so that a day more stays in sight.
        first = timezone.localdate().replace(day=10)
        days = tuple(first + timedelta(days=offset) for offset in (0, 2, 4))
        ids = tuple(
            str(create_task(actor=ana, project=project, title=title, due_date=day).pk)
            for title, day in zip(TITLES, days, strict=True)
        )
        return Yard(f"/w/{site.slug}/p/{key}/", ids, days, str(ben.pk))


@pytest.fixture
def ana(signed_in: Callable[..., BrowserContext]) -> BrowserContext:
    return signed_in(**WIDE)


@pytest.fixture
def ben(site: Site, yard: Yard, browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=site.url, **WIDE)
    sign_in(context, BEN)
    yield context
    context.close()


def opened(context: BrowserContext, address: str, ready: str) -> Page:
    page = context.new_page()
    page.goto(address)
    expect(page.locator(ready).first).to_be_visible()
    return page


def test_a_drag_on_the_calendar_is_seen_by_the_other(
    yard: Yard, ana: BrowserContext, ben: BrowserContext
) -> None:
    mine = opened(ana, f"{yard.path}calendar/", ".cal-bar")
    theirs = opened(ben, f"{yard.path}calendar/", ".cal-bar")
    target = yard.days[0] + timedelta(days=7)
    bar = mine.locator(f'[data-task="{yard.ids[0]}"]')

    bar.drag_to(mine.locator(f'[data-day="{target}"]'))

    seen = theirs.locator(f'[data-task="{yard.ids[0]}"]')
    words = f"{target.day}"
    expect(seen).to_have_accessible_name(_naming(words))

    mine.get_by_role("button", name="Undo").click()
    expect(seen).to_have_accessible_name(_naming(f"{yard.days[0].day}"))


def test_a_day_is_moved_and_a_task_made_by_keys(yard: Yard, ana: BrowserContext) -> None:
    page = opened(ana, f"{yard.path}calendar/", ".cal-bar")
    bar = page.locator(f'[data-task="{yard.ids[0]}"]')

    bar.focus()
    for key in ("Space", "ArrowRight", "ArrowDown", "Enter"):
        page.keyboard.press(key)

    expect(bar).to_have_accessible_name(_naming(f"{yard.days[0].day + 8}"))

    day = page.locator(f'[data-day="{yard.days[0]}"]')
    day.click()
    day.press("Enter")
    page.keyboard.type("Paint the hull")
    page.keyboard.press("Enter")
    expect(page.locator(".cal-bar", has_text="Paint the hull")).to_be_visible()


def test_an_arrow_is_made_by_keys_and_a_circle_refused(yard: Yard, ana: BrowserContext) -> None:
    page = opened(ana, f"{yard.path}timeline/", ".line-bar")

    _block(page, yard.ids[0], TITLES[1])
    expect(page.locator(".line-arrow")).to_have_count(1)
    _block(page, yard.ids[1], TITLES[2])
    expect(page.locator(".line-arrow")).to_have_count(2)
    _block(page, yard.ids[2], TITLES[0])

    expect(page.get_by_text("wait for each other").first).to_be_visible()
    expect(page.locator(".line-arrow")).to_have_count(2)
    page.get_by_role("button", name="Table").click()
    expect(page.get_by_role("row", name=TITLES[2])).to_contain_text("yes")


def test_what_was_asked_before_takes_no_new_arrow_away(yard: Yard, ana: BrowserContext) -> None:
    """An answer about links that is late knows nothing of those that were made meanwhile."""
    page = ana.new_page()
    late: list[tuple[Route, APIResponse]] = []

    def hold_first(route: Route) -> None:
        if late:
            route.continue_()
        else:
            late.append((route, route.fetch()))

    page.route("**/links?kind=blocks", hold_first)
    page.goto(f"{yard.path}timeline/")
    expect(page.locator(".line-bar").first).to_be_visible()

    _block(page, yard.ids[0], TITLES[1])
    _block(page, yard.ids[1], TITLES[2])
    expect(page.locator(".toast")).to_have_count(2)
    with page.expect_response("**/links?kind=blocks"):
        late[0][0].fulfill(response=late[0][1])
    _block(page, yard.ids[2], TITLES[0])

    expect(page.get_by_text("wait for each other").first).to_be_visible()
    expect(page.locator(".line-arrow")).to_have_count(2)


def test_an_arrow_is_drawn_from_bar_to_bar(yard: Yard, ana: BrowserContext) -> None:
    page = opened(ana, f"{yard.path}timeline/", ".line-bar")
    source = page.locator(f'[data-bar="{yard.ids[0]}"]')
    source.hover()

    with page.expect_response(re.compile(r"/tasks/[^/]+/links$")) as made:
        source.locator(".line-knob").drag_to(page.locator(f'[data-bar="{yard.ids[2]}"]'))

    assert made.value.status == 201
    expect(page.locator(".line-arrow")).to_have_count(1)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".line-arrow")).to_have_count(0)


def test_a_bar_held_at_the_edge_goes_on_as_the_days_go_by(yard: Yard, ana: BrowserContext) -> None:
    page = opened(ana, f"{yard.path}timeline/?zoom=day", ".line-bar")
    bar, days = page.locator(f'[data-bar="{yard.ids[0]}"]'), page.locator(".line-scroll")
    bar.scroll_into_view_if_needed()
    box, around = bar.bounding_box(), days.bounding_box()
    assert box is not None
    assert around is not None
    start = days.evaluate("each => each.scrollLeft")

    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(around["x"] + around["width"] - 10, box["y"], steps=4)
    page.wait_for_function(
        "from => document.querySelector('.line-scroll').scrollLeft > from", arg=start + 200
    )
    with page.expect_response(re.compile(r"/tasks/[^/]+$")) as moved:
        page.mouse.up()

    late = date.fromisoformat(moved.value.json()["due_date"]) - yard.days[0]
    width = page.locator("[data-bar]").first.bounding_box()
    assert width is not None
    # Farther than the pointer alone went.
    assert late.days > (around["width"] - box["x"]) / width["width"]


def test_what_follows_moves_along_when_it_is_asked(yard: Yard, ana: BrowserContext) -> None:
    page = opened(ana, f"{yard.path}timeline/", ".line-bar")
    _block(page, yard.ids[0], TITLES[1])
    expect(page.locator(".line-arrow")).to_have_count(1)
    first, follower = (page.locator(f'[data-bar="{pk}"]') for pk in yard.ids[:2])
    before = [str(bar.get_attribute("aria-label")) for bar in (first, follower)]

    first.focus()
    for key in ("Space", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    page.get_by_role("button", name="Move the 1 that follows too").click()
    expect(follower).not_to_have_attribute("aria-label", before[1])

    page.get_by_role("button", name="Undo").last.click()
    expect(first).to_have_attribute("aria-label", before[0])
    expect(follower).to_have_attribute("aria-label", before[1])


def test_what_waits_moves_along_in_one_call_where_that_is_set(
    yard: Yard, ana: BrowserContext
) -> None:
    page = opened(ana, f"{yard.path}timeline/", ".line-bar")
    _block(page, yard.ids[0], TITLES[1])
    expect(page.locator(".line-arrow")).to_have_count(1)
    page.get_by_role("button", name="Display").click()
    page.get_by_label("Move what waits along").check()
    page.keyboard.press("Escape")
    first, follower = (page.locator(f'[data-bar="{pk}"]') for pk in yard.ids[:2])
    before = [str(bar.get_attribute("aria-label")) for bar in (first, follower)]

    first.focus()
    with page.expect_response("**/tasks/bulk") as moved:
        for key in ("Space", "ArrowDown", "Enter"):
            page.keyboard.press(key)
        expect(follower).not_to_have_attribute("aria-label", before[1])
        # Taken back before the answer came: it is the person's own change, and no conflict.
        page.keyboard.press("Control+z")
    assert len(moved.value.json()["results"]) == 2
    expect(first).to_have_attribute("aria-label", before[0])
    expect(follower).to_have_attribute("aria-label", before[1])
    expect(page.get_by_text("somebody changed")).to_have_count(0)


def test_a_mention_arrives_in_the_inbox_and_is_read(
    yard: Yard, ana: BrowserContext, ben: BrowserContext, django_db_blocker: Any
) -> None:
    page = opened(ben, f"{yard.path.split('p/')[0]}inbox/", "tf-inbox")
    badge = page.locator("[data-unread]")
    count = page.locator(".inbox-row").count()

    with django_db_blocker.unblock():
        from accounts.models import User
        from tasks.models import Task
        from tasks.services.comments import add_comment

        person = User.objects.get(email="ana@example.com")
        task = Task.objects.select_related("project").get(pk=yard.ids[0])
        words = f"Have a look, @[Ben Yard](user:{yard.ben_id})"
        add_comment(actor=person, task=task, body=words)

    expect(page.locator(".inbox-row")).to_have_count(count + 1)
    expect(badge.first).to_be_visible()
    row = page.locator(".inbox-row", has_text="mentioned you")
    expect(row.first).to_contain_text("Have a look, @Ben Yard")
    row.first.locator(".inbox-open").click()
    expect(page.locator(".inbox-task")).to_contain_text(TITLES[0])
    expect(row.first.get_by_label("Unread", exact=True)).to_have_count(0)

    page.keyboard.press("e")
    expect(page.locator(".inbox-row")).to_have_count(count)


def _naming(day: str) -> Any:
    return re.compile(rf"\b{day}\b")


def _block(page: Page, source: str, target: str) -> None:
    page.locator(f'[data-bar="{source}"]').focus()
    page.keyboard.press("l")
    field = page.get_by_role("combobox", name="Which task waits")
    expect(field).to_be_visible()
    field.fill(target)
    field.press("Enter")
