"""Markdown to HTML that is safe to show to anybody: rendered here, then sanitised by nh3."""

import re
from collections.abc import Sequence

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

_TAGS = {
    "a", "blockquote", "br", "code", "del", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "img",
    "input", "li", "ol", "p", "pre", "s", "strong", "table", "tbody", "td", "th", "thead", "tr",
    "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title"},
    "code": {"class"},
    "img": {"src", "alt", "title", "loading"},
    "input": {"type", "checked", "disabled"},
    "li": {"class"},
    "ol": {"start"},
    "td": {"align"},
    "th": {"align"},
}
_CHECKBOX = re.compile(r"^\[([ xX])\]\s+")
_ALIGN = re.compile(r"text-align:\s*(left|right|center)")
_LANGUAGE = re.compile(r"^language-[\w+#.-]{1,40}$")


def render_markdown(text: str) -> str:
    """The HTML of `text`: tables, task lists, code, links; HTML inside it stays visible text."""
    if not text.strip():
        return ""
    return _cleaner.clean(_markdown.render(text))


def _attribute_filter(tag: str, name: str, value: str) -> str | None:
    if tag == "img" and name == "src":
        return value if value.lower().startswith(("http://", "https://")) else None
    if tag == "input" and name == "type":
        return "checkbox"
    if tag == "code" and name == "class":
        return value if _LANGUAGE.match(value) else None
    if tag == "li" and name == "class":
        return "task-list-item" if value == "task-list-item" else None
    return value


_cleaner = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    attribute_filter=_attribute_filter,
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener noreferrer nofollow",
    # Boxes are drawn ticked or not; ticking one is an edit of the text.
    set_tag_attribute_values={"input": {"disabled": "disabled"}, "img": {"loading": "lazy"}},
)


def _render_cell(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    """A table cell with `align` in place of the `style` that the page's policy would refuse."""
    token = tokens[index]
    found = _ALIGN.search(str(token.attrs.pop("style", "")))
    if found:
        token.attrs["align"] = found.group(1)
    return renderer.renderToken(tokens, index, options, env)


def _mark_task_items(tokens: list[Token]) -> None:
    """Turn `[ ] ` and `[x] ` at the start of a list item into a box."""
    for index in range(2, len(tokens)):
        inline, item = tokens[index], tokens[index - 2]
        if inline.type != "inline" or item.type != "list_item_open" or not inline.children:
            continue
        first = inline.children[0]
        found = _CHECKBOX.match(first.content) if first.type == "text" else None
        if not found:
            continue
        first.content = first.content[found.end() :]
        checked = ' checked="checked"' if found.group(1) != " " else ""
        box = Token("html_inline", "", 0, content=f'<input type="checkbox"{checked}> ')
        inline.children.insert(0, box)
        item.attrs["class"] = "task-list-item"


def _build() -> MarkdownIt:
    # Nesting is capped so that a hostile text costs no more than its length.
    markdown = MarkdownIt("commonmark", {"html": False, "linkify": False, "maxNesting": 20})
    markdown.enable(["table", "strikethrough"])
    markdown.core.ruler.push("task_items", lambda state: _mark_task_items(state.tokens))
    markdown.add_render_rule("th_open", _render_cell)
    markdown.add_render_rule("td_open", _render_cell)
    return markdown


_markdown = _build()
