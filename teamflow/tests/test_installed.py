"""What a browser needs to install TeamFlow and to open it without a network."""

import re

import pytest
from django.contrib.staticfiles import finders

from accounts.middleware import NOBODY, PERSON_HEADER


@pytest.fixture
def page(client, editor, workspace):
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_every_part_of_the_application_is_named_and_there(client, db):
    answer = client.get("/offline/parts").json()

    assert re.fullmatch("[0-9a-f]{16}", answer["release"])
    names = [part.removeprefix("/static/") for part in answer["parts"] if "/static/" in part]
    assert {"dist/app.js", "dist/app.css", "dist/kanban.js", "dist/task.js"} <= set(names)
    assert "/jsi18n/?en" in answer["parts"]
    assert [name for name in names if finders.find(name) is None] == []
    # The build's own notes are not collected: a page that asked for their address would not open.
    assert [name for name in names if "/." in name] == []


def test_a_page_says_of_which_release_it_is(client, db):
    release = client.get("/offline/parts").json()["release"]

    assert f'data-release="{release}"' in client.get("/").content.decode()


def test_the_manifest_names_icons_that_are_there_and_places_that_answer(page):
    answer = page.get("/manifest.webmanifest")

    assert answer["Content-Type"] == "application/manifest+json"
    manifest = answer.json()
    assert (manifest["display"], manifest["scope"], manifest["start_url"]) == (
        "standalone",
        "/",
        "/",
    )
    sizes = {icon["sizes"]: icon["src"] for icon in manifest["icons"]}
    assert {"192x192", "512x512"} <= set(sizes)
    assert any(icon.get("purpose") == "maskable" for icon in manifest["icons"])
    assert all(finders.find(src.removeprefix("/static/")) for src in sizes.values())
    places = [page.get(shortcut["url"]).headers["Location"] for shortcut in manifest["shortcuts"]]
    assert places == ["/w/harbour/my-work/", "/w/harbour/inbox/", "/w/harbour/tasks/"]


def test_a_shortcut_goes_nowhere_else(page):
    assert page.get("/?go=//example.org").headers["Location"] == "/w/harbour/"


def test_a_page_says_whose_it_is(page, editor):
    assert page.get("/w/harbour/")[PERSON_HEADER] == str(editor.pk)
    assert page.get("/nowhere/")[PERSON_HEADER] == str(editor.pk)


def test_signing_out_says_that_nobody_is_here(page):
    assert page.post("/accounts/logout/")[PERSON_HEADER] == NOBODY
    assert page.get("/")[PERSON_HEADER] == NOBODY


def test_the_api_says_nothing_of_it(page):
    assert PERSON_HEADER not in page.get("/api/v1/workspaces")
