"""Tasks of other tools: a table whose columns the person names, and a file that is none."""

import os
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from e2e.conftest import Site, new_key
from e2e.test_kanban import database

TABLE = """Was;Wer;Stand;Termin;Punkte;Gehört zu;Nr
Segel nähen;Ana Example;In Arbeit;17.03.2030;5;1;2
Boot bauen;;Geplant;;;;1
Lack kaufen;Nobody Here;Erledigt;;;1;3
"""


@pytest.fixture
def path(site: Site, django_db_blocker: Any) -> str:
    with database(django_db_blocker):
        from accounts.models import User, Workspace
        from tasks.services.projects import NewProject, create_project

        actor = User.objects.get(email=site.email)
        workspace = Workspace.objects.get(slug=site.slug)
        key = new_key("IM")
        create_project(
            actor=actor, workspace=workspace, new=NewProject(name=f"Into {key}", key=key)
        )
    return f"/w/{site.slug}/p/{key}/"


def choose(page: Page, name: str, text: str) -> None:
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": text.encode()}
    )


def mean(page: Page, header: str, meaning: str) -> None:
    page.get_by_label(f"What {header} means").select_option(label=meaning)


def shoot(page: Page, name: str) -> None:
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def test_a_table_of_one_s_own_comes_in_as_its_columns_are_named(signed_in, path):
    page = signed_in(viewport={"width": 1440, "height": 900}).new_page()
    page.goto(f"{path}import/")
    shoot(page, "import-1-choose")
    choose(page, "boat.csv", TABLE)
    expect(page.get_by_text("Which column holds the titles?")).to_be_visible()
    shoot(page, "import-2-columns")

    for header, meaning in (
        ("Was", "Title"), ("Wer", "Assignee"), ("Stand", "Status"), ("Termin", "Due date"),
        ("Gehört zu", "Key of the parent"), ("Nr", "Key"),
    ):  # fmt: skip
        mean(page, header, meaning)
    page.get_by_role("button", name="Read the table again").click()
    expect(page.get_by_label("Meaning of In Arbeit")).to_have_value("in_progress")
    shoot(page, "import-3-preview")
    page.get_by_role("button", name="Import 3 tasks").click()
    expect(page.get_by_text("3 tasks were imported.")).to_be_visible()
    shoot(page, "import-4-done")

    with page.expect_download() as download:
        page.get_by_role("link", name="Download as CSV").click()
    assert "Lack kaufen" in download.value.path().read_text(encoding="utf-8-sig")

    page.get_by_role("link", name="Open the board").click()
    column = page.locator("tf-column", has_text="In Arbeit")
    expect(column.get_by_text("Segel nähen")).to_be_visible()
    page.get_by_text("Boot bauen").first.click()
    panel = page.get_by_role("dialog")
    expect(panel).to_contain_text("Lack kaufen")
    shoot(page, "import-5-panel")


def test_an_import_is_taken_back(signed_in, path):
    page = signed_in(viewport={"width": 1440, "height": 900}).new_page()
    page.goto(f"{path}import/")
    choose(page, "two.csv", "Title,Status\nSail,Doing\nRow,Doing\n")
    page.get_by_role("button", name="Import 2 tasks").click()
    expect(page.get_by_text("2 tasks were imported.")).to_be_visible()

    page.reload()
    shoot(page, "import-8-past")
    page.get_by_role("button", name="Take back").click()
    page.get_by_role("dialog").get_by_role("button", name="Take back").click()
    expect(page.get_by_text("The import was taken back.").first).to_be_visible()

    expect(page.get_by_role("button", name="Take back")).to_have_count(0)
    page.goto(path)
    expect(page.locator("tf-column").first).to_be_visible()
    expect(page.get_by_text("Sail")).to_have_count(0)


def test_a_file_that_is_no_export_says_so_and_another_may_be_chosen(signed_in, path):
    page = signed_in(viewport={"width": 390, "height": 844}, color_scheme="dark").new_page()
    page.goto(f"{path}import/")
    choose(page, "broken.json", '[{"number": 1, ')

    expect(page.get_by_role("alert")).to_contain_text("cut off")
    shoot(page, "import-6-broken")
    choose(page, "fine.csv", "Title\nSail\n")
    expect(page.get_by_role("button", name="Import 1 task")).to_be_visible()
    shoot(page, "import-7-phone")
