"""A workspace, out of one place and into another, through the pages."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext, expect

from e2e.conftest import Site


def test_a_workspace_is_exported_and_brought_in(
    site: Site, signed_in: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    page = signed_in().new_page()
    page.goto(f"/w/{site.slug}/settings/")
    page.get_by_role("link", name="Export everything").click()
    page.get_by_role("button", name="Export this workspace").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").click(timeout=30_000)
    archive = tmp_path / "workspace.zip"
    download.value.save_as(archive)

    page.goto("/workspaces/new/archive/")
    page.get_by_label("Choose the archive").set_input_files(archive)

    page.get_by_role("link", name="Open the workspace").click(timeout=30_000)
    expect(page.get_by_role("heading", name="Hello")).to_be_visible()
    assert f"/w/{site.slug}/" not in page.url
    broken = tmp_path / "broken.zip"
    broken.write_bytes(archive.read_bytes()[:-200])
    page.goto("/workspaces/new/archive/")
    page.get_by_label("Choose the archive").set_input_files(broken)
    expect(page.get_by_role("alert")).to_contain_text("not whole", timeout=30_000)
