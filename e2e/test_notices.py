"""What people are told: choices that are kept as they are made, and an inbox that is narrowed."""

import json
from collections.abc import Callable

from playwright.sync_api import Browser, BrowserContext, expect

from accounts.models import User
from e2e.conftest import Site, sign_in
from tasks.mail_tokens import stop_token
from tasks.models import Notification, ProjectNotices
from tasks.preferences import preferences_of

# The push event is handled after the tool answered: asked until it is shown.
SHOWN = """async () => {
  for (;;) {
    const [one] = await registration.getNotifications()
    if (one) return { title: one.title, body: one.body, tag: one.tag }
    await new Promise((go) => setTimeout(go, 20))
  }
}"""
CLICK = """async () => {
  const [notification] = await registration.getNotifications()
  dispatchEvent(new NotificationEvent('notificationclick', { notification }))
}"""
SAVED = "**/api/v1/me/notifications/preferences"


def test_choices_are_kept_as_they_are_made(
    site: Site, signed_in: Callable[..., BrowserContext]
) -> None:
    page = signed_in().new_page()
    page.goto("/me/notifications/")

    with page.expect_response(SAVED):
        page.get_by_label("Commented: E-mail").uncheck()
    with page.expect_response(SAVED):
        page.get_by_label("Quiet hours").check()
    with page.expect_response(SAVED):
        page.get_by_label("From").fill("21:30")
    with page.expect_response(SAVED):
        page.get_by_role("button", name="Sunday").click()
    with page.expect_response("**/me/notifications/projects/**"):
        page.get_by_label("How much of").first.select_option("muted")

    page.reload()
    expect(page.get_by_label("Commented: E-mail")).not_to_be_checked()
    expect(page.get_by_label("From")).to_have_value("21:30")
    expect(page.get_by_role("button", name="Sunday")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_label("How much of").first).to_have_value("muted")
    person = User.objects.get(email=site.email)
    assert preferences_of(person.notification_preferences).quiet.days == {6}
    # The next test begins with the usual again.
    ProjectNotices.objects.filter(user=person).delete()
    User.objects.filter(pk=person.pk).update(notification_preferences={})


def test_mail_is_stopped_without_signing_in(site: Site, browser: Browser) -> None:
    person = User.objects.get(email=site.email)
    page = browser.new_context(base_url=site.url).new_page()
    page.goto(f"/mail/stop/{stop_token(person.pk, 'commented')}/")

    page.get_by_role("button", name="Stop “Commented”").click()

    expect(page.get_by_role("heading", name="No more mail of “Commented”")).to_be_visible()
    person.refresh_from_db()
    assert not preferences_of(person.notification_preferences).wants("commented", "email")
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("heading", name="You are mailed again")).to_be_visible()
    page.context.close()


def test_the_inbox_is_narrowed_and_put_off_to_a_day(
    site: Site, signed_in: Callable[..., BrowserContext]
) -> None:
    person = User.objects.get(email=site.email)
    project = person.memberships.get().workspace.projects.first()
    assert project is not None
    tasks = list(project.tasks.filter(deleted_at=None)[:2])
    for task, kind in zip(tasks, ("assigned", "overdue"), strict=True):
        Notification.objects.create(
            recipient=person,
            workspace=project.workspace,
            kind=kind,
            task=task,
            data={"due": "2026-03-01"},
        )
    page = signed_in().new_page()
    page.goto(f"/w/{site.slug}/inbox/")

    page.get_by_label("Kind").select_option("overdue")
    rows = page.locator(".inbox-row")
    expect(rows).to_have_count(1)
    page.reload()
    expect(page.get_by_label("Kind")).to_have_value("overdue")
    expect(rows).to_have_count(1)
    page.keyboard.press("j")
    page.keyboard.press("h")
    page.get_by_role("menuitem", name="A day and time…").click()
    page.get_by_label("In words").fill("4 jan 2027 at 9:30")
    expect(page.get_by_label("Day and time")).to_have_value("2027-01-04T09:30")
    with page.expect_response("**/api/v1/me/notifications"):
        page.get_by_role("dialog").get_by_role("button", name="Snooze").click()

    expect(rows).to_have_count(0)
    row = Notification.objects.get(recipient=person, kind="overdue", task=tasks[1])
    assert row.snoozed_until is not None
    assert row.snoozed_until.year == 2027
    with page.expect_response("**/api/v1/me/notifications"):
        page.get_by_role("button", name="Undo").last.click()
    expect(rows).to_have_count(1)
    Notification.objects.filter(recipient=person, task__in=tasks).delete()


def test_a_push_is_shown_and_its_click_leads_to_the_task(
    site: Site, whole_browser: Browser
) -> None:
    """What the server sends (services/test_push.py decrypts it) as the browser hands it over; one
    without windows shows no notifications."""
    context = whole_browser.new_context(base_url=site.url)
    sign_in(context, site.email)
    context.grant_permissions(["notifications"], origin=site.url)
    page = context.new_page()
    tools = context.new_cdp_session(page)
    found: list[str] = []
    tools.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda told: found.extend(each["registrationId"] for each in told["registrations"]),
    )
    tools.send("ServiceWorker.enable")
    page.goto(f"/w/{site.slug}/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    worker = context.service_workers[0]
    message = {
        "title": "Fix the lamp",
        "body": "assigned to you",
        "url": f"/w/{site.slug}/inbox/",
        "tag": "lamp",
    }
    tools.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": site.url, "registrationId": found[0], "data": json.dumps(message)},
    )
    shown = worker.evaluate(SHOWN)

    assert shown == {"title": "Fix the lamp", "body": "assigned to you", "tag": "lamp"}
    with page.expect_navigation(url=f"**{message['url']}"):
        worker.evaluate(CLICK)
    assert worker.evaluate("registration.getNotifications().then((all) => all.length)") == 0
