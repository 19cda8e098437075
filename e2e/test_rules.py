"""Asking, deciding and automating, as people do it."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, expect

from e2e.conftest import Site


def test_a_request_from_outside_becomes_a_task(
    site: Site, signed_in: Callable[..., BrowserContext]
) -> None:
    page = signed_in().new_page()
    page.goto(f"/w/{site.slug}/")
    project = page.locator("a.nav-item[href*='/p/']").first.get_attribute("href")
    page.goto(f"{project}intake/")
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
    expect(page.get_by_text("Decided")).to_be_visible()


def test_an_automation_is_tried_and_kept(
    site: Site, signed_in: Callable[..., BrowserContext]
) -> None:
    page = signed_in().new_page()
    page.goto(f"/w/{site.slug}/")
    project = page.locator("a.nav-item[href*='/p/']").first.get_attribute("href")
    page.goto(f"{project}settings/automations/")

    page.get_by_role("button", name="Close the parent when all subtasks are done").click()
    page.get_by_role("button", name="Try it").click()
    expect(page.get_by_text("Nothing was changed.")).to_be_visible()
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_role("switch", name="On: Close the parent")).to_be_checked()
