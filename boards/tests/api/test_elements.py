"""Elements over HTTP: drawn in bulk, kept in the document, refused to those who may not."""

import pytest

from boards.documents import load_document
from boards.models import Board, BoardUpdate

NOTE = {"kind": "sticky", "x": 10, "y": 20, "text": "Ship it", "style": {"fill": "green"}}


@pytest.fixture
def path(board):
    return f"/api/v1/boards/{board.pk}/elements"


def draw(clients, path, *elements):
    answer = clients["editor"].post(path, {"elements": list(elements)})
    assert answer.status_code == 201, answer.content
    return answer.json()["results"]


def test_draws_and_reads_back(board, path, clients):
    note, other = draw(clients, path, NOTE, {"kind": "ellipse", "x": 1.5, "y": 2})
    line = draw(
        clients,
        path,
        {
            "kind": "connector",
            "from": {"element": note["id"], "anchor": "right"},
            "to": {"x": 500, "y": 5},
        },
    )[0]

    listed = clients["viewer"].get(path).json()

    assert [each["id"] for each in listed["results"]] == [note["id"], other["id"], line["id"]]
    shown = listed["results"][0]
    assert {key: shown[key] for key in NOTE} == NOTE
    assert (shown["width"], shown["rotation"]) == (200, 0)
    assert listed["results"][2]["from"] == {"element": note["id"], "anchor": "right"}
    board.refresh_from_db()
    assert (board.element_count, board.seq) == (3, 2)


def test_pages_in_painting_order(path, clients):
    ids = [each["id"] for each in draw(clients, path, *[NOTE] * 7)]

    found, url = [], f"{path}?limit=3"
    while url:
        page = clients["editor"].get(url).json()
        found += [each["id"] for each in page["results"]]
        url = page["next"]

    assert found == ids


def test_changes_only_what_is_named(board, path, clients):
    note = draw(clients, path, NOTE)[0]

    answer = clients["editor"].patch(
        path,
        {"elements": [{"id": note["id"], "x": 99, "style": {"stroke": "red"}, "text": "Ship now"}]},
    )

    changed = answer.json()["results"][0]
    assert changed == {
        **note, "x": 99, "style": {"fill": "green", "stroke": "red"}, "text": "Ship now"
    }  # fmt: skip
    assert clients["editor"].get(path).json()["results"] == [changed]


def test_a_change_to_the_same_writes_nothing(board, path, clients):
    note = draw(clients, path, NOTE)[0]

    answer = clients["editor"].patch(path, {"elements": [{"id": note["id"], "x": 10}]})

    assert answer.json()["results"] == [note]
    assert BoardUpdate.objects.filter(board=board).count() == 1


def test_deletes_and_forgives_what_is_gone(board, path, clients):
    note, other = draw(clients, path, NOTE, NOTE)

    for _ in range(2):
        answer = clients["editor"].delete(path, {"ids": [note["id"], "never-was"]})
        assert answer.status_code == 204

    assert [each["id"] for each in clients["editor"].get(path).json()["results"]] == [other["id"]]
    board.refresh_from_db()
    assert (board.element_count, board.seq) == (1, 2)


@pytest.mark.parametrize(
    ("element", "field"),
    [
        ({"kind": "spaceship"}, "kind"),
        ({"kind": "sticky", "x": 1e300}, "x"),
        ({"kind": "sticky", "width": -1}, "width"),
        ({"kind": "sticky", "x": "left"}, "x"),
        ({"kind": "sticky", "text": "x" * 10_001}, "text"),
        ({"kind": "link", "url": "javascript:alert(1)"}, "url"),
        ({"kind": "connector", "from": {"x": 1, "y": 1}}, "to"),
        ({"kind": "task"}, "task"),
        ({"kind": "sticky", "style": {"opacity": 7}}, "style.opacity"),
        ({"kind": "sticky", "nested": {"a": {"b": {"c": {"d": {"e": 1}}}}}}, "nested"),
    ],
)
def test_refuses_what_does_not_fit_and_draws_none(board, path, clients, element, field):
    answer = clients["editor"].post(path, {"elements": [NOTE, element]})

    assert answer.status_code == 400
    assert answer.json()["error"]["details"][0]["field"] == f"elements.1.{field}"
    assert not BoardUpdate.objects.filter(board=board).exists()


@pytest.mark.parametrize(("who", "status"), [("outsider", 404), ("viewer", 403)])
@pytest.mark.parametrize("verb", ["post", "patch", "delete"])
def test_denies_and_changes_nothing(board, path, clients, who, status, verb, sent_messages):
    note = draw(clients, path, NOTE)[0]
    before = clients["editor"].get(path).json()
    sent_messages.clear()

    body = {"elements": [{**NOTE, "id": note["id"]}], "ids": [note["id"]]}
    answer = getattr(clients[who], verb)(path, body)

    assert answer.status_code == status
    assert clients["editor"].get(path).json() == before
    assert sent_messages == []


def test_strangers_read_nothing(path, board, clients):
    for place in (path, *(path.replace("elements", name) for name in ("display", "cards"))):
        assert clients["outsider"].get(place).status_code == 404


def test_the_display_list_is_what_is_drawn(board, path, clients):
    note = draw(clients, path, NOTE)[0]

    answer = clients["viewer"].get(f"/api/v1/boards/{board.pk}/display")

    entry = answer.json()["elements"][0]
    assert entry["g"] == [10, 20, 200, 200, 0, note["z"]]
    assert (entry["id"], entry["s"], entry["c"], entry["t"]) == (
        note["id"], {"fill": "green"}, {"kind": "sticky"}, "Ship it"
    )  # fmt: skip
    assert answer.json()["seq"] == 1
    again = clients["viewer"].get(
        f"/api/v1/boards/{board.pk}/display", HTTP_IF_NONE_MATCH=answer["ETag"]
    )
    assert again.status_code == 304


def test_a_copy_has_the_same_drawing(board, path, clients):
    draw(clients, path, NOTE)

    copy = clients["editor"].post(f"/api/v1/boards/{board.pk}/duplicate", {}).json()

    original = load_document(board.pk).document.elements.to_py()
    assert load_document(copy["id"]).document.elements.to_py() == original
    assert Board.objects.get(pk=copy["id"]).element_count == 1
