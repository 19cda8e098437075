"""Pictures over the wire: brought, kept once, read through their board, and copied with it."""

import io
from typing import Any

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from accounts.tests.factories import WorkspaceFactory
from boards.models import Asset, BoardAsset
from boards.services.boards import create_board, delete_board, duplicate_board


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def board(workspace, owner):
    return create_board(actor=owner, workspace=workspace, title="Pictures")


def picture(color: str = "red", kind: str = "PNG", **how: Any) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (30, 20), color).save(file, kind, **how)
    return file.getvalue()


def announced(client: Any, board: Any, data: bytes) -> Any:
    form = {"name": "a.png", "size": len(data), "media_type": "image/png"}
    return client.post(f"/api/v1/boards/{board.pk}/assets", form)


def bring(client: Any, board: Any, data: bytes) -> Any:
    begun = announced(client, board, data)
    assert begun.status_code == 201, begun.content
    upload = begun.data["upload"]
    start = 0
    for part in upload["parts"] or [{"url": upload["url"], "size": len(data)}]:
        piece = data[start : start + part["size"]]
        assert client.generic("PUT", part["url"], piece).status_code == 204
        start += part["size"]
    return client.post(f"/api/v1/boards/{board.pk}/assets/{begun.data['id']}/confirm")


def test_a_picture_is_brought_and_read_by_whoever_sees_the_board(board, clients):
    data = picture()

    kept = bring(clients["editor"], board, data)

    assert kept.status_code == 200
    assert (kept.data["media_type"], kept.data["width"], kept.data["height"]) == (
        "image/png",
        30,
        20,
    )
    read = clients["viewer"].get(kept.data["url"])
    assert (read.status_code, read.getvalue()) == (200, data)
    assert "immutable" in read["Cache-Control"]
    assert read["Content-Type"] == "image/png"
    assert clients["outsider"].get(kept.data["url"]).status_code == 404
    same = clients["viewer"].get(kept.data["url"], HTTP_IF_NONE_MATCH=read["ETag"])
    assert same.status_code == 304


@pytest.mark.parametrize("kind", ["JPEG", "GIF", "WEBP", "AVIF"])
def test_takes_what_browsers_show(board, clients, kind):
    kept = bring(clients["editor"], board, picture(kind=kind))

    assert (kept.status_code, kept.data["media_type"]) == (200, f"image/{kind.lower()}")


def test_a_photo_on_its_side_has_the_size_that_is_seen(board, clients):
    turned = Image.Exif()
    turned[0x0112] = 6

    kept = bring(clients["editor"], board, picture(kind="JPEG", exif=turned))

    assert (kept.data["width"], kept.data["height"]) == (20, 30)


@pytest.mark.parametrize(
    "data", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"words", picture()[:20]]
)
def test_refuses_what_is_no_picture_and_keeps_nothing(board, clients, data):
    refused = bring(clients["editor"], board, data)

    assert refused.status_code == 400
    assert "PNG, JPEG" in refused.json()["error"]["details"][0]["message"]
    assert (Asset.objects.count(), BoardAsset.objects.count()) == (0, 0)
    assert list(default_storage.listdir("incoming")[1]) == []


def test_the_same_picture_is_stored_once(board, clients, workspace, owner):
    other = create_board(actor=owner, workspace=workspace, title="Beside it")

    first = bring(clients["editor"], board, picture()).data
    again = bring(clients["owner"], other, picture()).data

    assert first["id"] == again["id"]
    assert Asset.objects.count() == 1
    assert len(default_storage.listdir(f"assets/{workspace.pk}")[1]) == 1
    assert clients["viewer"].get(again["url"]).status_code == 200


def test_a_picture_is_read_only_through_a_board_that_shows_it(board, clients, workspace, owner):
    other = create_board(actor=owner, workspace=workspace, title="Beside it")
    kept = bring(clients["editor"], board, picture()).data

    assert clients["owner"].get(f"/b/{other.pk}/assets/{kept['id']}").status_code == 404
    delete_board(actor=owner, board=board)
    assert clients["owner"].get(kept["url"]).status_code == 404


@pytest.mark.parametrize(("who", "status"), [("outsider", 404), ("viewer", 403)])
def test_who_may_not_draw_brings_nothing(board, clients, who, status):
    begun = announced(clients["editor"], board, b"1234").data
    base = f"/api/v1/boards/{board.pk}/assets"

    answers = [
        announced(clients[who], board, b"1234"),
        clients[who].post(f"{base}/{begun['id']}/confirm"),
        clients[who].post(f"{base}/{begun['id']}/resume"),
        clients[who].post(f"{base}/copies", {"source": board.pk, "assets": [begun["id"]]}, "json"),
    ]

    assert {answer.status_code for answer in answers} == {status}
    assert (Asset.objects.count(), BoardAsset.objects.count()) == (1, 0)


def test_only_who_began_it_ends_it(board, clients):
    begun = announced(clients["editor"], board, b"1234").data
    base = f"/api/v1/boards/{board.pk}/assets/{begun['id']}"

    assert clients["owner"].post(f"{base}/resume").status_code == 404
    assert clients["owner"].post(f"{base}/confirm").status_code == 404
    early = clients["editor"].post(f"{base}/confirm")
    assert early.json()["error"]["details"][0]["field"] == "upload"
    assert clients["editor"].post(f"{base}/resume").status_code == 200


def test_pictures_count_to_the_room_of_their_workspace(board, clients, settings):
    settings.WORKSPACE_STORAGE_BYTES = len(picture()) + 10
    bring(clients["editor"], board, picture())

    refused = announced(clients["editor"], board, picture("blue"))

    assert refused.status_code == 400
    assert "This workspace has used" in refused.json()["error"]["details"][0]["message"]
    settings.ATTACHMENT_MAX_BYTES = 20
    assert (
        "at most"
        in announced(clients["editor"], board, picture()).json()["error"]["details"][0]["message"]
    )


def test_pictures_go_along_to_another_board_and_another_workspace(board, clients, owner, editor):
    kept = bring(clients["editor"], board, picture()).data
    beside = create_board(actor=owner, workspace=board.workspace, title="Beside")
    place = WorkspaceFactory(name="Yard", slug="yard", created_by=editor)
    far = create_board(actor=editor, workspace=place, title="Far away")

    for target, same in ((beside, True), (far, False)):
        form = {"source": board.pk, "assets": [kept["id"], board.pk]}
        answer = clients["editor"].post(f"/api/v1/boards/{target.pk}/assets/copies", form, "json")
        [named] = answer.json()["results"]
        assert (named["here"] == named["there"]) is same
        url = f"/b/{target.pk}/assets/{named['here']}"
        assert clients["editor"].get(url).getvalue() == picture()
    strange = {"source": far.pk, "assets": [kept["id"]]}
    refused = clients["owner"].post(f"/api/v1/boards/{beside.pk}/assets/copies", strange, "json")
    assert refused.status_code == 400


def test_a_copy_of_a_board_shows_its_pictures(board, clients, owner):
    kept = bring(clients["editor"], board, picture()).data

    copy = duplicate_board(actor=owner, board=board)

    assert clients["viewer"].get(f"/b/{copy.pk}/assets/{kept['id']}").status_code == 200


def test_reading_asks_few_questions(board, clients, django_assert_max_num_queries):
    kept = bring(clients["editor"], board, picture()).data
    clients["viewer"].get(kept["url"])

    with django_assert_max_num_queries(7):
        clients["viewer"].get(kept["url"])


def test_an_element_may_show_a_part_of_its_picture(board, clients):
    kept = bring(clients["editor"], board, picture()).data
    path = f"/api/v1/boards/{board.pk}/elements"
    element = {"kind": "image", "x": 0, "y": 0, "asset": kept["id"], "alt": "A red flag"}

    made = clients["editor"].post(
        path, {"elements": [{**element, "crop": [0, 0.25, 1, 0.5]}]}, "json"
    )
    odd = clients["editor"].post(path, {"elements": [{**element, "crop": [0.5, 0, 1, 1]}]}, "json")

    assert made.json()["results"][0]["crop"] == [0, 0.25, 1, 0.5]
    assert (made.status_code, odd.status_code) == (201, 400)
