"""Files looked through: by clamd itself, which knows one signature here, and without it."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from tasks.models import Attachment
from tasks.services.files import (
    announce_file,
    confirm_file,
    look_through,
    scan_left_behind,
    storage_used,
)
from tasks.services.tasks import create_task
from teamflow.common import clamd
from teamflow.common.models import Job
from teamflow.common.tests.scanner import EICAR, FOUND, LIMIT, scanning


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with scanning() as address:
        yield address


@pytest.fixture
def scanner(address: str, settings: Any) -> str:
    settings.CLAMD_ADDRESS = address
    return address


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def task(project: Any, editor: Any) -> Any:
    return create_task(actor=editor, project=project, title="With files")


def brought(task: Any, actor: Any, name: str, data: bytes) -> Attachment:
    attachment, _target = announce_file(actor=actor, task=task, name=name, size=len(data))
    default_storage.save(attachment.storage_key, io.BytesIO(data))
    return confirm_file(actor=actor, attachment=attachment)


def picture(size: tuple[int, int] = (900, 400)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, "PNG")
    return out.getvalue()


def said(sent_messages: Any) -> list[tuple[str, str]]:
    heard = [each for each in sent_messages if each["type"].startswith("attachment.")]
    return list(dict.fromkeys((each["type"], each["data"]["status"]) for each in heard))


def test_a_clean_file_opens_only_when_it_was_scanned(scanner, task, editor, clients, sent_messages):
    kept = brought(task, editor, "wall.png", picture())
    assert kept.status == "pending"
    refused = clients["viewer"].get(kept.url)
    assert (refused.status_code, b"scanned" in refused.content) == (403, True)

    assert look_through(attachment_id=kept.pk) == "clean"

    assert clients["viewer"].get(kept.url).getvalue() == picture()
    [shown] = clients["viewer"].get(f"/api/v1/tasks/{task.pk}").data["attachments"]
    small = clients["viewer"].get(shown["thumbnail_url"])
    assert Image.open(io.BytesIO(small.content)).size == (320, 142)
    assert clients["outsider"].get(shown["thumbnail_url"]).status_code == 404
    assert said(sent_messages) == [("attachment.added", "pending"), ("attachment.scanned", "clean")]
    assert look_through(attachment_id=kept.pk) is None


def test_an_infected_file_is_deleted_and_the_room_is_told(
    scanner, task, editor, clients, sent_messages
):
    kept = brought(task, editor, "bill.txt", b"Words\n" + EICAR)

    assert look_through(attachment_id=kept.pk) == "infected"

    kept.refresh_from_db()
    assert kept.verdict == FOUND
    assert not default_storage.exists(kept.storage_key)
    assert clients["editor"].get(kept.url).status_code == 410
    assert said(sent_messages)[-1] == ("attachment.scanned", "infected")
    [shown] = clients["viewer"].get(f"/api/v1/tasks/{task.pk}").data["attachments"]
    assert (shown["status"], shown["verdict"]) == ("infected", FOUND)
    assert storage_used(task.project.workspace_id) == 0


def test_what_is_above_the_scanners_limit_is_refused_never_clean(scanner, task, editor, commits):
    kept = brought(task, editor, "long.txt", b"words " * (LIMIT // 2))

    assert look_through(attachment_id=kept.pk) == "refused"

    kept.refresh_from_db()
    assert kept.verdict == "too large"
    assert not default_storage.exists(kept.storage_key)


def test_while_the_scanner_is_away_the_file_waits(settings, task, editor, clients, commits):
    settings.CLAMD_ADDRESS = "tcp://127.0.0.1:1"
    kept = brought(task, editor, "a.txt", b"words")

    with pytest.raises(clamd.Away):
        look_through(attachment_id=kept.pk)

    kept.refresh_from_db()
    assert (kept.status, clients["editor"].get(kept.url).status_code) == ("pending", 403)
    Job.objects.all().delete()
    assert scan_left_behind() == 0
    Attachment.objects.update(updated_at="2026-01-01T00:00:00Z")
    assert scan_left_behind() == 1
    assert Job.objects.filter(kind="tasks.look_through").count() == 1


@pytest.mark.parametrize(("said", "status"), [("allow", 200), ("refuse", 403)])
def test_without_a_scanner_the_setting_decides(settings, task, editor, clients, said, status):
    settings.UNSCANNED_FILES = said
    kept = brought(task, editor, "a.txt", b"words")

    assert kept.status == "unscanned"
    assert clients["editor"].get(kept.url).status_code == status


def test_the_scanner_answers_when_it_is_called(scanner):
    clamd.ping(scanner)
    with pytest.raises(clamd.Away):
        clamd.ping("unix:///nowhere/clamd.ctl")


def test_a_document_shows_its_first_page(task, editor, clients):
    out = io.BytesIO()
    Image.new("RGB", (600, 800), "white").save(out, "PDF")
    kept = brought(task, editor, "plan.pdf", out.getvalue())

    look_through(attachment_id=kept.pk)

    [shown] = clients["viewer"].get(f"/api/v1/tasks/{task.pk}").data["attachments"]
    page = clients["viewer"].get(shown["preview_url"])
    assert page["Content-Type"] == "image/webp"
    assert Image.open(io.BytesIO(page.content)).height == 1600
    assert clients["viewer"].get(f"/previews/{kept.pk}/other.webp").status_code == 404


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("broken.pdf", b"%PDF-1.7\nnothing more"),
        ("bomb.png", picture((9000, 5000))),
        ("cut.png", picture()[:300]),
    ],
)
def test_what_cannot_be_drawn_stays_without_a_picture(task, editor, name, data):
    kept = brought(task, editor, name, data)

    assert look_through(attachment_id=kept.pk) == "unscanned"

    kept.refresh_from_db()
    assert (kept.thumbnail_key, kept.preview_key) == ("", "")
