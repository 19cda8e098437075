"""Browser tests: the real product in a process of its own, and Chromium in front of it."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Any

import pytest
from django.test.utils import setup_databases, teardown_databases
from playwright.sync_api import Browser, BrowserContext, Playwright

from e2e import server
from teamflow.launch.browser import find_browser, find_shell

# Playwright's loop runs in this thread, and Django would take its ORM calls for async ones.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

PASSWORD = "correct-horse-battery"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Site:
    """Where the product is served, and who can sign in there (with PASSWORD)."""

    url: str
    email: str
    slug: str


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Debian's Chromium, or any on the PATH; a missing one is a failure, never a skip."""
    return {"executable_path": _there(find_shell()), "args": QUIET}


@pytest.fixture
def whole_browser(playwright: Playwright) -> Iterator[Browser]:
    """With all that surrounds a page, which judges what can be installed."""
    browser = playwright.chromium.launch(executable_path=_there(find_browser()), args=QUIET)
    yield browser
    browser.close()


def _there(program: str | None) -> str:
    if program is None:
        pytest.fail("The browser tests need Chromium: install it, or set CHROMIUM to the program.")
    return program


@pytest.fixture(scope="session")
def site(
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: Any,
    django_db_keepdb: bool,
    django_db_createdb: bool,
) -> Iterator[Site]:
    """One server for the whole run (and worker), with one person in a workspace with its sample.

    It makes the test's database itself: pytest-django makes one only for tests that ask for its
    transactions, which another process could not see into.
    """
    keep = django_db_keepdb and not django_db_createdb
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, keepdb=keep)
        database = _test_database()
        email, slug = _first_person()
        with server.running(database, with_worker=True) as url:
            yield Site(url=url, email=email, slug=slug)
        if not django_db_keepdb:
            _end_sessions()
            teardown_databases(made, verbosity=0)


@pytest.fixture
def signed_in(site: Site, browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """`signed_in(viewport=…)`: a new browser context in which the first person is signed in."""
    contexts: list[BrowserContext] = []

    def make(**options: object) -> BrowserContext:
        # What moves costs the machine pictures; tests of motion itself ask for it.
        options.setdefault("reduced_motion", "reduce")
        context = browser.new_context(base_url=site.url, **options)  # type: ignore[arg-type]
        contexts.append(context)
        sign_in(context, site.email)
        return context

    yield make
    for context in contexts:
        context.close()


_endings = (f"{first}{second}" for first in ascii_uppercase for second in ascii_uppercase)


def new_key(prefix: str) -> str:
    """A key that no other project of this run has."""
    return prefix + next(_endings)


_cookies: dict[str, list[Any]] = {}


def sign_in(context: BrowserContext, email: str, password: str = PASSWORD) -> None:
    """Through the page, as a person does; whoever came in so has their cookies from then on."""
    if email in _cookies:
        context.add_cookies(_cookies[email])
        return
    page = context.new_page()
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/w/**")
    _cookies[email] = context.cookies()
    page.close()


def _test_database() -> str:
    """Its name, as the database itself says it: what follows empties every table."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")
        name = str(cursor.fetchone()[0])
    if name != connection.settings_dict["NAME"] or not name.startswith("test_"):
        pytest.fail(f"{name} is not the test's own database; nothing was touched.")
    return name


def _end_sessions() -> None:
    """Of a server that was just ended, PostgreSQL may not have heard yet."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def _first_person() -> tuple[str, str]:
    from django.core.management import call_command

    from accounts.selectors import workspaces_of
    from accounts.services.registration import confirm_address, sign_up

    email = "ana@example.com"
    call_command("flush", interactive=False, verbosity=0)
    person = sign_up(email=email, name="Ana Example", password=PASSWORD)
    confirm_address(actor=person)
    workspace = workspaces_of(user=person).get()
    return email, workspace.slug
