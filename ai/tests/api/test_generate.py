from itertools import combinations

import pytest

from ai.layout.box import Box
from ai.models import Run
from ai.tests.factories import work
from ai.tests.samples import FLOWCHART, MINDMAP
from boards.services.boards import create_board
from boards.services.elements import create_elements
from teamflow.common.models import Event, Job

PROMPT = "Release\n- Build\n  - compile\n  - pack\n- Test\n- Tell people"


@pytest.fixture
def board(workspace, owner):
    return create_board(actor=owner, workspace=workspace, title="Plan")


def ask(client, board, **body):
    return client.post(f"/api/v1/boards/{board.pk}/generate", {"kind": "mindmap", **body})


def elements_of(client, board):
    return client.get(f"/api/v1/boards/{board.pk}/elements?limit=100").json()["results"]


def result_of(job):
    assert job.result is not None
    return job.result


def boxes(elements):
    return [
        Box(each["x"], each["y"], each["width"], each["height"])
        for each in elements
        if each["kind"] != "connector"
    ]


def overlaps(elements):
    return [(a, b) for a, b in combinations(boxes(elements), 2) if a.meets(b)]


def test_a_prompt_becomes_a_mind_map_on_the_board(clients, board):
    response = ask(clients["editor"], board, prompt=PROMPT, x=1000, y=500)
    job = work(response.json()["job"]["id"])

    drawn = elements_of(clients["viewer"], board)
    texts = [each["text"] for each in drawn if each["kind"] != "connector"]
    assert (response.status_code, job.status) == (202, Job.Status.DONE)
    assert texts == ["Release", "Build", "compile", "pack", "Test", "Tell people"]
    assert result_of(job)["elements"] == [each["id"] for each in drawn]
    assert len([each for each in drawn if each["kind"] == "connector"]) == 5
    assert overlaps(drawn) == []


def test_every_connector_is_glued_at_both_ends(clients, board):
    work(ask(clients["editor"], board, prompt=PROMPT).json()["job"]["id"])

    drawn = elements_of(clients["editor"], board)
    ids = {each["id"] for each in drawn}
    for each in drawn:
        if each["kind"] == "connector":
            assert {each["from"]["element"], each["to"]["element"]} <= ids


def test_a_vendor_draws_a_flowchart_word_by_word(clients, board, vendors):
    vendors.will("openai", FLOWCHART)

    job_id = ask(clients["editor"], board, kind="flowchart", prompt="Release").json()["job"]["id"]
    job = work(job_id)

    drawn = elements_of(clients["editor"], board)
    assert vendors.asked("openai")[0].body["stream"] is True
    assert result_of(job)["provider"] == "openai"
    assert {each["kind"] for each in drawn} == {"ellipse", "diamond", "rounded", "connector"}
    assert {each["text"] for each in drawn if each["kind"] == "connector"} == {"", "Yes", "No"}
    assert overlaps(drawn) == []


def test_a_selection_becomes_a_mind_map_beside_it(clients, board, owner):
    notes = create_elements(
        actor=owner,
        board=board,
        elements=[
            {"kind": "sticky", "x": x, "y": 0, "text": text}
            for x, text in [(0, "Costs"), (300, "Risks"), (600, "")]
        ],
    )

    response = ask(clients["editor"], board, elements=[note["id"] for note in notes], x=100, y=100)
    work(response.json()["job"]["id"])

    drawn = elements_of(clients["editor"], board)
    assert overlaps(drawn) == []
    assert [each["text"] for each in drawn if each["kind"] == "rounded"] == [
        "Selection",
        "Costs",
        "Risks",
    ]


def test_two_diagrams_do_not_lie_on_one_another(clients, board, vendors):
    vendors.will("openai", MINDMAP, FLOWCHART)
    for kind in ("mindmap", "flowchart"):
        work(ask(clients["editor"], board, kind=kind, prompt="Launch").json()["job"]["id"])

    drawn = elements_of(clients["editor"], board)
    assert len(boxes(drawn)) == 11
    assert overlaps(drawn) == []


def test_drawing_again_after_an_interruption_draws_nothing_twice(clients, board, vendors):
    vendors.will("openai", MINDMAP)
    job_id = ask(clients["editor"], board, prompt="Launch").json()["job"]["id"]
    work(job_id)
    before = elements_of(clients["editor"], board)
    Job.objects.filter(pk=job_id).update(status="queued", finished_at=None)

    work(job_id)

    assert elements_of(clients["editor"], board) == before
    assert len(vendors.asked("openai")) == 1


def test_the_boards_history_keeps_the_prompt(clients, board, editor):
    work(ask(clients["editor"], board, prompt=PROMPT).json()["job"]["id"])

    event = Event.objects.get(type="board.diagram_drawn")
    assert (event.target_id, event.actor_id) == (board.pk, editor.pk)
    assert event.data["prompt"] == PROMPT
    assert event.data["provider"] == "outline"


@pytest.mark.parametrize(("who", "status"), [("outsider", 404), ("viewer", 403)])
def test_denies_and_changes_nothing(clients, board, who, status, sent_messages):
    response = ask(clients[who], board, prompt="Launch")

    assert response.status_code == status
    assert (Run.objects.count(), Job.objects.count(), sent_messages) == (0, 0, [])
    assert elements_of(clients["owner"], board) == []


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"prompt": "   "},
        {"kind": "portrait", "prompt": "x"},
        {"prompt": "x", "elements": ["nope"]},
        {"prompt": "x" * 10_001},
    ],
)
def test_refuses_what_it_cannot_draw(clients, board, body):
    assert ask(clients["editor"], board, **body).status_code == 400
    assert Job.objects.count() == 0


def test_a_person_who_lost_the_board_draws_no_more(clients, board, editor, workspace):
    job_id = ask(clients["editor"], board, prompt=PROMPT).json()["job"]["id"]
    workspace.memberships.filter(user=editor).delete()
    from accounts.selectors import role_key
    from teamflow.common.cache import forget

    forget(role_key(editor.pk, workspace.pk))

    job = work(job_id)

    assert job.status == Job.Status.FAILED
    assert elements_of(clients["owner"], board) == []
