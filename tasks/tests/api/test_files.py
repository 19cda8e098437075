"""Files over the wire: parts and resuming, ranges, quotas, copies, and who may do what."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from tasks.models import Attachment, Comment
from tasks.services.comments import add_comment, delete_comment, purge_deleted
from tasks.services.copying import duplicate_task
from tasks.services.tasks import create_task, update_task
from tasks.tests.api.test_writing import bring

LARGE = b"A line of words.\n" * 160_000


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def task(project, editor):
    return create_task(actor=editor, project=project, title="With files")


def announced(client: Any, task: Any, data: bytes, name: str = "long.txt") -> Any:
    form = {"name": name, "size": len(data), "media_type": "text/plain"}
    answer = client.post(f"/api/v1/tasks/{task.pk}/attachments/presigned", form)
    assert answer.status_code == 201, answer.content
    return answer.data


def put_parts(client: Any, upload: Any, data: bytes, numbers: set[int] | None = None) -> None:
    start = 0
    for part in upload["parts"]:
        if not part["is_here"] and (numbers is None or part["number"] in numbers):
            piece = data[start : start + part["size"]]
            assert client.generic("PUT", part["url"], piece).status_code == 204
        start += part["size"]


def test_a_large_file_goes_on_where_it_was_cut(task, clients):
    editor = clients["editor"]
    begun = announced(editor, task, LARGE)
    base = f"/api/v1/tasks/{task.pk}/attachments/{begun['id']}"
    put_parts(editor, begun["upload"], LARGE, {1, 2})
    early = editor.post(f"{base}/confirm")
    assert (early.status_code, early.json()["error"]["details"][0]["field"]) == (400, "upload")

    again = editor.post(f"{base}/resume")

    assert [part["is_here"] for part in again.data["upload"]["parts"]] == [True, True, False]
    put_parts(editor, again.data["upload"], LARGE)
    kept = editor.post(f"{base}/confirm")
    assert (kept.status_code, kept.data["size"]) == (200, len(LARGE))
    assert editor.get(kept.data["url"]).getvalue() == LARGE
    assert editor.post(f"{base}/resume").status_code == 404


@pytest.mark.parametrize(("who", "status"), [("outsider", 404), ("viewer", 403), ("owner", 404)])
def test_only_who_began_it_brings_it_again(task, clients, who, status):
    begun = announced(clients["editor"], task, b"words")

    answer = clients[who].post(f"/api/v1/tasks/{task.pk}/attachments/{begun['id']}/resume")

    assert answer.status_code == status


def test_a_file_that_is_given_up_leaves_nothing(task, clients, sent_messages):
    editor = clients["editor"]
    begun = announced(editor, task, LARGE)
    put_parts(editor, begun["upload"], LARGE, {1})

    assert editor.delete(f"/api/v1/attachments/{begun['id']}").status_code == 204

    assert not Attachment.objects.exists()
    assert default_storage.listdir("incoming") == ([], [])
    assert [each for each in sent_messages if each["type"].startswith("attachment")] == []


@pytest.mark.parametrize(
    ("asked", "status", "shown", "body"),
    [
        ("bytes=2-5", 206, "bytes 2-5/12", b"elve"),
        ("bytes=8-", 206, "bytes 8-11/12", b"ytes"),
        ("bytes=-3", 206, "bytes 9-11/12", b"tes"),
        ("bytes=8-99", 206, "bytes 8-11/12", b"ytes"),
        ("bytes=12-", 416, "bytes */12", b""),
        ("bytes=9-2", 416, "bytes */12", b""),
        ("bytes=0-1,4-5", 200, None, b"twelve bytes"),
        ("words=1-2", 200, None, b"twelve bytes"),
    ],
)
def test_a_player_gets_the_range_that_it_asks_for(task, clients, asked, status, shown, body):
    kept = bring(clients["editor"], task, "a.txt", b"twelve bytes")

    answer = clients["viewer"].get(kept.data["url"], HTTP_RANGE=asked)

    assert (answer.status_code, answer.headers.get("Content-Range")) == (status, shown)
    assert answer.getvalue() == body


def test_a_video_plays_and_is_never_shown_by_itself(task, clients):
    video = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00isommp42" + b"\x00" * 500
    kept = bring(clients["editor"], task, "clip.mp4", video)

    shown = clients["viewer"].get(kept.data["url"], HTTP_RANGE="bytes=0-")

    assert (kept.data["media_type"], shown.status_code) == ("video/mp4", 206)
    assert shown["Content-Disposition"].startswith("attachment")
    assert shown["Accept-Ranges"] == "bytes"


def test_a_file_may_be_named_before_it_is_there(task, clients, project, editor):
    name = "0b0e8a52-5d0c-4a6e-9b53-0d6a2f6f0a11"
    path = f"/api/v1/tasks/{task.pk}/attachments"
    form = {"id": name, "name": "a.txt", "size": 5}

    made = clients["editor"].post(f"{path}/presigned", form)
    other = create_task(actor=editor, project=project, title="Another task")
    taken = clients["editor"].post(f"/api/v1/tasks/{other.pk}/attachments/presigned", form)
    denied = clients["viewer"].post(f"{path}/presigned", {**form, "id": other.pk})

    assert str(made.data["id"]) == name
    assert (taken.status_code, denied.status_code) == (400, 403)
    assert taken.json()["error"]["details"][0]["field"] == "id"
    assert [str(each.pk) for each in Attachment.objects.all()] == [name]


def test_a_workspace_has_room_for_so_much(settings, task, clients, project, editor):
    settings.WORKSPACE_STORAGE_BYTES = 20
    other = create_task(actor=editor, project=project, title="Another task")
    first = bring(clients["editor"], task, "a.txt", b"twelve bytes")
    form = {"name": "b.txt", "size": 9}

    refused = clients["editor"].post(f"/api/v1/tasks/{other.pk}/attachments/presigned", form)

    assert refused.status_code == 400
    assert "This workspace has used" in refused.json()["error"]["details"][0]["message"]
    clients["editor"].delete(f"/api/v1/attachments/{first.data['id']}")
    assert bring(clients["editor"], other, "b.txt", b"nine byte").status_code == 200


def test_a_copy_has_its_files_and_shows_its_own(task, clients, editor, settings, commits):
    kept = bring(clients["editor"], task, "a.txt", b"twelve bytes").data
    update_task(actor=editor, task=task, description=f"See [a]({kept['url']}) and /files/x/")

    copy = duplicate_task(actor=editor, task=task)

    [held] = clients["viewer"].get(f"/api/v1/tasks/{copy.pk}").data["attachments"]
    assert held["id"] != kept["id"]
    assert held["url"] in clients["viewer"].get(f"/api/v1/tasks/{copy.pk}").data["description"]
    from tasks.services.files import purge_removed

    clients["editor"].delete(f"/api/v1/attachments/{kept['id']}")
    assert purge_removed(now=timezone.now() + timedelta(days=31)) == 1
    assert clients["viewer"].get(held["url"]).getvalue() == b"twelve bytes"
    clients["editor"].delete(f"/api/v1/attachments/{held['id']}")
    key = Attachment.objects.get().storage_key
    assert purge_removed(now=timezone.now() + timedelta(days=31)) == 1
    assert not default_storage.exists(key)


def test_deleted_comments_are_purged_but_not_what_holds_an_answer(task, editor):
    alone = add_comment(actor=editor, task=task, body="Alone")
    asked = add_comment(actor=editor, task=task, body="Asked")
    answer = add_comment(actor=editor, task=task, body="Answered", parent=asked)
    fresh = add_comment(actor=editor, task=task, body="Fresh")
    for comment in (alone, asked, fresh):
        delete_comment(actor=editor, comment=comment)
    long_ago = timezone.now() - timedelta(days=31)
    Comment.objects.filter(pk__in=[alone.pk, asked.pk]).update(deleted_at=long_ago)

    assert purge_deleted() == 1

    assert set(Comment.objects.values_list("pk", flat=True)) == {asked.pk, answer.pk, fresh.pk}
