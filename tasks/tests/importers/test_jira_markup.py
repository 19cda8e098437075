"""Wiki markup as Markdown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.importers.jira_markup import markdown_of


@pytest.mark.parametrize(
    ("wiki", "markdown"),
    [
        ("h1. Title", "# Title"),
        ("*bold* and _it_ and -del- and +ins+", "**bold** and _it_ and ~~del~~ and ins"),
        ("a * b * c, 3-4-5", "a * b * c, 3-4-5"),
        ("{{*code*}} *x*", "`*code*` **x**"),
        ("{code:python|title=a.py}\nx = 1 * 2\n{code}", "```python\nx = 1 * 2\n```"),
        ("{noformat}*a*{noformat}", "```\n*a*\n```"),
        ("{code}\nnever closed", "```\nnever closed\n```"),
        ("* a\n** b\n# c", "- a\n    - b\n1. c"),
        ("bq. said", "> said"),
        ("{quote}one\n\ntwo{quote}after", "> one\n>\n> two\n\nafter"),
        ("{panel:title=Note|bgColor=#fff}text{panel}", "> **Note**\n>\n> text"),
        ("||a||b||\n|1|2|", "| a | b |\n| --- | --- |\n| 1 | 2 |"),
        ("|1|2|", "|  |  |\n| --- | --- |\n| 1 | 2 |"),
        ("----", "---"),
        ("[text|https://example.com/a_b_c|smart-link]", "[text](https://example.com/a_b_c)"),
        ("[https://example.com]", "[https://example.com](https://example.com)"),
        ("[~accountid:u1] [~ben]", "@Ana Example @ben"),
        ("!plan.png|thumbnail! [^log.txt]", "`plan.png` `log.txt`"),
        ("wow! that! is", "wow! that! is"),
        ("{color:#ff0000}red{color}", "red"),
        ("<script>x</script> 1 < 2", "\\<script>x\\</script> 1 < 2"),
        ("a\u00a0b", "a b"),
    ],
)
def test_each_mark(wiki, markdown):
    assert (
        markdown_of(wiki, lambda account: {"u1": "Ana Example"}.get(account, account)) == markdown
    )


@given(st.text(alphabet="{}code:nformatquepal*_-+|[]~^!h1. \n\\<x", max_size=200))
def test_no_text_is_too_odd(text):
    assert isinstance(markdown_of(text), str)


def test_a_long_odd_text_takes_no_longer_than_its_length():
    for part in ("{code:x}", "{quote}", "*a", "[x|", "{{a", "||", "!a", "-a "):
        assert markdown_of(part * 12_000) != "never"
