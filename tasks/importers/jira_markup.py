"""Jira's wiki markup as Markdown, in one pass; what it does not know stays as it is."""

import re
from collections.abc import Callable

Namer = Callable[[str], str]

_MACRO = re.compile(r"(?<!\{)\{(code|noformat|quote|panel)(?::([^}\n]{0,300}))?\}(?!\})")
_VERBATIM = {"code", "noformat"}
_HEADING = re.compile(r"h([1-6])\.\s+(.*)")
_LIST = re.compile(r"([*#\-]{1,6})\s+(\S.*)")
_RULE = re.compile(r"-{4,}\s*$")
_COLOR = re.compile(r"\{color(?::[^}\n]{0,40})?\}")
_MONO = re.compile(r"\{\{([^{}\n]+)\}\}")
_USER = re.compile(r"\[~(?:accountid:)?([^\]\n|]{1,128})\]")
_FILE = re.compile(r"\[\^([^\]\n|]{1,255})\]")
_LINK = re.compile(
    r"\[(?:([^\]\[|\n]{1,500})\|)?((?:https?://|mailto:)[^\]\s|]{1,2000})(?:\|[^\]\n]{0,40})?\]"
)
_IMAGE = re.compile(r"!([^!\s|][^!|\n]{0,254})(?:\|[^!\n]{0,200})?!")
# A mark opens where no letter stands before it and closes where none follows.
_STYLES = (
    (re.compile(r"(?<![\w*\\])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])"), r"**\1**"),
    (re.compile(r"(?<![\w\\~-])-(?=[^\s-])([^-\n]+?)(?<=\S)-(?![\w-])"), r"~~\1~~"),
    (re.compile(r"(?<![\w\\+])\+(?=\S)([^+\n]+?)(?<=\S)\+(?![\w+])"), r"\1"),
    (re.compile(r"(?<![\w?\\])\?\?(?=\S)([^?\n]+?)(?<=\S)\?\?(?!\w)"), r"*\1*"),
)
_TAG = re.compile(r"<(?=[A-Za-z/!?])")


def markdown_of(text: str, name_of: Namer = lambda account: account) -> str:
    """The text as Markdown; `name_of` says what an account that is mentioned is called."""
    blocks: list[str] = []
    opened: list[tuple[str, list[str]]] = []  # quotes and panels around what comes next
    at = 0
    verbatim = language = ""
    for macro in [*_MACRO.finditer(text), None]:
        piece = text[at : macro.start()] if macro else text[at:]
        if verbatim and (macro is None or (macro[1] == verbatim and macro[2] is None)):
            blocks.append(_fence(piece, language))
            verbatim = ""
        elif verbatim:
            continue
        else:
            blocks.append(_lines(piece, name_of))
            if macro and macro[1] in _VERBATIM:
                verbatim, language = macro[1], _language(macro[2])
            elif macro:
                blocks = _turn(macro, opened, blocks)
        at = macro.end() if macro else len(text)
    for _kind, outer in reversed(opened):
        blocks = [*outer, *blocks]
    return "\n\n".join(block for block in (each.strip("\n") for each in blocks) if block).strip()


def _turn(
    macro: re.Match[str], opened: list[tuple[str, list[str]]], blocks: list[str]
) -> list[str]:
    """A quote or panel begins or ends: what stands in it is quoted."""
    kind = macro[1]
    if opened and opened[-1][0] == kind and macro[2] is None:
        _kind, outer = opened.pop()
        inside = "\n\n".join(block.strip("\n") for block in blocks if block.strip())
        return [*outer, "\n".join(f"> {line}".rstrip() for line in inside.split("\n"))]
    if len(opened) >= 8:
        return blocks
    opened.append((kind, blocks))
    title = next(
        (part[6:] for part in (macro[2] or "").split("|") if part.startswith("title=")), ""
    )
    return [f"**{title}**"] if title else []


def _language(settings: str | None) -> str:
    word = (settings or "").split("|")[0]
    return word if word.isalnum() else ""


def _fence(text: str, language: str) -> str:
    mark = "```" if "```" not in text else "~~~~"
    return f"{mark}{language}\n{text.strip(chr(10))}\n{mark}"


def _lines(text: str, name_of: Namer) -> str:
    lines: list[str] = []
    is_table = False
    for raw in text.replace("\u00a0", " ").split("\n"):
        line, was_table = raw.strip(), is_table
        is_table = line.startswith("|")
        if is_table:
            lines += _table_row(line, name_of, is_first=not was_table)
        elif _RULE.match(line):
            lines.append("---")
        else:
            lines.append(_line(line, name_of))
    return "\n".join(lines)


def _line(line: str, name_of: Namer) -> str:
    if found := _HEADING.match(line):
        return f"{'#' * int(found[1])} {_words(found[2], name_of)}"
    if line.startswith("bq. "):
        return f"> {_words(line[4:], name_of)}"
    if found := _LIST.match(line):
        mark = "1." if found[1][-1] == "#" else "-"
        return f"{'    ' * (len(found[1]) - 1)}{mark} {_words(found[2], name_of)}"
    return _words(line, name_of)


def _table_row(line: str, name_of: Namer, *, is_first: bool) -> list[str]:
    is_head = line.startswith("||")
    parts = _words(line, name_of).strip("|").split("||" if is_head else "|")
    cells = [part.strip() for part in parts]
    row = f"| {' | '.join(cells)} |"
    rule = f"|{' --- |' * len(cells)}"
    if is_head and is_first:
        return [row, rule]
    return [f"|{'  |' * len(cells)}", rule, row] if is_first else [row]


def _words(text: str, name_of: Namer) -> str:
    """Marks inside a line; what stands in a code span is nobody's mark."""
    parts = _MONO.split(text)
    return "".join(
        f"`{part}`" if place % 2 else _styled(part, name_of) for place, part in enumerate(parts)
    )


def _styled(text: str, name_of: Namer) -> str:
    text = _TAG.sub(r"\\<", _COLOR.sub("", text))
    text = _USER.sub(lambda found: f"@{name_of(found[1])}", text)
    text = _FILE.sub(r"`\1`", text)
    # An address may hold any mark: it is put back when all others were read.
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(f"[{found[1] or found[2]}]({found[2]})")
        return f"\ue000{len(kept) - 1}\ue001"

    text = _LINK.sub(keep, text)
    text = _IMAGE.sub(_image, text)
    for pattern, written in _STYLES:
        text = pattern.sub(written, text)
    text = text.replace("\\\\", "\\\n")
    return re.sub("\ue000(\\d+)\ue001", lambda found: kept[int(found[1])], text)


def _image(found: re.Match[str]) -> str:
    name = found[1]
    if name.startswith(("http://", "https://")):
        return f"[{name.rsplit('/', 1)[-1] or name}]({name})"
    return f"`{name}`" if "." in name else found[0]
