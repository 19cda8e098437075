"""Files, versions of descriptions, and titles of what texts point to, over the wire."""

import io
from datetime import timedelta
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from tasks.media import media_of
from tasks.models import Attachment, DescriptionRevision
from tasks.services.files import forget_unconfirmed, purge_removed
from tasks.services.tasks import update_task


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """A storage of the test's own."""
    settings.MEDIA_ROOT = tmp_path


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (9, 4), "red").save(out, "PNG")
    return out.getvalue()


def bring(client: Any, task: Any, name: str, data: bytes, *, size: int | None = None) -> Any:
    """Announce, put and confirm; the last answer."""
    form = {"name": name, "size": size or len(data)}
    announced = client.post(f"/api/v1/tasks/{task.pk}/attachments/presigned", form)
    assert announced.status_code == 201, announced.content
    put = client.generic("PUT", announced.data["upload"]["url"], data)
    if put.status_code != 204:
        return put
    return client.post(f"/api/v1/tasks/{task.pk}/attachments/{announced.data['id']}/confirm")


def test_a_picture_comes_in_and_is_shown_to_those_who_see_the_task(task, clients):
    kept = bring(clients["editor"], task, "red wall.png", picture())

    assert kept.status_code == 200
    assert (kept.data["media_type"], kept.data["width"], kept.data["height"]) == (
        "image/png", 9, 4,
    )  # fmt: skip
    shown = clients["viewer"].get(kept.data["url"])
    assert (shown.status_code, shown.getvalue()) == (200, picture())
    assert shown["Content-Disposition"].startswith("inline")
    assert "sandbox" in shown["Content-Security-Policy"]
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert clients["outsider"].get(kept.data["url"]).status_code == 404
    [listed] = clients["viewer"].get(f"/api/v1/tasks/{task.pk}").data["attachments"]
    assert (listed["name"], listed["status"], listed["sha256"]) == (
        "red wall.png", "unscanned", kept.data["sha256"],
    )  # fmt: skip


def test_what_could_run_is_only_a_download(task, clients):
    drawing = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
    kept = bring(clients["editor"], task, "photo.png", drawing)

    shown = clients["editor"].get(kept.data["url"])

    assert kept.data["media_type"] == "image/svg+xml"
    assert shown["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("data", [b"MZ\x90\x00\x03", b"\x7fELF\x00\x01", b"\xff\xfe\x00"])
def test_other_kinds_are_refused(task, clients, data):
    refused = bring(clients["editor"], task, "run.png", data)

    assert refused.status_code == 400
    assert clients["editor"].get(f"/api/v1/tasks/{task.pk}").data["attachments"] == []


@pytest.mark.parametrize("said", [3, 4000])
def test_the_size_that_was_said_binds(task, clients, said):
    refused = bring(clients["editor"], task, "a.txt", b"twelve bytes", size=said)

    assert refused.status_code == 400
    assert not Attachment.objects.exclude(status="arriving").exists()


@pytest.mark.parametrize("size", [0, -1, 10 * 1024 * 1024 + 1, 2**40])
def test_too_large_or_empty_is_refused_before_it_comes(task, clients, size):
    form = {"name": "a.txt", "size": size}
    answer = clients["editor"].post(f"/api/v1/tasks/{task.pk}/attachments/presigned", form)

    assert answer.status_code == 400
    assert not Attachment.objects.exists()


def test_an_address_that_nobody_signed_takes_nothing(clients):
    assert clients["editor"].generic("PUT", "/uploads/made-up:token", b"x").status_code == 404


def test_confirming_twice_keeps_the_first(task, clients, sent_messages):
    kept = bring(clients["editor"], task, "a.txt", b"hello")
    path = f"/api/v1/tasks/{task.pk}/attachments/{kept.data['id']}/confirm"

    assert clients["editor"].post(path).data["sha256"] == kept.data["sha256"]
    assert [each["type"] for each in sent_messages].count("attachment.added") == 1


@pytest.mark.parametrize(("who", "status"), [("outsider", 404), ("viewer", 403)])
def test_denies_files_and_changes_nothing(task, clients, who, status):
    form = {"name": "a.txt", "size": 5}
    answer = clients[who].post(f"/api/v1/tasks/{task.pk}/attachments/presigned", form)

    assert answer.status_code == status
    assert not Attachment.objects.exists()


def test_unconfirmed_and_removed_files_leave_the_storage(commits, task, clients):
    kept = bring(clients["editor"], task, "a.txt", b"hello")
    form = {"name": "b.txt", "size": 5}
    late = clients["editor"].post(f"/api/v1/tasks/{task.pk}/attachments/presigned", form)
    clients["editor"].generic("PUT", late.data["upload"]["url"], b"hello")
    day_ago = timezone.now() - timedelta(days=2)
    Attachment.objects.filter(pk=late.data["id"]).update(created_at=day_ago)
    key = Attachment.objects.get(pk=late.data["id"]).storage_key

    assert default_storage.exists(key)
    assert forget_unconfirmed() == 1
    assert not default_storage.exists(key)
    assert list(Attachment.objects.values_list("pk", flat=True).filter(status="unscanned")) == [
        Attachment.objects.get(name="a.txt").pk
    ]
    key = Attachment.objects.get(name="a.txt").storage_key
    assert clients["editor"].delete(f"/api/v1/attachments/{kept.data['id']}").status_code == 204
    assert (purge_removed(), default_storage.exists(key)) == (0, True)
    Attachment.objects.update(deleted_at=timezone.now() - timedelta(days=31))
    assert (purge_removed(), default_storage.exists(key)) == (1, False)
    assert not Attachment.objects.exists()


def test_a_removed_file_comes_back_once(task, clients, sent_messages):
    kept = bring(clients["editor"], task, "a.txt", b"hello")
    path = f"/api/v1/attachments/{kept.data['id']}"
    clients["editor"].delete(path)
    assert clients["editor"].get(path).status_code == 404
    assert clients["editor"].get(kept.data["url"]).status_code == 404
    assert clients["editor"].get(f"/api/v1/tasks/{task.pk}").data["attachments"] == []
    assert clients["editor"].get(f"/api/v1/tasks/{task.pk}/attachments").data["results"] == []
    assert clients["editor"].delete(path).status_code == 404

    for _ in range(2):
        assert clients["editor"].post(f"{path}/restore").data["name"] == "a.txt"
    assert clients["viewer"].get(kept.data["url"]).getvalue() == b"hello"
    said = [each["type"] for each in sent_messages if each["type"].startswith("attachment")]
    assert said == ["attachment.added", "attachment.removed", "attachment.added"]


@pytest.mark.parametrize(("who", "status"), [("outsider", 404), ("viewer", 403)])
def test_denies_bringing_a_file_back(task, clients, sent_messages, who, status):
    kept = bring(clients["editor"], task, "a.txt", b"hello")
    clients["editor"].delete(f"/api/v1/attachments/{kept.data['id']}")
    told = len(sent_messages)
    answer = clients[who].post(f"/api/v1/attachments/{kept.data['id']}/restore")

    assert (answer.status_code, len(sent_messages)) == (status, told)
    assert Attachment.objects.get().deleted_at is not None


def test_only_what_is_there_takes_room(task, clients, settings):
    settings.ATTACHMENT_TASK_MAX_BYTES = 10
    first = bring(clients["editor"], task, "a.txt", b"hello you")
    form = {"name": "b.txt", "size": 5}
    more = clients["editor"].post(f"/api/v1/tasks/{task.pk}/attachments/presigned", form)
    assert more.status_code == 400
    clients["editor"].delete(f"/api/v1/attachments/{first.data['id']}")

    assert bring(clients["editor"], task, "b.txt", b"hello").status_code == 200
    refused = clients["editor"].post(f"/api/v1/attachments/{first.data['id']}/restore")
    assert refused.status_code == 400
    [listed] = clients["viewer"].get(f"/api/v1/tasks/{task.pk}").data["attachments"]
    assert listed["name"] == "b.txt"


def test_a_zip_says_what_it_is_by_what_is_inside():
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")

    media = media_of(out, "letter.zip")

    assert media is not None
    assert media.media_type.endswith("wordprocessingml.document")


def test_versions_are_listed_read_and_restored(task, clients, owner, editor):
    update_task(actor=editor, task=task, description="first")
    update_task(actor=owner, task=task, description="second")
    path = f"/api/v1/tasks/{task.pk}/description-versions"

    listed = clients["viewer"].get(path).data
    names = [[one["name"] for one in row["authors"]] for row in listed["results"]]
    assert [one["name"] for one in listed["current"]["authors"]] == ["Owner"]
    assert names == [["Editor"], ["Editor"]]
    version = listed["results"][0]["version"]
    assert clients["viewer"].get(f"{path}/{version}").data["text"] == "first"
    restored = clients["editor"].post(f"{path}/{version}/restore")
    assert restored.data["description"] == "first"
    again = clients["editor"].post(f"{path}/{listed['current']['version']}/restore")
    assert again.data["description"] == "second"


@pytest.mark.parametrize(("who", "status"), [("outsider", 404), ("viewer", 403)])
def test_denies_restoring_and_changes_nothing(task, clients, editor, who, status):
    update_task(actor=editor, task=task, description="first")
    count = DescriptionRevision.objects.count()
    path = f"/api/v1/tasks/{task.pk}/description-versions/1/restore"

    assert clients[who].post(path).status_code == status
    task.refresh_from_db()
    assert (task.description, DescriptionRevision.objects.count()) == ("first", count)


def test_the_list_of_versions_asks_the_same_however_many(
    task, clients, editor, django_assert_max_num_queries
):
    for number in range(8):
        update_task(actor=editor, task=task, description=f"text {number}")

    with django_assert_max_num_queries(10):
        clients["viewer"].get(f"/api/v1/tasks/{task.pk}/description-versions")


def test_bad_references_are_refused(workspace, clients):
    path = f"/api/v1/workspaces/{workspace.slug}/references"

    assert clients["viewer"].get(path, {"boards": "x"}).status_code == 400
    assert clients["viewer"].get(path, {"tasks": ",".join("A" * 101)}).status_code == 400
    assert clients["viewer"].get(path, {"other": "1"}).status_code == 400
