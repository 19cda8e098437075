"""Trello exports of our own making, in the old schema and in the new one."""

import io
import json
from typing import Any

OLD = "2015"
NEW = "2025"


def card_id(number: int) -> str:
    """24 hex digits; the first eight are a second in 2020."""
    return f"5f0000{number:018x}"


def trello_board(schema: str = NEW, **changes: Any) -> dict[str, Any]:
    """A small board with a bit of everything."""
    is_new = schema == NEW
    board: dict[str, Any] = {
        "id": "5e0000000000000000000001",
        "name": "Boat works",
        "closed": False,
        "shortLink": "bOaT",
        "lists": [
            {"id": "L3", "name": "Fertig", "closed": False, "pos": 49152.25},
            {"id": "L1", "name": "To Do", "closed": False, "pos": 16384},
            {"id": "L4", "name": "Old ideas", "closed": True, "pos": 65536},
            {"id": "L2", "name": "Sanding", "closed": False, "pos": 32768},
        ],
        "members": [
            {"id": "M1", "fullName": "Editor", "username": "ed"},
            {"id": "M2", "fullName": "Gone Person", "username": "gone"},
        ],
        "cards": _cards(is_new),
        "checklists": [
            {
                "id": "C1", "idCard": card_id(1), "name": "Steps", "pos": 2,
                "checkItems": [
                    {"id": "I2", "name": "varnish", "state": "incomplete", "pos": 2},
                    {"id": "I1", "name": "sand", "state": "complete", "pos": 1},
                ],
            },
            {"id": "C0", "idCard": card_id(1), "name": "Before", "pos": 1,
             "checkItems": [{"id": "I0", "name": "buy paper", "state": "complete", "pos": 1}]},
        ],
        "actions": _actions(),
    }  # fmt: skip
    if is_new:
        board["labels"] = [
            {"id": "B1", "name": "", "color": "red_dark"},
            {"id": "B2", "name": "wood", "color": "green"},
            {"id": "B3", "name": "", "color": None},
        ]
        board["customFields"] = [{"id": "F1", "name": "Story Points", "type": "number"}]
        board["pluginData"], board["limits"] = [], {}
    return {**board, **changes}


def _cards(is_new: bool) -> list[Any]:
    hull: dict[str, Any] = {
        "id": card_id(1), "idShort": 1, "shortLink": "hull", "name": "Sand the hull",
        "desc": "**carefully**", "idList": "L2", "closed": False, "pos": 65535,
        "due": "2030-01-02T10:00:00.000Z", "idMembers": ["M1", "M2"], "checkItemStates": None,
        "badges": {"comments": 3},
        "attachments": [
            {"id": "A1", "name": "plan", "url": "https://example.com/plan.pdf", "bytes": None,
             "mimeType": None, "isUpload": False, "pos": 1},
            {"id": "A2", "name": "evil", "url": "javascript:alert(1)", "pos": 2},
        ],
    }  # fmt: skip
    if is_new:
        hull |= {
            "idLabels": ["B1", "B2"], "dueComplete": False, "start": "2029-12-01T00:00:00.000Z",
            "isTemplate": False, "cover": {}, "cardRole": None, "mirrorSourceId": None,
            "customFieldItems": [{"idCustomField": "F1", "value": {"number": "3"}}],
        }  # fmt: skip
    else:
        hull["labels"] = [{"color": "red", "name": ""}, {"color": "green", "name": "wood"}]
    return [
        hull,
        {"id": card_id(2), "idShort": 2, "name": "A", "desc": None, "idList": "L1",
         "closed": False, "pos": 2, "due": None},
        {"id": card_id(3), "idShort": 3, "name": "船体を塗る 🚤", "desc": "日本語", "idList": "L1",
         "closed": False, "pos": 1.5},
        {"id": card_id(4), "idShort": 4, "name": "Put away", "idList": "L3", "closed": True,
         "pos": 1e18},
        {"id": card_id(5), "idShort": 5, "name": "word " * 60, "desc": "", "idList": "L3",
         "closed": False, "pos": 3},
        {"id": card_id(6), "idShort": 6, "name": "In a closed list", "idList": "L4",
         "closed": False, "pos": 3},
        {"id": card_id(7), "idShort": 7, "name": "Lost", "idList": "L9", "closed": False, "pos": 9},
        {"name": "No id at all", "idList": "L1"},
        "not even an object",
    ]  # fmt: skip


def _actions() -> list[Any]:
    """Newest first, as Trello writes them."""
    return [
        {"id": "K3", "type": "copyCommentCard", "date": "2030-01-03T09:00:00.000Z",
         "idMemberCreator": "M9", "memberCreator": {"id": "M9", "fullName": "Former Member",
         "username": "former"}, "data": {"text": "copied", "card": {"id": card_id(1)}}},
        {"id": "K2", "type": "updateCard", "date": "2030-01-02T09:00:00.000Z", "data": {}},
        {"id": "K1", "type": "commentCard", "date": "2030-01-01T09:00:00.000Z",
         "idMemberCreator": "M1",
         "data": {"text": "first <b>word</b>", "card": {"id": card_id(1)}}},
        {"id": "K0", "type": "commentCard", "date": "2030-01-01T09:00:00.000Z",
         "idMemberCreator": "M1", "data": {"text": "about a deleted card", "card": {"id": "x"}}},
        {"id": None, "type": "commentCard", "data": None},
        7,
    ]  # fmt: skip


def large_board(cards: int = 5000, lists: int = 5) -> dict[str, Any]:
    """Many plain cards."""
    return {
        "id": "5e00000000000000000000ff",
        "name": "Large",
        "lists": [
            {"id": f"L{number}", "name": f"List {number}", "closed": False, "pos": number}
            for number in range(lists)
        ],
        "labels": [{"id": "B1", "name": "label", "color": "blue"}],
        "members": [],
        "cards": [
            {
                "id": card_id(number), "idShort": number, "name": f"Card {number}",
                "desc": f"Words of card {number}", "idList": f"L{number % lists}", "closed": False,
                "pos": cards - number, "idLabels": ["B1"] if number % 3 == 0 else [],
            }
            for number in range(1, cards + 1)
        ],
        "checklists": [],
        "actions": [],
    }  # fmt: skip


def as_file(board: Any) -> io.BytesIO:
    """The board as the bytes of an upload."""
    file = io.BytesIO(json.dumps(board, ensure_ascii=False).encode())
    file.name = "board.json"
    return file
