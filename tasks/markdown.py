"""Markdown to HTML that is safe to show to anybody: rendered here, then sanitised by nh3."""

import re
from collections.abc import Sequence
from uuid import UUID

import nh3
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

_TAGS = {
    "a", "blockquote", "br", "code", "del", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "img",
    "input", "li", "ol", "p", "pre", "s", "span", "strong", "table", "tbody", "td", "th", "thead",
    "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"class", "href", "title"},
    "code": {"class"},
    "img": {"src", "alt", "title", "loading"},
    "input": {"type", "checked", "disabled"},
    "li": {"class", "data-line"},
    "ol": {"start"},
    "span": {"class", "data-task", "data-user"},
    "td": {"align"},
    "th": {"align"},
}
_UUID = r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"
# A file that TeamFlow keeps; any other address of this server could act when it is fetched.
_OWN_FILE = re.compile(rf"^/files/{_UUID}/[\w.%-]{{0,300}}$")
# A picture from elsewhere would tell its server who reads this: it is a link to there.
OUTSIDE = "picture-outside"
_MENTIONED = re.compile(rf"^user:({_UUID})$")
_TASK_KEY = re.compile(r"(?<![\w/.:=&?-])[A-Z]{2,6}-[1-9][0-9]{0,8}(?![\w-])")
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
        return value if _OWN_FILE.match(value) else None
    if tag == "a" and name == "class":
        return value if value == OUTSIDE else None
    if tag == "input" and name == "type":
        return "checkbox"
    if tag == "code" and name == "class":
        return value if _LANGUAGE.match(value) else None
    if tag == "li" and name == "class":
        return "task-list-item" if value == "task-list-item" else None
    if tag == "span" and name == "class":
        return value if value in {"mention", "ref"} else None
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
        # Whoever ticks the box in the rendered text says which line of the text that is.
        item.attrs["data-line"] = str(inline.map[0] if inline.map else 0)


def _mark_people_and_tasks(tokens: list[Token]) -> None:
    """`@[Name](user:<id>)` becomes a mention, and a bare `TF-12` what a page gives its title.

    Neither asks who reads: the title is fetched by the page, with the reader's own rights.
    """
    for token in tokens:
        if token.type == "inline" and token.children:
            token.children = _with_keys(_with_mentions(token.children))


def _with_mentions(children: list[Token]) -> list[Token]:
    marked: list[Token] = []
    position = 0
    while position < len(children):
        user, end = _mention_at(children, position)
        before = marked[-1] if marked else None
        if user and before is not None and before.type == "text" and before.content.endswith("@"):
            before.content = before.content[:-1]
            name = "".join(each.content for each in children[position + 1 : end])
            words = f'<span class="mention" data-user="{user}">@{escapeHtml(name)}</span>'
            marked.append(Token("html_inline", "", 0, content=words, meta={"user": user}))
            position = end + 1
            continue
        marked.append(children[position])
        position += 1
    return marked


def _mention_at(children: list[Token], position: int) -> tuple[str, int]:
    """Whom the link that opens here names, and where it closes; an empty name for none."""
    opening = children[position]
    if opening.type != "link_open":
        return "", position
    found = _MENTIONED.match(str(opening.attrs.get("href", "")))
    for end in range(position + 1, len(children)):
        if children[end].type == "link_close":
            return (found[1] if found else ""), end
    return "", position


def _with_keys(children: list[Token]) -> list[Token]:
    marked: list[Token] = []
    depth = 0
    for child in children:
        depth += (child.type == "link_open") - (child.type == "link_close")
        if child.type != "text" or depth:
            marked.append(child)
            continue
        position = 0
        for found in _TASK_KEY.finditer(child.content):
            marked.append(_text(child.content[position : found.start()]))
            words = f'<span class="ref" data-task="{found[0]}">{found[0]}</span>'
            marked.append(Token("html_inline", "", 0, content=words))
            position = found.end()
        marked.append(_text(child.content[position:]) if position else child)
    return marked


def _leave_pictures_outside(tokens: list[Token]) -> None:
    for token in tokens:
        if token.type == "inline" and token.children:
            token.children = _with_links_for_pictures(token.children)


def _with_links_for_pictures(children: list[Token]) -> list[Token]:
    marked: list[Token] = []
    depth = 0
    for child in children:
        depth += (child.type == "link_open") - (child.type == "link_close")
        address = str(child.attrs.get("src", ""))
        if child.type != "image" or _OWN_FILE.match(address):
            marked.append(child)
            continue
        words = _text(child.content or address)
        is_link = not depth and address.lower().startswith(("http://", "https://"))
        attrs: dict[str, str | int | float] = {"href": address, "class": OUTSIDE}
        opening = Token("link_open", "a", 1, attrs=attrs)
        marked += [opening, words, Token("link_close", "a", -1)] if is_link else [words]
    return marked


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def mentioned_users(text: str) -> list[UUID]:
    """Who is mentioned in `text`, each once, in order; what stands in code mentions nobody."""
    if "(user:" not in text:
        return []
    found = [
        UUID(child.meta["user"])
        for token in _markdown.parse(text)
        for child in token.children or []
        if child.meta.get("user")
    ]
    return list(dict.fromkeys(found))


def _build() -> MarkdownIt:
    # Nesting is capped so that a hostile text costs no more than its length.
    markdown = MarkdownIt("commonmark", {"html": False, "linkify": False, "maxNesting": 20})
    markdown.enable(["table", "strikethrough"])
    markdown.core.ruler.push("task_items", lambda state: _mark_task_items(state.tokens))
    markdown.core.ruler.push(
        "pictures_outside", lambda state: _leave_pictures_outside(state.tokens)
    )
    markdown.core.ruler.push("people_tasks", lambda state: _mark_people_and_tasks(state.tokens))
    markdown.add_render_rule("th_open", _render_cell)
    markdown.add_render_rule("td_open", _render_cell)
    return markdown


_markdown = _build()
