import pytest

from ai.outline.diagrams import find_flowchart, find_mind_map


def tree(prompt="", texts=()):
    """The mind map as `parent > child` lines."""
    nodes = find_mind_map({"prompt": prompt, "texts": list(texts)}).value.nodes
    labels = {node.id: node.label for node in nodes}
    return [f"{labels[node.parent]} > {node.label}" for node in nodes if node.parent]


def arrows(prompt="", texts=()):
    chart = find_flowchart({"prompt": prompt, "texts": list(texts)}).value
    labels = {node.id: node.label for node in chart.nodes}
    return [f"{labels[edge.source]} -{edge.label}> {labels[edge.target]}" for edge in chart.edges]


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("Mind map of costs: web, mail", ["costs > web", "costs > mail"]),
        ("Work\n- web\n  - seo\n- mail", ["Work > web", "web > seo", "Work > mail"]),
        ("A\n  B\n    C\n  D", ["A > B", "B > C", "A > D"]),
        ("# Top\n## One\n- leaf\n## Two", ["Top > One", "One > leaf", "Top > Two"]),
        ("Only a title", []),
    ],
)
def test_a_mind_map_follows_the_structure_of_the_text(prompt, expected):
    assert tree(prompt) == expected


def test_a_mind_map_of_a_selection_has_the_prompt_in_the_middle():
    assert tree("Ideas", ["one", "two"]) == ["Ideas > one", "Ideas > two"]


def test_a_bare_title_is_drawn_and_said_to_be_too_little():
    assert "nothing to go by" in find_mind_map({"prompt": "hello", "texts": []}).note


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        (
            "Draw a flowchart of the release: build, test",
            ["Start -> build", "build -> test", "test -> End"],
        ),
        (
            "Build → Test -> Green?\nGreen? → [yes] Ship\nGreen? => [no] Build",
            ["Build -> Test", "Test -> Green?", "Green? -yes> Ship", "Green? -no> Build"],
        ),
        (
            "1. Open\n2. Fine?\n   - Yes: merge\n   - No: mend\n3. Tell",
            [
                "Start -> Open",
                "Open -> Fine?",
                "Fine? -Yes> merge",
                "Fine? -No> mend",
                "merge -> Tell",
                "mend -> Tell",
                "Tell -> End",
            ],
        ),
        (
            "Run the tests. If they fail, mend them, otherwise ship.",
            [
                "Start -> Run the tests",
                "Run the tests -> They fail?",
                "They fail? -Yes> Mend them",
                "They fail? -No> Ship",
                "Mend them -> End",
                "Ship -> End",
            ],
        ),
    ],
)
def test_a_flowchart_follows_the_steps_of_the_text(prompt, expected):
    assert arrows(prompt) == expected


def test_a_flowchart_of_a_selection_goes_through_it_in_order():
    assert arrows(texts=["one", "two"]) == ["Start -> one", "one -> two", "two -> End"]


def test_too_little_is_said_to_be_so():
    assert "nearly nothing" in find_flowchart({"prompt": "hi", "texts": []}).note
    assert "arrows" in find_flowchart({"prompt": "A -> B", "texts": []}).note
