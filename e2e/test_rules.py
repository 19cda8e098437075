"""Asking, deciding, automating and keeping time, as people do it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect

from e2e.conftest import Site, new_key
from e2e.test_kanban import database


@dataclass(frozen=True)
class Quay:
    """A project of its own, with one task to do."""

    path: str
    key: str


@pytest.fixture
def quay(site: Site, django_db_blocker: Any) -> Quay:
    """The project, with a field that only it has."""
    with database(django_db_blocker):
        from accounts.models import User, Workspace
        from tasks.services.custom_fields import add_custom_field
        from tasks.services.projects import NewProject, create_project
        from tasks.services.tasks import create_task

        ana = User.objects.get(email=site.email)
        workspace = Workspace.objects.get(slug=site.slug)
        key = new_key("U")
        new = NewProject(name=f"Quay {key}", key=key)
        project = create_project(actor=ana, workspace=workspace, new=new)
        add_custom_field(
            actor=ana,
            project=project,
            name="Tide",
            kind="select",
            options=[{"name": "Ebb", "color": "blue"}, {"name": "Flood", "color": "red"}],
        )
        create_task(actor=ana, project=project, title="Oil the hinges", priority="high")
    return Quay(f"/w/{site.slug}/p/{key}/", key)


def test_a_request_from_outside_becomes_a_task(
    site: Site, signed_in: Callable[..., BrowserContext], quay: Quay
) -> None:
    page = signed_in().new_page()
    page.goto(f"{quay.path}intake/")
    page.get_by_role("switch").check()
    address = page.locator("tf-intake-form a").get_attribute("href")

    outside = page.context.browser.new_context(base_url=site.url)  # type: ignore[union-attr]
    form = outside.new_page()
    form.goto(str(address))
    form.get_by_label("What is it about?").fill("The gate is stuck")
    form.get_by_label("Your name").fill("Robin")
    form.get_by_role("button", name="Send").click()
    expect(form.get_by_role("status")).to_contain_text("The team has your request")
    outside.close()

    expect(page.get_by_role("heading", name="The gate is stuck")).to_be_visible()
    page.locator("h1").click()
    page.keyboard.press("a")
    expect(page.get_by_text("Decided", exact=True)).to_be_visible()


def test_an_automation_is_tried_and_kept(
    signed_in: Callable[..., BrowserContext], quay: Quay
) -> None:
    page = signed_in().new_page()
    page.goto(f"{quay.path}settings/automations/")
    page.get_by_role("button", name="Raise what is overdue").click()
    condition = page.get_by_role("combobox", name="Which tasks: a query")

    condition.fill("priority:hihg")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("high")
    condition.fill("priority:hi")
    suggestions = page.get_by_role("listbox", name="Suggestions")
    suggestions.get_by_role("option", name="High").click()
    page.get_by_label("Field", exact=True).select_option(label="Tide")
    page.get_by_label("Value").select_option(label="Flood")
    page.get_by_role("button", name="Try it").click()
    expect(page.get_by_text("Nothing was changed.")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("switch", name="On: Raise what is overdue")).to_be_checked()
    page.reload()
    page.get_by_role("button", name="Change", exact=True).click()

    expect(condition).to_have_value("priority:high")
    expect(page.get_by_label("Value").locator("option:checked")).to_have_text("Flood")


def test_a_timer_runs_in_every_tab_and_fills_the_timesheet(
    site: Site, signed_in: Callable[..., BrowserContext], quay: Quay
) -> None:
    context = signed_in()
    page, other = context.new_page(), context.new_page()
    other.goto(f"/w/{site.slug}/timesheet/")
    expect(other.get_by_role("heading", name="Timesheet")).to_be_visible()
    page.goto(f"{quay.path}?task={quay.key}-1")

    page.get_by_role("button", name="Start timer").click()
    expect(other.get_by_role("group", name="Timer")).to_contain_text(f"{quay.key}-1")
    page.get_by_label("Time spent, such as 1h 30m").fill("2h")
    page.get_by_role("button", name="Add time").click()
    expect(other.get_by_role("row", name="Oil the hinges")).to_contain_text("2h")
    other.get_by_role("button", name="Stop the timer").click()

    expect(page.get_by_role("button", name="Start timer")).to_be_visible()
    expect(page.get_by_role("group", name="Timer")).to_have_count(0)


def test_hours_are_typed_into_the_timesheet_by_keys(
    site: Site, signed_in: Callable[..., BrowserContext], quay: Quay
) -> None:
    page = signed_in().new_page()
    page.goto(f"/w/{site.slug}/timesheet/?week=2026-03-04")
    page.get_by_role("button", name="Add a task").click()
    picker = page.get_by_role("combobox", name="Which task")
    picker.fill("hinges")
    page.get_by_role("option", name=f"{quay.key}-1").click()
    row = page.get_by_role("row", name=f"{quay.key}-1")
    cells, total = row.locator("[data-mine]"), page.locator("tfoot td").last
    expect(cells.first).to_be_focused()

    keys = page.keyboard
    for key in ("1", "h", "3", "0", "Tab", ".", "5", "Enter", "9", "x", "Enter"):
        keys.press(key)
    wrong = page.locator(".timesheet-wrong")
    expect(wrong).to_have_text("Write 1h 30m, 1:30 or 1.5")
    for key in ("Backspace", "Backspace", "3", "0", "m", "Enter", "ArrowLeft", "Delete"):
        keys.press(key)
    expect(cells.nth(0)).to_have_text("")
    expect(cells.nth(1)).to_have_text("30m")
    expect(total).to_have_text("30m")

    keys.press("Control+z")
    expect(cells.nth(0)).to_have_text("1h 30m")
    expect(total).to_have_text("2h")
    keys.press("k")
    expect(page.get_by_text("No time in this week")).to_be_visible()
    keys.press("j")
    expect(cells.nth(1)).to_have_text("30m")


def test_a_target_is_kept_changed_and_brought_back(
    signed_in: Callable[..., BrowserContext], quay: Quay
) -> None:
    page = signed_in().new_page()
    page.goto(f"{quay.path}settings/targets/")
    query = page.get_by_role("combobox", name="Which tasks: a query")

    page.get_by_label("Name of the target").fill("Repairs")
    query.fill("priority:hi")
    page.get_by_role("option", name="High").click()
    page.get_by_label("Hours").fill("8")
    page.get_by_role("button", name="Add target").click()
    expect(page.get_by_text("is done within 8h")).to_be_visible()
    page.get_by_role("button", name="Change Repairs").click()
    page.get_by_label("Hours").fill("48")
    page.get_by_label("Hours").press("Enter")
    expect(page.get_by_text("is done within 2d")).to_be_visible()
    page.get_by_role("button", name="Remove Repairs").click()
    expect(page.get_by_text("is done within")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()

    expect(page.get_by_role("listitem").filter(has_text="Repairs")).to_contain_text("priority:high")


def test_a_rule_shows_its_days_before_it_is_kept(
    signed_in: Callable[..., BrowserContext], quay: Quay
) -> None:
    page = signed_in().new_page()
    page.goto(f"{quay.path}?task={quay.key}-1")
    page.get_by_role("button", name="Repeat: Does not repeat").click()
    page.get_by_role("menuitem", name="Custom…").click()
    dialog = page.get_by_role("dialog", name="Repeat")

    dialog.get_by_label("Unit").select_option("MONTHLY")
    dialog.get_by_label("Day of the month").select_option(label="on the last day")
    dialog.get_by_label("Ends").select_option("count")
    dialog.get_by_label("How many times").fill("2")
    dialog.get_by_label("How many times").press("Tab")
    expect(dialog.locator(".repeat-preview .quiet")).to_have_text(re.compile("^[^·]+ · [^·]+$"))
    dialog.get_by_role("button", name="Save").click()

    expect(page.get_by_role("button", name=re.compile("Repeat: .*last"))).to_be_visible()
