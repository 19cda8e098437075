import pytest

from ai.outline.breakdown import find_subtasks

SAMPLES = {
    "bullets": ("- design (2h)\n- build\n- test", ["design", "build", "test"]),
    "numbers": ("1. One thing\n2) Two things\n(3) Three", ["One thing", "Two things", "Three"]),
    "checkboxes": ("- [ ] Write\n- [x] Plan\n- [ ] Send", ["Write", "Send"]),
    "nested bullets": ("* API\n    * read\n    * write\n* Page", ["API", "Page"]),
    "headings": ("# Plan\n## Design\nSketch it\n## Build\nCode", ["Design", "Build"]),
    "lists under lines": (
        "Back:\n- a model\n- an API\nFront:\n- page",
        ["a model", "an API", "page"],
    ),
    "indented outline": ("Backend\n  models\n  api\nFrontend\n  page", ["Backend", "Frontend"]),
    "sentences": (
        "Write the docs. Then record a video.",
        ["Write the docs", "Then record a video"],
    ),
    "parts after a colon": ("Steps: design, build and deploy", ["design", "build", "deploy"]),
    "Chinese": ("写文档。录制视频\uff1b发布。", ["写文档", "录制视频"]),
    "Markdown in lines": ("- **Bold** [link](https://x.y)\n- `code` it", ["Bold link", "code it"]),
    "code is no list": ("- Run it\n```\n- not this\n```\n- Check it", ["Run it", "Check it"]),
    "nothing": ("", []),
    "one sentence": ("Fix it.", []),
    "a question": ("Why? How?", []),
}


def titles(**material):
    found = find_subtasks({"title": "Task", "description": "", **material})
    return [step.title for step in found.value.subtasks]


@pytest.mark.parametrize("name", SAMPLES)
def test_finds_what_is_written(name):
    text, expected = SAMPLES[name]

    assert titles(description=text) == expected


def test_keeps_what_stands_below_a_step():
    found = find_subtasks({"title": "T", "description": "- API\n  - read\n  - write\n- Page"})

    assert found.value.subtasks[0].description == "- read\n- write"
    assert found.value.subtasks[0].estimated_hours == 2


@pytest.mark.parametrize(
    ("text", "hours"), [("x (3h)", 3), ("x, 30 min", 1), ("x 2 days", 5), ("x 1.5 hours", 1.5)]
)
def test_reads_a_written_time(text, hours):
    found = find_subtasks({"title": "T", "description": f"- first {text}\n- second"})

    assert found.value.subtasks[0].estimated_hours == hours
    assert found.value.subtasks[0].title == "first x"


def test_an_open_checklist_comes_first_and_doubles_are_left_out():
    assert titles(checklist=["Write", "Send"], description="- send\n- Ask") == [
        "Write",
        "Send",
        "Ask",
    ]


def test_what_exists_already_is_not_proposed_again():
    assert titles(description="- Write\n- Send", existing=["write"]) == ["Send"]


def test_says_where_it_looked_and_that_it_left_some_out():
    many = "\n".join(f"- step {number}" for number in range(1, 14))

    found = find_subtasks({"title": "T", "description": many})

    assert len(found.value.subtasks) == 10
    assert "13 steps, of which the first ten" in found.note
    assert "your list" in found.note


def test_says_so_when_there_is_nothing_to_go_by():
    assert "nothing to go by" in find_subtasks({"title": "T", "description": ""}).note
