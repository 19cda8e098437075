"""One list of texts, read by the server here and by the editor in its own tests: they agree."""

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings

from tasks.markdown import render_markdown

CASES = json.loads((Path(settings.BASE_DIR) / "client/src/editor/markdown-cases.json").read_text())
KINDS = {
    "strong": "strong", "em": "em", "s": "strike", "del": "strike", "code": "code",
    "blockquote": "quote", "a": "link", "pre": "fence",
    **{f"h{level}": f"h{level}" for level in range(1, 7)},
}  # fmt: skip
ALONE = {"hr", "img", "input", "br"}


class Reader(HTMLParser):
    """What a reader sees, in the words that client/src/editor/preview.test.ts uses."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[list[str]] = []
        self.open: list[list[str] | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        found = self._alone(tag, held) if tag in ALONE else self._kind(tag, held)
        if found is not None:
            self.seen.append(found)
        if tag not in ALONE:
            self.open.append(found)

    def handle_endtag(self, tag: str) -> None:
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for found in self.open:
            if found is not None:
                found[1] += data

    def _alone(self, tag: str, held: dict[str, str | None]) -> list[str] | None:
        if tag == "hr":
            return ["rule", ""]
        if tag == "img":
            return ["picture", held.get("alt") or ""]
        return ["box", "ticked" if "checked" in held else "open"] if tag == "input" else None

    def _kind(self, tag: str, held: dict[str, str | None]) -> list[str] | None:
        if held.get("class") == "picture-outside":
            return ["outside", ""]
        if held.get("class") == "mention":
            return ["mention", ""]
        is_in_fence = tag == "code" and bool(self.seen) and self.seen[-1] == ["fence", ""]
        kind = None if is_in_fence else KINDS.get(tag)
        return [kind, ""] if kind else None


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_server_reads_it_as_the_editor_does(case):
    reader = Reader()
    reader.feed(render_markdown(case["text"]))

    assert [[kind, words.strip()] for kind, words in reader.seen] == case["seen"]
