import pytest

from ai.sanitise import clean_line, clean_markdown


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("<script>alert(1)</script>Fix it", "Fix it"),
        ("a < b && c", "a < b && c"),
        ("two\nlines\tand\u202e more", "two lines and more"),
        ("bell\x07", "bell"),
    ],
)
def test_a_line_is_plain(text, clean):
    assert clean_line(text, 100) == clean


def test_a_line_is_cut_at_its_limit():
    assert clean_line("x" * 50, 10) == "x" * 9 + "…"


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("![p](https://evil.example/x.png) ok", "p ok"),
        ("[click](javascript:alert(1))", "click)"),
        ("see https://evil.example/?q=secret now", "see  now"),
        ("- one\n- **two**", "- one\n- **two**"),
        ("<iframe src=x></iframe>text", "text"),
    ],
)
def test_markdown_keeps_its_words_and_loses_what_reaches_out(text, clean):
    assert clean_markdown(text) == clean
