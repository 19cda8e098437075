"""Files in S3, from the browser straight into it: seaweedfs, and the product in front of it."""

import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import boto3
import psutil
import pytest
from PIL import Image
from playwright.sync_api import Browser, FilePayload, Page, Route, expect

from e2e import server
from e2e.conftest import Site, sign_in
from e2e.seaweed import BUCKET, KEY, SECRET, Seaweed
from e2e.test_kanban import Kanban, database, kanban
from teamflow.common.tests.scanner import EICAR, scanning

__all__ = ["kanban"]

SOON = 20_000
LARGE = b"A line of words.\n" * 330_000


@pytest.fixture
def storage() -> Iterator[Seaweed]:
    """An empty storage that just starts."""
    with tempfile.TemporaryDirectory(prefix="teamflow-seaweed-") as folder:
        weed = Seaweed(Path(folder) / "weed")
        weed.start()
        try:
            yield weed
        finally:
            weed.kill()


@pytest.fixture
def in_bucket(site: Site, storage: Seaweed, django_db_blocker: Any) -> Iterator[str]:
    """The same workspace, served with its files in the bucket, and clamd beside it."""
    with database(django_db_blocker):
        from django.db import connection

        name = str(connection.settings_dict["NAME"])
    with scanning(limit=10 * 1024 * 1024) as clamd, alone():
        said = storage.environment() | {"CLAMD_ADDRESS": clamd, "REDIS_URL": own_redis()}
        with server.running(name, with_worker=True, **said) as url:
            storage.wait()
            prepare = [sys.executable, "manage.py", "prepare_storage"]
            settings = {"TEAMFLOW_URL": url, "DJANGO_SETTINGS_MODULE": "e2e.settings"}
            subprocess.run(prepare, check=True, cwd=server.ROOT, env=os.environ | said | settings)
            yield url


@contextmanager
def alone() -> Iterator[None]:
    """The site's own worker rests meanwhile: it would look for these files in its folder."""
    children = psutil.Process().children()
    resting = [each for each in children if "teamflow.launch.worker" in each.cmdline()]
    for worker in resting:
        worker.suspend()
    try:
        yield
    finally:
        for worker in resting:
            worker.resume()


def own_redis() -> str:
    """Another database of the same server, so that jobs wake the right worker."""
    return urlunsplit(urlsplit(os.environ["REDIS_URL"])._replace(path="/9"))


def test_files_go_straight_into_the_bucket_and_go_on_after_its_death(
    in_bucket: str, storage: Seaweed, site: Site, kanban: Kanban, browser: Browser
) -> None:
    context: Any = browser.new_context(base_url=in_bucket, reduced_motion="reduce")
    sign_in(context, site.email)
    page = context.new_page()
    sent: list[tuple[str, str]] = []
    page.on("request", lambda asked: sent.append((asked.method, asked.url)))
    page.goto(f"{kanban.path}?task={kanban.key}-1")

    choose(page, {"name": "red.png", "mimeType": "image/png", "buffer": picture()})
    face = page.locator("img.attachment-face")
    expect(face).to_have_js_property("naturalWidth", 320, timeout=SOON)
    page.get_by_role("link", name="red.png", exact=True).click()
    shown = page.get_by_role("dialog", name="red.png").get_by_role("img", name="red.png")
    expect(shown).to_have_js_property("naturalWidth", 640, timeout=SOON)
    page.keyboard.press("Escape")

    choose(page, {"name": "bill.txt", "mimeType": "text/plain", "buffer": EICAR})
    expect(page.get_by_text("Deleted: a virus was found (Eicar-Sig")).to_be_visible(timeout=SOON)

    page.route(f"{storage.url}/**partNumber=2*", lambda route: dead(storage, route))
    choose(page, {"name": "long.txt", "mimeType": "text/plain", "buffer": LARGE})
    row = page.locator(".attachment", has_text="long.txt")
    expect(row).to_contain_text("Kept here", timeout=SOON)
    page.unroute_all()
    storage.start()
    storage.wait()
    row.get_by_role("button", name="Try long.txt again").click()

    expect(page.get_by_role("link", name="long.txt", exact=True)).to_be_visible(timeout=SOON)
    with page.expect_download() as kept:
        page.get_by_role("link", name="Download long.txt").click()
    assert kept.value.path().read_bytes() == LARGE
    puts = [url for method, url in sent if method == "PUT" and BUCKET in url]
    assert [url.count("partNumber=1&") for url in puts].count(1) == 1
    assert [method for method, url in sent if method == "POST" and BUCKET in url] == ["POST"] * 2
    assert left_in(storage, "incoming/") == []
    assert sorted(left_in(storage, "attachments/")) == sorted([len(LARGE), len(picture())])
    context.close()


def choose(page: Page, file: FilePayload) -> None:
    with page.expect_file_chooser() as chooser:
        page.get_by_role("dialog").get_by_role("button", name="Add file").click()
    chooser.value.set_files(file)


def dead(storage: Seaweed, route: Route) -> None:
    """The storage ends when the second part is on its way."""
    storage.kill()
    route.continue_()


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (640, 480), "red").save(out, "PNG")
    return out.getvalue()


def left_in(storage: Seaweed, folder: str) -> list[int]:
    """The sizes of what lies there, small pictures aside."""
    client = boto3.client(
        "s3",
        endpoint_url=storage.url,
        aws_access_key_id=KEY,
        aws_secret_access_key=SECRET,
        region_name="us-east-1",
    )
    rows = client.list_objects_v2(Bucket=BUCKET, Prefix=folder).get("Contents", [])
    return [row["Size"] for row in rows if not row["Key"].endswith(".webp")]
