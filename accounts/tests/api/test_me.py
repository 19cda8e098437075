"""Oneself through the API."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def _picture(kind="PNG", size=(600, 300), name="me.png"):
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind)
    return SimpleUploadedFile(name, out.getvalue())


def _send(client, upload):
    return client.put("/api/v1/me/avatar", {"avatar": upload}, format="multipart")


def test_me_reads_and_changes(clients, owner):
    fields = {"name": "  New   Name ", "theme": "dark", "timezone": "Asia/Tokyo"}
    response = clients["owner"].patch("/api/v1/me", fields)

    owner.refresh_from_db()
    assert response.json()["name"] == owner.name == "New Name"
    assert (owner.theme, owner.timezone) == ("dark", "Asia/Tokyo")
    assert clients["owner"].get("/api/v1/me").json()["timezone"] == "Asia/Tokyo"


@pytest.mark.parametrize(
    ("field", "value"),
    [("timezone", "Mars/Base"), ("theme", "pink"), ("locale", "tlh"), ("name", "")],
)
def test_me_refuses_what_is_not_possible_and_changes_nothing(clients, owner, field, value):
    response = clients["owner"].patch("/api/v1/me", {"name": "Other", field: value})

    owner.refresh_from_db()
    assert response.status_code == 400
    assert response.json()["error"]["details"][0]["field"] == field
    assert owner.name == "Owner"


def test_what_is_as_it_was_is_not_written(clients, owner, sent_messages):
    clients["owner"].patch("/api/v1/me", {"name": "Owner", "theme": "system"})

    assert sent_messages == []


def test_an_avatar_is_cut_encoded_and_kept_in_three_sizes(clients, owner):
    response = _send(clients["owner"], _picture())

    url = response.json()["avatar"]
    owner.refresh_from_db()
    assert url == f"/{owner.avatar}-96.webp"
    for size in (32, 96, 256):
        answer = clients["outsider"].get(f"/{owner.avatar}-{size}.webp")
        picture = Image.open(io.BytesIO(b"".join(answer.streaming_content)))
        assert (picture.format, picture.size) == ("WEBP", (size, size))
        assert "immutable" in answer.headers["Cache-Control"]


def test_another_avatar_replaces_the_files(clients, owner, commits, settings):
    _send(clients["owner"], _picture())
    _send(clients["owner"], _picture("JPEG", (256, 256), "other.jpg"))
    assert len(list(settings.MEDIA_ROOT.rglob("*.webp"))) == 3

    response = clients["owner"].delete("/api/v1/me/avatar")

    assert response.json()["avatar"] is None
    assert list(settings.MEDIA_ROOT.rglob("*.webp")) == []


@pytest.mark.parametrize(
    "content",
    [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a", b"<script>", b"\x89PNG\r\n\x1a\n"],
)
def test_what_is_no_picture_is_refused_whatever_its_name(clients, owner, content):
    response = _send(clients["owner"], SimpleUploadedFile("me.png", content, "image/png"))

    owner.refresh_from_db()
    assert (response.status_code, owner.avatar) == (400, "")
    assert response.json()["error"]["details"][0]["field"] == "avatar"


def test_a_picture_of_too_many_pixels_is_refused(clients):
    assert _send(clients["owner"], _picture(size=(8000, 5001))).status_code == 400


def test_a_transparent_palette_picture_is_taken(clients):
    out = io.BytesIO()
    Image.new("P", (50, 50)).save(out, "GIF", transparency=0)

    assert _send(clients["owner"], SimpleUploadedFile("me.gif", out.getvalue())).status_code == 200


def test_an_unknown_face_is_404(clients):
    path = f"/avatars/{'0' * 32}/{'0' * 20}-96.webp"

    assert clients["owner"].get(path).status_code == 404


def test_activity_is_ones_own(clients, owner):
    clients["owner"].patch("/api/v1/me", {"name": "New Name"})

    mine = clients["owner"].get("/api/v1/me/activity").json()["results"]
    assert [(each["type"], each["actor"]["name"]) for each in mine] == [
        ("user.updated", "New Name")
    ]
    assert clients["viewer"].get("/api/v1/me/activity").json()["results"] == []


def test_unknown_parameters_are_refused(clients):
    assert clients["owner"].get("/api/v1/me/activity?colour=red").status_code == 400
    assert clients["owner"].get("/api/v1/me/activity?limit=101").status_code == 400
    assert clients["owner"].get("/api/v1/workspaces?fields=slug").json()["results"] == [
        {"slug": "harbour"}
    ]
